"""A published table as the Department for Education's site gives it (CSV) → rows of `seeds/benchmarks.csv`.

Belongs here: reading such a file, its symbols, its areas and years. Does not belong here: names of columns (`tables`).
Published statistics name no child, so messages may repeat what they hold.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from operator import itemgetter
from pathlib import Path

from orchestration.settings import PROJECT
from orchestration.statistics.tables import TABLES, Measure, Names, Table

SYMBOLS = {
    "c": "hidden, so that nobody can be told from it", "k": "rounds to nought and is not nought",
    "u": "too unreliable to print", "x": "not available", "z": "not applicable",
    "low": "rounds to nought and is not nought", ":": "not available", ".": "not available", "..": "not available",
    "-": "not available", "~": "hidden, so that nobody can be told from it", "": "empty",
}  # fmt: skip
"""What stands where a number would, in which words it is told. Such a figure is no benchmark, and never nought."""
_SHARED = ("time_period", "geographic_level", "region_name")
_LEVELS = {"national": "england", "regional": "region"}
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?")
_POPULATIONS = re.compile(r"Rate on the populations of the \d{4} release\.")
_TENTH = Decimal("0.1")

Row = dict[str, str]
Area = tuple[int, str, str]
"""The year that it ends in, england or region, and the region's name."""


class NotRead(Exception):
    """The file is no table that has an adapter, or contradicts itself; the text says what to do."""


@dataclass
class Found:
    """Rows for the seed, in its columns. `symbols`: meaning → figures left out for it; `lacking`: indicators that this
    release of the table has no column or no breakdown for."""

    table: str
    rows: list[Row] = field(default_factory=list)
    symbols: Counter[str] = field(default_factory=Counter)
    lacking: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _File:
    """`columns`: name in lower case → as it is written."""

    name: str
    columns: dict[str, str]
    lines: list[Row]

    def place(self, names: Names) -> str:
        """What the file calls the column; '' where it has none."""
        return next((self.columns[name.lower()] for name in names if name.lower() in self.columns), "")

    def cell(self, line: Row, name: str) -> str:
        return (line[self.columns[name.lower()]] or "").strip()


def read(path: Path, councils: Sequence[str] = (), since: int = 0) -> Found:
    """The benchmarks of England, and of the region of each of `councils` (three digits), of years that end in `since`
    or later. Raises `NotRead`."""
    file = _opened(path)
    table = _table(file)
    regions = _regions(councils)
    found = Found(table.name)
    for measure in table.measures:
        places = [file.place(names) for names in (*measure.parts, *([measure.whole] if measure.whole else []))]
        lines = _lines(file, measure) if all(places) else {}
        if not lines:
            found.lacking.append(measure.indicator)
        for area, line in sorted(lines.items(), key=lambda one: one[0]):
            year, level, region = area
            shown = [""] if level == "england" else regions.get(region, [])
            if not shown or year < since:
                continue
            value = _value(measure, [line[place] or "" for place in places])
            if isinstance(value, str):
                found.symbols[value] += 1
                continue
            source = f"{file.name}, {places[0]}" + (" and others" if len(places) > 1 else "")
            found.rows += [_row(council, level, measure, year, value, source) for council in shown]
    if len(found.lacking) == len(table.measures):
        raise NotRead(f"{table.name}: no indicator has its column and its breakdown in this file")
    return found


def _opened(path: Path) -> _File:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            columns = {name.strip().lower(): name for name in reader.fieldnames or ()}
            lines = list(reader)
    except (csv.Error, UnicodeDecodeError):
        raise NotRead("it is no CSV in UTF-8") from None
    if missing := [name for name in _SHARED if name not in columns]:
        raise NotRead(f"it is no table of the Department's site: it lacks {', '.join(missing)}")
    if any(None in line.values() for line in lines):
        raise NotRead("a row is shorter than the header: the file is cut off")
    return _File(path.stem, columns, lines)


def _table(file: _File) -> Table:
    for table in TABLES:
        if all(map(file.place, table.marks)):
            return table
    known = "; ".join(f"{table.name} ({', '.join(names[0] for names in table.marks)})" for table in TABLES)
    raise NotRead(
        f"no adapter knows its columns ({', '.join(file.columns)}). Known are: {known}. What a release calls the "
        f"columns of a known table is added to orchestration/statistics/tables.py"
    )


def _regions(councils: Sequence[str]) -> dict[str, list[str]]:
    """Region → those of the councils that lie in it. Raises `NotRead` for a code that no council has."""
    of = {row["la_code"]: row["region"] for row in _seed("councils")}
    if unknown := [code for code in councils if code not in of]:
        raise NotRead(f"no council has the code {', '.join(unknown)}")
    return {region: [code for code in councils if of[code] == region] for region in map(of.__getitem__, councils)}


def _lines(file: _File, measure: Measure) -> dict[Area, Row]:
    """The row of each area and year that has the measure's breakdown; none where the file has no such column."""
    found: dict[Area, Row] = {}
    if not all(file.place((name,)) for name in measure.where):
        return found
    for line in file.lines:
        level = _LEVELS.get(file.cell(line, "geographic_level").lower())
        if level is None or any(file.cell(line, name) != said for name, said in measure.where.items()):
            continue
        year, region = _year(file.cell(line, "time_period")), file.cell(line, "region_name")
        area = year, level, region if level == "region" else ""
        if area in found:
            raise NotRead(f"two rows of {area[2] or 'England'} for {year}, and nothing says which is meant")
        found[area] = line
    return found


def _year(told: str) -> int:
    """The year that a period ends in: 2024, 202324 and 2023/24 are one."""
    if match := re.fullmatch(r"(\d{4})(?:[/-]?(\d{2}))?", told):
        year = int(match[1])
        if not match[2]:
            return year
        if (year + 1) % 100 == int(match[2]):
            return year + 1
    raise NotRead(f"time_period {told[:20]!r} is no year")


def _value(measure: Measure, told: list[str]) -> Decimal | str:
    """The figure to one decimal, or what the symbol in its place says. Raises `NotRead` for what is neither."""
    numbers = []
    for text in map(str.strip, told):
        if text.lower() in SYMBOLS:
            return SYMBOLS[text.lower()]
        if not _NUMBER.fullmatch(text):
            raise NotRead(
                f"{measure.indicator}: {text[:20]!r} is neither a number nor a symbol of published statistics"
            )
        numbers.append(Decimal(text.rstrip("%").replace(",", "")))
    value = numbers[0]
    if measure.whole:
        *parts, whole = numbers
        if not whole:
            return "nothing to count it of"
        value = 100 * sum(parts, Decimal()) / whole
    if value < 0 or (_units()[measure.indicator] == "percent" and value > 100):
        raise NotRead(f"{measure.indicator}: {value} cannot be its figure")
    return value.quantize(_TENTH, ROUND_HALF_UP)


def _row(council: str, level: str, measure: Measure, year: int, value: Decimal, source: str) -> Row:
    last = date.fromisoformat(f"{year}-{measure.day or '03-31'}")
    when = f"{last.day} {last:%B %Y}" if measure.day else f"year ending {last:%B %Y}"
    return {
        "la_code": council, "indicator_code": measure.indicator, "comparator": level,
        "value": f"{value.normalize():f}", "unit": _units()[measure.indicator], "basis": measure.basis,
        "vintage": f"DfE, {when}", "period_start": str(last if measure.day else date(year - 1, 4, 1)),
        "period_end": str(last), "source": f"Department for Education, Explore Education Statistics, {source}",
        "printed_in": "", "note": _notes().get(measure.indicator, ""),
    }  # fmt: skip


def header() -> list[str]:
    """The columns of the seed."""
    return list(_seed("benchmarks")[0])


def not_in_seed(rows: Iterable[Row]) -> list[Row]:
    """Those whose figure the seed does not have yet for this council, indicator, comparator and period."""
    key = itemgetter("la_code", "indicator_code", "comparator", "period_start", "period_end")
    kept = {key(row) for row in _seed("benchmarks")}
    return [row for row in rows if key(row) not in kept]


def left_out(found: Found) -> list[str]:
    """What is not among the rows, and why, as it is told."""
    told = [f"{count} {meaning}" for meaning, count in sorted(found.symbols.items())]
    return told + [f"no column or breakdown for {indicator}" for indicator in found.lacking]


@cache
def _units() -> dict[str, str]:
    return {row["indicator_code"]: row["unit"] for row in _seed("indicators")}


@cache
def _notes() -> dict[str, str]:
    """What the seed tells whoever compares an indicator with England; not the populations, which a release changes."""
    rows = [row for row in _seed("benchmarks") if row["comparator"] == "england" and not row["printed_in"]]
    return {row["indicator_code"]: _POPULATIONS.sub("", row["note"]).strip() for row in rows}


@cache
def _seed(name: str) -> tuple[Row, ...]:
    with (PROJECT / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
