# ruff: noqa: S608 - the statements are put together from declared names only
"""How far back the lists of one snapshot reach, found from their days.

Belongs here: the first day of a list's window. Does not belong here: several snapshots (`extracts.snapshots`).
"""

from __future__ import annotations

import calendar
from bisect import bisect_left
from collections import Counter
from datetime import date, timedelta
from statistics import fmean

import duckdb

from orchestration.extracts.annex_a import convert
from orchestration.extracts.annex_a.lists import MAIN

MONTHS = 6
_LONGER = {10: 12}
_FURTHEST = 60
_FULL = 0.6
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
# councils list those that began in the window, or those that ended in it, and all that are open
_OR_BY_START = frozenset((2,))
# an enquiry of before the window is listed for what came of it later, so the month before may look full
_FRAYED = 5
_SHARP = (1, 3, 4)
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
        days = _days(connection, number, _LISTED_BY[number])
        if number in _OR_BY_START:
            months = months_of_starts(_days(connection, number, MAIN[number][1]), days, as_at)
        else:
            months = whole_months(days, as_at)
        if number == _FRAYED:
            months = _within_sharp(connection, months, as_at)
    opens = months_before(as_at, months) + timedelta(days=1)
    if feed in _FOLLOWS_A_MONTH_LATER:
        opens = months_before(as_at, months - 1) + timedelta(days=1)
    return opens, as_at if number in _STATE_OF_THE_DAY else opens


def whole_months(days: Counter[date], as_at: date) -> int:
    """Months before the snapshot that a list holds whole: six, and those further back up to the last full one.

    A month is full with at least two records and three fifths of what the six months after it hold on average, so that
    a list that grows keeps its early months. It counts while all months beyond the sixth together are half as full as
    the six are: a thin month ends nothing, and an extract of 12 or 24 months is told from six months with strays.
    """
    held = _by_month(days, as_at)
    average = fmean(held[:MONTHS])
    full = (
        back
        for back in range(MONTHS + 1, _FURTHEST + 1)
        if held[back - 1] >= max(2, _FULL * fmean(held[back - 1 - MONTHS : back - 1]))
        and 0 < average / 2 <= fmean(held[MONTHS:back])
    )
    return max(full, default=MONTHS)


def months_of_starts(started: Counter[date], ended: Counter[date], as_at: date) -> int:
    """The same of a list of which nobody says whether a closed record stands in it by its start or by its end.

    Both are days of closed records. By its end it is where any began earlier than the window of their starts. Else by
    its start: then the ends come later, and their first months are thin although the list is whole.
    """
    by_end, by_start = whole_months(ended, as_at), whole_months(started, as_at)
    is_sharp = min(started, default=as_at) > months_before(as_at, by_start)
    return by_start if is_sharp and by_start > by_end + 1 else by_end


def _within_sharp(connection: duckdb.DuckDBPyConnection, months: int, as_at: date) -> int:
    """No more than the longest list of the delivery whose window has a sharp edge; without any, a month less."""
    found = (_days(connection, number, _LISTED_BY[number]) for number in _SHARP)
    sharp = [whole_months(days, as_at) for days in found if days]
    return min(months, max(sharp)) if sharp else max(MONTHS, months - 1)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; of the last day of a month the last day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))


def _by_month(days: Counter[date], as_at: date) -> list[int]:
    """Records in the last month, the one before it, and so on."""
    # the last day of each month, oldest first; each day is looked at once, whatever the number of months
    ends = [months_before(as_at, back) for back in range(_FURTHEST, -1, -1)]
    held = [0] * _FURTHEST
    for day, count in days.items():
        month = _FURTHEST - bisect_left(ends, day)
        if 0 <= month < _FURTHEST:
            held[month] += count
    return held


def _days(connection: duckdb.DuckDBPyConnection, number: int, column: str) -> Counter[date]:
    """How many closed records of a list have this day, day by day."""
    started, listed_by = MAIN[number][1], _LISTED_BY[number]
    rows = connection.execute(
        f"select try_cast({column} as date) as day, count(*) from annex_list_{number} "
        f"where why is null and child is not null and {started} is not null and {listed_by} is not null group by day "
        # beyond the calendar of Python DuckDB still counts days, and 'infinity' is one to it
        f"having day between date '0001-01-01' and date '9999-12-31'"
    ).fetchall()
    return Counter(dict(rows))
