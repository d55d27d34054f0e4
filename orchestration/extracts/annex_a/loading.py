# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and numbers only
"""The lists of a delivery → tables `annex_list_<n>`: tidied text, days as YYYY-MM-DD, codes as the contract's.

Belongs here: reading, and what can be said of a cell before the contract judges it. Does not belong here: what a row
means (`convert`). A row of `annex_list_<n>` is file_no, line (its row in the sheet), why (set aside for this reason;
null when in force) and the list's fields.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterator
from functools import partial
from pathlib import Path

import duckdb

from orchestration.extracts.annex_a import cells, convert, days, texts
from orchestration.extracts.annex_a.lists import DATES, LISTS
from orchestration.extracts.annex_a.names import is_feed, is_workbook
from orchestration.extracts.annex_a.sheets import Sheet, lists_in
from orchestration.extracts.annex_a.sources import NO_PLAN, NO_STATUS, OWN_LIST, UNUSED, Source
from orchestration.extracts.headers import without_ids
from orchestration.extracts.ledger import Delivery, Entry
from orchestration.extracts.mapping.applying import rewrite_days
from orchestration.extracts.mapping.loading import CouncilMapping
from orchestration.extracts.mapping.schema import TableMapping
from orchestration.extracts.reading import prepare
from orchestration.extracts.scout import Unreadable
from orchestration.settings import Home

_TWO_BOOKS = "several workbooks hold this list"


def load(
    connection: duckdb.DuckDBPyConnection,
    delivery: Delivery,
    vault_path: Callable[[Entry], Path],
    home: Home,
    mapping: CouncilMapping,
) -> tuple[list[Source], dict[str, tuple[Entry, str]]]:
    """Fill the tables; the lists found, and the files that cannot be taken with the reason (they cost themselves)."""
    _prepare(connection)
    keep_codes = partial(texts.write, connection, home, delivery, mapping.sha256)
    sources: list[Source] = []
    refused: dict[str, tuple[Entry, str]] = {}
    read = set[str]()
    for feed, entry in sorted(delivery.files.items(), reverse=True):
        if not is_feed(feed) or entry.sha256 in read:
            continue
        if entry.kind == "refused":
            # of the same content another entry may be sound: what it is known by has changed since
            refused[feed] = entry, entry.reason
            continue
        read.add(entry.sha256)
        try:
            with lists_in(vault_path(entry), home.unpacked, mapping.lists) as sheets:
                found = list(_of_file(connection, entry, sheets, sources, refused, keep_codes, mapping))
        except Unreadable as error:
            refused[feed] = entry, str(error)
            continue
        if not found:
            refused[feed] = entry, "no sheet has the header of a list"
    return sources, refused


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    prepare(connection)
    connection.execute(days.MACROS)
    texts.prepare(connection)
    connection.execute(f"create or replace table {convert.REJECTED} (file_no integer, line bigint)")
    for one in LISTS.values():
        fields = ", ".join(f"{name} varchar" for name in one.headers)
        connection.execute(
            f"create or replace table annex_list_{one.number} (file_no integer, line bigint, why varchar, {fields})"
        )


def _of_file(
    connection: duckdb.DuckDBPyConnection,
    entry: Entry,
    sheets: list[Sheet],
    sources: list[Source],
    refused: Container[str],
    keep_codes: Callable[[Source, Collection[str]], str],
    mapping: CouncilMapping,
) -> Iterator[Source]:
    """The lists of one file. An empty sheet gives way to a filled one of the same list; two filled ones are refused.

    A list of a workbook gives way to a file of its own (they are read first), unless that file was refused. Of two
    workbooks with one list nobody can tell which is right, unless it is empty in one of them.
    """
    by_list: dict[int, list[Sheet]] = {}
    for sheet in sheets:
        by_list.setdefault(sheet.header.number, []).append(sheet)
    for number, found in sorted(by_list.items()):
        filled = [sheet for sheet in found if sheet.rows] or found[:1]
        beside = [other for other in sources if other.list_number == number and other.entry is not entry]
        own = [other for other in beside if not is_workbook(other.entry.feed)]
        rival = next((other for other in beside if is_workbook(other.entry.feed)), None)
        if rival is not None and _is_settled(connection, rival, entry, filled[0]):
            yield rival
            continue
        source = rival or Source(len(sources), entry, number, filled[0].told)
        source.entry, source.sheet = entry, filled[0].told
        source.beside_own = bool(own) or source.list.feed in refused
        source.read_header(filled[0])
        if len(filled) > 1:
            source.refused = f"{len(filled)} sheets hold this list: {', '.join(sheet.told for sheet in filled)}"
        if not source.refused:
            _keep(connection, source, filled[0], mapping.of(source.list.feed))
        if any(not other.refused for other in own) and not source.refused:
            connection.execute(f"update annex_list_{number} set why = '{OWN_LIST}' where file_no = {source.number}")
            source.rejected, source.faults = set(), []
            source.ignored = Counter({OWN_LIST: source.rows_in - source.blank})
        elif not source.refused:
            _set_aside(connection, source)
            source.lake_file = keep_codes(source, cells.read_of(filled[0].header))
        if rival is None:
            sources.append(source)
        yield source


def _is_settled(connection: duckdb.DuckDBPyConnection, source: Source, entry: Entry, sheet: Sheet) -> bool:
    """Whether another workbook's sheet of a list already read changes nothing more: it is empty, or both are filled."""
    if sheet.rows and (source.refused or source.rows_in > source.blank):
        _refuse_both(connection, source, entry)
        return True
    return not sheet.rows


def _refuse_both(connection: duckdb.DuckDBPyConnection, source: Source, entry: Entry) -> None:
    """Two workbooks hold the list: nothing of it is taken, and one line says so."""
    names = sorted({source.entry.file_name, entry.file_name})
    if not source.refused.startswith(_TWO_BOOKS):
        source.refused = f"{_TWO_BOOKS}: {', '.join(names)}"
    connection.execute(f"delete from annex_list_{source.list_number} where file_no = {source.number}")
    source.rejected, source.faults, source.ignored, source.lake_file = set(), [], Counter(), ""


def _keep(connection: duckdb.DuckDBPyConnection, source: Source, sheet: Sheet, mapping: TableMapping | None) -> None:
    """Take the rows below the header of one sheet into the table of its list."""
    fields = cells.read_of(sheet.header)
    cells.take(connection, sheet)
    source.extra = without_ids(connection, cells.ROWS, sorted(set(cells.IDS) & set(fields)), source.extra)
    if mapping and mapping.dates:
        rewrite_days(connection, cells.ROWS, sorted(DATES & set(fields)), mapping.dates)
    source.rows_in = _count(connection, cells.ROWS)
    source.blank = _count(connection, f"{cells.ROWS} where is_blank")
    again, other = cells.headers_below(connection, sheet)
    if other:
        source.refused = f"a second table begins in row {other}; give it a sheet of its own"
        return
    found = cells.faults(connection, sheet.header)
    found += cells.look_up_days(connection, DATES & set(fields), is_1904=sheet.is_1904)
    for line, field, rule in found:
        source.reject(line, source.list.headers.get(field, ""), rule)
    source.noted.update(cells.days_of_nothing(connection, sheet.header))
    if again:
        source.ignored[cells.AGAIN] = again
    texts.look_up(connection, fields, mapping.values if mapping else {})
    source.noted.update(texts.unmapped(connection, source.list, fields))
    chosen, joins = [], []
    for name in sorted(set(fields) & (convert.READS | set(cells.IDS))):
        if name in DATES:
            joins.append(f"left join {cells.DAYS} as d_{name} on d_{name}.said = s.{name}")
            chosen.append(f"d_{name}.day as {name}")
        elif name in cells.LOOKED_UP:
            joins.append(texts.join(name))
            chosen.append(f"k_{name}.taken as {name}")
        elif name in cells.IDS:
            chosen.append(f"s.{name}")
        else:
            chosen.append(f"annex_unlettered(s.{name}) as {name}")
    connection.execute(
        f"insert into annex_list_{source.list_number} by name "
        f"select {source.number} as file_no, s.line, s.why, {', '.join(chosen)} "
        f"from {cells.ROWS} as s {' '.join(joins)} where not is_blank"
    )


def _set_aside(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Rows that no feed has a place for, each for a named reason."""
    table = f"annex_list_{source.list_number}"
    own = f"file_no = {source.number} and why is null"
    if source.main is None:
        connection.execute(f"update {table} set why = '{UNUSED}' where {own}")
        source.ignored[UNUSED] = _count(connection, f"{table} where file_no = {source.number} and why = '{UNUSED}'")
    if source.list_number == 6:
        # people are known from these rows all the same
        source.ignored[NO_PLAN] = _count(connection, f"{table} where {own} and {convert.NO_PLAN}")
        source.ignored[NO_STATUS] = _count(connection, f"{table} where {own} and status is null")
        unknown = f"from {table} where {own} and not ({convert.NO_PLAN} or {convert.IS_PLAN}) order by line"
        for (line,) in connection.execute(f"select line {unknown}").fetchall():
            source.reject(int(line), source.list.headers["status"], "code.set")


def _count(connection: duckdb.DuckDBPyConnection, rows: str) -> int:
    found = connection.execute(f"select count(*) from {rows}").fetchone()
    return int(found[0]) if found else 0
