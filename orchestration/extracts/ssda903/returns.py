# ruff: noqa: S608 - the statements are put together from declared names only
"""The returns of one delivery at work: read once, converted feed by feed, and every source row accounted for.

Belongs here: what the ingest asks of another format, and what became of each row of each file. Does not belong here:
reading (`loading`), what a row means (`convert`), judging (the rooms that judge every feed).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from orchestration.extracts.formats import Converted
from orchestration.extracts.judging import FAULTS_TABLE, IGNORED_TABLE, LOADED_TABLE
from orchestration.extracts.ledger import Delivery, Entry
from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.reading import TEXT_TABLE, Reading
from orchestration.extracts.reports import Fault
from orchestration.extracts.ssda903 import convert
from orchestration.extracts.ssda903.loading import load
from orchestration.extracts.ssda903.sources import OWN_FILE, Source, sources_of
from orchestration.extracts.ssda903.tables import MADE_FROM
from orchestration.extracts.typed import define_macros

_ORIGIN = "return_origin"
_CONVERTED = "return_converted"


class Returns:
    """The SSDA903 files of one delivery. With none of them it does nothing and gives nothing.

    For each feed in turn: `convert`, the judging of every feed, `settle`; or `pass_over` when the feed came as a file
    of its own. Then `outcomes` and `faults`.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, delivery: Delivery, vault_path: Callable[[Entry], Path]
    ) -> None:
        self.connection, self.delivery = connection, delivery
        self.sources = sources_of(delivery)
        if self.sources:
            define_macros(connection)
            load(connection, self.sources, delivery.as_at, vault_path)

    def gives(self, feed: str) -> bool:
        """Whether a readable file of the delivery can give rows of this feed."""
        return bool(self._of(feed))

    def convert(self, feed: str) -> Converted:
        """Fill `text_rows` with the feed's rows, in the order of the files, and remember where each came from."""
        select = convert.select_for(feed, self.delivery.as_at.isoformat())
        self.connection.execute(
            f"create or replace table {_CONVERTED} as "
            f"select row_number() over (order by file_no, line) as source_row, * from ({select});"
            f"create or replace table {_ORIGIN} as select source_row, file_no, line, sha256 "
            f"from {_CONVERTED} inner join return_files using (file_no)"
        )
        described = self.connection.execute(f"describe {_CONVERTED}").fetchall()
        columns = [str(row[0]) for row in described[3:]]
        self.connection.execute(
            f"create or replace table {TEXT_TABLE} as select source_row, false as is_blank, "
            f"{', '.join(f'tidy({name}::varchar) as {name}' for name in columns)} from {_CONVERTED} order by source_row"
        )
        files = self._of(feed)
        together = hashlib.sha256("".join(source.entry.sha256 for source in files).encode()).hexdigest()
        names = ", ".join(source.entry.file_name for source in files)
        rows_in = int(self._rows(f"select count(*) from {_CONVERTED}")[0][0])
        return Converted(Reading(rows_in, frozenset(columns) - self._lacking(files)), names, together)

    def settle(self, feed: str) -> None:
        """After a feed was judged: give each loaded row its place in the return, and each fault to the file it is
        in."""
        origin = f"inner join {_ORIGIN} as o on o.source_row = t.source_row"
        mains = {source.number for source in self.sources if source.table.main == feed}
        for number, line, column, rule in self._rows(
            f"select file_no, line, coalesce(t.column_name, ''), t.rule from {FAULTS_TABLE} as t {origin} order by all"
        ):
            fault = line, MADE_FROM.get(column, column), rule
            if number in mains:
                self.sources[number].reject(*fault)
            else:
                self.sources[number].faults.append(fault)
        for number, reason, rows in self._rows(
            f"select file_no, t.reason, count(*) from {IGNORED_TABLE} as t {origin} group by all"
        ):
            if number in mains:
                self.sources[number].ignored[reason] += rows
        for number, rows in self._rows(f"select file_no, count(*) from {LOADED_TABLE} as t {origin} group by all"):
            if number in mains:
                self.sources[number].loaded += rows
        if feed == "ssd_cla_episodes":
            self._reject_episodes()
        replaced = "o.line as source_row, o.sha256 as source_file"
        self.connection.execute(
            f"create or replace table {LOADED_TABLE} as select t.* replace ({replaced}) "
            f"from {LOADED_TABLE} as t {origin} order by file_no, line"
        )

    def refusal(self, feed: str) -> str:
        """Why a feed is not made although some of its returns could be read: a part of them makes wrong figures."""
        table = convert.SOURCES.get(feed, ("",))[0]
        refused = [source for source in self.sources if source.table.name == table and source.refused]
        return "; ".join(f"{source.entry.file_name} was refused: {source.refused}" for source in refused)

    def pass_over(self, feed: str, reason: str = OWN_FILE) -> None:
        """Account for rows that no feed is made of: it came as a file of its own, or would be incomplete."""
        for source in self.sources:
            if source.table.main == feed and not source.refused:
                in_force = f"return_{source.table.name} where why is null and file_no = {source.number}"
                rows = int(self._rows(f"select count(*) from {in_force}")[0][0])
                source.ignored[reason] += rows

    def outcomes(self) -> list[FileOutcome]:
        """What became of each file. Raises `RowLawBroken`."""
        return [source.outcome(self.delivery) for source in self.sources]

    def faults(self) -> dict[str, list[Fault]]:
        """Rejected rows by the name that the file has in the ledger."""
        return {source.named.feed: sorted(source.faults) for source in self.sources if source.faults}

    def _reject_episodes(self) -> None:
        """A rejected episode gives no placement and no legal status, so that one mistake is told once."""
        for table in (FAULTS_TABLE, IGNORED_TABLE):
            self.connection.execute(
                f"insert into {convert.REJECTED} select distinct file_no, line from {table} "
                f"inner join {_ORIGIN} using (source_row)"
            )

    def _lacking(self, files: list[Source]) -> set[str]:
        """Columns of the feeds whose column of the return is in none of the files."""
        held = {name.upper() for source in files for name in source.reading.present}
        return {column for column, made_from in MADE_FROM.items() if made_from.split(", ")[0] not in held}

    def _of(self, feed: str) -> list[Source]:
        tables = convert.SOURCES.get(feed, ())
        return [source for source in self.sources if source.table.name in tables and not source.refused]

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()
