"""Compares the oracle's cells with a `kpi_measures` table and says where they differ. It computes no figure itself.

    python -m tests.oracle.compare LANDING KPI_MEASURES --as-of DATE [--reading name=value …]

KPI_MEASURES is a Parquet file, or a DuckDB file with `marts.kpi_measures`. A cell that only one side has is accepted
when the other side has nothing to show in it (numerator and denominator 0 or null, or a status other than ok); a
rate of numerator 0 is accepted too, and counted apart. Where a record has no team column the oracle has no team slice
and the marts have one of `unknown` (of the department, for workers): counted as `no team`. Meant for synthetic
councils: the examples print keys.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import duckdb

from tests.oracle.codes import DEFINED, SLICE_TYPES
from tests.oracle.engine import Cell, Key
from tests.oracle.figures import expected
from tests.oracle.readings import DEFAULT, Readings, parse

COLUMNS = "la_code, indicator_code, period_end, view, slice_type, slice_value, numerator, denominator, value, status"
KINDS = ("equal", "different", "only ours", "only theirs", "empty ours", "empty theirs", "no team")


@dataclass
class Report:
    """Counts per indicator and kind, examples of what is wrong, and the months that only one side reports."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    shapes: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    months_ours: dict[str, list[date]] = field(default_factory=dict)
    months_theirs: dict[str, list[date]] = field(default_factory=dict)

    @property
    def wrong(self) -> int:
        """Cells that differ, or that one side has and the other should have."""
        return sum(c[kind] for c in self.counts.values() for kind in ("different", "only ours", "only theirs"))

    def note(self, kind: str, key: Key, text: str) -> None:
        """Counts one cell, and keeps the first three of each kind that is wrong."""
        self.counts[key[1]][kind] += 1
        if kind in ("different", "only ours", "only theirs"):
            self.shapes[kind, key[1], key[3], key[4]] += 1
            told = self.examples[key[1]]
            if sum(t.startswith(kind) for t in told) < 3:
                told.append(f"{kind}: {key[0]} {key[2]} {key[3]} {key[4]}={key[5]}  {text}")


def read_measures(path: Path) -> dict[Key, Cell]:
    """The cells of a published table. Raises ValueError when a key occurs twice."""
    with duckdb.connect() if path.suffix == ".parquet" else duckdb.connect(str(path), read_only=True) as connection:
        source = f"read_parquet('{path}')" if path.suffix == ".parquet" else "marts.kpi_measures"
        rows = connection.sql(f"select {COLUMNS} from {source}").fetchall()
    cells: dict[Key, Cell] = {}
    for row in rows:
        day = row[2].date() if isinstance(row[2], datetime) else row[2]
        key = (row[0], row[1], day, row[3], row[4], row[5])
        if key in cells:
            raise ValueError(f"kpi_measures has more than one row for a cell of {row[1]} ({row[3]}, {row[4]})")
        cells[key] = (row[6], row[7], row[8], row[9])
    return cells


def _same_number(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


def same(ours: Cell, theirs: Cell) -> bool:
    """Equal in status and, where the status is ok, in numerator, denominator and value."""
    if ours[3].startswith("feed missing") and str(theirs[3]).startswith("feed missing"):
        return theirs[2] is None
    if ours[3] != theirs[3]:
        return False
    if ours[3] == "no cases":
        return theirs[2] is None and (theirs[1] or 0) == 0
    return all(_same_number(a, b) for a, b in zip(ours[:3], theirs[:3], strict=True))


def _lone(report: Report, side: str, key: Key, cell: Cell) -> None:
    numerator, denominator, _, status = cell
    rate_of_none = key[1].endswith("_rate") and not numerator
    if status != "ok" or (not numerator and not denominator) or rate_of_none:
        report.note(f"empty {side}", key, "")
    else:
        report.note(f"only {side}", key, str(cell))


def compare(ours: dict[Key, Cell], theirs: dict[Key, Cell]) -> Report:
    """Every cell that either side has, within the months that both report for the council."""
    report = Report()
    months: dict[str, dict[str, set[date]]] = {}
    for side, cells in (("ours", ours), ("theirs", theirs)):
        months[side] = defaultdict(set)
        for key in cells:
            months[side][key[0]].add(key[2])
    for la in sorted({*months["ours"], *months["theirs"]}):
        report.months_ours[la] = sorted(months["ours"][la] - months["theirs"][la])
        report.months_theirs[la] = sorted(months["theirs"][la] - months["ours"][la])
    with_teams = {(key[0], key[1]) for key in ours if key[4] == "team"}
    for key in {**ours, **theirs}:
        if key[2] not in months["ours"][key[0]] or key[2] not in months["theirs"][key[0]]:
            continue
        a, b = ours.get(key), theirs.get(key)
        if a is not None and b is not None:
            report.note("equal" if same(a, b) else "different", key, f"ours {a} theirs {b}")
        elif a is not None:
            _lone(report, "ours", key, a)
        elif b is not None and key[4] == "team" and (key[0], key[1]) not in with_teams:
            report.note("no team", key, "")
        elif b is not None:
            _lone(report, "theirs", key, b)
    return report


def show(report: Report) -> str:
    """The report as text: a line per indicator, then where it goes wrong, then examples."""
    lines = [f"{'indicator':42}" + "".join(f"{kind:>13}" for kind in KINDS)]
    for code in sorted(report.counts):
        lines.append(f"{code:42}" + "".join(f"{report.counts[code][kind] or '.':>13}" for kind in KINDS))
    total: Counter[str] = sum(report.counts.values(), Counter())
    lines.append(f"{f'{len(report.counts)} indicators':42}" + "".join(f"{total[kind] or '.':>13}" for kind in KINDS))
    for side, months in (("ours", report.months_ours), ("theirs", report.months_theirs)):
        lines += [f"months only {side}, {la}: {len(m)} ({m[0]} to {m[-1]})" for la, m in months.items() if m]
    if report.wrong:
        lines.append("\nwhere (kind, indicator, view, slice): cells")
        lines += [
            f"  {kind:12} {code} {view} {piece}: {n}" for (kind, code, view, piece), n in sorted(report.shapes.items())
        ]
        lines.append("\nexamples (numerator, denominator, value, status)")
        lines += [f"  {code}  {text}" for code in sorted(report.examples) for text in report.examples[code]]
    return "\n".join(lines)


def check(landing: Path, measures: Path, as_of: date, readings: Readings = DEFAULT) -> Report:
    """The comparison of one landing folder with one published table, in the indicators that the oracle defines."""
    theirs = read_measures(measures)
    compared = {key: cell for key, cell in theirs.items() if key[1] in DEFINED and key[4] in SLICE_TYPES}
    return compare(expected(landing, as_of, readings), compared)


def main() -> None:
    """Command line; exits 1 when any cell is wrong."""
    parser = argparse.ArgumentParser(description="Compare the oracle's cells with kpi_measures.")
    parser.add_argument("landing", type=Path)
    parser.add_argument("measures", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    parser.add_argument("--reading", action="append", default=[], help="name=value, see readings.py")
    options = parser.parse_args()
    report = check(options.landing, options.measures, options.as_of, parse(options.reading))
    print(show(report))
    raise SystemExit(1 if report.wrong else 0)


if __name__ == "__main__":
    main()
