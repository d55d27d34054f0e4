"""What a chart of months is made of: series, lines to compare with, marks, rows under the months.

Belongs here: the data of a drawing, every text already worded and rounded by the caller. Does not belong here: pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from orchestration.publishing.charts.style import NAVY

Values = list[float | None]
"""One a month; None is a month without a figure."""


@dataclass(frozen=True)
class Series:
    """One line or one set of bars; a missing month stays a gap."""

    name: str
    values: Values
    labels: list[str]
    """What is printed at each point; empty for none."""
    colour: str = NAVY
    open: frozenset[int] = frozenset()
    """Months not yet confirmed: a hollow marker, a hatched bar."""
    signals: frozenset[int] = frozenset()
    """Months with a signal: a diamond."""
    breaks: frozenset[int] = frozenset()
    """Months that a line does not join to the one before: the figure starts again."""


@dataclass(frozen=True)
class Reference:
    """A line to compare with: the target, the average or a limit, named at its end."""

    kind: str
    """target, average, upper or lower."""
    values: Values
    words: tuple[str, ...]
    breaks: frozenset[int] = frozenset()
    """Months at which a new line begins, not joined to the one before."""


@dataclass(frozen=True)
class Mark:
    """A benchmark: a shape at the right edge with its words."""

    shape: str
    """One of `shapes.SHAPES`."""
    value: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """Words under the months, named at the right."""

    name: str
    cells: list[str]


@dataclass(frozen=True)
class Chart:
    """A chart of months: bars start at zero, lines need not and the axis says so."""

    months: list[str]
    series: list[Series]
    alt: str
    kind: str = "line"
    """line or bar."""
    references: list[Reference] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    events: frozenset[int] = frozenset()
    """Months with a thin upright line: something happened."""
    key: list[tuple[str, str]] = field(default_factory=list)
    """Shown above the plot: a sample (a colour, or a name of `shapes.SAMPLES`) and what it stands for."""
    suffix: str = ""
