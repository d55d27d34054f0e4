# ruff: noqa: S608 - the statements are put together from declared names and quoted texts only
"""A council's mapping at work: values into codes and days into YYYY-MM-DD, in a table of text just read.

Belongs here: the SQL of both. Does not belong here: headers (`headers.match_header`, `annex_a.lists.find_header`),
whether the result is legal (the contract). A value that nobody mapped stays as it stands and is counted.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from orchestration.extracts.files import sql_text
from orchestration.extracts.mapping.schema import TableMapping
from orchestration.extracts.mapping.words import vocabularies

UNMAPPED = "value.unmapped"
_ISO = r"\d{4}-\d{2}-\d{2}([T ].*)?"
_PARTS = r"'^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})([T ].*)?$'"
# what no reader of days takes, so that the contract rejects the day as it rejects any other that cannot be read
_UNREAD = "'not as declared: '"


def day(text: str, dates: str) -> str:
    """SQL for a day written as declared → YYYY-MM-DD; typed cells come as YYYY-MM-DD and stay. Else: unreadable."""
    first, second = ("2", "1") if dates == "dmy" else ("1", "2")
    parts = ", ".join(f"regexp_extract({text}, {_PARTS}, {group})" for group in ("3", first, second))
    written = {
        "iso": "null",
        "serial": f"case when regexp_full_match({text}, '\\d{{5}}([.]\\d+)?') "
        f"then (date '1899-12-30' + {text}[1:5]::integer)::varchar end",
    }.get(dates, f"try_cast(format('{{:0>4}}-{{:0>2}}-{{:0>2}}', {parts}) as date)::varchar")
    return (
        f"case when {text} is null or regexp_full_match({text}, '{_ISO}') then {text} "
        f"else coalesce({written}, {_UNREAD} || {text}) end"
    )


def code(text: str, values: dict[str, str]) -> str:
    """SQL for a value → its code, whatever its case; what is not mapped stays."""
    pairs = " ".join(f"when {sql_text(_folded(said))} then {sql_text(meant)}" for said, meant in values.items())
    return f"case upper(trim({text})) {pairs} else {text} end"


def unmapped(connection: duckdb.DuckDBPyConnection, rows: str, text: str, section: str, field: str,
             values: dict[str, str]) -> int:  # fmt: skip
    """How many rows hold a value that is neither mapped nor one that the readers know themselves."""
    vocabulary = vocabularies()[section]
    known = {_folded(said) for said in (*values, *values.values())}
    known |= vocabulary.coded[field] or frozenset()
    known |= vocabulary.spelt.get(field, {}).keys()
    listed = ", ".join(sql_text(one) for one in sorted(known))
    first = f"regexp_extract(upper({text}), '^[A-Z0-9.]+')"
    found = connection.execute(
        f"select count(*) from {rows} where {text} is not null "
        f"and upper(trim({text})) not in ({listed}) and {first} not in ({listed})"
    ).fetchone()
    return int(found[0]) if found else 0


def apply(
    connection: duckdb.DuckDBPyConnection,
    rows: str,
    section: str,
    table: TableMapping,
    present: Iterable[str],
) -> dict[str, int]:
    """Rewrite a table of text whose columns are named like the fields; rule:field → rows that stay unmapped."""
    held, vocabulary = set(present), vocabularies()[section]
    # a section without entries is what a draft looks like before anybody has edited it
    coded = {field: values for field, values in table.values.items() if field in held and values}
    noted = {f"{UNMAPPED}:{field}": unmapped(connection, rows, field, section, field, values)
             for field, values in coded.items()}  # fmt: skip
    replaced = [f"{code(field, values)} as {field}" for field, values in coded.items()]
    if table.dates:
        replaced += [f"{day(field, table.dates)} as {field}" for field in sorted(vocabulary.days & held)]
    if replaced:
        connection.execute(f"create or replace table {rows} as select * replace ({', '.join(replaced)}) from {rows}")
    return {rule: count for rule, count in noted.items() if count}


def rewrite_days(connection: duckdb.DuckDBPyConnection, rows: str, fields: Iterable[str], dates: str) -> None:
    """The same for the days of a temporary table whose texts are not tidied; serial numbers stay, because a workbook
    may count them from another year."""
    for field in fields:
        text = f"trim({field})"
        written = day(text, "iso" if dates == "serial" else dates)
        is_serial = f"regexp_full_match({text}, '\\d{{5}}([.]\\d+)?')" if dates == "serial" else "false"
        connection.execute(f"update {rows} set {field} = case when {is_serial} then {text} else {written} end")


def _folded(value: str) -> str:
    return value.strip().upper()
