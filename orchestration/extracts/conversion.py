# ruff: noqa: S608 - the statements are put together from declared names only
"""What every other format shares: rows made of rows, and the account of where each came from and what became of it.

Belongs here: the SQL around a format's SELECT, the base of one file's account. Does not belong here: any format
(`returns` with `ssda903` and `cin_census`, `annex_a`), judging (the rooms that judge every feed).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import duckdb

from orchestration.extracts.judging import FAULTS_TABLE, IGNORED_TABLE, LOADED_TABLE
from orchestration.extracts.ledger import Entry
from orchestration.extracts.reading import TEXT_TABLE
from orchestration.extracts.reports import Fault

# why a row was set aside; each has its entry in the rulebook
UNUSED = "no indicator uses this table"
OWN_FILE = "the feed came as a file of its own"
_ORIGIN = "row_origin"


@dataclass
class Account:
    """What became of the rows of one file, or of one table of it. `faults`: (row, column as the service knows it,
    rule), also of rows that were made beside the main one.

    `rejected`: the rows that count as quarantined. `refused`: why nothing of it was taken. `noted`: rule:column → rows
    that load all the same.
    """

    number: int
    entry: Entry
    loaded: int = field(default=0, kw_only=True)
    refused: str = field(default="", kw_only=True)
    rejected: set[int] = field(default_factory=set, kw_only=True)
    faults: list[Fault] = field(default_factory=list, kw_only=True)
    ignored: Counter[str] = field(default_factory=Counter, kw_only=True)
    noted: Counter[str] = field(default_factory=Counter, kw_only=True)

    def reject(self, line: int, column: str, rule: str) -> None:
        self.faults.append((line, column, rule))
        self.rejected.add(line)


Kept = TypeVar("Kept", bound=Account)


def convert_rows(
    connection: duckdb.DuckDBPyConnection, select: str, files: str, place: Sequence[str]
) -> tuple[int, frozenset[str]]:
    """Fill `text_rows` with the rows of `select` (tidied text) and remember where each came from; rows and columns.

    `files`: the table of file_no and sha256; `place`: the columns of `select` that say where a row stands, in order,
    file_no and line among them.
    """
    before = ", ".join(place)
    described = connection.execute(f"describe {select}").fetchall()
    columns = [str(row[0]) for row in described if row[0] not in place]
    texts = ", ".join(f"nullif({name}::varchar, '') as {name}" for name in columns)
    connection.execute(
        f"create or replace table {TEXT_TABLE} as select row_number() over () as source_row, false as is_blank, * "
        f"from (select {before}, {texts} from ({select}) order by {before});"
        f"create or replace table {_ORIGIN} as select source_row, file_no, line, sha256 "
        f"from {TEXT_TABLE} inner join {files} using (file_no)"
    )
    counted = connection.execute(f"select count(*) from {TEXT_TABLE}").fetchone()
    return int(counted[0]) if counted else 0, frozenset(columns)


def hash_of_files(accounts: Iterable[Account]) -> str:
    """One hash for the files that a feed is made of."""
    return hashlib.sha256("".join(account.entry.sha256 for account in accounts).encode()).hexdigest()


def settle_rows(
    connection: duckdb.DuckDBPyConnection,
    accounts: Sequence[Kept],
    mains: Collection[int],
    header: Callable[[Kept, str], str],
) -> None:
    """After a feed was judged: give each loaded row its place in its file, and each fault to the file it is in.

    `mains`: numbers of the files whose rows count as what became of them in this feed; `header`: the column under
    which the service knows a column of the feed.
    """

    def rows(query: str) -> list[tuple[Any, ...]]:
        return connection.execute(query).fetchall()

    origin = f"inner join {_ORIGIN} as o on o.source_row = t.source_row"
    for number, line, column, rule in rows(
        f"select file_no, line, coalesce(t.column_name, ''), t.rule from {FAULTS_TABLE} as t {origin} order by all"
    ):
        fault = line, header(accounts[number], column), rule
        if number in mains:
            accounts[number].reject(*fault)
        else:
            accounts[number].faults.append(fault)
    for number, reason, count in rows(
        f"select file_no, t.reason, count(*) from {IGNORED_TABLE} as t {origin} group by all"
    ):
        if number in mains:
            accounts[number].ignored[reason] += count
    # the order is that of the file that is written in the end
    connection.execute(
        f"create or replace table {LOADED_TABLE} as "
        f"select t.* replace (o.line as source_row, o.sha256 as source_file), o.file_no as origin_file "
        f"from {LOADED_TABLE} as t {origin}"
    )
    for number, count in rows(f"select origin_file, count(*) from {LOADED_TABLE} group by all"):
        if number in mains:
            accounts[number].loaded += count
    connection.execute(f"alter table {LOADED_TABLE} drop column origin_file")


def keep_rejected(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """A rejected row gives nothing beside its main feed either, so that one mistake is told once."""
    for judged in (FAULTS_TABLE, IGNORED_TABLE):
        connection.execute(
            f"insert into {table} select distinct file_no, line from {judged} inner join {_ORIGIN} using (source_row)"
        )
