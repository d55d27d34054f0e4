"""One worksheet before it is a worksheet: a title, a table of cells, and which of its lines are drawn.

Belongs here: the kinds of cells and what stands in a cell that has no figure. Does not belong here: what any sheet
shows (`sheets_*`), and fonts, widths and files (`formats/workbook`).

A figure stays a number, unrounded, with the decimals it is shown with, so that it can be sorted and reckoned with. A
cell without a figure holds a letter in square brackets, which sorts after the numbers; a column of words beside it says
why. Only a line that a chart draws leaves such a month empty: a chart takes a letter for nought.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from orchestration.publishing.content.subject import Subject
from orchestration.publishing.words.numbers import number, rounded, signed
from orchestration.publishing.words.symbols import NOT_APPLICABLE, NOT_AVAILABLE, symbol


@dataclass(frozen=True)
class Figure:
    """A number and how it is shown: decimals, a per cent sign, a sign always printed, not confirmed."""

    value: float
    decimals: int = 0
    percent: bool = False
    signed: bool = False
    unsettled: bool = False

    @property
    def shown(self) -> str:
        text = signed(self.value, self.decimals) if self.signed else number(self.value, self.decimals)
        return text + "%" * self.percent


@dataclass(frozen=True)
class Rated:
    """A rating in words; `kind` is green, amber, red or grey."""

    words: str
    kind: str


Cell = str | date | Figure | Rated | None
"""None is an empty cell, in lines that a chart draws and nowhere else."""


@dataclass(frozen=True)
class Picture:
    """A native chart of lines of the table: `lines` are places in `rows`, by what each of them is."""

    title: str
    alt: str
    unit: str
    """The title of the axis, which says where it starts when that is not nought."""
    lines: dict[str, int]
    """`figure`, and where there are such lines `target` and `average`."""
    bars: bool
    axis: tuple[float, float, float]
    """Lowest and highest step, and from one step to the next."""
    decimals: int
    percent: bool


@dataclass(frozen=True)
class Sheet:
    """One table, the head first; every row has as many cells as the head has columns."""

    name: str
    title: str
    about: tuple[str, ...]
    """Lines between the title and the table."""
    head: tuple[str, ...]
    rows: list[list[Cell]]
    frozen: int = 1
    """Columns at the left that stay in sight."""
    pictures: list[Picture] = field(default_factory=list)
    drawn: tuple[int, int] = (0, 0)
    """First and last column of the months that the pictures draw."""


def bracketed(letter: str) -> str:
    return f"[{letter}]"


NONE_SUCH = bracketed(NOT_APPLICABLE)
NOT_THERE = bracketed(NOT_AVAILABLE)


def shown(subject: Subject, value: float | None, status: str | None = None, *, unsettled: bool = False) -> Cell:
    """A value of this indicator, or the letter for its status."""
    if value is None:
        return bracketed(symbol(status))
    return Figure(value, subject.decimals, percent=subject.unit == "percent", unsettled=unsettled)


def difference(subject: Subject, value: float | None, *, possible: bool = True) -> Cell:
    """A difference of two values in the unit of the measure: points for a percentage."""
    if value is None:
        return NOT_THERE if possible else NONE_SUCH
    return Figure(value, subject.decimals, signed=True)


def amount(value: float | None, status: str | None) -> Cell:
    """A numerator or denominator: whole where it is whole, one decimal where not (full-time equivalents)."""
    if value is None:
        return bracketed(symbol(status))
    return Figure(value, 0 if rounded(value, 6) == rounded(value, 0) else 1)
