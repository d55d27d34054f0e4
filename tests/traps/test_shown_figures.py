"""Traps of the papers that lie in how a figure is shown: rounding, points, labels of periods.

Belongs here: one small test a trap of docs/data_quality.md, with the paper's own numbers. Does not belong here: the
arithmetic of figures, which dbt's unit tests hold.
"""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.publishing.reading import MONTHS_SHOWN
from orchestration.publishing.words import wording
from orchestration.publishing.words.numbers import difference, number, signed
from tests.seeds.reading import registry

DECEMBER = date(2019, 12, 31)


def test_a_stock_is_never_called_year_to_date() -> None:
    """T09: 329 of 360 at the end of December stood under "YTD"."""
    for row in registry().values():
        if row["kind"] == "stock":
            assert row["headline_view"] == "snapshot", row["indicator_code"]
    assert wording.period("snapshot", DECEMBER) == "at 31 December 2019"
    assert "April" in wording.headed("ytd", DECEMBER)


@pytest.mark.parametrize(("decimals", "shown"), [(1, "8.5"), (0, "8")])
def test_a_rate_is_rounded_once_for_table_and_chart(decimals: int, shown: str) -> None:
    """T10: 43 of 50,869 is 8.453: 8.5 in the table and 8 in the chart; 8.5 rounded again would be 9."""
    assert number(10_000 * 43 / 50_869, decimals) == shown


def test_differences_of_shares_are_percentage_points() -> None:
    """T12: 26.3% less 25% is 1.3 points, not 1.3 percent."""
    assert difference(26.3 - 25, "percent", 1) == "+1.3 percentage points"
    assert difference(366 - 260, "rate_per_10000", 0) == "+106 per 10,000"
    assert signed(30.9 - 23.0, 1) == "+7.9"


def test_thirteen_months_end_with_the_month_reported() -> None:
    """T23: a title said October over figures of November, and 14 months over a chart of 13."""
    assert MONTHS_SHOWN == 13
    assert wording.month_label(DECEMBER) == "Dec-19"
    assert wording.headed("month", date(2020, 11, 30)) == "In the month: November 2020"
