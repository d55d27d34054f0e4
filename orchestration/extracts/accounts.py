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

from orchestration.extracts.judging import COPY, FAULTS_TABLE, IGNORED_TABLE, LOADED_TABLE
from orchestration.extracts.ledger import Entry
from orchestration.extracts.reading import TEXT_TABLE
from orchestration.extracts.reports import Fault

# why a row was set aside; each has its entry in the rulebook
UNUSED = "no indicator uses this table"
OWN_FILE = "the feed came as a file of its own"
# a row's number has room for 7 formats, 4,096 files of each, lines without end and 256 rows of a line
_GIVER, _FILE, _ROWS = 1 << 60, 1 << 48, 1 << 8
_FILE_NO, _LINE = f"source_row // {_FILE} % {_GIVER // _FILE}", f"source_row // {_ROWS} % {_FILE // _ROWS}"


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


def convert_rows(connection: duckdb.DuckDBPyConnection, select: str, giver: int) -> tuple[int, frozenset[str]]:
    """Fill `text_rows` with the rows of `select` (file_no, line, and the feed's columns as tidied text); how many, and
    the columns.

    A row's number says where it stands: format (`giver`), file, line, and which of the rows that are made of this line.
    """
    described = connection.execute(f"describe {select}").fetchall()
    columns = [str(row[0]) for row in described if row[0] not in ("list_no", "file_no", "line")]
    texts = ", ".join(f"nullif({name}::varchar, '') as {name}" for name in columns)
    place = f"{giver * _GIVER} + file_no::bigint * {_FILE} + line * {_ROWS}"
    statement = f"create or replace table {TEXT_TABLE} as select {{}} as source_row, false as is_blank, {texts} from "
    connection.execute(statement.format(place) + f"({select})")
    rows, places = connection.execute(f"select count(*), count(distinct source_row) from {TEXT_TABLE}").fetchall()[0]
    if rows > places:
        again = f"row_number() over (partition by file_no, line order by {', '.join(columns)}) - 1"
        connection.execute(statement.format(f"{place} + {again}") + f"({select})")
    return int(rows), frozenset(columns)


def hash_of_files(accounts: Iterable[Account]) -> str:
    """One hash for the files that a feed is made of."""
    return hashlib.sha256("".join(account.entry.sha256 for account in accounts).encode()).hexdigest()


def settle_rows(
    connection: duckdb.DuckDBPyConnection,
    giver: int,
    accounts: Sequence[Kept],
    mains: Collection[int],
    header: Callable[[Kept, str], str],
) -> None:
    """After a feed was judged: give each loaded row its place in its file, and each fault to the file it is in.

    Only of what the format `giver` gave; loaded rows of another are left out. `mains`: numbers of the files whose rows
    count as what became of them in this feed; `header`: the column under which the service knows a column of the feed.
    """
    own = f"where source_row // {_GIVER} = {giver}"

    def rows(what: str, table: str, order: str) -> list[tuple[Any, ...]]:
        return connection.execute(f"select {_FILE_NO}, {what} from {table} {own} {order}").fetchall()

    for number, line, column, rule in rows(f"{_LINE}, coalesce(column_name, ''), rule", FAULTS_TABLE, "order by all"):
        fault = line, header(accounts[number], column), rule
        if number in mains:
            accounts[number].reject(*fault)
        else:
            accounts[number].faults.append(fault)
    for number, reason, count in rows("reason, count(*)", IGNORED_TABLE, "group by all"):
        if number in mains:
            accounts[number].ignored[reason] += count
    for number, count in rows("count(*)", LOADED_TABLE, "group by all"):
        if number in mains:
            accounts[number].loaded += count
    hashes = " ".join(f"when {account.number} then '{account.entry.sha256}'" for account in accounts)
    connection.execute(
        f"delete from {LOADED_TABLE} where source_row // {_GIVER} <> {giver};"
        f"update {LOADED_TABLE} set source_row = {_LINE}, source_file = case {_FILE_NO} {hashes} end"
    )


def keep_rejected(connection: duckdb.DuckDBPyConnection, giver: int, table: str, *, copies: bool = False) -> None:
    """A rejected row gives nothing beside its main feed either, so that one mistake is told once.

    A copy in the main feed still gives: it may be the row with the conference, the visit or the placement, and what it
    repeats there is a copy again. `copies`: not where rows are put in order and a copy would stand between two of them.
    """
    ignored = IGNORED_TABLE if copies else f"(from {IGNORED_TABLE} where reason <> '{COPY}')"
    for judged in (FAULTS_TABLE, ignored):
        connection.execute(
            f"insert into {table} select distinct {_FILE_NO}, {_LINE} from {judged} "
            f"where source_row // {_GIVER} = {giver}"
        )
