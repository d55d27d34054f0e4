# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and hashes only
"""One vault file → one DuckDB table of text: the contract's columns by name, one row per record, with its number.

Belongs here: the fixed CSV dialect (comma, double quote, header in row 1), Parquet, and records that cannot be rows.
Does not belong here: types (`typed`), rules (`judging`). Nothing is sniffed, no landing name reaches DuckDB, and no
message repeats what a field held.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from orchestration.contracts.shape import Feed
from orchestration.extracts.files import sql_path
from orchestration.extracts.marks import PATTERN, marked
from orchestration.extracts.records import read_records
from orchestration.extracts.scout import GZIP_MAGIC, PARQUET_MAGIC, Unreadable, first_record, scout

TEXT_TABLE = "text_rows"
# spaces of every sort that Excel and web forms leave around a value
_NULLS = "('', 'NULL', 'null', 'Null')"
_SPACES = "' \t\r\n\v\f' || chr(160) || chr(8239)"
MAX_COLUMNS = 1000


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


def read(connection: duckdb.DuckDBPyConnection, path: Path, feed: Feed) -> Reading:
    """Fill `text_rows` (source_row, is_blank, one text column per file column of the contract, null when empty).

    Raises `Unreadable` when the file as a whole cannot be taken.
    """
    prepare(connection)
    with path.open("rb") as file:
        start = file.read(4)
    if start == PARQUET_MAGIC:
        return _read_parquet(connection, path, feed)
    if start[:2] == b"PK" or start == b"\xd0\xcf\x11\xe0":
        raise Unreadable("the file is an Excel or zip file, not CSV or Parquet")
    return _read_csv(connection, path, feed, compressed=start[:2] == GZIP_MAGIC)


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


def match_header(header: Sequence[str], feed: Feed) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each contract column stands in the file, and the names of columns that are not read.

    Names count whatever their case and the spaces around them. Raises `Unreadable` when a required column is missing or
    a column stands twice. Other names are repeated only as far as they are `tellable`.
    """
    if len(header) > MAX_COLUMNS:
        raise Unreadable(f"the header has more than {MAX_COLUMNS:,} columns")
    names = [name.strip().strip("\ufeff\u00a0").lower() for name in header]
    wanted = {column.file_column for column in feed.columns}
    twice = sorted({name for name in wanted if names.count(name) > 1})
    if twice:
        raise Unreadable(f"the header has a column twice: {', '.join(twice)}")
    missing = [column.file_column for column in feed.columns if column.required and column.file_column not in names]
    if missing:
        raise Unreadable(f"the file lacks {', '.join(missing)}")
    extra = tellable([name for name in names if name not in wanted])
    return {name: names.index(name) for name in sorted(wanted) if name in names}, extra


def tellable(names: Sequence[str]) -> tuple[str, ...]:
    """Names of columns that are not read, as messages may repeat them: those that look like a column's name, and how
    many others there are. A row of data that was taken for a header has a child's record there."""
    plain = [name for name in names if re.fullmatch(r"[a-z][a-z0-9_]{0,63}", name)]
    others = sum(1 for name in names if name) - len(plain)
    return (*dict.fromkeys(plain), *([f"{others} not named here"] if others else []))


def _read_csv(connection: duckdb.DuckDBPyConnection, path: Path, feed: Feed, *, compressed: bool) -> Reading:
    facts = scout(path)
    if facts.is_empty:
        raise Unreadable("the file is empty, without even a header")
    header = first_record(path, facts.encoding)
    places, extra = match_header(header, feed)
    reading = Reading(0, frozenset(places), extra)
    source = _csv_source(path, len(header), compressed)
    if facts.plain and _load_fast(connection, source, places, len(header), facts.data_lines):
        reading.rows_in, reading.blank = facts.data_lines, _count(connection, "is_blank")
        if facts.has_marks:
            reading.note(marked(connection, {name: f"f{place}" for name, place in places.items()}, source))
    else:
        read_records(connection, TEXT_TABLE, path, facts.encoding, places, len(header), reading)
    if not _count(connection, "true"):
        # no row is as wide as the header: it may have run into a child's row, whose values would be told as names
        reading.extra_columns = ()
    if facts.encoding == "cp1252":
        reading.note({"file.cp1252": reading.rows_in})
    if not facts.ends_in_newline and reading.rows_in:
        reading.note({"file.open_end": 1})
    return reading


def _csv_source(path: Path, width: int, compressed: bool) -> str:
    columns = ", ".join(f"'f{place}': 'VARCHAR'" for place in range(width))
    return (
        f"read_csv({sql_path(path)}, columns = {{{columns}}}, header = false, skip = 1, auto_detect = false, "
        f"delim = ',', quote = '\"', escape = '\"', nullstr = '', null_padding = false, strict_mode = true, "
        f"compression = '{'gzip' if compressed else 'none'}', max_line_size = 16777216)"
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


def _read_parquet(connection: duckdb.DuckDBPyConnection, path: Path, feed: Feed) -> Reading:
    source = f"read_parquet({sql_path(path)}, file_row_number = true)"
    try:
        described = connection.execute(f"describe select * from {source}").fetchall()
        counted = connection.execute(f"select num_rows from parquet_file_metadata({sql_path(path)})").fetchone()
    except duckdb.Error:
        raise Unreadable("the Parquet file is damaged or incomplete") from None
    types = [row[1] for row in described[:-1]]
    places, extra = match_header([row[0] for row in described[:-1]], feed)
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
