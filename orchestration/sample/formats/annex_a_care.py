# ruff: noqa: S608 - the statements are put together from this module's own text only
"""Lists 8 and 9: children in care, and care leavers.

Belongs here: as `annex_a_lists`, of which these are the two longest. Does not belong here: the other lists.
"""

from __future__ import annotations

_WHO = """c.id as "Child Unique ID", c.sex as "Gender", c.ethnicity as "Ethnicity", c.dob as "Date of Birth",
    c.age as "Age of Child (Years)\""""

CARE = f"""
with legal as (
    select lega_person_id as id,
        max_by(struct_pack(code := lega_legal_status, start := lega_legal_status_start_date),
            (lega_legal_status_start_date, lega_legal_status_id)) as last
    from ssd_legal_status where lega_legal_status_start_date <= until() group by all
), placed as (
    select clap_cla_id as id, max_by(struct_pack(start := clap_cla_placement_start_date,
        type := clap_cla_placement_type, provider := clap_cla_placement_provider,
        postcode := clap_cla_placement_postcode, urn := clap_cla_placement_urn),
        (clap_cla_placement_start_date, clap_cla_placement_id)) as last,
        count(*) filter (
            where coalesce(clap_cla_placement_end_date >= until() - interval 12 month, true)
        ) as moves
    from ssd_cla_placement
    where clap_cla_placement_start_date <= until()
        and (clap_cla_placement_type not like 'T%' or coalesce(clap_cla_placement_end_date > until(), true))
        and clap_cla_placement_end_date is distinct from clap_cla_placement_start_date
    group by all
), reviewed as (
    select clar_cla_id as id, max(clar_cla_review_date) as day from ssd_cla_reviews
    where clar_cla_review_date <= until() and coalesce(clar_cla_review_cancelled, 'N') <> 'Y' group by all
), visited as (
    select clav_person_id as id, max(clav_cla_visit_date) as day from ssd_cla_visits
    where clav_cla_visit_date <= until() and clav_cla_visit_seen = 'Y' group by all
), checked as (
    select clah_person_id as id,
        max(clah_health_check_date) filter (where lower(clah_health_check_type) = 'dental check') as dental,
        max(clah_health_check_date) filter (where lower(clah_health_check_type) <> 'dental check') as health
    from ssd_cla_health
    where clah_health_check_date <= until() and lower(clah_health_check_status) = 'completed' group by all
), alone as (
    select immi_person_id as id from ssd_immigration_status
    where (immi_immigration_status ilike '%unaccompanied%' or immi_immigration_status ilike '%uasc%')
        and immi_immigration_status_start_date <= until()
        and coalesce(immi_immigration_status_end_date > until() - interval 12 month, true)
    group by all
), planned as (
    select person_id as id, max_by(plan, recorded_date) as plan from local_permanence
    where recorded_date <= until() group by all
), gone as (
    select miss_person_id as id,
        count(*) filter (where miss_missing_episode_type = 'Missing') as missing,
        count(*) filter (where miss_missing_episode_type = 'Absent') as absent,
        max_by(struct_pack(offered := miss_missing_rhi_offered, accepted := miss_missing_rhi_accepted),
            miss_missing_episode_start_date) as last
    from ssd_missing
    where miss_missing_episode_start_date between until() - interval 12 month and until() group by all
)
select {_WHO}, say_flag(case when alone.id is null then 'N' else 'Y' end)
        as "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
    c.disability as "Does the Child have a Disability", x.start as "Date Started to be Looked After",
    say_need(x.need) as "Child's Category of Need",
    say_flag(case when x.is_again then 'Y' else 'N' end)
        as "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
    greatest(legal.last.start, x.start) as "Start date of current legal status",
    say_legal(legal.last.code) as "Child's Legal Status", reviewed.day as "Date of Latest Statutory Review",
    visited.day as "Date of Last Social Work Visit",
    case planned.plan when 'adoption' then 'b) Adoption' when 'special_guardianship' then 'c) SGO/CAO'
        when 'long_term_fostering' then 'f) Long-term fostering' else 'g) other' end
        as "What is the permanence plan for this child?",
    null as "Date of Last IRO Visit / Contact to the Child", checked.health as "Date of Last Health Assessment",
    checked.dental as "Date of Last Dental Check", placed.moves as "Number of Placements in the Last 12 months",
    x.ceased as "Date Ceased to be Looked After ", say_ceased(x.why) as "Reason Ceased to be Looked After",
    placed.last.start as "Start Date of Most Recent Placement", say_placement(placed.last.type) as "Placement Type",
    say_provider(placed.last.provider) as "Placement Provider", placed.last.postcode as "Placement postcode",
    placed.last.urn as "URN of Placement", null as "Placement Location", null as "LA of Placement",
    coalesce(gone.missing, 0)
        as "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months",
    coalesce(gone.absent, 0)
        as "Number of Episodes the Child has been ‘Absent’ from their Placement in the last 12 months",
    case when gone.id is not null then say_flag(gone.last.offered) end
        as "Was the child offered a Return Interview after their last missing episode (Y/N)?",
    case when gone.id is not null then say_flag(gone.last.accepted) end
        as "Did the child accept a Return Interview after their last missing episode (Y/N)?",
    null as "Allocated Team", c.worker as "Allocated Worker"
from care as x inner join child as c on c.id = x.id
left join legal on legal.id = x.id left join placed on placed.id = x.cla_id
left join reviewed on reviewed.id = x.cla_id left join visited on visited.id = x.id
left join checked on checked.id = x.id left join alone on alone.id = x.id
left join planned on planned.id = x.id left join gone on gone.id = x.id
order by x.start, x.id"""

LEAVERS = f"""
select {_WHO}, c.disability as "Does the Child have a Disability",
    say_flag(case when alone.id is null then 'N' else 'Y' end)
        as "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)",
    coalesce(t.dept_team_name, x.clea_care_leaver_allocated_team) as "Allocated Team", c.worker as "Allocated Worker",
    x.clea_care_leaver_personal_advisor as "Allocated Personal Advisor",
    say_eligibility(x.clea_care_leaver_eligibility) as "Eligibility Category",
    say_touch(x.clea_care_leaver_in_touch) as "LA In Touch ",
    say_home(x.clea_care_leaver_accommodation) as "Type of Accommodation",
    say_suitable(x.clea_care_leaver_accom_suitable) as "Suitability of Accommodation",
    say_activity(x.clea_care_leaver_activity) as "Activity Status",
    x.clea_pathway_plan_review_date as "Latest Pathway Plan Review Date",
    known(x.clea_care_leaver_latest_contact) as "Latest Date of Contact"
from ssd_care_leavers as x inner join child as c on c.id = x.clea_person_id
left join ssd_department as t on t.dept_team_id = x.clea_care_leaver_allocated_team
left join (
    select distinct immi_person_id as id from ssd_immigration_status
    where immi_immigration_status ilike '%unaccompanied%' or immi_immigration_status ilike '%uasc%'
) as alone on alone.id = c.id
order by x.clea_person_id"""
