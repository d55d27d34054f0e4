"""How much room a worksheet's cells need: widths of columns, heights of rows, so that nothing is cut or printed as ###.

Belongs here: measuring text in the workbook's letters. Does not belong here: writing cells (`workbook`). Everything is
measured, because a program that opens the file need not fit rows to their text, and charts stand under them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from xlsxwriter.utility import xl_pixel_width

from orchestration.publishing.content.sheet import Cell, Figure, Rated, Sheet
from orchestration.publishing.words import wording

WIDER, DIGITS = 1.22, 1.3
"""Arial 12 against the Calibri 11 that `xl_pixel_width` measures: words, and figures; bold is a tenth wider."""
BOLD = 1.1
PADDING, BUTTON = 24, 24
WIDEST, PROSE = 380, 620
"""Pixels of a column of words, about 45 letters, and of one of sentences; longer text takes lines of its own."""
LINE, TALLEST = 21, 545
"""Pixels of a line of text, and the most that a row can have."""


@lru_cache(maxsize=50_000)
def pixels(text: str) -> float:
    """The width of a text in this workbook's letters."""
    return xl_pixel_width(text) * WIDER


def text_of(cell: Cell) -> str:
    """A cell as it is read."""
    if isinstance(cell, Figure):
        return cell.shown
    if isinstance(cell, Rated):
        return cell.words
    if isinstance(cell, date):
        return wording.day(cell)
    return cell or ""


def widths(sheet: Sheet) -> list[int]:
    """Pixels of each column: as wide as its widest figure, and as its text up to a limit."""
    found = []
    for across, name in enumerate(sheet.head):
        cells = [row[across] for row in sheet.rows]
        # a figure that does not fit prints as ###, a word that does not fit is broken in its middle
        needed = [_firm(cell) for cell in cells]
        wished = max((pixels(cell) for cell in cells if isinstance(cell, str)), default=0.0)
        limit = PROSE if wished > 2 * WIDEST and across >= sheet.frozen else WIDEST
        head = max(pixels(_longest(name)), pixels(name) / 2) * BOLD + button(sheet)
        found.append(math.ceil(max(*needed, min(wished, limit), head) + PADDING))
    return found


def button(sheet: Sheet) -> int:
    """Room for the arrow that sorts, which a table under charts does not have."""
    return 0 if sheet.pictures else BUTTON


def heights(sheet: Sheet, wide: list[int]) -> list[int]:
    """Pixels of each row, the head first."""
    free = [width - PADDING for width in wide]
    head = _lines(((name, room - button(sheet)) for name, room in zip(sheet.head, free, strict=True)), BOLD)
    rows = [_lines(zip(map(text_of, row), free, strict=True)) for row in sheet.rows]
    return [LINE * head + 6, *(min(LINE * lines, TALLEST) for lines in rows)]


def _firm(cell: Cell) -> float:
    if isinstance(cell, str):
        return pixels(_longest(cell))
    return pixels(text_of(cell)) * DIGITS / WIDER


def _longest(text: str) -> str:
    return max(text.split(), key=pixels, default="")


def _lines(cells: Iterable[tuple[str, float]], factor: float = 1.0) -> int:
    return max(broken(text, room, factor) for text, room in cells)


def broken(text: str, room: float, factor: float = 1.0) -> int:
    """Lines that a text takes in a column of `room` pixels, broken between words and at its own line ends."""
    return sum(_wrapped(line, room, factor) for line in text.split("\n"))


def _wrapped(text: str, room: float, factor: float) -> int:
    if not text or pixels(text) * factor <= room:
        return 1
    lines, used = 1, 0.0
    for word in text.split():
        width = pixels(word) * factor
        if used and used + width > room:
            lines, used = lines + 1, 0.0
        used += width + pixels(" ") * factor
    return lines
