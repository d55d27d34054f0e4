# ruff: noqa: S608 - the statements are put together from declared names and quoted texts only
"""Header rows of CSV and Parquet: where each field stands, and what may be said of the other columns.

Belongs here: names of columns. Does not belong here: opening a file (`reading`), telling what a header is the header of
(`recognition`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import duckdb

from orchestration.contracts.feeds import FEEDS
from orchestration.contracts.shape import Feed
from orchestration.extracts.files import sql_text
from orchestration.extracts.recognition.heads import DELIMITERS, head_of
from orchestration.extracts.recognition.opening import NotTaken
from orchestration.extracts.scout import Unreadable

MAX_COLUMNS = 1000
_PIECE = 4
"""Signs in a row that make a piece of an id."""
_AT_ONCE = 20
# words, and numbers of two figures at most, alone or at the end of a word: what is otherwise may be a piece of an id
_PLAIN = re.compile(r"(?=.{1,64}$)[a-z]+[0-9]{0,2}(_+([a-z]+[0-9]{0,2}|[0-9]{1,2}))*_*")


def tidy_header(header: Sequence[str]) -> list[str]:
    """Names count whatever their case and the spaces around them."""
    return [name.strip().strip("\ufeff\u00a0").lower() for name in header]


def match_header(
    header: Sequence[str], feed: Feed, fields: Mapping[str, str] | None = None
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each contract column stands in the file, and the names of columns that are not read.

    `fields`: a council's own headers → columns. Raises `Unreadable` when a required column is missing or a column
    stands twice. Other names are repeated only as far as they are `tellable`.
    """
    if len(header) > MAX_COLUMNS:
        raise Unreadable(f"the header has more than {MAX_COLUMNS:,} columns")
    names = _translated(header, fields)
    wanted = {column.file_column for column in feed.columns}
    twice = sorted({name for name in wanted if names.count(name) > 1})
    if twice:
        raise Unreadable(f"the header has a column twice: {', '.join(twice)}")
    missing = [name for name in _required(feed) if name not in names]
    if missing:
        raise Unreadable(f"the file lacks {', '.join(missing)}")
    extra = tellable([name for name in names if name not in wanted])
    return {name: names.index(name) for name in sorted(wanted) if name in names}, extra


def tellable(names: Sequence[str]) -> tuple[str, ...]:
    """Names of columns that are not read, as messages may repeat them: those that look like a column's name, and how
    many others there are. A row of data that was taken for a header has a child's record there."""
    plain = [name for name in names if _PLAIN.fullmatch(name)]
    others = sum(1 for name in names if name) - len(plain)
    return (*dict.fromkeys(plain), *([f"{others} not named here"] if others else []))


def without_ids(
    connection: duckdb.DuckDBPyConnection, rows: str, ids: Sequence[str], extra: tuple[str, ...]
) -> tuple[str, ...]:
    """The same without the names that hold a piece of an id in the file's own rows, which are counted among the others:
    where bytes of a file were moved, an id or half of one can stand in a header. `ids`: columns of `rows`.

    A piece is one that stands in no name of the contract. Where no row has an id nothing vouches for a name: the header
    may have run into a child's row.
    """
    named = [name for name in extra if " " not in name]
    others = int(extra[-1].split()[0]) if len(named) < len(extra) else 0
    some_id = " or ".join(f"{name} <> ''" for name in ids) or "true"
    if connection.execute(f"select 1 from {rows} where {some_id} limit 1").fetchone() is None:
        return tellable(["?"] * (others + len(named)))
    hidden = set[str]()
    for first in range(0, len(named), _AT_ONCE):
        some = named[first : first + _AT_ONCE]
        # mostly none of them does, and one scan says so
        if _any_holds(connection, rows, ids, some):
            hidden |= {name for name in some if _any_holds(connection, rows, ids, [name])}
    kept = [name for name in named if name not in hidden]
    return tellable([*kept, *["?"] * (others + len(hidden))])


def _any_holds(connection: duckdb.DuckDBPyConnection, rows: str, ids: Sequence[str], names: Sequence[str]) -> bool:
    """Whether an id of the rows holds a piece of one of these names."""
    pieces = sorted(set[str]().union(*map(_pieces, names)) - _known())
    if not pieces or not ids:
        return False
    either = " or ".join(f"regexp_matches(lower({name}), {sql_text('|'.join(pieces))})" for name in ids)
    return connection.execute(f"select 1 from {rows} where {either} limit 1").fetchone() is not None


def _pieces(name: str) -> set[str]:
    return {name[at : at + _PIECE] for at in range(len(name) - _PIECE + 1)}


@cache
def _known() -> frozenset[str]:
    """Pieces of the names of the contract."""
    return frozenset().union(*(_pieces(column.file_column) for feed in FEEDS.values() for column in feed.columns))


def elsewhere(path: Path, feed: Feed, delimiter: str, fields: Mapping[str, str] | None = None) -> str:
    """Where the header is after all, when it is not where the declared dialect has it; empty when it is nowhere."""
    try:
        head = head_of(path)
    except (NotTaken, OSError):
        return ""
    for other, rows in head.rows.items():
        for number, row in enumerate(rows, start=1):
            if set(_required(feed)) <= set(_translated(row, fields)):
                if other != delimiter:
                    return f": its fields stand between {DELIMITERS[other]}, where {DELIMITERS[delimiter]} are declared"
                return f": its header stands in row {number} and has to stand in row 1" if number > 1 else ""
    return ""


def _required(feed: Feed) -> list[str]:
    return [column.file_column for column in feed.columns if column.required]


def _translated(header: Sequence[str], fields: Mapping[str, str] | None) -> list[str]:
    return [(fields or {}).get(name, name) for name in tidy_header(header)]
