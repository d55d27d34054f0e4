# ruff: noqa: S608 - the statements are put together from declared names and this module's own text only
"""Rows of the lists → text rows of the feeds: one SELECT per feed, over tables named `annex_list_<n>`.

Belongs here: what a row of a list means in the terms of the Standard Safeguarding Dataset. Does not belong here:
reading (`loading`), types and rules (the contract). The lists have no ids of events, so an id is made of the child and
the day, with the source or the organisation where two events of one day are told apart by it. Each SELECT yields
list_no, file_no and line of the row it was made from, then the feed's columns as text; a column that the lists cannot
give is left out, so that the indicators that need it say so. Meanings and losses: docs/annex_a.md.
"""

from __future__ import annotations

import re

from orchestration.extracts.annex_a.lists import LISTS
from orchestration.extracts.pseudonyms import person_id

_CHILD = person_id("child")
REJECTED = "annex_rejected"
# the case status of list 6 that says that there is a plan, and those that say that there is none
IS_PLAN, NO_PLAN = "status = 'CIN'", "status in ('CLA', 'CP', 'OPEN', 'CLOSED')"
# where a child stands in several lists, the first of these that has a date of birth says who it is
_PEOPLE = (8, 7, 6, 9, 10, 5, 4, 3, 2, 1)

SOURCES: dict[str, tuple[int, ...]] = {
    "ssd_person": _PEOPLE,
    "ssd_immigration_status": (8,),
    "ssd_contacts": (1,),
    "ssd_early_help_episodes": (2,),
    "ssd_cin_episodes": (3,),
    "ssd_cin_assessments": (4,),
    "ssd_cin_plans": (6,),
    "ssd_s47_enquiry": (5,),
    "ssd_initial_cp_conference": (5,),
    "ssd_cp_plans": (7,),
    "ssd_cp_visits": (7,),
    "ssd_cla_episodes": (8,),
    "ssd_cla_placement": (8,),
    "ssd_legal_status": (8,),
    "ssd_cla_visits": (8,),
    "ssd_cla_health": (8,),
    "ssd_care_leavers": (9,),
    "ssd_permanence": (10,),
}


def select_for(feed: str, held: frozenset[int]) -> str:
    """The SELECT that gives a feed its rows. `held`: the lists that were delivered."""
    return _people(held) if feed == "ssd_person" else _SELECTS[feed]


def _key(day: str, *more: str) -> str:
    """An id of child and day; null when either is empty, so that the contract says that the record has no key."""
    return " || '-' || ".join((_CHILD, f"replace({day}, '-', '')", *more))


def _of(number: int, *, beside: bool = False) -> str:
    """The list's rows in force; for what is made beside the main feed, without the rows that the main one lost."""
    lost = f" and (file_no, line) not in (select (file_no, line) from {REJECTED})" if beside else ""
    return f"annex_list_{number} where why is null{lost}"


def _people(held: frozenset[int]) -> str:
    # a number that puts the rows of a child in order: 32 bits for the line, 16 for the file, then who is believed first
    rows = " union all ".join(
        f"select {number} as list_no, file_no, line, child, gender, ethnicity, dob, "
        f"((((dob is null)::bigint * 16 + {rank}) * 65536 + file_no) * 4294967296 + line) as place "
        f"from {_of(number)} and child is not null"
        for rank, number in enumerate(_PEOPLE)
        if number in held
    )
    return (
        f"with known as materialized ({rows}) "
        f"select list_no, file_no, line, child as pers_person_id, gender as pers_sex, ethnicity as pers_ethnicity, "
        f"dob as pers_dob from known where place in (select min(place) from known group by child)"
    )


# the referral that an assessment follows is the child's latest on or before its start
_ASSESSMENTS = f"""
with referral as (select child, referral_date, {_key("referral_date", "coalesce(source, '')")} as id
    from {_of(3, beside=True)} and referral_date is not null
), latest as (
    select a.file_no, a.line, max_by(r.id, r.referral_date || r.id) as id
    from annex_list_4 as a inner join referral as r
        on a.child = r.child and r.referral_date <= a.assessment_start
    where a.why is null group by a.file_no, a.line
)
select 4 as list_no, file_no, line, {_key("assessment_start")} as cina_assessment_id, child as cina_person_id,
    id as cina_referral_id, assessment_start as cina_assessment_start_date,
    assessment_end as cina_assessment_auth_date, team as cina_assessment_team,
    '{{"PROV_OF_SERVICES_FLAG":"' || nullif(annex_fold(needs_support), '') || '"}}' as cina_assessment_outcome_json
from annex_list_4 left join latest using (file_no, line)
where why is null
"""

_SELECTS: dict[str, str] = {
    "ssd_contacts": f"""
select 1 as list_no, file_no, line, {_key("contact_date", "coalesce(source, '')")} as cont_contact_id,
    child as cont_person_id, contact_date as cont_contact_date
from {_of(1)}""",
    "ssd_early_help_episodes": f"""
select 2 as list_no, file_no, line, {_key("eh_start", "coalesce(organisation, '')")} as earl_episode_id,
    child as earl_person_id, eh_start as earl_episode_start_date, eh_end as earl_episode_end_date
from {_of(2)}""",
    "ssd_cin_episodes": f"""
select 3 as list_no, file_no, line, {_key("referral_date", "coalesce(source, '')")} as cine_referral_id,
    child as cine_person_id, referral_date as cine_referral_date, nfa as cine_referral_nfa, team as cine_referral_team
from {_of(3)}""",
    "ssd_cin_assessments": _ASSESSMENTS,
    "ssd_cin_plans": f"""
select 6 as list_no, file_no, line, {_key("cin_start")} as cinp_cin_plan_id, child as cinp_person_id,
    cin_start as cinp_cin_plan_start_date, cin_end as cinp_cin_plan_end_date, team as cinp_cin_plan_team
from {_of(6)} and {IS_PLAN}""",
    "ssd_s47_enquiry": f"""
select 5 as list_no, file_no, line, {_key("s47_start")} as s47e_s47_enquiry_id, child as s47e_person_id,
    s47_start as s47e_s47_start_date, team as s47e_s47_completed_by_team
from {_of(5)}""",
    "ssd_initial_cp_conference": f"""
select 5 as list_no, file_no, line, {_key("icpc_date")} as icpc_icpc_id, {_key("s47_start")} as icpc_s47_enquiry_id,
    child as icpc_person_id, icpc_date as icpc_icpc_date, team as icpc_icpc_team
from {_of(5, beside=True)} and icpc_date is not null""",
    # the list leaves out plans of other councils
    "ssd_cp_plans": f"""
select 7 as list_no, file_no, line, {_key("plan_start")} as cppl_cp_plan_id, child as cppl_person_id,
    plan_start as cppl_cp_plan_start_date, plan_end as cppl_cp_plan_end_date, 'N' as cppl_cp_plan_ola
from {_of(7)}""",
    # a statutory visit is one at which the child was seen
    "ssd_cp_visits": f"""
select 7 as list_no, file_no, line, {_key("visit_date")} as cppv_cp_visit_id, child as cppv_person_id,
    {_key("plan_start")} as cppv_cp_plan_id, visit_date as cppv_cp_visit_date, 'Y' as cppv_cp_visit_seen,
    seen_alone as cppv_cp_visit_seen_alone
from {_of(7, beside=True)} and visit_date is not null""",
    "ssd_immigration_status": f"""
select 8 as list_no, file_no, line, {_CHILD} || '-UASC' as immi_immigration_status_id, child as immi_person_id,
    care_start as immi_immigration_status_start_date, null as immi_immigration_status_end_date,
    'Unaccompanied asylum seeking child (UASC)' as immi_immigration_status
from {_of(8)} and uasc = 'Y'""",
    "ssd_cla_episodes": f"""
select 8 as list_no, file_no, line, {_key("care_start")} as clae_cla_episode_id, child as clae_person_id,
    care_start as clae_cla_episode_start_date, care_end as clae_cla_episode_ceased_date,
    care_reason as clae_cla_episode_ceased_reason, {_key("care_start")} as clae_cla_id
from {_of(8)}""",
    # the list has no end of a placement, and only the latest one
    "ssd_cla_placement": f"""
select 8 as list_no, file_no, line, {_key("placement_start")} as clap_cla_placement_id,
    {_key("care_start")} as clap_cla_id, child as clap_person_id, placement_start as clap_cla_placement_start_date,
    placement_type as clap_cla_placement_type, provider as clap_cla_placement_provider
from {_of(8, beside=True)} and placement_start is not null""",
    # one is in force at a time: where a child has two rows, the later start ends the earlier
    "ssd_legal_status": f"""
select 8 as list_no, file_no, line, {_key("since")} as lega_legal_status_id, child as lega_person_id,
    legal_status as lega_legal_status, since as lega_legal_status_start_date,
    least(care_end, min(try_cast(since as date)) over (
        partition by child order by try_cast(since as date) groups between 1 following and unbounded following
    )::varchar) as lega_legal_status_end_date
from (
    select *, coalesce(legal_start, care_start) as since from {_of(8, beside=True)} and legal_status is not null
)""",
    "ssd_cla_visits": f"""
select 8 as list_no, file_no, line, {_key("visit_date")} as clav_cla_visit_id, {_key("care_start")} as clav_cla_id,
    child as clav_person_id, visit_date as clav_cla_visit_date, 'Y' as clav_cla_visit_seen
from {_of(8, beside=True)} and visit_date is not null""",
    "ssd_cla_health": f"""
select list_no, file_no, line, {_CHILD} || '-' || kind || '-' || replace(day, '-', '') as clah_health_check_id,
    child as clah_person_id, kind as clah_health_check_type, day as clah_health_check_date,
    'Completed' as clah_health_check_status
from (
    select 8 as list_no, file_no, line, child, 'Dental Check' as kind, dental_date as day
    from {_of(8, beside=True)} union all
    select 8 as list_no, file_no, line, child, 'Health Assessment' as kind, health_date as day
    from {_of(8, beside=True)}
) where day is not null""",
    "ssd_care_leavers": f"""
select 9 as list_no, file_no, line, {_CHILD} as clea_table_id, child as clea_person_id,
    eligibility as clea_care_leaver_eligibility, in_touch as clea_care_leaver_in_touch,
    accommodation as clea_care_leaver_accommodation, suitable as clea_care_leaver_accom_suitable,
    activity as clea_care_leaver_activity, pathway_date as clea_pathway_plan_review_date,
    team as clea_care_leaver_allocated_team
from {_of(9)}""",
    "ssd_permanence": f"""
select 10 as list_no, file_no, line, {_key("decision_date")} as perm_table_id, child as perm_person_id,
    placed_date as perm_placed_for_adoption_date, adopted_date as perm_permanence_order_date,
    case when adopted_date is not null then 'adoption' end as perm_permanence_order_type
from {_of(10)}""",
}

# the field of a list that a column of a feed was made from, so that a reject names what the service can mend
MADE_FROM: dict[str, str] = {
    "pers_person_id": "child", "pers_sex": "gender", "pers_ethnicity": "ethnicity", "pers_dob": "dob",
    "immi_immigration_status_id": "child", "immi_person_id": "child",
    "immi_immigration_status_start_date": "care_start",
    "cont_contact_id": "child contact_date", "cont_person_id": "child", "cont_contact_date": "contact_date",
    "earl_episode_id": "child eh_start", "earl_person_id": "child", "earl_episode_start_date": "eh_start",
    "earl_episode_end_date": "eh_end",
    "cine_referral_id": "child referral_date", "cine_person_id": "child", "cine_referral_date": "referral_date",
    "cine_referral_nfa": "nfa", "cine_referral_team": "team",
    "cina_assessment_id": "child assessment_start", "cina_person_id": "child",
    "cina_assessment_start_date": "assessment_start", "cina_assessment_auth_date": "assessment_end",
    "cina_assessment_team": "team", "cina_assessment_outcome_json": "needs_support",
    "prov_of_services_flag": "needs_support",
    "cinp_cin_plan_id": "child cin_start", "cinp_person_id": "child", "cinp_cin_plan_start_date": "cin_start",
    "cinp_cin_plan_end_date": "cin_end", "cinp_cin_plan_team": "team",
    "s47e_s47_enquiry_id": "child s47_start", "s47e_person_id": "child", "s47e_s47_start_date": "s47_start",
    "s47e_s47_completed_by_team": "team",
    "icpc_icpc_id": "child icpc_date", "icpc_s47_enquiry_id": "s47_start", "icpc_person_id": "child",
    "icpc_icpc_date": "icpc_date", "icpc_icpc_team": "team",
    "cppl_cp_plan_id": "child plan_start", "cppl_person_id": "child", "cppl_cp_plan_start_date": "plan_start",
    "cppl_cp_plan_end_date": "plan_end",
    "cppv_cp_visit_id": "child visit_date", "cppv_person_id": "child", "cppv_cp_plan_id": "plan_start",
    "cppv_cp_visit_date": "visit_date", "cppv_cp_visit_seen_alone": "seen_alone",
    "clae_cla_episode_id": "child care_start", "clae_person_id": "child", "clae_cla_id": "child care_start",
    "clae_cla_episode_start_date": "care_start", "clae_cla_episode_ceased_date": "care_end",
    "clae_cla_episode_ceased_reason": "care_reason",
    "clap_cla_placement_id": "child placement_start", "clap_cla_id": "care_start", "clap_person_id": "child",
    "clap_cla_placement_start_date": "placement_start", "clap_cla_placement_type": "placement_type",
    "clap_cla_placement_provider": "provider",
    "lega_legal_status_id": "child legal_start", "lega_person_id": "child", "lega_legal_status": "legal_status",
    "lega_legal_status_start_date": "legal_start", "lega_legal_status_end_date": "care_end",
    "clav_cla_visit_id": "child visit_date", "clav_cla_id": "care_start", "clav_person_id": "child",
    "clav_cla_visit_date": "visit_date",
    "clah_health_check_id": "child dental_date", "clah_person_id": "child", "clah_health_check_date": "dental_date",
    "clea_table_id": "child", "clea_person_id": "child", "clea_care_leaver_eligibility": "eligibility",
    "clea_care_leaver_in_touch": "in_touch", "clea_care_leaver_accommodation": "accommodation",
    "clea_care_leaver_accom_suitable": "suitable", "clea_care_leaver_activity": "activity",
    "clea_pathway_plan_review_date": "pathway_date", "clea_care_leaver_allocated_team": "team",
    "perm_table_id": "child decision_date", "perm_person_id": "child", "perm_placed_for_adoption_date": "placed_date",
    "perm_permanence_order_date": "adopted_date", "perm_permanence_order_type": "adopted_date",
}  # fmt: skip
READS = frozenset(
    field
    for one in LISTS.values()
    for field in one.headers
    if any(re.search(rf"\b{field}\b", select) for select in (*_SELECTS.values(), "child gender ethnicity dob"))
)
"""Fields of the lists that any feed is made of."""
