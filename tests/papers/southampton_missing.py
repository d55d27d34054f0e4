"""Southampton's missing episodes and return interviews, from the missing block of paper 002.

Belongs here: `ssd_missing` and `local_return_interviews`. Does not belong here: who is looked after
(`southampton_children`).

The block's columns are lost; the three legible ones are taken as October, November and December.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tests.papers.making import Part, Tables, month_end, month_start, working_days_after, working_days_of
from tests.papers.southampton_children import in_care


@dataclass(frozen=True)
class _Month:
    """Children by their number of episodes; interviews of looked-after children; interviews by their clock."""

    looked_after: dict[int, int]
    others: dict[int, int]
    undertaken: int
    three_days: int
    three_working_days: int
    at_all: int
    back_next_month: int = 0


MONTHS = {
    # 69 children, 80 returns: 35 within three days, 40 within three working days; 22 of 32 took place
    "2020-10": _Month({1: 16, 2: 8}, {1: 42, 2: 3}, 22, 35, 40, 60),
    # 78 children, 64 returns: 27, 43 and 54 at all (84 per cent); 21 of 21 were offered
    "2020-11": _Month({1: 21}, {1: 57}, 15, 27, 43, 54, 14),
    # 53 children, of them 18 repeatedly; five looked after, three with two and two with three; 18 of 21 took place
    "2020-12": _Month({1: 9, 2: 3, 3: 2}, {1: 26, 2: 8, 3: 1, 5: 1, 8: 1, 11: 1, 13: 1}, 18, 40, 60, 80),
}


def tables() -> Tables:
    part = Part("SM")
    for month, figures in MONTHS.items():
        _month(part, month, figures)
    return part.tables


def _month(part: Part, month: str, figures: _Month) -> None:
    looked_after = [child.person_id for child in in_care(month) if child.started < month_start(month)]
    # the last ones first: those longest in care stay at home
    those = [looked_after.pop() for _ in range(sum(figures.looked_after.values()))]
    people = [(person_id, True) for person_id in _repeated(those, figures.looked_after)]
    strangers = [part.person(born=date(2006, 2, 3)) for _ in range(sum(figures.others.values()))]
    people += [(person_id, False) for person_id in _repeated(strangers, figures.others)]
    undertaken = figures.undertaken
    for place, (person_id, is_looked_after) in enumerate(people):
        late = len(people) - place <= figures.back_next_month
        returned, interviewed = _return(month, place, figures)
        if late:
            returned, interviewed = month_end(month) + timedelta(days=1), None
        episode = part.key()
        part.add(
            "ssd_missing",
            miss_table_id=episode,
            miss_person_id=person_id,
            miss_missing_episode_start_date=returned - timedelta(days=1),
            miss_missing_episode_type="M",
            miss_missing_episode_end_date=returned,
            miss_missing_rhi_offered="Y" if is_looked_after else "NA",
            miss_missing_rhi_accepted=("Y" if undertaken > 0 else "N") if is_looked_after else "NA",
        )
        undertaken -= is_looked_after
        part.add(
            "local_return_interviews", missing_episode_id=episode, returned_date=returned, interview_date=interviewed
        )


def _repeated(people: list[str], numbers: dict[int, int]) -> list[str]:
    """Each person as often as the episodes; who has many stands first."""
    often = [times for times, children in sorted(numbers.items(), reverse=True) for _ in range(children)]
    return [person_id for person_id, times in zip(people, often, strict=True) for _ in range(times)]


def _return(month: str, place: int, figures: _Month) -> tuple[date, date | None]:
    """The day of the return and of the interview; a Friday's third working day is its fifth day."""
    # never the first of the month: the episode begins on the day before the return
    days = [day for day in working_days_of(month) if day.day > 1]
    fridays = [day for day in days if day.weekday() == 4 and working_days_after(day, 3) - day > timedelta(days=3)]
    if place < figures.three_days:
        day = days[place % len(days)]
        return day, day + timedelta(days=place % 4)
    if place < figures.three_working_days:
        day = fridays[place % len(fridays)]
        return day, working_days_after(day, 3)
    day = days[place % len(days)]
    return day, day + timedelta(days=20) if place < figures.at_all else None
