"""Spells and cohorts that meet a series of counts.

Belongs here: shapes that several modules need. Does not belong here: a printed figure, a feed's columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.papers.making import Part, share, working_days_after, working_days_of


@dataclass
class Spell:
    """Open at the ends of the months from `first` to `last`; None: before the series, or beyond it."""

    first: str | None
    last: str | None = None


def spells(series: dict[str, int]) -> list[Spell]:
    """Spells of which so many are open at each month's end; what ends is what has been open longest."""
    done: list[Spell] = []
    still_open: list[Spell] = []
    previous = None
    for month, number in series.items():
        while len(still_open) > number:
            ended = still_open.pop(0)
            ended.last = previous
            done.append(ended)
        while len(still_open) < number:
            still_open.append(Spell(month if previous else None))
        previous = month
    return done + still_open


def is_open(spell: Spell, month: str) -> bool:
    return (spell.first or "") <= month <= (spell.last or "9999-12")


def denominator(candidates: Iterable[int], *printed: str) -> int:
    """The first of the candidates of which every one of these percentages can be a share."""
    return next(number for number in candidates if all(_has_share(number, percent) for percent in printed))


def _has_share(number: int, percent: str) -> bool:
    try:
        share(percent, number)
    except ValueError:
        return False
    return True


def working_day_pairs(month: str, number: int, in_time: int, limit: int) -> Iterator[tuple[str, str]]:
    """(begun, finished in the month) so many times: the first `in_time` on the `limit`th working day, the rest after.

    Half the limit for every other one in time, so that not all stand at the edge.
    """
    days = working_days_of(month)
    for index in range(number):
        finished = days[index % len(days)]
        before = limit if index % 2 else limit // 2
        taken = before if index < in_time else limit + 1 + index % 9
        yield working_days_after(finished, -taken).isoformat(), finished.isoformat()


def team(part: Part, name: str) -> str:
    """A team that the council lists; its identifier."""
    team_id = part.key()
    part.add("ssd_department", dept_team_id=team_id, dept_team_name=name)
    return team_id
