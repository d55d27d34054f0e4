# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and numbers only
"""The lists of a delivery → tables `annex_list_<n>`: tidied text, days as YYYY-MM-DD, codes as the contract's.

Belongs here: reading, and what can be said of a cell before the contract judges it. Does not belong here: what a row
means (`convert`). A row of `annex_list_<n>` is file_no, line (its row in the sheet), why (set aside for this reason;
null when in force) and the list's fields.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from pathlib import Path

import duckdb

from orchestration.extracts.annex_a import convert, days
from orchestration.extracts.annex_a.codes import CODED, spellings
from orchestration.extracts.annex_a.lists import DATES, LISTS
from orchestration.extracts.annex_a.names import is_feed
from orchestration.extracts.annex_a.sheets import Sheet, lists_in
from orchestration.extracts.annex_a.sources import NO_PLAN, OWN_LIST, UNUSED, Source
from orchestration.extracts.files import sql_path
from orchestration.extracts.ledger import Delivery, Entry
from orchestration.extracts.reading import prepare
from orchestration.extracts.scout import Unreadable

_AMBIGUOUS, _SHAPE = "date.ambiguous", "row.shape"


def load(
    connection: duckdb.DuckDBPyConnection, delivery: Delivery, vault_path: Callable[[Entry], Path]
) -> tuple[list[Source], dict[str, tuple[Entry, str]]]:
    """Fill the tables; the lists found, and the files that cannot be taken with the reason (they cost themselves)."""
    _prepare(connection)
    sources: list[Source] = []
    refused: dict[str, tuple[Entry, str]] = {}
    for feed, entry in sorted(delivery.files.items(), reverse=True):
        if not is_feed(feed):
            continue
        if entry.kind == "refused":
            refused[feed] = entry, entry.reason
            continue
        try:
            with lists_in(vault_path(entry)) as sheets:
                found = list(_of_file(connection, entry, sheets, sources, refused))
        except Unreadable as error:
            refused[feed] = entry, str(error)
            continue
        if not found:
            refused[feed] = entry, "no sheet has the header of a list"
    return sources, refused


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    prepare(connection)
    connection.execute(days.MACROS)
    connection.execute(
        "create or replace macro annex_fold(x) as regexp_replace(lower(x), '[^a-z0-9]', '', 'g');"
        r"create or replace macro annex_unlettered(x) as regexp_replace(x, '^[a-zA-Z]{1,2}\)\s*', '')"
    )
    connection.execute("create or replace table annex_codes (field varchar, said varchar, code varchar)")
    connection.executemany("insert into annex_codes values (?, ?, ?)", list(spellings()))
    connection.execute("create or replace table annex_files (file_no integer, sha256 varchar)")
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
) -> Iterator[Source]:
    """The lists of one file. An empty sheet gives way to a filled one of the same list; two filled ones are refused.

    A list of a workbook gives way to a file of its own (they are read first), unless that file was refused.
    """
    by_list: dict[int, list[Sheet]] = {}
    for sheet in sheets:
        by_list.setdefault(sheet.header.number, []).append(sheet)
    for number, found in sorted(by_list.items()):
        filled = [sheet for sheet in found if sheet.rows] or found[:1]
        source = Source(len(sources), entry, number, filled[0].told)
        own = [other for other in sources if other.list_number == number and other.entry is not entry]
        source.beside_own = bool(own) or source.list.feed in refused
        source.read_header(filled[0])
        if len(filled) > 1:
            source.refused = f"{len(filled)} sheets hold this list: {', '.join(sheet.told for sheet in filled)}"
        if not source.refused:
            _keep(connection, source, filled[0])
        if any(not other.refused for other in own) and not source.refused:
            connection.execute(f"update annex_list_{number} set why = '{OWN_LIST}' where file_no = {source.number}")
            source.rejected, source.faults = set(), []
            source.ignored[OWN_LIST] = source.rows_in - source.blank
        elif not source.refused:
            _set_aside(connection, source)
        sources.append(source)
        yield source


def _keep(connection: duckdb.DuckDBPyConnection, source: Source, sheet: Sheet) -> None:
    """Take the rows below the header; a number that Excel made of a child's id ('123.0') is the id again."""
    table, places = f"annex_list_{source.list_number}", sheet.header.places
    every = ", ".join(f"tidy(c{place})" for place in range(len(sheet.names)))
    connection.execute(
        f"create or replace temp table annex_sheet as select line, coalesce({every}) is null as is_blank, "
        f"{_is_ragged(sheet)} as is_ragged, {', '.join(f'tidy(c{place}) as {name}' for name, place in places.items())} "
        f"from read_parquet({sql_path(sheet.path)}) where line > {sheet.header.row}"
    )
    source.rows_in = _count(connection, "annex_sheet")
    source.blank = _count(connection, "annex_sheet where is_blank")
    chosen, joins = [], []
    for name in places:
        if name in DATES:
            chosen.append(f"annex_day({name}) as {name}")
        elif name in CODED:
            joins.append(
                f"left join annex_codes as k_{name} on k_{name}.field = '{name}' "
                f"and k_{name}.said = annex_fold(s.{name})"
            )
            chosen.append(
                f"case when k_{name}.said is null then annex_unlettered(s.{name}) else k_{name}.code end as {name}"
            )
        elif name in ("child", "adopter", "family"):
            chosen.append(rf"regexp_replace(s.{name}, '^(\d+)\.0+$', '\1') as {name}")
        else:
            chosen.append(f"annex_unlettered(s.{name}) as {name}")
    connection.execute("insert into annex_files values (?, ?)", [source.number, source.entry.sha256])
    connection.execute(
        f"insert into {table} by name select {source.number} as file_no, line, "
        f"case when is_ragged then '{_SHAPE}' end as why, {', '.join(chosen)} "
        f"from annex_sheet as s {' '.join(joins)} where not is_blank"
    )
    _reject_ragged(connection, source)
    _reject_ambiguous(connection, source, places)


def _is_ragged(sheet: Sheet) -> str:
    """In a text file a row that goes on beyond its header has a comma too many, and its cells are not in their place;
    beside the table of a sheet people write notes."""
    named = [place for place, name in enumerate(sheet.names) if name and name.strip()]
    beyond = [f"tidy(c{place})" for place in range(max(named) + 1, len(sheet.names))]
    return f"coalesce({', '.join(beyond)}) is not null" if beyond and sheet.is_text else "false"


def _reject_ragged(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    where = f"annex_list_{source.list_number} where file_no = {source.number} and why = '{_SHAPE}'"
    for (line,) in connection.execute(f"select line from {where} order by line").fetchall():
        source.reject(line, "", _SHAPE)


def _reject_ambiguous(connection: duckdb.DuckDBPyConnection, source: Source, places: dict[str, int]) -> None:
    table = f"annex_list_{source.list_number}"
    for name in sorted(DATES & places.keys()):
        is_month_first = _count(connection, f"annex_sheet where annex_month_first({name})") > 0
        bad = connection.execute(
            f"select line from annex_sheet where annex_ambiguous({name}, {is_month_first}) order by line"
        ).fetchall()
        for (line,) in bad:
            source.reject(line, source.list.headers[name], _AMBIGUOUS)
        if bad:
            lines = ", ".join(str(line) for (line,) in bad)
            connection.execute(
                f"update {table} set why = '{_AMBIGUOUS}' where file_no = {source.number} and line in ({lines})"
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


def _count(connection: duckdb.DuckDBPyConnection, rows: str) -> int:
    found = connection.execute(f"select count(*) from {rows}").fetchone()
    return int(found[0]) if found else 0
