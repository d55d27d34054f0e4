"""Southampton's children looked after, month by month: one population from which every printed stock and flow comes.

Belongs here: who starts and ceases in which month, with which age band, sex, legal status and immigration status, so
that the month ends print what paper 002 prints. Does not belong here: what is recorded about them
(`southampton_care`).

The papers print stocks. The moves below are chosen so that the stocks are hit and the year's 133 endings hold its 24
adoptions (18 per cent). Everybody keeps the band of the table all through 2020, by choice of the birthdays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from tests.papers.making import month_after, month_end, month_start, months_between, working_days_of

BANDS = ("under_1", "1_4", "5_9", "10_15", "16_plus")
FIRST, LAST = "2019-08", "2021-01"

# month: those who cease, those who start, by band
MOVES = {
    "2019-09": ((0, 2, 1, 3, 2), (0, 1, 1, 2, 0)),
    "2019-10": ((0, 2, 1, 3, 2), (0, 1, 1, 2, 0)),
    "2019-11": ((0, 2, 1, 3, 2), (0, 1, 1, 2, 0)),
    "2019-12": ((0, 2, 1, 3, 2), (0, 1, 1, 2, 0)),
    "2020-01": ((0, 2, 2, 4, 3), (3, 1, 1, 2, 1)),
    "2020-02": ((0, 2, 2, 5, 3), (0, 0, 0, 2, 0)),
    "2020-03": ((0, 2, 1, 3, 3), (4, 2, 2, 4, 2)),
    "2020-04": ((0, 2, 2, 4, 2), (3, 1, 2, 3, 1)),
    "2020-05": ((0, 2, 2, 4, 2), (3, 1, 2, 3, 1)),
    "2020-06": ((0, 2, 2, 4, 2), (3, 1, 2, 3, 1)),
    "2020-07": ((0, 1, 1, 2, 2), (8, 4, 6, 10, 4)),
    "2020-08": ((0, 4, 5, 10, 6), (2, 0, 0, 1, 1)),
    "2020-09": ((0, 4, 2, 5, 2), (1, 1, 0, 2, 1)),
    "2020-10": ((0, 4, 1, 1, 2), (3, 0, 2, 7, 3)),
    "2020-11": ((0, 2, 2, 0, 0), (0, 0, 0, 10, 5)),
    "2020-12": ((1, 4, 3, 7, 0), (0, 7, 0, 0, 4)),
}
# what the paper's table of 2020 prints
AT_SEPTEMBER = dict(zip(BANDS, (27, 49, 91, 220, 98), strict=True))
FEMALE = {"2020-09": 221, "2020-10": 225, "2020-11": 229, "2020-12": 224}
SEX_UNKNOWN = {"2020-09": 1, "2020-10": 0, "2020-11": 2, "2020-12": 1}
SECTION_20 = {"2020-10": 40, "2020-11": 45, "2020-12": 45, "2021-01": 45}
UNACCOMPANIED = dict(
    zip(months_between("2020-01", "2020-12"), (14, 15, 15, 13, 12, 12, 11, 11, 10, 11, 16, 18), strict=True)
)
# adopted, of those aged 1 to 4 who cease, and the days from entry to placement of each. The three averages of
# twelve months (415, 456, 456) fix the sums: 23, 22 and 24 children.
ADOPTED = {
    "2019-11": (2, 120),
    "2019-12": (2, 558),
    **dict(
        zip(
            months_between("2020-01", "2020-10"),
            zip((1, 1, 2, 1, 1, 2, 1, 2, 4, 4), [431] * 10, strict=True),
            strict=True,
        )
    ),
    "2020-11": (1, 727),
    "2020-12": (4, 507),
}
BORN = {"1_4": date(2017, 6, 1), "5_9": date(2013, 3, 1), "10_15": date(2008, 3, 1), "16_plus": date(2004, 1, 1)}


@dataclass
class Child:
    """One period of care; `changed` is the day on which section 20 gave way to an order."""

    person_id: str
    band: str
    born: date
    sex: str
    started: date
    ceased: date | None = None
    section_20: bool = False
    changed: date | None = None
    unaccompanied: date | None = None
    adopted_after: int | None = None

    def is_in_care(self, day: date) -> bool:
        return self.started <= day and (self.ceased is None or self.ceased > day)


def in_care(month: str) -> list[Child]:
    """The children looked after at the end of a month, those longest in care first."""
    return [child for child in children() if child.is_in_care(month_end(month))]


@cache
def children() -> tuple[Child, ...]:
    stock = _Stock()
    for month in MOVES:
        stock.move(month)
    return tuple(stock.everybody)


def _band_changes(first: str, last: str, band: int) -> int:
    return sum(starts[band] - ends[band] for month, (ends, starts) in MOVES.items() if first < month <= last)


class _Stock:
    """The population while it is made."""

    def __init__(self) -> None:
        self.everybody: list[Child] = []
        for number, band in enumerate(BANDS):
            for _ in range(AT_SEPTEMBER[band] - _band_changes(FIRST, "2020-09", number)):
                sex = "F" if len(self.everybody) % 11 in (0, 2, 4, 6, 8) else "M"
                days = len(self.everybody) % 300
                self._start(band, sex, date(2018, 9, 3) + timedelta(days=days))
        self._current("16_plus")[-1].sex = "U"
        for child in self._current("10_15")[:41]:
            child.section_20 = True
        for child in self._current("16_plus")[:14]:
            child.unaccompanied = child.started

    def move(self, month: str) -> None:
        ends, starts = MOVES[month]
        days = working_days_of(month)
        before = [child for child in self.everybody if child.ceased is None]
        size = len(before) - sum(ends) + sum(starts)
        unknown = SEX_UNKNOWN.get(month, 1) - _number(before, "U")
        female = FEMALE.get(month, round(0.4557 * size)) - _number(before, "F")
        girls_in = min(max(female + sum(ends) // 2, female, 0), sum(starts) - max(unknown, 0))
        leaving = {"F": girls_in - female, "U": max(-unknown, 0)}
        leaving["M"] = sum(ends) - leaving["F"] - leaving["U"]
        self._end(month, days, leaving)
        sexes = ["U"] * max(unknown, 0) + ["F"] * girls_in
        sexes += ["M"] * (sum(starts) - len(sexes))
        new = []
        for number, band in enumerate(BANDS):
            for _ in range(starts[number]):
                # alternately, so that no band is of one sex
                sex = sexes.pop(0 if len(new) % 2 == 0 else -1)
                new.append(self._start(band, sex, days[len(new) * 7 % len(days)]))
        self._statuses(month, days, new)

    def _start(self, band: str, sex: str, started: date) -> Child:
        # babies are born in the month in which they come into care
        born = started.replace(day=1) if band == "under_1" else BORN[band] + timedelta(days=len(self.everybody) % 28)
        child = Child(f"SC{len(self.everybody) + 1}", band, born, sex, started)
        self.everybody.append(child)
        return child

    def _end(self, month: str, days: list[date], leaving: dict[str, int]) -> None:
        fewer = max(-_change(UNACCOMPANIED, month, 14), 0)
        number = 0
        for band, ends in zip(BANDS, MOVES[month][0], strict=True):
            for place in range(ends):
                wanted = band == "16_plus" and place < fewer
                child = next(
                    child
                    for child in self._current(band)
                    if leaving[child.sex]
                    and not child.section_20
                    and bool(child.unaccompanied) == wanted
                    # nobody of unknown sex is held back by those who were there before
                    and (child.sex == "U" or not leaving["U"] or not self._has_unknown(band))
                )
                leaving[child.sex] -= 1
                child.ceased = days[number * 5 % len(days)]
                number += 1
                if band == "1_4" and place < ADOPTED.get(month, (0, 0))[0]:
                    child.adopted_after = ADOPTED[month][1]
                    # the order follows the placement by four months
                    child.started = child.ceased - timedelta(days=child.adopted_after + 120)

    def _statuses(self, month: str, days: list[date], new: list[Child]) -> None:
        change = _change(SECTION_20, month, 41)
        for child in [child for child in reversed(new) if child.band == "10_15"][: max(change, 0)]:
            child.section_20 = True
        for child in [child for child in self._current("10_15") if child.section_20][: max(-change, 0)]:
            child.section_20, child.changed = False, days[9]
        newest = [child for child in reversed(self._current("16_plus")) if not child.unaccompanied]
        for child in newest[: max(_change(UNACCOMPANIED, month, 14), 0)]:
            child.unaccompanied = max(child.started, days[0])

    def _current(self, band: str) -> list[Child]:
        return [child for child in self.everybody if child.band == band and child.ceased is None]

    def _has_unknown(self, band: str) -> bool:
        return any(child.sex == "U" for child in self._current(band))


def _number(children: list[Child], sex: str) -> int:
    return sum(child.sex == sex for child in children)


def _change(series: dict[str, int], month: str, before: int) -> int:
    """How much a printed stock changes in a month; months before the first printed one hold its start."""
    return series.get(month, before) - series.get(month_after(month, -1), before)


def starters(first: str, last: str) -> list[Child]:
    """Those who came into care from the first month to the last and stayed, in the order in which they came."""
    found = [c for c in children() if month_start(first) <= c.started <= month_end(last) and c.ceased is None]
    return sorted(found, key=lambda child: (child.started, child.person_id))
