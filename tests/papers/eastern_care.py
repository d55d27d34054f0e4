"""The eastern council of paper 001, December 2019: child protection and looked-after children.

Belongs here: rows that make the figures of this paper's second half. Does not belong here: the rest (`eastern`).
"""

from __future__ import annotations

from datetime import date

from tests.papers.making import Part, Tables, days_in, month_after, month_start, months_between
from tests.papers.shaping import spells

# plans ended: none of 17 in December had lasted two years, 2.5% to November and 2.3% to December
ENDED = {**dict.fromkeys(months_between("2019-04", "2019-11"), 20), "2019-12": 17}
# children looked after for a year, and how many of them had a dental check: the shares of the tile and of the chart
DENTAL = {
    "2019-06": (196, 253),
    "2019-07": (193, 254),
    "2019-08": (193, 256),
    "2019-09": (196, 259),
    "2019-10": (206, 259),
    "2019-11": (203, 262),
    "2019-12": (201, 260),
}
LOOKED_AFTER, SEEN, MOVED = 360, 329, 19


def tables() -> Tables:
    part = Part("F")
    plans(part)
    looked_after(part)
    return part.tables


def plans(part: Part) -> None:
    """34.6 per 10,000 (177) in November, 186 in December; of 161 due a visit in four weeks 136 are seen."""
    long = 4
    for month, number in ENDED.items():
        for index, day in enumerate(days_in(month, number)):
            start = date(2017, 1, 9) if long and index == 0 and month < "2019-12" else date(2018, 11, 5)
            long -= start.year == 2017
            plan(part, start, day, date(2019, 11, 28) if month == "2019-12" else None)
    # four of those in force for two years; 160 of November's go on, one starts on Sunday the first, 25 are not yet due
    starts = [date(2017, 10, 2)] * 4 + [date(2019, 3, 4)] * 156 + [date(2019, 12, 1)] + [date(2019, 12, 9)] * 25
    for index, start in enumerate(starts):
        person_id = plan(part, start, None, date(2019, 11, 28) if index < 160 else None)
        if 25 <= index < 161:
            visit(part, person_id, date(2019, 12, 16))


def plan(part: Part, start: date, end: date | None, seen: date | None) -> str:
    person_id = part.person()
    part.add(
        "ssd_cp_plans",
        cppl_cp_plan_id=part.key(),
        cppl_person_id=person_id,
        cppl_cp_plan_start_date=start,
        cppl_cp_plan_end_date=end,
        cppl_cp_plan_ola="N",
    )
    if seen:
        visit(part, person_id, seen)
    return person_id


def visit(part: Part, person_id: str, day: date) -> None:
    part.add(
        "ssd_cp_visits",
        cppv_cp_visit_id=part.key(),
        cppv_person_id=person_id,
        cppv_cp_visit_date=day,
        cppv_cp_visit_seen="Y",
    )


def looked_after(part: Part) -> None:
    """360 children at the end of December, all for six weeks: 19 in their third placement (5.3%), 329 seen in time."""
    for_a_year = spells({month: whole for month, (_, whole) in DENTAL.items()})
    newer = LOOKED_AFTER - DENTAL["2019-12"][1]
    checked = iter(spells({month: number for month, (number, _) in DENTAL.items()}))
    still_here = 0
    for index, spell in enumerate([*for_a_year, *[None] * newer]):
        if spell is None:
            start, end = date(2019, 7, 15), None
        else:
            start = month_start(month_after(spell.first, -12)) if spell.first else date(2018, 4, 16)
            end = month_start(month_after(spell.last, 1)).replace(day=12) if spell.last else None
        person_id, period_id = part.person(), part.key()
        period(part, person_id, period_id, start, end)
        placements(part, person_id, period_id, start, end, 3 if index >= len(for_a_year) + newer - MOVED else 1)
        if end is None:
            seen(part, person_id, period_id, date(2019, 12, 4) if still_here < SEEN else date(2019, 10, 1))
            still_here += 1
        # whoever is there throughout can be the one whose checks begin or run out
        if spell and not spell.first and not spell.last and (check := next(checked, None)):
            month = check.first or (month_after(check.last, -11) if check.last else "2019-03")
            dental_check(part, person_id, month_start(month).replace(day=15))
    assert next(checked, None) is None, "too few children for the dental checks"


def period(part: Part, person_id: str, period_id: str, start: date, end: date | None) -> None:
    part.add(
        "ssd_cla_episodes",
        clae_cla_episode_id=part.key(),
        clae_person_id=person_id,
        clae_cla_episode_start_date=start,
        clae_cla_episode_ceased_date=end,
        clae_cla_episode_ceased_reason="E4A" if end else None,
        clae_cla_id=period_id,
    )
    part.add(
        "ssd_legal_status",
        lega_legal_status_id=part.key(),
        lega_person_id=person_id,
        lega_legal_status="C2",
        lega_legal_status_start_date=start,
        lega_legal_status_end_date=end,
    )


def placements(part: Part, person_id: str, period_id: str, start: date, end: date | None, number: int) -> None:
    """The last placement lasts; those before it are a month each."""
    days = [start, *(month_start(month_after(start.isoformat()[:7], later)) for later in range(1, number))]
    for begun, left in zip(days, [*days[1:], end], strict=True):
        part.add(
            "ssd_cla_placement",
            clap_cla_placement_id=part.key(),
            clap_cla_id=period_id,
            clap_person_id=person_id,
            clap_cla_placement_start_date=begun,
            clap_cla_placement_end_date=left,
            clap_cla_placement_type="U1",
        )


def seen(part: Part, person_id: str, period_id: str, day: date) -> None:
    part.add(
        "ssd_cla_visits",
        clav_cla_visit_id=part.key(),
        clav_cla_id=period_id,
        clav_person_id=person_id,
        clav_cla_visit_date=day,
        clav_cla_visit_seen="Y",
    )


def dental_check(part: Part, person_id: str, day: date) -> None:
    part.add(
        "ssd_cla_health",
        clah_health_check_id=part.key(),
        clah_person_id=person_id,
        clah_health_check_type="Dental check",
        clah_health_check_date=day,
        clah_health_check_status="Completed",
    )
