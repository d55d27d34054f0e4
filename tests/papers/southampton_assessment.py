"""Southampton's assessments, children in need and pre-proceedings.

Belongs here: rows that make these figures. Does not belong here: the front door, plans.
"""

from __future__ import annotations

from datetime import date

from tests.papers.making import (
    Part,
    Tables,
    days_in,
    month_end,
    months_between,
    share,
    smallest_share,
    working_days_after,
)
from tests.papers.shaping import working_day_pairs
from tests.papers.southampton import MONTHS
from tests.papers.southampton_front import ASSESSED_AND_CLOSED, flag

# completed: July and August 2019 (003), and what makes 49.9, 56.4, 70.2 and 80.4 per 10,000
COMPLETED = {
    **dict.fromkeys(MONTHS, 350),
    "2019-07": 363,
    "2019-08": 428,
    "2020-09": 254,
    "2020-10": 287,
    "2020-11": 357,
    "2020-12": 409,
}
# in 45 working days; the first three months make 76 in the twelve to August 2020 (004), which prints none of them
IN_TIME = dict(
    zip(
        MONTHS,
        ("60", "58", "59", "59", "59", "69", "65", "82", "88", "79", "86", "85", "93", "89", "87", "82", "79", "89"),
        strict=True,
    )
)
# no whole number of 254 or 287 prints 31.6 or 40.5: the nearest that there is
CHILD_IN_NEED = {"2020-09": "31.5", "2020-10": "40.4", "2020-11": "36.7", "2020-12": "33.5"}
IN_NEED = 29


def tables() -> Tables:
    part = Part("SA")
    assessments(part)
    children_in_need(part)
    pre_proceedings(part)
    return part.tables


def assessments(part: Part) -> None:
    """Each month's completed assessments; the referrals' own are in time, without services, and already there."""
    for month, number in COMPLETED.items():
        in_time = share(IN_TIME[month], number) - ASSESSED_AND_CLOSED
        in_need = share(CHILD_IN_NEED.get(month, "34"), number)
        for index, (start, done) in enumerate(working_day_pairs(month, number - ASSESSED_AND_CLOSED, in_time, 45)):
            part.add(
                "ssd_cin_assessments",
                cina_assessment_id=part.key(),
                cina_person_id=part.person(),
                cina_assessment_start_date=start,
                cina_assessment_auth_date=done,
                cina_assessment_outcome_json=flag("PROV_OF_SERVICES_FLAG", index < in_need),
            )


def children_in_need(part: Part) -> None:
    """29 children in need throughout, of whom the same 22 (75.9%) are seen in each of four months."""
    seen = share("75.9", IN_NEED)
    for index in range(IN_NEED):
        person_id = part.person()
        part.add(
            "ssd_cin_episodes",
            cine_referral_id=part.key(),
            cine_person_id=person_id,
            cine_referral_date=date(2019, 5, 13),
            cine_referral_nfa="N",
        )
        for month in months_between("2020-09", "2020-12") if index < seen else ():
            part.add(
                "ssd_cin_visits",
                cinv_cin_visit_id=part.key(),
                cinv_person_id=person_id,
                cinv_cin_visit_date=working_days_after(month_end(month), -5),
                cinv_cin_visit_seen="Y",
            )


def pre_proceedings(part: Part) -> None:
    """Three figures each for four columns: shown as October, November and December."""
    for month, started, assessed in (("2020-10", "25", "10"), ("2020-11", "66", "0"), ("2020-12", "0", "0")):
        in_time, number = smallest_share(started, at_least=3)
        for index, day in enumerate(days_in(month, number)):
            part.add(
                "ssd_pre_proceedings",
                prep_table_id=part.key(),
                prep_person_id=part.person(),
                prep_pre_pro_decision_date=working_days_after(day, -15 if index < in_time else -16),
                prep_initial_pre_pro_meeting_date=day,
            )
        in_time, number = smallest_share(assessed, at_least=3)
        for index, day in enumerate(days_in(month, number)):
            met = date.fromordinal(day.toordinal() - (112 if index < in_time else 113))
            part.add(
                "local_legal_tracker",
                assessment_id=part.key(),
                person_id=part.person(),
                meeting_date=met,
                completed_date=day,
            )
