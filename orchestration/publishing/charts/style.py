"""Palette, type and the width of text: the rules of the Government Analysis Function for charts.

Belongs here: colours, sizes, and how wide a text is drawn. Does not belong here: shapes. White ground, text of 12 px
or more in black or dark grey and never turned, at most four series, never colour alone.
"""

from __future__ import annotations

from markupsafe import escape

NAVY, TEAL, MAROON, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
"""Categories, in this order. Each is 3:1 or more against white, and NAVY and MAROON against TEAL and ORANGE."""
TEXT, AXIS, WHITE = "#000000", "#595959", "#FFFFFF"
GRID, BAND = "#D9D9D9", "#F0F0F0"
"""Grid lines and the ground between limits: they carry no meaning that a line or a word does not carry too."""
PALETTE = frozenset({NAVY, TEAL, MAROON, ORANGE, TEXT, AXIS, WHITE, GRID, BAND})

FONT = "Source Sans Pro, Arial, Helvetica, sans-serif"
SIZE, SMALL = 13, 12

# Helvetica's widths in thousandths of the size; Arial has the same, Source Sans Pro is narrower.
_WIDTHS = {
    **dict.fromkeys(" ,.:;!/\\|It", 278), **dict.fromkeys("ijl'", 222), **dict.fromkeys("()-r", 333), "f": 278,
    **dict.fromkeys("cksvxyzJ", 500), **dict.fromkeys("ABEKPSVXY&", 667), **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778), **dict.fromkeys("FTZ", 611), **dict.fromkeys("Mm", 833), "W": 944, "%": 889,
    **dict.fromkeys("+−=<>", 584),
}  # fmt: skip
_BOLD = 1.08


def width(words: str, size: float = SIZE, *, bold: bool = False) -> float:
    """Width of a text in px, on the wide side: a letter that is not listed counts as a digit does."""
    return sum(_WIDTHS.get(letter, 556) for letter in words) * size / 1000 * (_BOLD if bold else 1)


EDGE = f' stroke="{WHITE}" stroke-width="3" paint-order="stroke"'
"""The white edge of every text; a page says it once in its style sheet instead."""


def text(
    x: float, y: float, words: str, *, anchor: str = "middle", colour: str = TEXT, bold: bool = False, size: int = SIZE
) -> str:
    """One line of text on its baseline, with a white edge that keeps it legible where a line runs behind it."""
    form = (' font-weight="bold"' if bold else "") + (f' font-size="{size}"' if size != SIZE else "")
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{form}{EDGE}>{escape(words)}</text>'


def opening(wide: float, high: float, alt: str) -> str:
    """The start of a drawing: its size, its description for those who do not see it, and the white ground."""
    return (
        f'<svg viewBox="0 0 {wide:g} {high:g}" role="img" aria-label="{escape(alt)}" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="{FONT}" font-size="{SIZE}">\n'
        f'<rect width="{wide:g}" height="{high:g}" fill="{WHITE}"/>'
    )
