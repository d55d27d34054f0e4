"""Annex A snapshots as one history: which of a council's deliveries a feed is made of, and from which day it is whole.

Belongs here: choosing snapshots, and what is counted of them. Does not belong here: what becomes of a record that
stands in one snapshot and not in a later one (`accumulating`), how far one snapshot reaches (`annex_a.windows`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from orchestration.contracts.shape import Feed
from orchestration.extracts import accumulating
from orchestration.extracts.outcomes import FileOutcome
from orchestration.settings import Home

FORMAT = "annex_a"
_HELD = ("loaded", "empty")


@dataclass(frozen=True)
class History:
    """One feed of one council, oldest snapshot first; the last one is the newest delivery."""

    snapshots: tuple[FileOutcome, ...]

    @property
    def la_code(self) -> str:
        return self.snapshots[0].la_code

    @property
    def known_from(self) -> date | None:
        return min((one.known_from for one in self.snapshots if one.known_from), default=None)

    @property
    def state_from(self) -> date | None:
        return min((one.state_from for one in self.snapshots if one.state_from), default=None)

    @property
    def is_one(self) -> bool:
        """Nothing stands in an earlier snapshot, so the newest is read as any other delivery."""
        return not any(one.lake_file for one in self.snapshots[:-1])

    def query(self, feed: Feed, home: Home) -> str:
        """SELECT of every row of the snapshots, each with the fate that `accumulating` gives it."""
        files = [home.root / one.lake_file for one in self.snapshots if one.lake_file]
        return accumulating.query(feed, self.la_code, files, list(self._later()))

    def _later(self) -> Iterator[accumulating.Later]:
        """Of each snapshot the next one, and where its own window begins."""
        for number, one in enumerate(self.snapshots):
            rest = self.snapshots[number + 1 :]
            yield accumulating.Later(one.as_at, rest[0].as_at if rest else None, one.known_from)


@dataclass(frozen=True)
class Kept:
    """Rows of a history: in view, of these ended because a later record began, and removed by the source since."""

    in_view: int
    ended: int = 0
    removed: int = 0


def history(deliveries: Sequence[tuple[bool, FileOutcome]]) -> History | None:
    """The snapshots that make up a feed now, or None where its newest delivery is no Annex A.

    `deliveries`: (is the newest one, outcome) of one feed of one council, oldest first. Going back, a snapshot belongs
    while its day reaches the window of the ones after it; a delivery without the list is passed over, one of another
    format ends the history.
    """
    if not deliveries:
        return None
    is_current, newest = deliveries[-1]
    if not is_current or newest.format != FORMAT or newest.status not in _HELD:
        return None
    found = [newest]
    first = newest.known_from
    for _, one in reversed(deliveries[:-1]):
        if not one.format:
            continue
        if one.format != FORMAT or (first is not None and one.as_at + timedelta(days=1) < first):
            break
        if one.status in _HELD:
            found.append(one)
            first = min(first, one.known_from) if first and one.known_from else first
    return History(tuple(reversed(found)))


def kept(connection: duckdb.DuckDBPyConnection, of: History, feed: Feed, home: Home) -> Kept:
    """Count what a history's query makes of its rows."""
    if of.is_one or feed.name not in accumulating.RULES:
        return Kept(of.snapshots[-1].rows_loaded)
    rows = connection.execute(
        f"select fate, count(*) from ({of.query(feed, home)}) group by fate"  # noqa: S608 - made of declared names
    ).fetchall()
    by_fate = dict(rows)
    removed = int(by_fate.get(accumulating.REMOVED, 0))
    return Kept(sum(by_fate.values()) - removed, int(by_fate.get(accumulating.ENDED, 0)), removed)
