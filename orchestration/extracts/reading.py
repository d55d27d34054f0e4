# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and hashes only
"""One vault file → one DuckDB table of text: the contract's columns by name, one row per record, with its number.

Belongs here: the CSV dialect (commas or what the council declares, double quote, header in row 1), Parquet, and records
that cannot be rows. Does not belong here: types (`typed`), rules (`judging`). Nothing is sniffed, no landing name
reaches DuckDB, and no message repeats what a field held.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from orchestration.contracts.shape import Feed
from orchestration.extracts.files import sql_path
from orchestration.extracts.headers import elsewhere, match_header, without_ids
from orchestration.extracts.mapping.applying import apply
from orchestration.extracts.mapping.schema import TableMapping
from orchestration.extracts.marks import PATTERN, marked
from orchestration.extracts.records import read_records
from orchestration.extracts.scout import GZIP_MAGIC, PARQUET_MAGIC, Unreadable, first_record, scout

TEXT_TABLE = "text_rows"
# spaces of every sort that Excel and web forms leave around a value
_NULLS = "('', 'NULL', 'null', 'Null')"
_SPACES = "' \t\r\n\v\f' || chr(160) || chr(8239)"


@dataclass
class Reading:
    """What a file held. `rows_in` is counted apart from the load; `broken` are (record number, rule) pairs; `blank` are
    rows without content, whether or not they stand in the text table; `set_aside`: reason → rows that do not stand in
    it. `places`: broken record → where in it; `noted`: rule:column → rows that load all the same."""

    rows_in: int
    present: frozenset[str]
    extra_columns: tuple[str, ...] = ()
    broken: list[tuple[int, str]] = field(default_factory=list)
    blank: int = 0
    set_aside: dict[str, int] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)
    noted: dict[str, int] = field(default_factory=dict)

    def note(self, found: Mapping[str, int]) -> None:
        for rule, rows in found.items():
            self.noted[rule] = self.noted.get(rule, 0) + rows


def read(connection: duckdb.DuckDBPyConnection, path: Path, feed: Feed, mapping: TableMapping | None = None) -> Reading:
    """Fill `text_rows` (source_row, is_blank, one text column per file column of the contract, null when empty).

    `mapping`: the council's own headers, values, days and delimiter for this table. Raises `Unreadable` when the file
    as a whole cannot be taken.
    """
    prepare(connection)
    with path.open("rb") as file:
        start = file.read(4)
    if start == PARQUET_MAGIC:
        reading = _read_parquet(connection, path, feed, mapping or TableMapping())
        return _mapped(connection, reading, feed, mapping)
    if start[:2] == b"PK" or start == b"\xd0\xcf\x11\xe0":
        raise Unreadable("the file is an Excel or zip file, not CSV or Parquet")
    reading = _read_csv(connection, path, feed, mapping or TableMapping(), compressed=start[:2] == GZIP_MAGIC)
    return _mapped(connection, reading, feed, mapping)


def _mapped(
    connection: duckdb.DuckDBPyConnection, reading: Reading, feed: Feed, mapping: TableMapping | None
) -> Reading:
    if mapping is not None:
        reading.note(apply(connection, TEXT_TABLE, feed.name, mapping, reading.present))
    return reading


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """`tidy(x)`: without the spaces around it and the marks inside, null when nothing is left or the text says NULL.

    The first branches are for speed: trimming Unicode spaces costs three times the parse, and most values need none.
    """
    connection.execute(
        f"create or replace macro unspaced(x) as case when trim(x, {_SPACES}) in {_NULLS} then null "
        f"else trim(x, {_SPACES}) end;"
        f"create or replace macro tidy(x) as case when x in {_NULLS} then null "
        f"when regexp_full_match(x, '[!-~]([ -~]*[!-~])?') then x "
        f"when regexp_matches(x, '{PATTERN}') then unspaced(regexp_replace(x, '{PATTERN}', '', 'g')) "
        f"else unspaced(x) end"
    )


def _read_csv(
    connection: duckdb.DuckDBPyConnection, path: Path, feed: Feed, mapping: TableMapping, *, compressed: bool
) -> Reading:
    facts = scout(path)
    if facts.is_empty:
        raise Unreadable("the file is empty, without even a header")
    header = first_record(path, facts.encoding, mapping.delimiter)
    try:
        places, extra = match_header(header, feed, mapping.fields)
    except Unreadable as error:
        raise Unreadable(f"{error}{elsewhere(path, feed, mapping.delimiter, mapping.fields)}") from None
    reading = Reading(0, frozenset(places), extra)
    source = _csv_source(path, len(header), mapping.delimiter, compressed)
    if facts.plain and _load_fast(connection, source, places, len(header), facts.data_lines):
        reading.rows_in, reading.blank = facts.data_lines, _count(connection, "is_blank")
        if facts.has_marks:
            reading.note(marked(connection, {name: f"f{place}" for name, place in places.items()}, source))
    else:
        read_records(connection, TEXT_TABLE, path, facts.encoding, places, len(header), reading, mapping.delimiter)
    reading.extra_columns = without_ids(connection, TEXT_TABLE, _ids(feed, places), reading.extra_columns)
    if facts.encoding == "cp1252":
        reading.note({"file.cp1252": reading.rows_in})
    if not facts.ends_in_newline and reading.rows_in:
        reading.note({"file.open_end": 1})
    return reading


def _ids(feed: Feed, places: Mapping[str, int]) -> list[str]:
    """The columns of a file that hold ids: those declared so, and the key of a return."""
    key = {feed.column(name).file_column for name in feed.key}
    declared = {column.file_column for column in feed.columns if column.kind == "id" and not column.json_key}
    return sorted((key | declared) & places.keys())


def _csv_source(path: Path, width: int, delimiter: str, compressed: bool) -> str:
    columns = ", ".join(f"'f{place}': 'VARCHAR'" for place in range(width))
    return (
        f"read_csv({sql_path(path)}, columns = {{{columns}}}, header = false, skip = 1, auto_detect = false, "
        f"delim = '{delimiter}', quote = '\"', escape = '\"', nullstr = '', null_padding = false, "
        f"strict_mode = true, compression = '{'gzip' if compressed else 'none'}', max_line_size = 16777216)"
    )


def _load_fast(
    connection: duckdb.DuckDBPyConnection, source: str, places: dict[str, int], width: int, lines: int
) -> bool:
    """Let DuckDB parse the file; false when it finds anything but `lines` rows of `width` fields."""
    chosen = ", ".join(f"tidy(f{place}) as {name}" for name, place in places.items())
    content = ", ".join(f"tidy(f{place})" for place in range(width))
    try:
        connection.execute(
            f"create or replace table {TEXT_TABLE} as "
            f"select row_number() over () as source_row, coalesce({content}) is null as is_blank, {chosen} "
            f"from {source}"
        )
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:
        return False
    return _count(connection, "true") == lines


def _read_parquet(connection: duckdb.DuckDBPyConnection, path: Path, feed: Feed, mapping: TableMapping) -> Reading:
    source = f"read_parquet({sql_path(path)}, file_row_number = true)"
    try:
        described = connection.execute(f"describe select * from {source}").fetchall()
        counted = connection.execute(f"select num_rows from parquet_file_metadata({sql_path(path)})").fetchone()
    except duckdb.Error:
        raise Unreadable("the Parquet file is damaged or incomplete") from None
    types = [row[1] for row in described[:-1]]
    places, extra = match_header([row[0] for row in described[:-1]], feed, mapping.fields)
    chosen = ", ".join(f"tidy({_as_text(place, types[place])}) as {name}" for name, place in places.items())
    content = ", ".join(f"#{place + 1}::varchar" for place in range(len(types)))
    try:
        connection.execute(
            f"create or replace table {TEXT_TABLE} as "
            f"select #{len(types) + 1} + 1 as source_row, coalesce({content}) is null as is_blank, {chosen} "
            f"from {source}"
        )
        texts = {name: f"#{place + 1}::varchar" for name, place in places.items() if types[place] == "VARCHAR"}
        noted = marked(connection, texts, source)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:
        raise Unreadable("the Parquet file is damaged or incomplete") from None
    rows_in = counted[0] if counted else 0
    if rows_in != _count(connection, "true"):
        # its footer says another number of rows than its pages hold: the fault of the file and not of the row law
        raise Unreadable("the Parquet file is damaged or incomplete")
    return Reading(rows_in, frozenset(places), extra, blank=_count(connection, "is_blank"), noted=noted)


def _count(connection: duckdb.DuckDBPyConnection, condition: str) -> int:
    row = connection.execute(f"select count(*) from {TEXT_TABLE} where {condition}").fetchone()
    return int(row[0]) if row else 0


def _as_text(place: int, sql_type: str) -> str:
    """A whole number that pandas kept as a float, because its column has gaps, is an id again: 12, not 12.0."""
    position = f"#{place + 1}"
    if sql_type in ("DOUBLE", "FLOAT"):
        whole = f"{position} = trunc({position}) and abs({position}) < 1e15"
        return (
            f"case when isnan({position}) then null when {whole} then {position}::bigint::varchar "
            f"else {position}::varchar end"
        )
    return f"{position}::varchar"
