"""Under which names a census stands in the ledger and in the reports.

Belongs here: names only. Does not belong here: what is in the file (`xml`).
"""

from __future__ import annotations

import re

PREFIX = "cin_census"
_FEED = re.compile(rf"{PREFIX}(?:_(?P<year>20\d\d))?")


def feed_name(year: str) -> str:
    """The ledger's name of the census of this year; of one whose year could not be read, without it."""
    return f"{PREFIX}_{year}" if year else PREFIX


def year_of_feed(feed: str) -> str | None:
    """Read `feed_name` back; None when the name is not a census."""
    found = _FEED.fullmatch(feed)
    return (found["year"] or "") if found else None


def guessed_from(file_name: str) -> str | None:
    """The ledger's name of a file that cannot be read and is named like a census, so that it is refused with a reason
    where the service looks."""
    lowered = file_name.lower()
    if not re.search(r"(?<![a-z])cin(?![a-z])|cincensus", lowered):
        return None
    year = re.search(r"(?<!\d)20\d\d(?!\d)", lowered)
    return feed_name(year[0] if year else "")
