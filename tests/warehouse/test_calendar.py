"""The calendar that every clock counts on, and the months that every figure falls in: spot days, worked out by hand.

Belongs here: dim_date and dim_month, whose thousands of rows no unit test can list. Does not belong here: any clock
(dbt unit tests).
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.warehouse.conftest import Warehouse


def working_days(warehouse: Warehouse, start: str, end: str) -> int:
    """Working days after `start` up to and with `end`, as every clock of the warehouse counts them."""
    ((days,),) = warehouse.rows(
        "select max(working_day_number) - min(working_day_number) from facts.dim_date "
        f"where calendar_date in (date '{start}', date '{end}')"
    )
    return int(days)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2020-12-16", "2021-01-11", 15),  # over Christmas: 25 and 28 December and 1 January are holidays
        ("2020-12-16", "2021-01-06", 12),  # without them this would be the 15th
        ("2020-12-04", "2020-12-07", 1),  # Friday to Monday
        ("2020-12-05", "2020-12-07", 1),  # Saturday to Monday
        ("2020-12-05", "2020-12-06", 0),  # Saturday to Sunday
        ("2020-12-07", "2020-12-07", 0),  # the start day is not counted
        ("2020-04-09", "2020-04-14", 1),  # Thursday before Easter to the Tuesday after
        ("2020-05-07", "2020-05-08", 0),  # the early May holiday was moved to Friday 8 May 2020
        ("2020-05-01", "2020-05-04", 1),  # … so that Monday 4 May was a working day
        ("2021-12-24", "2021-12-29", 1),  # 25 and 26 December 2021 fell on a weekend: 27 and 28 stand in
        ("2022-06-01", "2022-06-06", 1),  # two days for the Jubilee: Thursday 2 and Friday 3 June 2022
        ("2022-09-16", "2022-09-20", 1),  # Monday 19 September 2022, the Queen's funeral
        ("2020-02-28", "2020-03-02", 1),  # over 29 February, a Saturday
    ],
)
def test_working_days(warehouse: Warehouse, start: str, end: str, days: int) -> None:
    assert working_days(warehouse, start, end) == days


def test_calendar_has_every_day_once(warehouse: Warehouse) -> None:
    dates = [row[0] for row in warehouse.rows("select calendar_date from facts.dim_date order by calendar_date")]
    assert {(later - earlier).days for earlier, later in pairwise(dates)} == {1}
    assert (str(dates[0]), str(dates[-1])) == ("1950-01-01", "2050-12-31")


@pytest.mark.parametrize(
    ("period_end", "index", "start", "label", "name", "year", "month"),
    [
        ("2020-12-31", 24252, "2020-12-01", "Dec-20", "December 2020", "2020/21", 9),
        ("2020-03-31", 24243, "2020-03-01", "Mar-20", "March 2020", "2019/20", 12),
        ("2020-04-30", 24244, "2020-04-01", "Apr-20", "April 2020", "2020/21", 1),
        ("2020-02-29", 24242, "2020-02-01", "Feb-20", "February 2020", "2019/20", 11),
        ("2000-01-31", 24001, "2000-01-01", "Jan-00", "January 2000", "1999/00", 10),
    ],
)
def test_months(
    warehouse: Warehouse, period_end: str, index: int, start: str, label: str, name: str, year: str, month: int
) -> None:
    ((schema,),) = warehouse.rows("select table_schema from information_schema.tables where table_name = 'dim_month'")
    found = warehouse.rows(
        "select month_index, month_start::varchar, month_label, month_name, financial_year, financial_month "
        f"from {schema}.dim_month where period_end = date '{period_end}'"
    )
    assert found == [(index, start, label, name, year, month)]
