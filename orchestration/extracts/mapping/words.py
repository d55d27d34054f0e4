"""What can be mapped: the fields of every feed, list and table, which of them hold codes, and which hold days.

Belongs here: putting the declarations of the formats side by side. Does not belong here: any declaration.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from orchestration.contracts.feeds import FEEDS
from orchestration.contracts.shape import Column, Feed
from orchestration.extracts.annex_a.codes import spellings
from orchestration.extracts.annex_a.lists import DATES, LISTS
from orchestration.extracts.ssda903.tables import MADE_FROM, TABLES

Legal = frozenset[str] | None
"""Codes that a value may be turned into, in upper case; None where any word is."""


@dataclass(frozen=True)
class Vocabulary:
    """`coded`: field → its codes; `spelt`: field → other
    spelling that the readers know themselves → its code; `days`: dates."""

    fields: frozenset[str]
    coded: dict[str, Legal]
    spelt: dict[str, dict[str, str]]
    days: frozenset[str]


@cache
def vocabularies() -> dict[str, Vocabulary]:
    """By the name of a section: a feed, `annex_a_list_1` … `annex_a_list_11`, `ssda903_episodes` …."""
    found = {name: _of_feed(feed) for name, feed in FEEDS.items()}
    found |= {one.feed: _of_list(number) for number, one in LISTS.items()}
    return found | {f"ssda903_{name}": _of_table(table.shape) for name, table in TABLES.items()}


def _of_feed(feed: Feed) -> Vocabulary:
    own = [column for column in feed.columns if column.source is None]
    coded = [column for column in own if _is_word(feed, column)]
    return Vocabulary(
        frozenset(column.file_column for column in feed.columns),
        {column.name: column.codes.codes if column.codes else None for column in coded},
        {column.name: column.codes.aliases for column in coded if column.codes},
        frozenset(column.name for column in own if column.kind == "date"),
    )


def _is_word(feed: Feed, column: Column) -> bool:
    """Codes, and texts that an indicator compares with a word; not ids, and not what people write freely."""
    free = column.longest is not None or column.name in feed.names_nobody or column.name.endswith(("_json", "_reason"))
    return column.kind in ("code", "lower", "text") and not free


def _of_list(number: int) -> Vocabulary:
    fields = frozenset(LISTS[number].headers)
    known: dict[str, dict[str, str]] = {}
    codes: dict[str, set[str]] = {}
    for one in spellings():
        if one.field in fields:
            known.setdefault(one.field, {})[one.said.upper()] = one.code or ""
            codes.setdefault(one.field, set()).update({one.code} if one.code else ())
    legal: dict[str, Legal] = {field: frozenset(found) for field, found in codes.items()}
    return Vocabulary(fields, legal, known, fields & DATES)


def _of_table(shape: Feed) -> Vocabulary:
    fields = frozenset(column.name for column in shape.columns)
    made = [(MADE_FROM.get(column.name), column) for feed in FEEDS.values() for column in feed.columns]
    coded: dict[str, Legal] = {}
    spelt: dict[str, dict[str, str]] = {}
    # one column can be two: ACCOM has a letter and a figure
    for field in fields - {"child", "accom"}:
        sets = [column.codes for made_from, column in made if made_from == field.upper() and column.codes]
        if sets:
            coded[field], spelt[field] = sets[0].codes, sets[0].aliases
    days = {field for field in fields - {"child"} for source, column in made if source == field.upper()
            and column.kind == "date"}  # fmt: skip
    return Vocabulary(fields, coded, spelt, frozenset(days | (fields & {"dob", "decom", "dec"})))
