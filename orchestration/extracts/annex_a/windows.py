# ruff: noqa: S608 - the statements are put together from declared names only
"""How far back the lists of one snapshot reach, found from their days.

Belongs here: the first day of a list's window. Does not belong here: several snapshots (`extracts.snapshots`).
"""

from __future__ import annotations

import calendar
from collections import Counter
from datetime import date, timedelta

import duckdb

from orchestration.extracts.annex_a import convert
from orchestration.extracts.annex_a.lists import MAIN

MONTHS = 6
_LONGER = {10: 12}
_FURTHEST = 60
# the day that brings a closed record into the list's window: where open ones are listed whatever their age, it is the
# day on which they end
_LISTED_BY = {
    1: "contact_date",
    2: "eh_end",
    3: "referral_date",
    4: "assessment_end",
    5: "s47_start",
    6: "cin_end",
    7: "plan_end",
    8: "care_end",
}
# only what is open or the latest on the snapshot's day is listed
_STATE_OF_THE_DAY = (6, 7, 8, 9)
# a conference follows its enquiry, so those of the first weeks belong to enquiries before the window
_FOLLOWS_A_MONTH_LATER = frozenset(("ssd_initial_cp_conference",))


def reach(connection: duckdb.DuckDBPyConnection, feed: str, as_at: date) -> tuple[date | None, date | None]:
    """(first day of the window, first day whose state is known) of the list that a feed is made of; None for people.

    Lists of open and latest records know the state of the snapshot's own day, the others that of every day of the
    window.
    """
    if feed == "ssd_person":
        return None, None
    (number,) = convert.SOURCES[feed]
    months = _LONGER.get(number, MONTHS)
    if number in _LISTED_BY:
        months = whole_months(_days(connection, number), as_at)
    opens = months_before(as_at, months) + timedelta(days=1)
    if feed in _FOLLOWS_A_MONTH_LATER:
        opens = months_before(as_at, months - 1) + timedelta(days=1)
    return opens, as_at if number in _STATE_OF_THE_DAY else opens


def whole_months(days: Counter[date], as_at: date) -> int:
    """Months before the snapshot that a list holds whole: six, and each further one that is as full as those.

    A month further back counts while it holds at least two records and half as many as the last six do on average; the
    first that does not ends the window. An extract of 12 or 24 months is told from six months with a stray in this way.
    """
    average = sum(_in_month(days, as_at, month) for month in range(1, MONTHS + 1)) / MONTHS
    months = MONTHS
    while months < _FURTHEST and _in_month(days, as_at, months + 1) >= max(2, average / 2):
        months += 1
    return months


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; of the last day of a month the last day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))


def _in_month(days: Counter[date], as_at: date, back: int) -> int:
    after, until = months_before(as_at, back), months_before(as_at, back - 1)
    return sum(count for day, count in days.items() if after < day <= until)


def _days(connection: duckdb.DuckDBPyConnection, number: int) -> Counter[date]:
    column, started = _LISTED_BY[number], MAIN[number][1]
    rows = connection.execute(
        f"select try_cast({column} as date) as day, count(*) from annex_list_{number} "
        f"where why is null and child is not null and {started} is not null group by day "
        # beyond the calendar of Python DuckDB still counts days, and 'infinity' is one to it
        f"having day between date '0001-01-01' and date '9999-12-31'"
    ).fetchall()
    return Counter(dict(rows))
