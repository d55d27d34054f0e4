"""What the published marts hold of one council: the side that every format is compared with.

Belongs here: queries on the edition's own file, and which parts a format shows. Does not belong here: reading another
format.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from tests.agreement.comparison import TOPICS, Bag

Part = tuple[str, str, str]
"""Indicator, split and part."""


@dataclass
class Expected:
    """What the marts hold of one council: figures by month, of the windows, of the parts, beside benchmarks.

    `parts`: of the last month in the headline's window. `held`: those in which there is a case in any month shown.
    """

    la_code: str
    end: date
    months: list[date]
    indicators: dict[str, dict[str, Any]]
    headline: dict[tuple[str, date], float]
    windows: dict[tuple[str, str], tuple[float, float | None, float | None]]
    parts: dict[Part, float | None]
    held: set[Part]
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
            "and slice_type <> 'all'"
        )
    }
    held = {
        (code, kind, part)
        for code, kind, part in ask(
            "select distinct indicator_code, slice_type, slice_value from kpi_measures join shown using (period_end) "
            "where la_code = $la and slice_type <> 'all' and (value <> 0 or numerator <> 0 or denominator <> 0)"
        )
    }
    benchmarks: dict[tuple[str, str], list[tuple[float | None, float | None]]] = {}
    for code, name, published, difference in ask(
        f"select indicator_code, comparator, published_value, difference from kpi_benchmarks as m {last}"
    ):
        benchmarks.setdefault((code, name), []).append((published, difference))
    con.close()
    return Expected(la_code, end, months, indicators, headline, windows, parts, held, benchmarks)


def parts_told(want: Expected, code: str, tell: Callable[[float], str], among: Collection[Part] | None = None) -> Bag:
    """The parts of an indicator that have a figure, as a format tells it, by topic; `among`: of these only.

    A split in which every part is unknown would only repeat the whole and is not shown.
    """
    mine = [part for part in (want.parts if among is None else among) if part[0] == code]
    known = {kind for _, kind, part in mine if part != "unknown"}
    told: Bag = {}
    for part in mine:
        value = want.parts.get(part)
        if part[1] in known and value is not None:
            told.setdefault(TOPICS[part[1]], Counter())[tell(value)] += 1
    return told
