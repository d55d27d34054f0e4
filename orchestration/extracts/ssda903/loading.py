# ruff: noqa: S608 - the statements are put together from declared names only
"""The files of the return → tables `return_<table>`: all rows together, dated, the ones not in force set aside.

Belongs here: reading, the return year of each file, which return of several is in force. Does not belong here: what a
row means (`convert`). The line of a row is its number in the file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb

from orchestration.extracts.accounts import UNUSED
from orchestration.extracts.ledger import Entry
from orchestration.extracts.reading import TEXT_TABLE, read
from orchestration.extracts.scout import Unreadable
from orchestration.extracts.sources import KNOWN, NO_CHECK, NOT_READ, OWN_TABLE, SUPERSEDED, Source
from orchestration.extracts.ssda903 import chains
from orchestration.extracts.ssda903.loading_xml import read_xml
from orchestration.extracts.ssda903.names import is_xml
from orchestration.extracts.ssda903.tables import OTHER, TABLES, UNUSED_TABLES, XML_TABLES, told_as
from orchestration.extracts.ssda903.years import year_ends
from orchestration.extracts.tables import KNOWN_PEOPLE, make_table
from orchestration.extracts.xml_records import take_back

_BAD_CODE = "code.set"
# table, column, the codes it may hold
_OWN_CODES = (
    ("episodes", "rne", "'S', 'P', 'L', 'T', 'B', 'U'"),
    ("oc2", "teeth_check", "'0', '1', '0.0', '1.0'"),
)


def load(
    connection: duckdb.DuckDBPyConnection, sources: list[Source], as_at: date, vault_path: Callable[[Entry], Path]
) -> None:
    """Fill the tables. A file that cannot be taken is noted as refused and costs itself only."""
    for table in XML_TABLES.values():
        make_table(connection, table)
    for entry in dict.fromkeys(source.entry for source in sources):
        of_file = [source for source in sources if source.entry == entry]
        if entry.kind == "refused":
            take_back(connection, of_file, entry.reason)
        elif is_xml(entry.feed):
            read_xml(connection, of_file, vault_path(entry))
        else:
            _read_csv(connection, of_file[0], vault_path(entry))
    _date(connection, sources, as_at)
    _supersede(connection)
    _set_aside(connection, sources)
    connection.execute(chains.chain())
    chains.note(connection, sources)


def _read_csv(connection: duckdb.DuckDBPyConnection, source: Source, path: Path) -> None:
    try:
        source.reading = read(connection, path, source.table.shape, source.mapping)
    except Unreadable as error:
        source.refused = str(error)
    else:
        source.noted |= source.reading.noted
        _keep(connection, source)


def _keep(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Take the rows of the file just read; a number that Excel made of a child's id ('123.0') is the id again."""
    columns = sorted(source.reading.present)
    chosen = [
        rf"regexp_replace({name}, '^(\d+)\.0+$', '\1') as {name}" if name == "child" else name for name in columns
    ]
    connection.execute(
        f"insert into return_{source.table.name} by name select {source.number} as file_no, source_row as line, "
        f"'{source.year}' as label, {', '.join(chosen)} from {TEXT_TABLE} where not is_blank"
    )
    for line, rule in source.reading.broken:
        source.reject(line, source.reading.places.get(line, ""), rule)


def _date(connection: duckdb.DuckDBPyConnection, sources: list[Source], as_at: date) -> None:
    """Give each return its year; ends of episodes and of absences are the days that must lie inside it. A table that
    came as a file of its own is not taken from the XML of the same year."""
    events: dict[str, list[date]] = {source.year: [] for source in sources}
    for label, day in connection.execute(
        "select label, as_day(dec) as day from return_episodes where day is not null union all "
        "select label, as_day(mis_end) as day from return_missing where day is not null"
    ).fetchall():
        events[label].append(day)
    ends = year_ends(events, as_at)
    for label, year in ends.items():
        for name in XML_TABLES:
            connection.execute(f"update return_{name} set year = ? where label = ?", [year, label])
    own = {(source.table.name, ends[source.year]) for source in sources if not is_xml(source.entry.feed)}
    for source in sources:
        if is_xml(source.entry.feed) and (source.table.name, ends[source.year]) in own:
            connection.execute(
                f"update return_{source.table.name} set why = '{OWN_TABLE}' where file_no = {source.number}"
            )


def _supersede(connection: duckdb.DuckDBPyConnection) -> None:
    """The latest return in which a record stands is right about it."""
    for table in TABLES.values():
        if table.same:
            same = ", ".join(f"coalesce(as_day({name})::varchar, {name})" for name in table.same)
            connection.execute(
                f"update return_{table.name} set why = '{SUPERSEDED}' where (file_no, line) in ("
                f"select (file_no, line) from return_{table.name} where child is not null and why is null "
                f"qualify year < max(year) over (partition by {same}))"
            )


def _set_aside(connection: duckdb.DuckDBPyConnection, sources: list[Source]) -> None:
    """Rows that no feed is made from, each for a named reason; codes that no feed has a column for are judged here."""
    by_number = {source.number: source for source in sources}
    for name, column, legal in _OWN_CODES:
        wrong = f"why is null and first_token({column}) not in ({legal})"
        connection.execute(f"update return_{name} set why = '{_BAD_CODE}' where {wrong}")
        bad = connection.execute(f"select file_no, line from return_{name} where why = '{_BAD_CODE}' order by all")
        for number, line in bad.fetchall():
            source = by_number[number]
            source.reject(line, told_as(source.table, column.upper()), _BAD_CODE)
    for name, reason in {**dict.fromkeys(UNUSED_TABLES, UNUSED), OTHER: NOT_READ}.items():
        connection.execute(f"update return_{name} set why = '{reason}' where why is null")
    known = f"child in (select child from {KNOWN_PEOPLE})"
    connection.execute(f"update return_header set why = '{KNOWN}' where why is null and {known}")
    no_check = "coalesce(first_token(teeth_check) in ('0', '0.0'), true)"
    connection.execute(f"update return_oc2 set why = '{NO_CHECK}' where why is null and {no_check}")
    for name in XML_TABLES:
        for number, why, rows in connection.execute(
            f"select file_no, why, count(*) from return_{name} where why <> '{_BAD_CODE}' group by all"
        ).fetchall():
            by_number[number].ignored[why] += rows
