# ruff: noqa: S608 - the statements are put together from declared names only
"""The lists of one delivery at work: read once, converted feed by feed, and every source row accounted for.

Belongs here: what the ingest asks of another format, and what became of each row of each list. Does not belong here:
reading (`loading`), what a row means (`convert`), judging (the rooms that judge every feed).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from orchestration.extracts.accounts import OWN_FILE, convert_rows, hash_of_files, keep_rejected, settle_rows
from orchestration.extracts.annex_a import convert, windows
from orchestration.extracts.annex_a.loading import load
from orchestration.extracts.annex_a.names import is_feed
from orchestration.extracts.annex_a.sources import Source
from orchestration.extracts.converting import Converted
from orchestration.extracts.ledger import Delivery, Entry
from orchestration.extracts.mapping.loading import CouncilMapping
from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.reading import Reading
from orchestration.extracts.reports import Fault
from orchestration.settings import Home


class Book:
    """The Annex A files of one delivery. With none of them it does nothing and gives nothing."""

    number = 1

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        delivery: Delivery,
        vault_path: Callable[[Entry], Path],
        home: Home,
        mapping: CouncilMapping,
    ) -> None:
        self.connection, self.delivery = connection, delivery
        self.sources: list[Source] = []
        self.refused: dict[str, tuple[Entry, str]] = {}
        if any(is_feed(feed) for feed in delivery.files):
            self.sources, self.refused = load(connection, delivery, vault_path, home, mapping)

    def gives(self, feed: str) -> bool:
        """Whether a readable list of the delivery can give rows of this feed."""
        return bool(self._of(feed))

    def lags(self, feed: str) -> bool:
        """A list is of the delivery's own day."""
        return False

    def convert(self, feed: str) -> Converted:
        """Fill `text_rows` with the feed's rows, in the order of the lists, and remember where each came from."""
        files = self._of(feed)
        select = convert.select_for(feed, frozenset(source.list_number for source in files))
        rows_in, columns = convert_rows(self.connection, select, self.number)
        names = ", ".join(dict.fromkeys(source.entry.file_name for source in files))
        known_from, state_from = windows.reach(self.connection, feed, self.delivery.as_at)
        reading = Reading(rows_in, columns - self._lacking(columns, files))
        return Converted(reading, names, hash_of_files(files), "annex_a", known_from, state_from)

    def settle(self, feed: str) -> None:
        """After a feed was judged: give each loaded row its place in its list, and each fault to the list it is in."""
        mains = {source.number for source in self.sources if source.main == feed}
        settle_rows(self.connection, self.number, self.sources, mains, _header)
        if mains:
            keep_rejected(self.connection, self.number, convert.REJECTED)

    def refusal(self, feed: str) -> str:
        """Why a feed is not made although its list was delivered."""
        refused = [source for source in self.sources if source.main == feed and source.refused]
        if not refused or self.gives(feed):
            return ""
        return "; ".join(f"{source.told} was refused: {source.refused}" for source in refused)

    def pass_over(self, feed: str, reason: str = OWN_FILE) -> None:
        """Account for rows that no feed is made of, because it came as a file of its own."""
        for source in self.sources:
            if source.main == feed and not source.refused:
                rows = f"annex_list_{source.list_number} where why is null and file_no = {source.number}"
                rows += f" and {convert.IS_PLAN}" if source.list_number == 6 else ""
                source.ignored[reason] += int(self._rows(f"select count(*) from {rows}")[0][0])

    def outcomes(self) -> list[FileOutcome]:
        """What became of each list, and of each file that could not be taken. Raises `RowLawBroken`."""
        la_code, as_at = self.delivery.la_code, self.delivery.as_at
        files = [
            FileOutcome(la_code, as_at, feed, "refused", reason, entry.file_name, entry.sha256)
            for feed, (entry, reason) in sorted(self.refused.items())
        ]
        ordered = sorted(self.sources, key=lambda source: (source.list_number, source.feed))
        return [*files, *(source.outcome(self.delivery) for source in ordered)]

    def faults(self) -> dict[str, list[Fault]]:
        """Rejected rows by the name under which the list is accounted for."""
        return {source.feed: sorted(source.faults) for source in self.sources if source.faults}

    def _lacking(self, columns: frozenset[str], files: list[Source]) -> set[str]:
        """Columns of the feed that are made from a column which none of the lists has."""
        held = frozenset().union(*(source.present for source in files))
        return {column for column in columns if column in convert.MADE_FROM and not _fields(column) <= held}

    def _of(self, feed: str) -> list[Source]:
        numbers = convert.SOURCES.get(feed, ())
        return [source for source in self.sources if source.list_number in numbers and not source.refused]

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()


def _fields(column: str) -> frozenset[str]:
    return frozenset(convert.MADE_FROM[column].split())


def _header(source: Source, column: str) -> str:
    """The header of the list that a column of a feed was made from."""
    fields = convert.MADE_FROM.get(column, "").split()
    return ", ".join(source.list.headers[field] for field in fields if field in source.list.headers) or column
