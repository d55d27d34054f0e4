# ruff: noqa: S608 - the statements are put together from declared names and code sets only
"""What a feed looks like as a whole: how many rows have what, so that the next delivery can be held against it.

Belongs here: counting the loaded rows of one file. Does not belong here: what is a surprise (`plausibility`). A profile
holds counts, one day and codes of the contract's own sets; a value that is in no set is counted as `OTHER`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import duckdb

from orchestration.contracts.shape import Column, Feed
from orchestration.extracts.files import sql_text
from orchestration.extracts.judging import LOADED_TABLE

OTHER = "other"
"""A value of an open set that the set does not know."""


@dataclass(frozen=True)
class Profile:
    """Of the loaded rows: `filled` column → rows with a value, `codes` column → code → rows, `newest` the latest day of
    any event ("" without one), `last_year` the rows with an event in the 365 days up to it."""

    filled: dict[str, int] = field(default_factory=dict)
    codes: dict[str, dict[str, int]] = field(default_factory=dict)
    newest: str = ""
    last_year: int = 0


def profile_of(connection: duckdb.DuckDBPyConnection, feed: Feed) -> Profile:
    """Count `loaded_rows` in one scan."""
    columns = [column for column in feed.columns if column.name != feed.own_council]
    coded = [column for column in columns if column.codes]
    days = [column.name for column in columns if column.kind == "date" and not column.may_be_future]
    wanted = [f"count({column.name})" for column in columns]
    wanted += [f"histogram({_in_words_of_the_set(column)})" for column in coded]
    day = f"greatest({', '.join(days)})" if days else "null::date"
    row = connection.execute(
        f"with days as (select *, {day} as event_day from {LOADED_TABLE}), "
        f"newest as (select max(event_day) as newest_day from days) "
        f"select max(newest_day), count(*) filter (where event_day > newest_day - 365), {', '.join(wanted)} "
        f"from days cross join newest"
    ).fetchone()
    if row is None or row[2] is None:
        return Profile()
    newest, last_year, *counts = row
    return Profile(
        filled={column.name: rows for column, rows in zip(columns, counts, strict=False)},
        codes={column.name: dict(found or {}) for column, found in zip(coded, counts[len(columns) :], strict=True)},
        newest=newest.isoformat() if newest else "",
        last_year=last_year,
    )


def _in_words_of_the_set(column: Column) -> str:
    known = ", ".join(sql_text(code) for code in sorted(column.codes.codes)) if column.codes else "null"
    return f"case when {column.name} in ({known}) then {column.name} when {column.name} is not null then '{OTHER}' end"
