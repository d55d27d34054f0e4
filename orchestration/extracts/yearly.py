# ruff: noqa: S608 - the statements are put together from declared names only
"""From which day and to which day the yearly returns of one delivery hold a feed whole.

Belongs here: the first and the last day that the files of a feed cover. Does not belong here: reading the files (the
formats), what a figure outside those days becomes (the warehouse).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import duckdb

from orchestration.extracts.sources import Source

# who a child is has no beginning
_UNBOUNDED = frozenset(("ssd_person", "ssd_disability"))
# read once in a return: nothing is known before the first one's last day
_AT_THE_END = frozenset(("ssd_cla_health", "local_care_leaver_status"))


def reach(
    connection: duckdb.DuckDBPyConnection, feed: str, files: Iterable[Source], beside: Iterable[Source], as_at: date
) -> tuple[date | None, date | None]:
    """1 April of the earliest year that the feed's files cover without a gap up to the latest, and the 31 March of
    that one where it lies before the delivery's day; both None for people.

    `beside`: all readable files of the same format: the year of a file without rows is told by those. What a return
    says once, of its last day, is known from that day on.
    """
    if feed in _UNBOUNDED:
        return None, None
    years = _years(connection, beside)
    covered = {years[source.year] for source in files if source.year in years}
    if not covered:
        return None, None
    year = latest = max(covered)
    while year - 1 in covered:
        year -= 1
    first = min(date(year, 3, 31), as_at) if feed in _AT_THE_END else date(year - 1, 4, 1)
    last = date(latest, 3, 31)
    return first, last if last < as_at else None


def _years(connection: duckdb.DuckDBPyConnection, sources: Iterable[Source]) -> dict[str, int]:
    """Year as a file is named → year of the closing 31 March."""
    tables = sorted({source.table.name for source in sources})
    found: dict[str, int] = {}
    for table in tables:
        found |= dict(
            connection.execute(f"select distinct label, year from return_{table} where year is not null").fetchall()
        )
    return found
