# ruff: noqa: S608 - the statements are put together from declared names only
"""The returns of one delivery at work: read once, converted feed by feed, and every source row accounted for.

Belongs here: the order of the steps, which return of several is in force, and what became of each row of each file. Does not
belong here: what a row means (`convert`), judging (the rooms that judge every feed).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from orchestration.extracts.judging import FAULTS_TABLE, IGNORED_TABLE, LOADED_TABLE
from orchestration.extracts.ledger import Delivery, Entry
from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.reading import TEXT_TABLE, Reading, read
from orchestration.extracts.reports import Fault
from orchestration.extracts.scout import Unreadable
from orchestration.extracts.ssda903 import convert
from orchestration.extracts.ssda903.names import Named, of_feed
from orchestration.extracts.ssda903.tables import MADE_FROM, TABLES, Table
from orchestration.extracts.ssda903.years import year_ends
from orchestration.extracts.typed import define_macros

SUPERSEDED = "superseded by a later return"
NO_CHECK = "no dental check in the year"
UNUSED = "no indicator uses this table"
OWN_FILE = "the feed came as a file of its own"

_ORIGIN = "return_origin"
_BAD_CODE = "code.set"


@dataclass
class Source:
    """One file of the return. `faults`: (row, column of the return, rule), those of rows made beside the main one too."""

    number: int
    entry: Entry
    named: Named
    reading: Reading = field(default_factory=lambda: Reading(0, frozenset()))
    refused: str = ""
    loaded: int = 0
    rejected: set[int] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    noted: dict[str, int] = field(default_factory=dict)

    @property
    def table(self) -> Table:
        return TABLES[self.named.table]


@dataclass(frozen=True)
class Converted:
    """A feed's text rows, left in `text_rows`, and the files that they were made from."""

    reading: Reading
    file_name: str
    file_hash: str


class Returns:
    """The SSDA903 files of one delivery. With none of them it does nothing and gives nothing."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, delivery: Delivery, vault_path: Callable[[Entry], Path]
    ) -> None:
        self.connection, self.delivery = connection, delivery
        named = [(of_feed(feed), entry) for feed, entry in sorted(delivery.files.items())]
        found = [(name, entry) for name, entry in named if name]
        self.sources = [Source(number, entry, name) for number, (name, entry) in enumerate(found)]
        if self.sources:
            define_macros(connection)
            self._read(vault_path)
            self._date()
            self._supersede()
            self._set_aside()
            connection.execute(convert.chain())
            self._note()

    def gives(self, feed: str) -> bool:
        """Whether a readable file of the delivery can give rows of this feed."""
        return bool(self._of(feed))

    def convert(self, feed: str) -> Converted:
        """Fill `text_rows` with the feed's rows, in the order of the files, and remember where each came from."""
        self.connection.execute(
            f"create or replace table converted as select row_number() over (order by file_no, line) as source_row, * "
            f"from ({convert.select_for(feed, self.delivery.as_at.isoformat())})"
        )
        self.connection.execute(
            f"create or replace table {_ORIGIN} as select source_row, file_no, line, sha256 "
            f"from converted inner join return_files using (file_no)"
        )
        described = self.connection.execute("describe converted").fetchall()
        columns = [str(row[0]) for row in described[3:]]
        self.connection.execute(
            f"create or replace table {TEXT_TABLE} as select source_row, false as is_blank, "
            f"{', '.join(f'tidy({name}::varchar) as {name}' for name in columns)} from converted order by source_row"
        )
        files = self._of(feed)
        together = hashlib.sha256("".join(source.entry.sha256 for source in files).encode()).hexdigest()
        names = ", ".join(source.entry.file_name for source in files)
        present = frozenset(columns) - self._lacking()
        return Converted(Reading(self._count("converted"), present), names, together)

    def settle(self, feed: str) -> None:
        """After a feed was judged: give each loaded row its place in the return, and each fault to the file it is in."""
        origin = f"inner join {_ORIGIN} as o on o.source_row = t.source_row"
        by_file = {source.number: source for source in self.sources}
        mains = {source.number for source in self.sources if source.table.main == feed}
        faults = self._rows(
            f"select file_no, line, t.column_name, t.rule from {FAULTS_TABLE} as t {origin} order by all"
        )
        for number, line, column, rule in faults:
            by_file[number].faults.append((line, MADE_FROM.get(column or "", column or ""), rule))
            if number in mains:
                by_file[number].rejected.add(line)
        for number, reason, rows in self._rows(
            f"select file_no, t.reason, count(*) from {IGNORED_TABLE} as t {origin} group by all"
        ):
            if number in mains:
                by_file[number].ignored[reason] += rows
        for number, rows in self._rows(f"select file_no, count(*) from {LOADED_TABLE} as t {origin} group by all"):
            if number in mains:
                by_file[number].loaded += rows
        if feed == "ssd_cla_episodes":
            self._reject_episodes()
        self.connection.execute(
            f"create or replace table {LOADED_TABLE} as select t.* replace (o.line as source_row, o.sha256 as source_file) "
            f"from {LOADED_TABLE} as t {origin} order by file_no, line"
        )

    def pass_over(self, feed: str) -> None:
        """The feed came as a file of its own, which is taken instead."""
        for source in self.sources:
            if source.table.main == feed and not source.refused:
                source.ignored[OWN_FILE] += self._count(
                    f"return_{source.table.name} where why is null and file_no = {source.number}"
                )

    def outcomes(self) -> list[FileOutcome]:
        """What became of each file. Raises `RowLawBroken`."""
        return [self._outcome(source) for source in self.sources]

    def faults(self) -> dict[str, list[Fault]]:
        """Rejected rows by the name that the file has in the ledger."""
        return {source.named.feed: sorted(source.faults) for source in self.sources if source.faults}

    def _read(self, vault_path: Callable[[Entry], Path]) -> None:
        self.connection.execute("create or replace table return_files (file_no integer, sha256 varchar)")
        self.connection.execute(f"create or replace table {convert.REJECTED} (file_no integer, line bigint)")
        for table in TABLES.values():
            columns = ", ".join(f"{column.name} varchar" for column in table.shape.columns)
            self.connection.execute(
                f"create or replace table return_{table.name} "
                f"(file_no integer, line bigint, label varchar, year integer, why varchar, {columns})"
            )
        for source in self.sources:
            if source.entry.kind == "refused":
                source.refused = source.entry.reason
                continue
            try:
                source.reading = read(self.connection, vault_path(source.entry), source.table.shape)
            except Unreadable as error:
                source.refused = str(error)
                continue
            self._keep(source)

    def _keep(self, source: Source) -> None:
        """Take the rows of the file just read; a number that Excel made of a child's id ('123.0') is the id again."""
        columns = sorted(source.reading.present)
        chosen = [
            rf"regexp_replace({name}, '^(\d+)\.0+$', '\1') as {name}" if name == "child" else name for name in columns
        ]
        self.connection.execute("insert into return_files values (?, ?)", [source.number, source.entry.sha256])
        self.connection.execute(
            f"insert into return_{source.table.name} by name select {source.number} as file_no, source_row as line, "
            f"'{source.named.year}' as label, {', '.join(chosen)} from {TEXT_TABLE} where not is_blank"
        )
        source.reading.blank += self._count(f"{TEXT_TABLE} where is_blank")
        for line, rule in source.reading.broken:
            source.faults.append((line, "", rule))
            source.rejected.add(line)

    def _date(self) -> None:
        """Give each return its year; ends of episodes and of absences are the days that must lie inside it."""
        events: dict[str, list[date]] = {source.named.year: [] for source in self.sources}
        for label, day in self._rows(
            "select label, as_day(dec) as day from return_episodes where day is not null union all "
            "select label, as_day(mis_end) as day from return_missing where day is not null"
        ):
            events[label].append(day)
        self.ends = year_ends(events, self.delivery.as_at)
        for label, year in self.ends.items():
            for name in TABLES:
                self.connection.execute(f"update return_{name} set year = ? where label = ?", [year, label])

    def _supersede(self) -> None:
        """The latest return in which a record stands is right about it."""
        for table in TABLES.values():
            if table.same:
                same = ", ".join(f"coalesce(as_day({name})::varchar, {name})" for name in table.same)
                self.connection.execute(
                    f"update return_{table.name} set why = '{SUPERSEDED}' where (file_no, line) in ("
                    f"select (file_no, line) from return_{table.name} where child is not null "
                    f"qualify year < max(year) over (partition by {same}))"
                )

    def _set_aside(self) -> None:
        """Rows that no feed is made from, each for a named reason."""
        self.connection.execute(f"update return_previous_permanence set why = '{UNUSED}'")
        checked = "teeth_check in ('1', '1.0')"
        self.connection.execute(
            f"update return_oc2 set why = case when coalesce(teeth_check, '0') in ('0', '0.0') then '{NO_CHECK}' "
            f"else '{_BAD_CODE}' end where not coalesce({checked}, false)"
        )
        for number, line in self._rows(f"select file_no, line from return_oc2 where why = '{_BAD_CODE}' order by all"):
            self.sources[number].faults.append((line, "TEETH_CHECK", _BAD_CODE))
            self.sources[number].rejected.add(line)
        for name in TABLES:
            for number, why, rows in self._rows(
                f"select file_no, why, count(*) from return_{name} where why is not null and why <> '{_BAD_CODE}' group by all"
            ):
                self.sources[number].ignored[why] += rows

    def _note(self) -> None:
        """Contradictions that cost no row: how often, in which file."""
        last = "select child, max(year) as last_year from return_episodes group by child"
        noted = {
            "return.chain:RNE": f"{convert.EPISODES} where is_broken",
            "return.no_start:RNE": f"{convert.EPISODES} where is_first and began is distinct from 'S'",
            "return.left_open:DEC": f"{convert.EPISODES} inner join ({last}) using (child) where dec is null "
            f"and last_year < (select max(year) from return_episodes)",
        }
        for rule, rows in noted.items():
            for number, count in self._rows(f"select file_no, count(*) from {rows} group by all"):
                self.sources[number].noted[rule] = count

    def _reject_episodes(self) -> None:
        """A rejected episode gives no placement and no legal status, so that one mistake is told once."""
        for table in (FAULTS_TABLE, IGNORED_TABLE):
            self.connection.execute(
                f"insert into {convert.REJECTED} select distinct file_no, line from {table} "
                f"inner join {_ORIGIN} using (source_row)"
            )

    def _lacking(self) -> set[str]:
        """Columns of the feeds whose column of the return is in none of the files."""
        held = {name.upper() for source in self.sources for name in source.reading.present}
        return {column for column, made_from in MADE_FROM.items() if made_from.split(", ")[0] not in held}

    def _outcome(self, source: Source) -> FileOutcome:
        ignored = {**source.ignored, "blank row": source.reading.blank}
        reason = source.refused or self._why_nothing(source)
        shape = source.table.shape
        lacking = [c.name.upper() for c in shape.columns if c.name not in source.reading.present and not source.refused]
        outcome = FileOutcome(
            self.delivery.la_code, self.delivery.as_at, source.named.feed,
            status="refused" if source.refused else "loaded" if source.loaded else "empty",
            reason=reason,
            file_name=source.entry.file_name,
            file_hash=source.entry.sha256,
            rows_in=source.reading.rows_in,
            rows_loaded=source.loaded,
            rows_quarantined=len(source.rejected),
            rows_ignored=sum(ignored.values()),
            missing_columns=tuple(lacking),
            extra_columns=source.reading.extra_columns,
            rules=dict(Counter(rule for _, _, rule in source.faults)),
            ignored={name: rows for name, rows in ignored.items() if rows},
            warnings=source.noted,
        )  # fmt: skip
        outcome.hold_row_law()
        return outcome

    def _why_nothing(self, source: Source) -> str:
        if source.loaded:
            return ""
        if source.reading.rows_in == 0:
            return "the file has no rows"
        return UNUSED if source.table.main is None else "no row of the file was accepted"

    def _of(self, feed: str) -> list[Source]:
        tables = convert.SOURCES.get(feed, ())
        return [source for source in self.sources if source.table.name in tables and not source.refused]

    def _rows(self, query: str) -> list[tuple]:
        return self.connection.execute(query).fetchall()

    def _count(self, what: str) -> int:
        return int(self._rows(f"select count(*) from {what}")[0][0])
