# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and numbers only
"""The cells of one sheet as text, and what is wrong with one before anybody asks what it means.

Belongs here: the working table of a sheet's rows; errors of Excel, ids that Excel damaged, rows of totals, repeated
headers, days. Each text is looked at once however often it stands in the sheet. Does not belong here: codes and lists
(`loading`), the contract's rules.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from orchestration.extracts.annex_a import convert
from orchestration.extracts.annex_a.codes import CODED, FOLDED, KEPT
from orchestration.extracts.annex_a.lists import DATES, LISTS, Header, find_header, fold
from orchestration.extracts.annex_a.sheets import Sheet
from orchestration.extracts.files import sql_path, sql_text

ROWS, DAYS = "annex_sheet", "annex_days"
"""`annex_sheet`: line, is_blank, why, and the fields that are read; `annex_days`: said, day, and how it was written."""
Fault = tuple[int, str, str]

_SHAPE, _ERROR, _TOTAL, _DAMAGED = "row.shape", "cell.error", "row.total", "id.damaged"
AMBIGUOUS, NO_DAY = "date.ambiguous", "date.nothing"
AGAIN = "the header stands again"
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#ERROR!")
LOOKED_UP = KEPT | FOLDED
READ = convert.READS | LOOKED_UP | {"adopter"}
IDS = ("child", "adopter", "family")
_WHO = IDS[:2]
# an error in another cell costs that cell and not the row: nothing is counted by it
_DECIDING = DATES | CODED | set(_WHO)
_TOTALS = r"(?i)((sub|grand)[ -]?)?totals?([ :].*)?"
# what Excel makes of an id when it opens text: a day of '1-2', and three figures of twelve
_DAMAGED_ID = r"\d{4}-\d{2}-\d{2}( \d{2}:.*)?|\d([.,]\d+)?E[+]\d+"
_MOST_HEADERS = 100
# from 1900-01-01 to 1904-01-02, as Excel counts
_DAYS_LATER = 1462


def take(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> None:
    """Fill `annex_sheet` with the rows below the header. Days and codes stay as they are written, to be tidied text by
    text; a number that was made of an id ('123.0') is the id again."""
    every = ", ".join(f"tidy(c{place})" for place in range(len(sheet.names)))
    fields = ", ".join(f"{_cell(name, place)} as {name}" for name, place in sheet.header.places.items() if name in READ)
    connection.execute(
        f"create or replace temp table {ROWS} as select line, coalesce({every}) is null as is_blank, "
        f"case when {_is_ragged(sheet)} then '{_SHAPE}' end as why, {fields} "
        f"from read_parquet({sql_path(sheet.path)}) where line > {sheet.header.row}"
    )


def read_of(header: Header) -> list[str]:
    """The fields of a header that anything is made of, or whose codes are kept."""
    return sorted(READ & header.places.keys())


def faults(connection: duckdb.DuckDBPyConnection, header: Header) -> list[Fault]:
    """(line, field, rule) of rows that cannot be taken, in order; the rows are marked in `annex_sheet`."""
    who = next(name for name in _WHO if name in header.places)
    errors = ", ".join(map(sql_text, _ERRORS))
    found = [(line, "", _SHAPE) for line in _lines(connection, f"why = '{_SHAPE}'")]
    anywhere = " or ".join(f"starts_with({name}, '#')" for name in read_of(header))
    if _lines(connection, f"({anywhere}) limit 1"):
        for name in read_of(header):
            if name in _DECIDING:
                found += _mark(connection, f"{name} in ({errors})", name, _ERROR)
            else:
                connection.execute(f"update {ROWS} set {name} = null where {name} in ({errors})")
    total = f"contains(lower({who}), 'total') and regexp_full_match({who}, '{_TOTALS}')"
    damaged = f"({who} like '____-__-__%' or contains({who}, 'E+')) and regexp_full_match({who}, '{_DAMAGED_ID}')"
    return [*found, *_mark(connection, total, who, _TOTAL), *_mark(connection, damaged, who, _DAMAGED)]


def look_up_days(connection: duckdb.DuckDBPyConnection, fields: Iterable[str], *, is_1904: bool) -> list[Fault]:
    """Fill `annex_days` with every text of these fields; (line, field, rule) of those that could be two days."""
    fields, later = sorted(fields), _DAYS_LATER if is_1904 else 0
    said = " union ".join(f"select {name} as said from {ROWS}" for name in fields) or "select null::varchar as said"
    # materialized: the engine would look for empty texts in every row before it looks at each text once
    connection.execute(
        f"create or replace temp table {DAYS} as "
        f"with distinct_texts as materialized (select distinct said from ({said})), "
        f"tidied as materialized (select said, annex_plain(tidy(said)) as text from distinct_texts) "
        f"select said, annex_nothing(text) as is_nothing, "
        f"case when not annex_nothing(text) then annex_day(text, later := {later}) end as day, "
        f"annex_month_first(text) as is_month_first, annex_short_year(text) as is_short, "
        f"annex_either_way(text) as is_either "
        f"from tidied where text is not null"
    )
    found: list[Fault] = []
    unclear = connection.execute(f"select 1 from {DAYS} where is_month_first or is_short limit 1").fetchone()
    for name in fields if unclear else ():
        of_field = f"select {name} from {ROWS} inner join {DAYS} on said = {name} where"
        is_month_first = f"is_either and exists ({of_field} is_month_first)"
        found += _mark(
            connection, f"{name} in (select said from {DAYS} where is_short or ({is_month_first}))", name, AMBIGUOUS
        )
    return found


def days_of_nothing(connection: duckdb.DuckDBPyConnection, header: Header) -> dict[str, int]:
    """rule:header → rows that have a word for "no day" there, which count as empty."""
    found: dict[str, int] = {}
    if connection.execute(f"select 1 from {DAYS} where is_nothing limit 1").fetchone():
        for name in sorted(DATES & header.places.keys()):
            rows = _lines(connection, f"{name} in (select said from {DAYS} where is_nothing)")
            if rows:
                found[f"{NO_DAY}:{LISTS[header.number].headers[name]}"] = len(rows)
    return found


def headers_below(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> tuple[int, int | None]:
    """How often the header stands again among the rows (they are marked), and the row of another table's header."""
    if sheet.header.second:
        return 0, sheet.header.second
    who = next(name for name in _WHO if name in sheet.header.places)
    spellings = {said for one in LISTS.values() for said, name in one.fields.items() if name in _WHO}
    told = ", ".join(map(sql_text, sorted(spellings)))
    lines = _lines(connection, f"contains(lower({who}), 'id') and annex_fold({who}) in ({told}) limit {_MOST_HEADERS}")
    again = 0
    for line in lines:
        columns = ", ".join(f"c{place}" for place in range(len(sheet.names)))
        rows = connection.execute(
            f"select {columns} from read_parquet({sql_path(sheet.path)}) where line = {line}"
        ).fetchall()
        if [fold(cell or "") for cell in rows[0]] == [fold(name or "") for name in sheet.names]:
            connection.execute(f"update {ROWS} set why = '{AGAIN}' where line = {line}")
            again += 1
        elif find_header(rows):
            return again, line
    return again, None


def _cell(name: str, place: int) -> str:
    if name in DATES | LOOKED_UP:
        return f"c{place}"
    return rf"regexp_replace(tidy(c{place}), '^(\d+)\.0+$', '\1')" if name in IDS else f"tidy(c{place})"


def _is_ragged(sheet: Sheet) -> str:
    """In a text file a row that goes on beyond its header has a comma too many, and its cells are not in their place;
    beside the table of a sheet people write notes."""
    named = [place for place, name in enumerate(sheet.names) if name and name.strip()]
    beyond = [f"tidy(c{place})" for place in range(max(named) + 1, len(sheet.names))]
    return f"coalesce({', '.join(beyond)}) is not null" if beyond and sheet.is_text else "false"


def _mark(connection: duckdb.DuckDBPyConnection, condition: str, field: str, rule: str) -> list[Fault]:
    """The rows of this condition are set aside for this rule."""
    lines = _lines(connection, condition)
    if lines:
        connection.execute(
            f"update {ROWS} set why = '{rule}' where not is_blank and ({condition}) and why is distinct from '{AGAIN}'"
        )
    return [(line, field, rule) for line in lines]


def _lines(connection: duckdb.DuckDBPyConnection, condition: str) -> list[int]:
    where, limit, number = condition.partition(" limit ")
    query = f"select line from {ROWS} where not is_blank and ({where}) and why is distinct from '{AGAIN}' order by line"
    return [int(line) for (line,) in connection.execute(query + limit + number).fetchall()]
