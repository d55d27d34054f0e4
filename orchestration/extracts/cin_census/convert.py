# ruff: noqa: S608 - the statements are put together from declared names and this module's own text only
"""Records of the census → text rows of the feeds: one SELECT per feed, over tables named `return_cin_<table>`.

Belongs here: what a record means in the terms of the Standard Safeguarding Dataset. Does not belong here: reading files
(`loading`), types and rules (the contract). Each SELECT yields file_no and line of the record that a row was made from,
then the feed's columns as text. Ids are the council's id of the child and a day, so they are the same every year.
Meanings: docs/cin_census.md.
"""

from __future__ import annotations

from orchestration.extracts.pseudonyms import person_id
from orchestration.extracts.sources import NOTHING_BEFORE, SUPERSEDED
from orchestration.extracts.tables import REJECTED

SOURCES: dict[str, tuple[str, ...]] = {
    "ssd_person": ("cin_children",),
    "ssd_disability": ("cin_disabilities",),
    "ssd_cin_episodes": ("cin_referrals",),
    "ssd_cin_assessments": ("cin_assessments",),
    "ssd_cin_plans": ("cin_plans",),
    "ssd_s47_enquiry": ("cin_enquiries",),
    "ssd_initial_cp_conference": ("cin_enquiries", "cin_referrals"),
    "ssd_cp_plans": ("cin_protection_plans",),
    "ssd_cp_reviews": ("cin_reviews",),
}


def select_for(feed: str, as_at: str) -> str:
    """The SELECT that gives a feed its rows; the census needs no extract date."""
    return _SELECTS[feed]


def _key(*days: str) -> str:
    """An id of child and days; null when any is empty, so that the contract says that the record has no key."""
    told = [f"coalesce(strftime(as_day({day}), '%Y%m%d'), {day})" for day in days]
    return " || '-' || ".join((person_id("child"), *told))


# what ends on the day it begins leaves room for another of the same day
_REFERRAL_ID = (
    f"{_key('referral_date')} || case when as_day(closure_date) = as_day(referral_date) then '-same-day' else '' end"
)
_PLAN_ID = f"{_key('start_date')} || case when as_day(end_date) = as_day(start_date) then '-same-day' else '' end"
_NOT_REJECTED = f"why is null and (file_no, line) not in (select (file_no, line) from {REJECTED})"

_PERSON = """
select file_no, line, child as pers_person_id, sex as pers_sex, ethnicity as pers_ethnicity,
    coalesce(birth, expected) as pers_dob
from return_cin_children where why is null
"""

_DISABILITY = f"""
select file_no, line, {person_id("child")} || '-' || upper(code) as disa_table_id, child as disa_person_id,
    code as disa_disability_code
from return_cin_disabilities where why is null
"""

# Of two referrals of one child and day the one that is open, or was closed last, has the plain id, and the other its
# day of closure beside it: the plain one keeps its id when it is closed in a later year. Two that are open, or closed
# on one day, have nothing to tell them apart but their order in the file, which is another every year.
_REFERRALS_NAMED = f"""
select *, plain_id || case
    when dense_rank() over (partition by plain_id order by as_day(closure_date) desc nulls first) = 1 then ''
    else '-' || strftime(as_day(closure_date), '%Y%m%d') end as referral_id
from (select *, {_REFERRAL_ID} as plain_id from return_cin_referrals where why is null)
"""

_REFERRALS = f"""
select file_no, line, referral_id as cine_referral_id, child as cine_person_id, referral_date as cine_referral_date,
    nfa as cine_referral_nfa, closure_date as cine_close_date
from ({_REFERRALS_NAMED})
"""

# the referral that it stands in; where a later census has that one, the one of the same child and day
_ASSESSMENTS = f"""
with referral as (
    select * from ({_REFERRALS_NAMED}) where {_NOT_REJECTED}
), of_day as (
    select child, as_day(referral_date) as day, min(referral_id) as referral_id from referral group by all
)
select a.file_no, a.line, {_key("a.start_date").replace("child", "a.child")} as cina_assessment_id,
    a.child as cina_person_id, coalesce(own.referral_id, d.referral_id) as cina_referral_id,
    a.start_date as cina_assessment_start_date, a.authorisation_date as cina_assessment_auth_date
from return_cin_assessments as a
left join referral as own on a.year = own.year and a.referral_line::bigint = own.line
left join of_day as d on a.child = d.child and as_day(a.referral_date) = d.day
where a.why is null
"""

_PLANS = f"""
select file_no, line, {_PLAN_ID} as cinp_cin_plan_id, child as cinp_person_id, start_date as cinp_cin_plan_start_date,
    end_date as cinp_cin_plan_end_date
from return_cin_plans where why is null
"""

_ENQUIRIES = f"""
select file_no, line, {_key("start_date")} as s47e_s47_enquiry_id, child as s47e_person_id,
    start_date as s47e_s47_start_date
from return_cin_enquiries where why is null
"""

# A conference beside the enquiries has none of its own, unless it repeats the date that one of them gives. A census
# tells of the conferences of its year: a later one that repeats the referral alone does not take the conference back.
_CONFERENCES = f"""
with told as (
    select *, as_day(referral_date) as referral_day, as_day(conference_date) as day
    from return_cin_referrals
    where conference_date is not null and coalesce(why, '{SUPERSEDED}') = '{SUPERSEDED}'
    qualify row_number() over (partition by child, as_day(referral_date) order by year desc, file_no, line) = 1
)
select file_no, line, {_key("conference_date", "start_date")} as icpc_icpc_id,
    {_key("start_date")} as icpc_s47_enquiry_id, child as icpc_person_id, conference_date as icpc_icpc_date
from return_cin_enquiries where conference_date is not null and {_NOT_REJECTED}
union all
select file_no, line, {_key("conference_date")}, null, child, conference_date
from told
where exists (
        select 1 from return_cin_referrals as r
        where r.child = told.child and as_day(r.referral_date) = told.referral_day and r.{_NOT_REJECTED}
    )
    and not exists (
        select 1 from return_cin_enquiries as e where e.child = told.child and as_day(e.conference_date) = told.day
    )
"""

# the census asks for the council's own plans only
_PROTECTION_PLANS = f"""
select file_no, line, {_PLAN_ID} as cppl_cp_plan_id, child as cppl_person_id, start_date as cppl_cp_plan_start_date,
    end_date as cppl_cp_plan_end_date, 'N' as cppl_cp_plan_ola
from return_cin_protection_plans where why is null
"""

# a first review within three months of the start of the plan, each later one within six months of the one before
_REVIEWS = f"""
with plan as (
    select child, as_day(start_date) as day, min({_PLAN_ID}) as plan_id
    from return_cin_protection_plans where why is null group by all
), review as (
    select *, as_day(review_date) as day, as_day(plan_start) as plan_day from return_cin_reviews
    where coalesce(why, '{NOTHING_BEFORE}') = '{NOTHING_BEFORE}'
), before as (
    select *, lag(day) over (partition by child, plan_day order by day, file_no, line) as day_before from review
)
select b.file_no, b.line, {_key("b.plan_start", "b.review_date").replace("child", "b.child")} as cppr_cp_review_id,
    b.child as cppr_person_id, p.plan_id as cppr_cp_plan_id,
    case when b.day_before is null then b.plan_day + interval 3 month else b.day_before + interval 6 month end
        ::date::varchar as cppr_cp_review_due,
    b.review_date as cppr_cp_review_date
from before as b left join plan as p on b.child = p.child and b.plan_day = p.day
where b.why is null
"""

_SELECTS: dict[str, str] = {
    "ssd_person": _PERSON,
    "ssd_disability": _DISABILITY,
    "ssd_cin_episodes": _REFERRALS,
    "ssd_cin_assessments": _ASSESSMENTS,
    "ssd_cin_plans": _PLANS,
    "ssd_s47_enquiry": _ENQUIRIES,
    "ssd_initial_cp_conference": _CONFERENCES,
    "ssd_cp_plans": _PROTECTION_PLANS,
    "ssd_cp_reviews": _REVIEWS,
}
