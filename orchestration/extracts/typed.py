# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and hashes only
"""Text → types: dates, numbers and codes, with what could not be read left null beside its text.

Belongs here: how a date, a number, a flag or a code may be written. Does not belong here: whether its value makes sense
(`contracts.rules`). The SQL is put together from declared names only, never from anything a file holds.
"""

from __future__ import annotations

import duckdb

from orchestration.contracts.rules import TEXT_SUFFIX
from orchestration.contracts.shape import SQL_TYPES, Column, Feed
from orchestration.extracts.files import sql_text
from orchestration.extracts.pseudonyms import person_id
from orchestration.extracts.reading import TEXT_TABLE

TYPED_TABLE = "typed_rows"

_TIME = r"([T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|[+-]\d{2}(:?\d{2})?)?)?"
# a code as it should be is known at a glance; taking a text apart costs three times as much
_MACROS = rf"""
create or replace macro as_day(x) as case
    when regexp_full_match(x, '\d{{4}}-\d{{2}}-\d{{2}}{_TIME}') then try_cast(x[1:10] as date)
    when regexp_full_match(x, '\d{{2}}/\d{{2}}/\d{{4}}{_TIME}')
        then try_cast(x[7:10] || '-' || x[4:5] || '-' || x[1:2] as date)
end;
create or replace macro as_number(x) as case
    when regexp_full_match(x, '[+-]?(\d+\.?\d*|\.\d+)') then try_cast(x as double)
    when regexp_full_match(x, '[+-]?\d{{1,3}}(,\d{{3}})+(\.\d*)?') then try_cast(replace(x, ',', '') as double)
end;
create or replace macro as_whole(x) as case
    when regexp_full_match(x, '[+-]?\d+(\.0*)?') then try_cast(try_cast(x as double) as integer)
    when regexp_full_match(x, '[+-]?\d{{1,3}}(,\d{{3}})+') then try_cast(replace(x, ',', '') as integer)
end;
create or replace macro as_year(x) as
    coalesce(as_whole(x), cast(date_part('year', as_day(x)) as integer));
create or replace macro first_token(x) as case when regexp_full_match(x, '[A-Z0-9.]+') then x
    else coalesce(nullif(regexp_extract(upper(x), '^(N/A|[A-Z0-9.]+)'), ''), upper(x)) end;
create or replace macro as_listed_code(x) as case when regexp_full_match(x, '[A-Z0-9]+') then x
    else coalesce(nullif(regexp_extract(upper(x), '^([A-Z0-9]+)\s*(?:[:(–-].*)?$', 1), ''), upper(x)) end;
create or replace macro json_flag(x, k) as
    nullif(upper(regexp_extract(x, '(?i)["'']' || k || '["'']\s*:\s*["'']?([a-z0-9]*)', 1)), '');
"""


def define_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """How a date, a number or a code may be written, as SQL macros of this connection."""
    connection.execute(_MACROS)


def type_rows(
    connection: duckdb.DuckDBPyConnection, feed: Feed, present: frozenset[str], la_code: str, as_at: str, sha256: str
) -> None:
    """Make `typed_rows` from `text_rows`: loaded columns, each converted column's text, and where it came from."""
    define_macros(connection)
    chosen = []
    for column in feed.columns:
        if column.name == feed.own_council:
            continue
        chosen.append(f"{_typed(column, feed, present)} as {column.name}")
        if column.kind in ("date", "number", "whole", "year"):
            text = column.file_column if column.file_column in present else "null::varchar"
            chosen.append(f"{text} as {column.name}{TEXT_SUFFIX}")
    council = feed.own_council or sql_text(la_code)
    provenance = [f"{council} as la_code", f"date '{as_at}' as as_at", "source_row"]
    provenance.append(f"{sql_text(sha256)} as source_file")
    connection.execute(
        f"create or replace table {TYPED_TABLE} as "
        f"select {', '.join([*chosen, *provenance])} from {TEXT_TABLE} where not is_blank"
    )
    # one file's rows stand in memory once, not at every stage
    connection.execute(f"drop table {TEXT_TABLE}")


def _typed(column: Column, feed: Feed, present: frozenset[str]) -> str:
    if column.file_column not in present:
        return f"null::{SQL_TYPES[column.kind]}"
    text = column.file_column
    match column.kind:
        case "date":
            return f"as_day({text})"
        case "number":
            return f"as_number({text})"
        case "whole":
            return f"as_whole({text})"
        case "year":
            return f"as_year({text})"
        case "lower":
            return f"lower({text})"
        case "code":
            return _code(column, text)
        case _:
            return person_id(text) if _is_person(column, feed) else text


def _code(column: Column, text: str) -> str:
    """Upper case, the description after the code left off, and other spellings turned into the code.

    A closed set takes the first word ('C2 Full care order'); an open one only what stands before a separator, so that a
    description without a code is kept whole.
    """
    if column.codes is None:
        return f"upper({text})"
    if column.json_key:
        token = f"json_flag({text}, {sql_text(column.json_key)})"
    else:
        token = f"as_listed_code({text})" if column.codes.is_open else f"first_token({text})"
    aliases = column.codes.aliases
    if not aliases:
        return token
    pairs = " ".join(f"when {sql_text(spelling)} then {sql_text(code)}" for spelling, code in aliases.items())
    # the literal 'NULL' inside a JSON text is nothing, as it is elsewhere
    return f"case {token} when 'NULL' then null {pairs} else {token} end"


def _is_person(column: Column, feed: Feed) -> bool:
    own_key = feed.name == "ssd_person" and column.name in feed.key
    return own_key or column.name == feed.person
