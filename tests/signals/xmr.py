"""The rules of a chart of single figures in plain Python: the second opinion on `kpi_signals`.

Belongs here: docs/signals.md, rule by rule, looking at every window of months in turn. Does not belong here: the ways
of the SQL (runs, islands, running sums); that the two are unlike is the point of having two.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Figures = Sequence[float | None]
SAME = 5e-10
"""Nearer than this, two figures are one."""


@dataclass(frozen=True)
class Rules:
    """The parameters, as `seeds/parameters.csv` publishes them: screen 0 keeps every range, baseline 0 takes every
    month, window 0 charts every month reported, as a fixed baseline does."""

    screen: float = 3.267
    baseline: int = 0
    trend: int = 7
    shift: int = 7
    window: int = 13


@dataclass
class Month:
    """One month of a chart: its lines, and which rules mark it. `trend` is 1 upwards, -1 downwards."""

    value: float | None
    mean: float | None = None
    reach: float | None = None
    points: int = 0
    marks: set[str] = field(default_factory=set)
    trend: int = 0

    @property
    def side(self) -> int:
        return 0 if self.value is None or self.mean is None else compare(self.value, self.mean)

    @property
    def is_outside(self) -> bool:
        if self.value is None or self.mean is None or self.reach is None:
            return False
        return compare(abs(self.value - self.mean), self.reach) > 0

    @property
    def is_near(self) -> bool:
        """Past two thirds of the way to the limit, and not past the limit."""
        if self.value is None or self.mean is None or self.reach is None:
            return False
        distance = abs(self.value - self.mean)
        return compare(distance, self.reach * 2 / 3) > 0 and compare(distance, self.reach) <= 0

    @property
    def signal(self) -> str | None:
        return next((name for name in ("outside", "trend", "two_in_three", "shift") if name in self.marks), None)

    @property
    def direction(self) -> str | None:
        if self.signal is None:
            return None
        return "high" if (self.trend if self.signal == "trend" else self.side) > 0 else "low"

    def variation(self, polarity: str) -> str:
        if self.value is None or self.reach is None:
            return "none"
        if self.signal is None:
            return "common_cause"
        if polarity == "neutral":
            return f"neutral_{self.direction}"
        good = {"high_is_good": "high", "low_is_good": "low"}[polarity]
        return f"{'improvement' if self.direction == good else 'concern'}_{self.direction}"


def compare(left: float, right: float) -> int:
    """-1, 0 or 1, as left is less than, equal to or more than right."""
    return 0 if abs(left - right) < SAME else (1 if left > right else -1)


def first_charted(months: int, rules: Rules) -> int:
    """The position of the first month that the chart shows, of so many reported by the council."""
    return max(0, months - rules.window) if rules.window and not rules.baseline else 0


def chart(figures: Figures, breaks: Collection[int] = (), rules: Rules | None = None, first: int = 0) -> list[Month]:
    """All months from the `first` on, in order; `breaks` are the positions at which a new baseline begins."""
    rules = rules or Rules()
    figures, breaks = figures[first:], [position - first for position in breaks if position > first]
    edges = [0, *sorted(breaks), len(figures)]
    months: list[Month] = []
    for start, end in pairwise(edges):
        months += _stretch(figures[start:end], rules)
    return months


def _stretch(figures: Figures, rules: Rules) -> list[Month]:
    there = [position for position, figure in enumerate(figures) if figure is not None]
    used = there[: rules.baseline] if rules.baseline else there
    values = {position: float(figures[position] or 0.0) for position in used}
    ranges = [abs(values[position] - values[position - 1]) for position in used if position - 1 in values]
    mean = math.fsum(values.values()) / len(values) if values else None
    months = [Month(figure, mean, _reach(ranges, rules.screen), len(values)) for figure in figures]
    if ranges:
        _mark(months, rules)
    return months


def _reach(ranges: list[float], screen: float) -> float | None:
    if not ranges:
        return None
    average = math.fsum(ranges) / len(ranges)
    if screen:
        kept = [size for size in ranges if compare(size, screen * average) < 0]
        # where screening leaves nothing, or nothing but noughts, all of them count
        average = (math.fsum(kept) / len(kept) if kept else 0.0) or average
    return 2.66 * average


def _windows(months: list[Month], length: int) -> Iterator[list[Month]]:
    """Every stretch of so many months in a row that all have a figure."""
    for start in range(len(months) - length + 1):
        window = months[start : start + length]
        if all(month.value is not None for month in window):
            yield window


def _mark(months: list[Month], rules: Rules) -> None:
    _all([month for month in months if month.is_outside], "outside")
    for window in _windows(months, rules.shift):
        if abs(sum(month.side for month in window)) == rules.shift:
            _all(window, "shift")
    for window in _windows(months, rules.trend):
        steps = [compare(b.value or 0.0, a.value or 0.0) for a, b in pairwise(window)]
        if abs(sum(steps)) == len(steps):
            _all(window, "trend")
            for month in window:
                # windows come in order, so a peak keeps the trend that it ends
                month.trend = month.trend or steps[0]
    for window in _windows(months, 3):
        near = [month for month in window if month.is_near]
        if abs(sum(month.side for month in window)) == 3 and len(near) >= 2:
            _all(near, "two_in_three")


def _all(months: list[Month], mark: str) -> None:
    for month in months:
        month.marks.add(mark)
