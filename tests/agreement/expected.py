"""What the published marts hold of one council: the side that every format is compared with.

Belongs here: queries on the edition's own file. Does not belong here: reading another format.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

REGISTRY = "select indicator_code, title, unit, decimals, headline_view from dim_indicator"


@dataclass
class Expected:
    """What the marts hold of one council: figures by month, of the windows, of the parts, beside benchmarks."""

    la_code: str
    end: date
    months: list[date]
    indicators: dict[str, dict[str, Any]]
    headline: dict[tuple[str, date], float]
    windows: dict[tuple[str, str], tuple[float, float | None, float | None]]
    parts: dict[tuple[str, str, str], float]
    benchmarks: dict[tuple[str, str], list[tuple[float | None, float | None]]]


def expected(file: Path, la_code: str) -> Expected:
    con = duckdb.connect(":memory:")
    con.execute(f"attach '{file}' as edition (read_only)")
    con.execute("use edition.marts")

    def ask(query: str) -> list[tuple[Any, ...]]:
        return con.execute(query, {"la": la_code}).fetchall()

    end = ask("select last_period_end from dim_council where la_code = $la")[0][0]
    con.execute(
        "create temp table shown as select distinct period_end from kpi_scorecard where period_end <= $end "
        "order by period_end desc limit 13",
        {"end": end},
    )
    months = sorted(row[0] for row in con.execute("from shown").fetchall())
    indicators = {
        row[0]: {"title": row[1], "unit": row[2], "decimals": row[3], "view": row[4]}
        for row in con.execute(
            "select indicator_code, title, unit, decimals, headline_view from dim_indicator"
        ).fetchall()
    }
    headline = {
        (code, day): value
        for code, day, value in ask(
            "select indicator_code, period_end, value from kpi_scorecard join shown using (period_end) "
            "where la_code = $la and value is not null"
        )
    }
    last = "join dim_council as c on m.la_code = c.la_code and m.period_end = c.last_period_end where m.la_code = $la"
    windows = {
        (code, view): (value, num, den)
        for code, view, value, num, den in ask(
            f"select indicator_code, view, value, numerator, denominator from kpi_measures as m {last} "
            "and slice_type = 'all' and value is not null"
        )
    }
    parts = {
        (code, kind, part): value
        for code, kind, part, value in ask(
            "select m.indicator_code, slice_type, slice_value, value from kpi_measures as m "
            f"join dim_indicator as i on m.indicator_code = i.indicator_code and m.view = i.headline_view {last} "
            "and slice_type <> 'all' and value is not null"
        )
    }
    benchmarks: dict[tuple[str, str], list[tuple[float | None, float | None]]] = {}
    for code, name, published, difference in ask(
        f"select indicator_code, comparator, published_value, difference from kpi_benchmarks as m {last}"
    ):
        benchmarks.setdefault((code, name), []).append((published, difference))
    con.close()
    return Expected(la_code, end, months, indicators, headline, windows, parts, benchmarks)


def kinds_shown(want: Expected, code: str) -> set[str]:
    """The splits that a page shows: those in which not every part is unknown."""
    kinds: dict[str, set[str]] = {}
    for other, kind, part in want.parts:
        if other == code:
            kinds.setdefault(kind, set()).add(part)
    return {kind for kind, parts in kinds.items() if parts != {"unknown"}}
