"""Text from outside, made harmless where people open it: cells of a CSV, names on a screen or page.

Belongs here: what no spreadsheet runs and no terminal obeys. Does not belong here: HTML, which the templates escape;
data for programs (Parquet), which stays as it came.
"""

from __future__ import annotations

import unicodedata

# what a spreadsheet takes for a formula; the wide ones are what an input method of East Asia writes for the same keys
_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def cell(text: str) -> str:
    """The text as a cell of a CSV: with an apostrophe before what a spreadsheet would run as a formula, also behind
    spaces."""
    return f"'{text}" if text.startswith(_STARTS) or text.lstrip().startswith(_STARTS) else text


def visible(text: str) -> str:
    """The text with every character that is not seen, or that turns the order of others round, written as its code:
    `report\\u202excod.csv`."""
    return "".join(_code(one) if unicodedata.category(one) in _UNSEEN else one for one in text)


def _code(one: str) -> str:
    return f"\\u{ord(one):04x}" if ord(one) < 0x10000 else f"\\U{ord(one):08x}"
