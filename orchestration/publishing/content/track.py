"""The months of one indicator in one window, as a chart and the sentences about it need them.

Belongs here: values and targets month by month, the average of the last twelve. Does not belong here:
sentences (`statements`), and shapes (`charts`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Row
from orchestration.publishing.words.numbers import RATES, figure

AVERAGED = 12
"""Months of the average line: the paper's is the mean of the last 12 of its 13 (P17)."""
LEAST_AVERAGED = 6
"""With fewer figures among them the mean would stand for months that nobody knows."""
YEAR_START = 4
WINDOWS = ("ytd", "rolling12")
"""Views whose figures share months with the figure before: a mean of them would count months again and again."""


@dataclass(frozen=True)
class Track:
    """An indicator month by month in one view."""

    subject: Subject
    view: str
    months: tuple[date, ...]

    @cached_property
    def values(self) -> list[float | None]:
        return [(self._row(end) or {}).get("value") for end in self.months]

    @cached_property
    def seen(self) -> list[tuple[date, float]]:
        """The months that have a figure."""
        return [(end, value) for end, value in zip(self.months, self.values, strict=True) if value is not None]

    @cached_property
    def targets(self) -> list[float | None]:
        """The target in force in each month, in this view: one that has changed keeps its history."""
        return [self._target(self.subject.by_month.get(end) or {}) for end in self.months]

    @property
    def restarts(self) -> frozenset[int]:
        """Places at which a year to date starts again: April's figure is not a movement from March's."""
        return frozenset(
            place for place, end in enumerate(self.months) if self.view == "ytd" and end.month == YEAR_START
        )

    @property
    def averaged(self) -> list[Row]:
        """The months with a figure among the last twelve."""
        rows = [self._row(end) for end in self.months[-AVERAGED:]]
        return [row for row in rows if row is not None and row["value"] is not None]

    @property
    def average(self) -> float | None:
        """Of the last twelve months (not thirteen); a window of months has none."""
        found = self.averaged
        return None if self.view in WINDOWS or len(found) < LEAST_AVERAGED else average(found, self.subject.unit)

    @property
    def average_text(self) -> str:
        """The average as printed: a small number of things keeps a decimal, because 0.4 a month is not none."""
        value = self.average
        if value is None:
            return ""
        small = self.subject.unit == "count" and abs(value) < 10 and value != round(value)
        return figure(value, self.subject.unit, 1 if small else self.subject.decimals)

    def _row(self, end: date) -> Row | None:
        subject = self.subject
        return subject.by_month.get(end) if self.view == subject.view else subject.measure(self.view, end)

    def _target(self, row: Row) -> float | None:
        """As set for the headline; a month takes a share as it is and a twelfth of a year's number or rate."""
        value, subject = row.get("target_value"), self.subject
        if value is None or self.view == subject.view or subject.unit not in ("count", *RATES):
            return value
        return float(value) / 12 if subject.view == "rolling12" and self.view == "month" else None


def average(rows: list[Row], unit: str) -> float:
    """Of several months: a share, rate or mean is all their numerators over all their denominators (a mean of shares
    would let a month of three cases weigh as much as one of thirty); of a number it is the mean."""
    whole = [row for row in rows if row.get("numerator") is not None and row.get("denominator") is not None]
    cases = sum(float(row["denominator"]) for row in whole)
    if unit == "count" or len(whole) < len(rows) or not cases:
        return sum(float(row["value"]) for row in rows) / len(rows)
    return sum(float(row["numerator"]) for row in whole) / cases * (100 if unit == "percent" else RATES.get(unit, 1))


def track(subject: Subject, view: str = "", months: int = 0) -> Track:
    """The months shown in the headline's view, or in `view`; the last `months` of them where that is given."""
    return Track(subject, view or subject.view, tuple(subject.months[-months:]))
