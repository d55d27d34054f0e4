# ruff: noqa: S608 - the statements are put together from declared names only
"""The lists of one delivery at work: read once, converted feed by feed, and every source row accounted for.

Belongs here: what the ingest asks of another format, and what became of each row of each list. Does not belong here:
reading (`loading`), what a row means (`convert`), judging (the rooms that judge every feed).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from orchestration.extracts.annex_a import convert
from orchestration.extracts.annex_a.loading import load
from orchestration.extracts.annex_a.names import is_feed
from orchestration.extracts.annex_a.sources import OWN_FILE, Source
from orchestration.extracts.converting import Converted
from orchestration.extracts.judging import FAULTS_TABLE, IGNORED_TABLE, LOADED_TABLE
from orchestration.extracts.ledger import Delivery, Entry
from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.reading import TEXT_TABLE, Reading
from orchestration.extracts.reports import Fault

_ORIGIN, _CONVERTED = "annex_origin", "annex_converted"


class Book:
    """The Annex A files of one delivery. With none of them it does nothing and gives nothing."""

    origin = _ORIGIN

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, delivery: Delivery, vault_path: Callable[[Entry], Path]
    ) -> None:
        self.connection, self.delivery = connection, delivery
        self.sources: list[Source] = []
        self.refused: dict[str, tuple[Entry, str]] = {}
        if any(is_feed(feed) for feed in delivery.files):
            self.sources, self.refused = load(connection, delivery, vault_path)

    def gives(self, feed: str) -> bool:
        """Whether a readable list of the delivery can give rows of this feed."""
        return bool(self._of(feed))

    def convert(self, feed: str) -> Converted:
        """Fill `text_rows` with the feed's rows, in the order of the lists, and remember where each came from."""
        files = self._of(feed)
        select = convert.select_for(feed, frozenset(source.list_number for source in files))
        self.connection.execute(
            f"create or replace table {_CONVERTED} as "
            f"select row_number() over (order by list_no, file_no, line) as source_row, * from ({select});"
            f"create or replace table {_ORIGIN} as select source_row, file_no, line, sha256 "
            f"from {_CONVERTED} inner join annex_files using (file_no)"
        )
        described = self.connection.execute(f"describe {_CONVERTED}").fetchall()
        columns = [str(row[0]) for row in described[4:]]
        self.connection.execute(
            f"create or replace table {TEXT_TABLE} as select source_row, false as is_blank, "
            f"{', '.join(f'tidy({name}::varchar) as {name}' for name in columns)} from {_CONVERTED} order by source_row"
        )
        together = hashlib.sha256("".join(source.entry.sha256 for source in files).encode()).hexdigest()
        names = ", ".join(dict.fromkeys(source.entry.file_name for source in files))
        rows_in = int(self._rows(f"select count(*) from {_CONVERTED}")[0][0])
        return Converted(Reading(rows_in, frozenset(columns) - self._lacking(columns, files)), names, together)

    def settle(self, feed: str) -> None:
        """After a feed was judged: give each loaded row its place in its list, and each fault to the list it is in."""
        origin = f"inner join {_ORIGIN} as o on o.source_row = t.source_row"
        mains = {source.number for source in self.sources if source.main == feed}
        for number, line, column, rule in self._rows(
            f"select file_no, line, coalesce(t.column_name, ''), t.rule from {FAULTS_TABLE} as t {origin} order by all"
        ):
            source = self.sources[number]
            fault = line, _header(source, column), rule
            if number in mains:
                source.reject(*fault)
            else:
                source.faults.append(fault)
        for number, reason, rows in self._rows(
            f"select file_no, t.reason, count(*) from {IGNORED_TABLE} as t {origin} group by all"
        ):
            if number in mains:
                self.sources[number].ignored[reason] += rows
        for number, rows in self._rows(f"select file_no, count(*) from {LOADED_TABLE} as t {origin} group by all"):
            if number in mains:
                self.sources[number].loaded += rows
        if mains:
            self._reject_beside()
        replaced = "o.line as source_row, o.sha256 as source_file"
        self.connection.execute(
            f"create or replace table {LOADED_TABLE} as select t.* replace ({replaced}) "
            f"from {LOADED_TABLE} as t {origin} order by file_no, line"
        )

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
                rows += f" and not ({convert.NO_PLAN})" if source.list_number == 6 else ""
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

    def _reject_beside(self) -> None:
        """A rejected row gives nothing beside its main feed either, so that one mistake is told once."""
        for table in (FAULTS_TABLE, IGNORED_TABLE):
            self.connection.execute(
                f"insert into {convert.REJECTED} select distinct file_no, line from {table} "
                f"inner join {_ORIGIN} using (source_row)"
            )

    def _lacking(self, columns: list[str], files: list[Source]) -> set[str]:
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
