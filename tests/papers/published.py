"""What an edition says where a paper prints a figure.

Belongs here: finding a figure in the published marts. Does not belong here: whether it is the right one.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import duckdb

from tests.papers.facts import Fact
from tests.papers.making import month_after, month_end

COMPARATORS = {
    "benchmark_sn": ("statistical_neighbours",),
    "benchmark_england": ("england",),
    "benchmark_region": ("region",),
    "benchmark_local": ("own_outturn", "local"),
    "benchmark_chat": ("chat",),
    "benchmark_unlabelled": ("unlabelled",),
}
WORDS = {
    "increase": ("increase", "increasing"),
    "decrease": ("decrease", "decrease -", "reduction", "reducing"),
    "no change": ("no change", "static"),
}
"""What the marts call a direction, and what the papers call it."""

Key = tuple[str, ...]


def exact(value: float | None) -> Fraction | None:
    """A figure of the marts without the noise that dividing binary numbers leaves."""
    return None if value is None else Fraction(round(value, 9)).limit_denominator(10**9)


class Edition:
    """The marts of one edition, read once."""

    def __init__(self, marts: Path) -> None:
        con = duckdb.connect(str(marts / "marts.duckdb"), read_only=True)
        try:
            self.measures: dict[Key, tuple[float | None, ...]] = {
                row[:6]: row[6:]
                for row in con.execute(
                    "select la_code, indicator_code, cast(period_end as varchar), view, slice_type, slice_value, "
                    "numerator, denominator, value from marts.marts.kpi_measures"
                ).fetchall()
            }
            self.scorecard: dict[Key, dict[str, object]] = {
                (str(row["la_code"]), str(row["indicator_code"]), str(row["period_end"])): row
                for row in con.execute(
                    "select * replace (cast(period_end as varchar) as period_end) from marts.marts.kpi_scorecard"
                )
                .to_arrow_table()
                .to_pylist()
            }
            self.benchmarks: dict[Key, tuple[float, float]] = {
                row[:4]: row[4:]
                for row in con.execute(
                    "select la_code, indicator_code, cast(period_end as varchar), comparator, published_value, "
                    "comparable_value from marts.marts.kpi_benchmarks"
                ).fetchall()
            }
        finally:
            con.close()

    def found(self, fact: Fact) -> Fraction | str | None:
        """The figure, or the word, that stands where the paper prints this one."""
        if fact.role == "change_direction":
            return self._direction(fact)
        if fact.role.startswith("benchmark"):
            return self._benchmark(fact, fact.role)
        if fact.role == "target":
            return exact(self._score(fact, "target_value"))
        if fact.role == "change":
            return self._change(fact)
        if fact.role == "variance":
            return self._variance(fact)
        if fact.role == "variance_count":
            return self._variance_count(fact)
        if fact.role in ("range_min", "range_max"):
            months = [self._month(fact, -back) for back in range(6)]
            known = [value for value in months if value is not None]
            return (min if fact.role == "range_min" else max)(known) if known else None
        if fact.view == "mean12":
            months = [self._month(fact, -back) for back in range(12)]
            known = [value for value in months if value is not None]
            return sum(known, Fraction(0)) / 12 if len(known) == 12 else None
        return exact(self._measure(fact)[2])

    def operator(self, fact: Fact) -> str:
        """That of the target in force."""
        row = self.scorecard.get((fact.la_code, fact.indicator_code, fact.period_end), {})
        return str(row.get("target_operator") or "")

    def _measure(self, fact: Fact, period_end: str = "", view: str = "") -> tuple[float | None, ...]:
        key = (fact.la_code, fact.indicator_code, period_end or fact.period_end, view or fact.view)
        return self.measures.get((*key, fact.slice_type, fact.slice_value), (None, None, None))

    def _month(self, fact: Fact, months: int) -> Fraction | None:
        """The month's own figure, so many months on; a stock's is its month end."""
        period_end = month_end(month_after(fact.period_end[:7], months)).isoformat()
        month = self._measure(fact, period_end, "month")[2]
        return exact(self._measure(fact, period_end, "snapshot")[2] if month is None else month)

    def _score(self, fact: Fact, column: str) -> float | None:
        row = self.scorecard.get((fact.la_code, fact.indicator_code, fact.period_end), {})
        value = row.get(column)
        return value if isinstance(value, int | float) else None

    def _direction(self, fact: Fact) -> str | None:
        row = self.scorecard.get((fact.la_code, fact.indicator_code, fact.period_end), {})
        # an arrow of paper 001 points up where the figure became better
        word = row.get("performance" if fact.printed in ("▲", "A") else "direction")
        return None if word is None else str(word)

    def _benchmark(self, fact: Fact, role: str, comparable: bool = False) -> Fraction | None:
        for comparator in COMPARATORS[role]:
            key = (fact.la_code, fact.indicator_code, fact.period_end, comparator)
            if key in self.benchmarks:
                return exact(self.benchmarks[key][1 if comparable else 0])
        return None

    def _change(self, fact: Fact) -> Fraction | None:
        if fact.against == "previous_month":
            return exact(self._score(fact, "change"))
        now = exact(self._measure(fact)[2])
        then = exact(self._measure(fact, month_end(fact.against).isoformat())[2])
        return None if now is None or then is None else now - then

    def _variance(self, fact: Fact) -> Fraction | None:
        value = exact(self._measure(fact)[2])
        if fact.against == "target":
            other = exact(self._score(fact, "target_value"))
        else:
            other = self._benchmark(fact, fact.against, comparable=True)
        return None if value is None or other is None else value - other

    def _variance_count(self, fact: Fact) -> Fraction | None:
        row = self.scorecard.get((fact.la_code, fact.indicator_code, fact.period_end), {})
        if row.get("view") == fact.view:
            return exact(self._score(fact, "variance_count"))
        numerator, denominator, _ = map(exact, self._measure(fact))
        target = exact(self._score(fact, "target_value"))
        if numerator is None or target is None:
            return None
        return numerator - (target if denominator is None else denominator * target / 100)
