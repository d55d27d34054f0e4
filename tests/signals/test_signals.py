"""`kpi_signals` and plain Python see the same signals in 10,000 random series, and signals keep their symmetries.

Belongs here: making series, running the models' own SQL over them in one DuckDB, comparing. Does not belong here: the
rules at their edges, which are unit tests beside the SQL. The councils, 990 to 997, differ in their parameters.
"""

from __future__ import annotations

import calendar
import random
from collections import Counter
from datetime import date
from typing import Any, NamedTuple

import duckdb
import jinja2
import pyarrow as pa
import pytest

from orchestration.settings import PROJECT
from tests.seeds.reading import seed
from tests.signals.xmr import Figures, Month, Rules, chart, first_charted

SERIES = 10_000
RELATED = 400
MONTHS = 40
RULES = {
    "990": Rules(),
    "991": Rules(window=0, screen=0.0),
    "992": Rules(window=0, baseline=12),
    "993": Rules(window=0, screen=2.0, baseline=5),
    "994": Rules(window=0, trend=6, shift=8),
    "995": Rules(window=0, screen=1.5, trend=4, shift=5),
    "996": Rules(window=0),
    "997": Rules(baseline=12),
}
POLARITIES = ("high_is_good", "low_is_good", "neutral")
MACROS = "dbt_project/macros/signals.sql"
MODELS = {"kpi_signal_limits": "models/kpi/signals", "kpi_signals": "models/kpi"}
ENDS = [date(2000 + m // 12, m % 12 + 1, calendar.monthrange(2000 + m // 12, m % 12 + 1)[1]) for m in range(MONTHS)]


class Series(NamedTuple):
    council: str
    figures: Figures
    breaks: tuple[int, ...] = ()
    polarity: str = "high_is_good"


Seen = dict[str, list[dict[str, Any]]]


def a_series(chance: random.Random) -> Series:
    """Small whole numbers (ties, figures on the mean and on limits), walks, noise, rare events; gaps and rebases."""
    council = chance.choice(list(RULES))
    # of a chart of the newest months some series end before it begins, and half hold it whole
    length = chance.randint(1, MONTHS) if not RULES[council].window else min(MONTHS, chance.randint(26, MONTHS + 14))
    kind = chance.choice(("small", "walk", "noise", "rare", "flat", "steps"))
    figures: list[float | None] = []
    level = chance.uniform(0, 1000)
    for _ in range(length):
        level += chance.choice((-1, 1, 1)) * chance.uniform(0, 9)
        figures.append(
            {
                "small": float(chance.randint(0, 4)),
                "walk": level,
                "noise": chance.gauss(60, 15),
                "rare": float(chance.random() < 0.1),
                "flat": 100 / 3,
                "steps": float(round(level / 20)),
            }[kind]
        )
    gaps = chance.choice((0.0, 0.0, 0.05, 0.5))
    figures = [None if chance.random() < gaps else figure for figure in figures]
    breaks = chance.sample(range(1, length), min(length - 1, chance.choice((0, 0, 0, 1, 2))))
    return Series(council, figures, tuple(breaks), chance.choice(POLARITIES))


def make_series() -> dict[str, Series]:
    """By code: r… at random; of the first few hundred also p… with 1,000 added, m… upside down, c… cut short."""
    chance = random.Random(4)
    made = {f"r{number}": a_series(chance) for number in range(SERIES)}
    for number in range(RELATED):
        one = made[f"r{number}"]
        made[f"p{number}"] = one._replace(figures=[None if v is None else v + 1000 for v in one.figures])
        made[f"m{number}"] = one._replace(figures=[None if v is None else -v for v in one.figures])
        fixed = one._replace(council="992", figures=[v or 0.0 for v in one.figures], breaks=())
        made[f"f{number}"] = fixed
        made[f"c{number}"] = fixed._replace(figures=fixed.figures[: max(12, len(fixed.figures) - 7)])
    return made


@pytest.fixture(scope="module")
def series() -> dict[str, Series]:
    return make_series()


@pytest.fixture(scope="module")
def seen(series: dict[str, Series]) -> Seen:
    """What the models' SQL makes of all series, by code, months in order."""
    with duckdb.connect() as con:
        for name, rows in _inputs(series).items():
            con.register("rows", pa.Table.from_pylist(rows))
            con.execute(f"create table {name} as select * from rows")
            con.unregister("rows")
        con.execute("create table kpi_targets_in_force (la_code varchar, indicator_code varchar, period_end date, "
                    "operator varchar, value double, by_date date)")  # fmt: skip
        con.execute("create table kpi_thresholds_in_force (la_code varchar, indicator_code varchar, period_end date, "
                    "minimum_denominator integer)")  # fmt: skip
        for name, folder in MODELS.items():
            con.execute(f"create table {name} as {rendered(folder, name)}")
        columns = [row[0] for row in con.execute("describe kpi_signals").fetchall()]
        rows = con.execute("select * from kpi_signals order by indicator_code, period_end").fetchall()
    found: Seen = {}
    for row in rows:
        named = dict(zip(columns, row, strict=True))
        found.setdefault(named["indicator_code"], []).append(named)
    return found


def rendered(folder: str, name: str) -> str:
    """The SQL of a model, with each reference as the bare name of a table."""
    texts = [(PROJECT / path).read_text(encoding="utf-8") for path in (MACROS, f"{folder}/{name}.sql")]
    return jinja2.Template("\n".join(texts)).render(
        ref=lambda relation: relation,
        months_before=lambda day, months: f"cast({day} - to_months(cast({months} as integer)) as date)",
    )


def _inputs(series: dict[str, Series]) -> dict[str, list[dict[str, Any]]]:
    """The tables that the models read, filled by hand."""
    return {
        "kpi_measures": [
            {"la_code": one.council, "indicator_code": code, "period_end": end, "view": "month", "slice_type": "all",
             "denominator": None if figure is None else 100.0, "value": figure}
            for code, one in series.items()
            for end, figure in zip(ENDS, one.figures, strict=False)
        ],
        "dim_indicator": [
            {"indicator_code": code, "polarity": one.polarity, "unit": "average", "headline_view": "month",
             "counting_window": "sum", "sign": "may_be_negative"}
            for code, one in series.items()
        ],
        "dim_council": [
            {"la_code": council, "first_period_end": ENDS[0], "last_period_end": ENDS[-1]} for council in RULES
        ],
        "dim_council_month": [
            {"la_code": council, "month_start": end.replace(day=1), "period_end": end,
             "spc_window_months": rules.window, "spc_screen_ranges": rules.screen,
             "spc_baseline_points": rules.baseline,
             "spc_trend_points": rules.trend, "spc_shift_points": rules.shift, "spc_trial_points": 12}
            for council, rules in RULES.items()
            for end in ENDS
        ],
        "dim_process_event": [
            {"la_code": one.council, "indicator_code": code, "event_date": ENDS[position].replace(day=15),
             "rebases": True}
            for code, one in series.items()
            for position in one.breaks
        ],
    }  # fmt: skip


def _near(left: float | None, right: float | None) -> bool:
    if left is None or right is None:
        return left is right
    return abs(left - right) <= 1e-9


def _lines(month: Month) -> dict[str, float | None]:
    known = month.mean is not None and month.reach is not None
    mean, reach = month.mean or 0.0, month.reach or 0.0
    return {
        "mean": month.mean,
        "lower_limit": mean - reach if known else None,
        "upper_limit": mean + reach if known else None,
        "lower_near_limit": mean - reach * 2 / 3 if known else None,
        "upper_near_limit": mean + reach * 2 / 3 if known else None,
    }


def marks(row: dict[str, Any]) -> set[str]:
    return {rule for rule in ("outside", "trend", "two_in_three", "shift") if row[f"is_{rule}"]}


def test_sql_and_python_agree_on_ten_thousand_series(series: dict[str, Series], seen: Seen) -> None:
    unlike = []
    fired: set[str] = set()
    charted: Counter[tuple[str, int]] = Counter()
    for code in (f"r{number}" for number in range(SERIES)):
        one = series[code]
        rules = RULES[one.council]
        months = chart(one.figures, one.breaks, rules, first_charted(MONTHS, rules))
        found = seen.get(code, [])
        assert len(months) == len(found)
        charted[one.council, len(months)] += 1
        for position, (month, row) in enumerate(zip(months, found, strict=True)):
            same = (
                all(_near(row[name], line) for name, line in _lines(month).items())
                and marks(row) == month.marks
                and (row["signal"], row["signal_direction"]) == (month.signal, month.direction)
                and row["variation"] == month.variation(one.polarity)
                and row["baseline_points"] == month.points
            )
            if not same:
                unlike.append((code, position))
            fired |= month.marks | {row["variation"]}
    assert not unlike, f"{len(unlike)} months differ, the first is {unlike[0]}"
    # a comparison of series without signals would agree as well
    assert len(fired) == 4 + 8
    # whole, in part and not at all in the thirteen months of the published rules; elsewhere every month
    assert all(charted["990", months] > 20 for months in range(14))
    assert max(months for council, months in charted if council == "990") == 13
    assert min(charted[council, MONTHS] for council in ("996", "997")) > 20


def test_the_first_council_has_the_rules_that_are_published() -> None:
    rules = {
        row["parameter"].removeprefix("spc_"): float(row["value"])
        for row in seed("parameters")
        if row["parameter"].startswith("spc_") and not row["la_code"]
    }
    assert rules.pop("trial_points") == 12
    assert rules == {
        "screen_ranges": RULES["990"].screen, "window_months": RULES["990"].window,
        "baseline_points": RULES["990"].baseline, "trend_points": RULES["990"].trend,
        "shift_points": RULES["990"].shift,
    }  # fmt: skip


def test_adding_a_constant_moves_the_lines_and_nothing_else(seen: Seen) -> None:
    for number in range(RELATED):
        for row, moved in zip(seen.get(f"r{number}", []), seen.get(f"p{number}", []), strict=True):
            assert marks(row) == marks(moved)
            assert row["variation"] == moved["variation"]
            for name in ("mean", "lower_limit", "upper_limit", "lower_near_limit", "upper_near_limit"):
                assert _near(None if row[name] is None else row[name] + 1000, moved[name])


def test_upside_down_high_is_low(seen: Seen) -> None:
    other = {None: None, "high": "low", "low": "high"}
    for number in range(RELATED):
        for row, mirrored in zip(seen.get(f"r{number}", []), seen.get(f"m{number}", []), strict=True):
            assert marks(row) == marks(mirrored)
            assert other[row["signal_direction"]] == mirrored["signal_direction"]
            assert _near(row["upper_limit"], None if mirrored["lower_limit"] is None else -mirrored["lower_limit"])


def test_fixed_limits_never_look_ahead(seen: Seen) -> None:
    """Later months move no line and take no mark away; they may add the mark of a run that they complete."""
    for number in range(RELATED):
        for row, cut in zip(seen[f"f{number}"], seen[f"c{number}"], strict=False):
            assert (row["mean"], row["lower_limit"], row["upper_limit"]) == (
                cut["mean"],
                cut["lower_limit"],
                cut["upper_limit"],
            )
            assert marks(cut) <= marks(row)
            assert row["is_outside"] == cut["is_outside"]
