"""Southampton's child protection: enquiries, conferences, plans, visits.

Belongs here: rows that make these figures. Does not belong here: the front door, assessments.
"""

from __future__ import annotations

from datetime import date, timedelta

from tests.papers.making import (
    Part,
    Tables,
    days_in,
    month_after,
    month_end,
    month_start,
    number_for_rate,
    share,
    smallest_share,
    working_days_after,
    working_days_of,
)
from tests.papers.shaping import Spell, denominator, is_open, spells
from tests.papers.southampton import MONTHS, POPULATION

SINCE_DECEMBER = MONTHS[5:]
# enquiries per 10,000 by the chart, and the counts of the last four months
ENQUIRIES = {
    **dict.fromkeys(MONTHS, 100),
    **{
        month: number_for_rate(rate, POPULATION)
        for month, rate in zip(SINCE_DECEMBER, ["18", "18", "23", "25", "20", "22", "27", "24", "16"], strict=False)
    },
    "2020-09": 126,
    "2020-10": 121,
    "2020-11": 167,
    "2020-12": 149,
}
# conferences: how many children the rate allows, and the share in time; the months before make 63 in twelve (004)
CONFERENCES = {
    "2019-09": (range(40, 60), "40"),
    "2019-10": (range(40, 60), "40"),
    "2019-11": (range(40, 60), "40"),
    "2019-12": (range(40, 60), "69"),
    "2020-01": (range(20, 40), "60"),
    "2020-02": (range(23, 28), "61"),
    "2020-03": (range(44, 49), "60"),
    "2020-04": (range(23, 28), "67"),
    "2020-05": (range(49, 54), "90"),
    "2020-06": (range(34, 39), "94"),
    "2020-07": (range(30, 50), "69"),
    "2020-08": (range(23, 28), "73"),
    # 6.1 per 10,000 are 31 children, of whom no whole number is 79 per cent
    "2020-09": (range(28, 34), "79"),
    "2020-10": (range(43, 44), "35"),
    "2020-11": (range(61, 62), "57"),
    "2020-12": (range(51, 52), "27"),
}
REVIEWS = {"2020-09": "99.6", "2020-10": "90.8", "2020-11": "95.7", "2020-12": "100.0"}
RATES = ["92", "87", "82", "78", "82", "80", "84", "82", "77", "77", "78", "78"]
ON_PLAN = {
    **dict.fromkeys(MONTHS[:6], 456),
    **{month: number_for_rate(rate, POPULATION) for month, rate in zip(MONTHS[6:], RATES, strict=True)},
}
TWO_YEARS = {"2020-09": 9, "2020-10": 20, "2020-11": 10, "2020-12": 10}
VISITED = dict(
    zip(
        MONTHS,
        ("70", "67", "70", "70", "70", "70", "68", "81", "64", "40", "72", "75", "75", "85", "62", "85", "92", "87"),
        strict=True,
    )
)
ALONE = {"2020-09": "20", "2020-10": "25", "2020-11": "25", "2020-12": "30"}


def tables() -> Tables:
    part = Part("SP")
    enquiries(part)
    reviews(part)
    plans(part)
    return part.tables


def enquiries(part: Part) -> None:
    """Each conference follows one of its own month's enquiries: ten working days after, or sixteen."""
    for month, number in ENQUIRIES.items():
        days = working_days_of(month)
        candidates, percent = CONFERENCES.get(month, (range(30, 40), "60"))
        held = denominator(candidates, percent)
        in_time = share(percent, held)
        for index in range(number):
            person_id, enquiry_id = part.person(), part.key()
            start = days[0] if index < held else days[index % len(days)]
            part.add(
                "ssd_s47_enquiry",
                s47e_s47_enquiry_id=enquiry_id,
                s47e_person_id=person_id,
                s47e_s47_start_date=start,
            )
            if index < held:
                part.add(
                    "ssd_initial_cp_conference",
                    icpc_icpc_id=part.key(),
                    icpc_s47_enquiry_id=enquiry_id,
                    icpc_person_id=person_id,
                    icpc_icpc_date=working_days_after(start, 15 if index < in_time else 16),
                    icpc_icpc_transfer_in="N",
                )


def reviews(part: Part) -> None:
    for month, percent in REVIEWS.items():
        on_time, number = smallest_share(percent, at_least=100)
        for index, day in enumerate(days_in(month, number)):
            part.add(
                "ssd_cp_reviews",
                cppr_cp_review_id=part.key(),
                cppr_person_id=part.person(),
                cppr_cp_review_due=day if index < on_time else day - timedelta(days=1),
                cppr_cp_review_date=day,
            )


def plans(part: Part) -> None:
    """Those that reach two years apart from the others: both together are the month's number on a plan."""
    long = spells(TWO_YEARS)
    others = {
        month: number - sum(month <= (spell.last or month) for spell in long) for month, number in ON_PLAN.items()
    }
    children: list[tuple[Spell, str, str]] = []
    for spell in long:
        # 729 days after the start are two years: reached in the first month of the spell
        start = month_end(spell.first) - timedelta(days=735) if spell.first else date(2018, 7, 2)
        children.append((Spell(None, spell.last), *plan(part, start, spell.last)))
    for spell in spells(others):
        start = month_start(spell.first) if spell.first else date(2019, 3, 4)
        children.append((spell, *plan(part, start, spell.last)))
    visits(part, children)


def plan(part: Part, start: date, last: str | None) -> tuple[str, str]:
    person_id, plan_id = part.person(), part.key()
    part.add(
        "ssd_cp_plans",
        cppl_cp_plan_id=plan_id,
        cppl_person_id=person_id,
        cppl_cp_plan_start_date=start,
        cppl_cp_plan_end_date=month_start(month_after(last, 1)) if last else None,
        cppl_cp_plan_ola="N",
    )
    return person_id, plan_id


def visits(part: Part, children: list[tuple[Spell, str, str]]) -> None:
    """A visit shortly before the month's end for as many as were seen in time; alone for as many as that needs."""
    alone: set[str] = set()
    for month in MONTHS:
        on_plan = [(person_id, plan_id) for spell, person_id, plan_id in children if is_open(spell, month)]
        seen = on_plan[: share(VISITED[month], len(on_plan))]
        not_seen = {person_id for person_id, _ in on_plan[len(seen) :]}
        wanted = share(ALONE.get(month, "20"), len(on_plan)) - len(alone & not_seen)
        for index, (person_id, plan_id) in enumerate(seen):
            (alone.add if index < wanted else alone.discard)(person_id)
            part.add(
                "ssd_cp_visits",
                cppv_cp_visit_id=part.key(),
                cppv_person_id=person_id,
                cppv_cp_plan_id=plan_id,
                cppv_cp_visit_date=working_days_after(month_end(month), -5),
                cppv_cp_visit_seen="Y",
                cppv_cp_visit_seen_alone="Y" if index < wanted else "N",
            )
