"""A figure beside those of other councils, in words: better or worse than whom, by how much, and of which year.

Belongs here: the grammar around rows of kpi_benchmarks. Does not belong here: making a benchmark comparable and taking
the difference, which the mart has done, and the table of benchmarks (`content.tables`).
"""

from __future__ import annotations

import re
from typing import Any

from orchestration.publishing.words.movement import EQUAL
from orchestration.publishing.words.numbers import DIFFERENCE_WORDS, figure, rounded, size_of_change

Row = dict[str, Any]

NAMED = {"statistical_neighbours": "statistical neighbours", "england": "England", "region": "the region"}
"""In the order in which the papers' prose names them: neighbours, national, regional."""
BRACKETED = {"statistical_neighbours": "statistical neighbours", "england": "national", "region": "regional"}
NOT_PRINTED = ("", "vintage not printed")


def in_order(rows: list[Row]) -> list[Row]:
    """The benchmarks that prose names and that have a comparable figure, one each, in the papers' order."""
    found = {row["comparator"]: row for row in rows if row.get("comparable_value") is not None}
    return [found[name] for name in NAMED if name in found]


def inline(rows: list[Row], unit: str, decimals: int) -> str:
    """`(statistical neighbours 48; national 44; regional 41)`; nothing without a benchmark."""
    told = [f"{BRACKETED[row['comparator']]} {benchmark(row, unit, decimals)}" for row in in_order(rows)]
    return f"({'; '.join(told)})" if told else ""


def benchmark(row: Row, unit: str, decimals: int) -> str:
    """A comparable benchmark with the decimals it was published with, never more than the indicator has."""
    value = float(row["comparable_value"])
    places = next((few for few in range(decimals) if rounded(value, few) == rounded(value, 6)), decimals)
    return figure(value, unit, places)


def against(shown: str, rows: list[Row], unit: str, decimals: int, polarity: str) -> str:
    """`At 89.0%, it is higher than statistical neighbours (by 13.0 percentage points), which is better.`

    Judged on the unrounded difference; whether it is good follows polarity and is left out where neither way is.
    """
    sides: dict[str, list[Row]] = {"higher than": [], "lower than": [], "the same as": []}
    for row in in_order(rows):
        gap = row.get("difference")
        if gap is not None:
            side = "the same as" if abs(gap) < EQUAL else "higher than" if gap > 0 else "lower than"
            sides[side].append(row)
    parts = [_side(side, found, unit, decimals, polarity) for side, found in sides.items() if found]
    return f"At {shown}, it is {listed(parts)}." if parts else ""


def _side(side: str, rows: list[Row], unit: str, decimals: int, polarity: str) -> str:
    words, told = DIFFERENCE_WORDS.get(unit, ""), []
    for row in rows:
        name = NAMED[row["comparator"]]
        if side == "the same as":
            told.append(name)
            continue
        size = size_of_change(row["difference"], unit, decimals)
        # the unit is named once in a row of differences
        told.append(f"{name} (by {size if not told else size.removesuffix(words).rstrip()})")
    better = {"high_is_good": "higher than", "low_is_good": "lower than"}.get(polarity)
    judged = (
        "" if better is None or side == "the same as" else ", which is better" if side == better else ", which is worse"
    )
    return f"{side} {listed(told)}{judged}"


def listed(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`; parts that hold a comma are kept apart by one."""
    if len(parts) < 2:
        return "".join(parts)
    last = ", and " if any(", " in part for part in parts) else " and "
    return ", ".join(parts[:-1]) + last + parts[-1]


def vintage(row: Row) -> str:
    """Which year a benchmark is of: `as at 31 March 2019`, `for the year ending March 2020`, `for 2018/19`."""
    text = re.sub(r"^LAIT, ", "", str(row.get("vintage") or ""))
    if text in NOT_PRINTED:
        return "year not printed in its source"
    if re.match(r"\d{1,2} [A-Z]", text):
        return f"as at {text}"
    return f"for the {text}" if text.startswith("year ") else f"for {text}"
