# ruff: noqa: S608 - the statements are put together from this module's own text only
"""The ten lists about children, as one SELECT each over the tables of the dataset; headers are the inspectors' own.

Belongs here: which rows a list holds, and what stands in each column. `since()` and `until()` are the list's window,
`known(day)` is empty for what came later. Lists 6 to 9 hold the latest of each child alone. Does not belong here: the
workbook (`annex_a`), the words of the codes (`annex_a_words`).
"""

from __future__ import annotations

_WHO = """c.id as "Child Unique ID", c.sex as "Gender", c.ethnicity as "Ethnicity", c.dob as "Date of Birth",
    c.age as "Age of Child (Years)\""""
_SIX = f'{_WHO}, c.disability as "Does the Child have a Disability"'


def _by(team: str) -> str:
    return f'coalesce(t.dept_team_name, {team}) as "Allocated Team", c.worker as "Allocated Worker"'


def _from(table: str, person: str, team: str = "") -> str:
    named = f" left join ssd_department as t on t.dept_team_id = {team}" if team else ""
    return f"from {table} as x inner join child as c on c.id = x.{person}{named}"


PREPARED = (
    """
create or replace temp table child as
select p.pers_person_id as id, say_sex(p.pers_sex) as sex, say_ethnicity(p.pers_ethnicity) as ethnicity,
    p.pers_dob as dob,
    case when p.pers_dob > until() then -1 else date_diff('month', p.pers_dob, until()) // 12
        - (month(p.pers_dob) = month(until()) and day(p.pers_dob) > day(until()))::int end as age,
    say_flag(case when d.disa_person_id is null then 'N' else 'Y' end) as disability, w.worker
from ssd_person as p
left join (select distinct disa_person_id from ssd_disability where disa_disability_code <> 'NONE') as d
    on d.disa_person_id = p.pers_person_id
left join (
    select invo_person_id as id,
        max_by(prof_professional_name, (invo_involvement_start_date, invo_involvements_id)) as worker
    from ssd_involvements inner join ssd_professionals on prof_professional_id = invo_professional_id
    where invo_involvement_start_date <= until() and coalesce(invo_involvement_end_date > until(), true)
    group by all
) as w on w.id = p.pers_person_id""",
    # the latest period of care of each child that is open or ended in the window
    """
create or replace temp table care as
with period as (
    select clae_person_id as id, clae_cla_id as cla_id, min(clae_cla_episode_start_date) as start,
        max_by(struct_pack(at := known(clae_cla_episode_ceased_date), why := clae_cla_episode_ceased_reason),
            (clae_cla_episode_start_date, clae_cla_episode_id)) as ended,
        max_by(clae_cla_primary_need_code, clae_cla_episode_start_date) as need
    from ssd_cla_episodes where clae_cla_episode_start_date <= until() group by all
)
select id, cla_id, start, need, case when ended.why <> 'X1' then ended.at end as ceased,
    case when ended.why <> 'X1' and ended.at is not null then ended.why end as why,
    lag(start) over (partition by id order by start) is not null as is_again
from period
qualify row_number() over (partition by id order by start desc, cla_id desc) = 1""",
    "delete from care where ceased < since()",
)

LISTS: dict[int, str] = {
    1: f"""
select {_WHO}, x.cont_contact_date as "Date of Contact", say_source(x.cont_contact_source_code) as "Contact Source"
{_from("ssd_contacts", "cont_person_id")}
where x.cont_contact_date between since() and until() order by x.cont_contact_date, x.cont_contact_id""",
    2: f"""
select {_WHO}, x.earl_episode_start_date as "Assessment start date",
    known(x.earl_episode_end_date) as "Assessment completion date",
    x.earl_episode_organisation as "Organisation completing assessment"
{_from("ssd_early_help_episodes", "earl_person_id")}
where x.earl_episode_start_date <= until()
    and (x.earl_episode_start_date >= since() or known(x.earl_episode_end_date) is null)
order by x.earl_episode_start_date, x.earl_episode_id""",
    3: f"""
select {_WHO}, x.cine_referral_date as "Date of referral", say_source(x.cine_referral_source_code) as "Referral Source",
    say_flag(x.cine_referral_nfa) as "Referral NFA?",
    count(*) over (partition by x.cine_person_id) - 1 as "Number of Referrals in Last 12 Months",
    {_by("x.cine_referral_team")}
{_from("ssd_cin_episodes", "cine_person_id", "x.cine_referral_team")}
where x.cine_referral_date between since() and until() order by x.cine_referral_date, x.cine_referral_id""",
    4: f"""
select {_SIX}, x.cina_assessment_start_date as "Continuous Assessment Start Date",
    say_flag(x.cina_assessment_child_seen) as "Child Seen During Continuous Assessment",
    known(x.cina_assessment_auth_date) as "Continuous Assessment Date of Authorisation",
    case when known(x.cina_assessment_auth_date) is not null
        then say_flag(json_extract_string(x.cina_assessment_outcome_json, '$.PROV_OF_SERVICES_FLAG')) end
        as "Was the child assessed as requiring LA children’s social care support",
    {_by("x.cina_assessment_team")}
{_from("ssd_cin_assessments", "cina_person_id", "x.cina_assessment_team")}
where x.cina_assessment_start_date <= until()
    and (known(x.cina_assessment_auth_date) is null or x.cina_assessment_auth_date >= since())
order by x.cina_assessment_start_date, x.cina_assessment_id""",
    5: f"""
with held as (
    select icpc_s47_enquiry_id as id, min_by(struct_pack(at := icpc_icpc_date, cp := icpc_icpc_outcome_cp_flag),
        (icpc_icpc_date, icpc_icpc_id)) as first
    from ssd_initial_cp_conference where icpc_icpc_date <= until() group by all
)
select {_SIX}, x.s47e_s47_start_date as "Strategy discussion initiating Section 47 Enquiry Start Date",
    case when known(x.s47e_s47_end_date) is not null then say_flag(x.s47e_s47_nfa) end
        as "Was an Initial Child Protection Conference deemed unnecessary?",
    h.first.at as "Date of Initial Child Protection Conference",
    case when h.first.at is not null then say_flag(h.first.cp) end
        as "Did the Initial Child Protection Conference Result in a Child Protection Plan",
    count(*) over (partition by x.s47e_person_id) as "Number of Section 47 Enquiries in the last 12 months",
    count(h.first.at) over (partition by x.s47e_person_id) as "Number of ICPCs in the last 12 months",
    {_by("x.s47e_s47_completed_by_team")}
{_from("ssd_s47_enquiry", "s47e_person_id", "x.s47e_s47_completed_by_team")}
left join held as h on h.id = x.s47e_s47_enquiry_id
where x.s47e_s47_start_date <= until() and (
    x.s47e_s47_start_date >= since() or known(x.s47e_s47_end_date) is null
    or x.s47e_s47_end_date >= since() or h.first.at >= since()
)
order by x.s47e_s47_start_date, x.s47e_s47_enquiry_id""",
    6: f"""
with need as (
    select cine_person_id as id, cine_referral_date as start, known(cine_close_date) as ended,
        case when cine_close_date <= until() then cine_close_reason end as why, cine_cin_primary_need_code as need,
        cine_referral_team as team
    from ssd_cin_episodes
    where cine_referral_date <= until() and coalesce(cine_referral_nfa, 'N') <> 'Y'
    qualify row_number() over (partition by cine_person_id order by cine_referral_date desc, cine_referral_id desc) = 1
), planned as (
    select cinp_person_id as id from ssd_cin_plans
    where cinp_cin_plan_start_date <= until() and known(cinp_cin_plan_end_date) is null group by all
), protected as (
    select cppl_person_id as id from ssd_cp_plans
    where cppl_cp_plan_start_date <= until() and known(cppl_cp_plan_end_date) is null group by all
), seen as (
    select cinv_person_id as id, max(cinv_cin_visit_date) as day from ssd_cin_visits
    where cinv_cin_visit_date <= until() and cinv_cin_visit_seen = 'Y' group by all
)
select {_SIX}, x.start as "CIN Start Date", say_need(x.need) as "Primary Need Code",
    seen.day as "Date Child Was Last Seen", x.ended as "CIN Closure Date", say_closure(x.why) as "Reason for Closure",
    case when x.ended is not null then 'e) Closed episode' when care.ceased is null and care.id is not null
        then 'a) Looked after child' when protected.id is not null then 'b) Child Protection plan'
        when planned.id is not null then 'c) Child in need plan' else 'd) Open assessment' end as "Case status",
    {_by("x.team")}
{_from("need", "id", "x.team")}
left join planned on planned.id = x.id left join protected on protected.id = x.id
left join seen on seen.id = x.id left join care on care.id = x.id
where x.ended is null or x.ended >= since() order by x.start, x.id""",
    7: f"""
with latest as (
    select *, known(cppl_cp_plan_end_date) as ended,
        row_number() over (partition by cppl_person_id order by cppl_cp_plan_start_date) - 1 as nth
    from ssd_cp_plans where cppl_cp_plan_start_date <= until() and coalesce(cppl_cp_plan_ola, 'N') <> 'Y'
    qualify row_number() over (
        partition by cppl_person_id order by cppl_cp_plan_start_date desc, cppl_cp_plan_id desc
    ) = 1
), visit as (
    select cppv_cp_plan_id as id, max_by(struct_pack(day := cppv_cp_visit_date, alone := cppv_cp_visit_seen_alone),
        (cppv_cp_visit_date, cppv_cp_visit_id)) as last
    from ssd_cp_visits where cppv_cp_visit_date <= until() and cppv_cp_visit_seen = 'Y' group by all
), review as (
    select cppr_cp_plan_id as id, max(cppr_cp_review_date) as day
    from ssd_cp_reviews where cppr_cp_review_date <= until() group by all
), urgent as (
    select lega_person_id as id from ssd_legal_status where lega_legal_status in ('L1', 'L2')
    and lega_legal_status_start_date between until() - interval 6 month and until() group by all
)
select {_SIX}, x.cppl_cp_plan_start_date as "Child Protection Plan Start Date",
    say_abuse(x.cppl_cp_plan_initial_category) as "Initial Category of Abuse",
    say_abuse(x.cppl_cp_plan_latest_category) as "Latest Category of Abuse",
    visit.last.day as "Date of the Last Statutory Visit",
    case when visit.last.day is not null then say_flag(visit.last.alone) end as "Was the Child Seen Alone?",
    review.day as "Date of latest review conference", x.ended as "Child Protection Plan End Date",
    say_flag(case when urgent.id is null then 'N' else 'Y' end)
        as "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
    x.nth as "Number of Previous Child Protection Plans", r.team as "Allocated Team", c.worker as "Allocated Worker"
{_from("latest", "cppl_person_id")}
left join visit on visit.id = x.cppl_cp_plan_id left join review on review.id = x.cppl_cp_plan_id
left join urgent on urgent.id = x.cppl_person_id
left join (
    select cine_person_id as id, max_by(dept_team_name, (cine_referral_date, cine_referral_id)) as team
    from ssd_cin_episodes inner join ssd_department on dept_team_id = cine_referral_team
    where cine_referral_date <= until() group by all
) as r on r.id = x.cppl_person_id
where x.ended is null or x.ended >= since() order by x.cppl_cp_plan_start_date, x.cppl_cp_plan_id""",
    10: f"""
select c.id as "Child Unique ID", null as "Family identifier", c.sex as "Gender", c.ethnicity as "Ethnicity",
    c.dob as "Date of Birth", c.age as "Age of Child (Years)", c.disability as "Does the Child have a Disability",
    min(e.clae_cla_episode_start_date) as "Date the Child Entered Care",
    x.perm_adm_decision_date as "Date of Decision that Child Should be Placed for Adoption",
    known(x.perm_placement_order_date) as "Date of Placement Order",
    known(x.perm_matched_date) as "Date of Matching Child and Prospective Adopters",
    known(x.perm_placed_for_adoption_date) as "Date Placed for Adoption",
    case when x.perm_permanence_order_type ilike '%adoption%' then known(x.perm_permanence_order_date) end
        as "Date of Adoption Order ",
    known(x.perm_decision_reversed_date) as "Date of Decision that Child Should No Longer be Placed for Adoption",
    x.perm_decision_reversed_reason as "Reason Why Child No Longer Placed for Adoption",
    known(x.perm_placed_ffa_cp_date)
        as "Date the child was placed for fostering in FFA or concurrent planning placement"
{_from("ssd_permanence", "perm_person_id")}
left join ssd_cla_episodes as e on e.clae_person_id = x.perm_person_id and e.clae_cla_id = x.perm_cla_id
where x.perm_adm_decision_date <= until() and (
    known(x.perm_permanence_order_date) is null and known(x.perm_decision_reversed_date) is null
    or x.perm_permanence_order_date >= until() - interval 12 month
    or x.perm_decision_reversed_date >= until() - interval 12 month
)
group by all order by x.perm_adm_decision_date, c.id""",
}
