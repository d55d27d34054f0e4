"""What a header may be the header of, and how well it fits.

Belongs here: the tables that have a header of fixed names (feeds and SSDA903 tables), and choosing between them. Does
not belong here: reading a header (`heads`), Annex A's lists, whose headers are written in any way (`annex_a.lists`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from orchestration.contracts.feeds import FEEDS
from orchestration.contracts.shape import Feed
from orchestration.extracts.ssda903.tables import TABLES

Translated = Mapping[str, str]
"""Header as written → field, of a council's mapping for one table."""


@dataclass(frozen=True)
class Shape:
    """A table by its columns. `own`: columns that no other table has."""

    name: str
    kind: Literal["feed", "ssda903"]
    columns: frozenset[str]
    required: frozenset[str]
    key: frozenset[str]
    own: frozenset[str]


@dataclass(frozen=True)
class Fit:
    """How a header fits a shape. `held`: its columns; `beside`: how many others; `mapped`: how many by the mapping."""

    shape: Shape
    held: frozenset[str]
    beside: int
    mapped: int = 0

    @property
    def is_whole(self) -> bool:
        """Everything that the table cannot do without is there, and something that is its alone."""
        return self.shape.required <= self.held and bool(self.held & self.shape.own)

    @property
    def lacking(self) -> list[str]:
        return sorted(self.shape.required - self.held)

    @property
    def evidence(self) -> str:
        told = f"{len(self.held)} of {len(self.shape.columns)} columns of {self.shape.name}"
        told += ", among them the key" if self.shape.key and self.shape.key <= self.held else ""
        told += f", {self.mapped} of them by the mapping" if self.mapped else ""
        return f"{told}; {self.beside} other column{'' if self.beside == 1 else 's'}" if self.beside else told


@cache
def shapes() -> dict[str, Shape]:
    """Every table that is known by fixed column names, by its name (`ssda903_episodes` without a year)."""
    declared: list[tuple[str, Literal["feed", "ssda903"], Feed]] = [
        (name, "feed", feed) for name, feed in FEEDS.items()
    ]
    declared += [(f"ssda903_{name}", "ssda903", table.shape) for name, table in TABLES.items()]
    columns = {name: frozenset(column.file_column for column in feed.columns) for name, _, feed in declared}
    times = Counter(column for held in columns.values() for column in held)
    return {
        name: Shape(
            name, kind, columns[name],
            frozenset(column.file_column for column in feed.columns if column.required),
            frozenset(feed.column(column).file_column for column in feed.key),
            frozenset(column for column in columns[name] if times[column] == 1),
        )
        for name, kind, feed in declared
    }  # fmt: skip


def fit(shape: Shape, names: Iterable[str], translated: Translated | None = None) -> Fit:
    """`names`: the header, tidied (`reading.tidy_header`)."""
    given = [name for name in names if name]
    mapped = [(translated or {}).get(name, name) for name in given]
    held = shape.columns.intersection(mapped)
    by_mapping = sum(1 for before, after in zip(given, mapped, strict=True) if before != after and after in held)
    return Fit(shape, held, sum(1 for name in mapped if name not in shape.columns), by_mapping)


def whole_fits(found: Iterable[Fit]) -> list[Fit]:
    """The fits that stand beside each other: one when the file is plainly that table, several when it is ambiguous.

    A table whose columns are all among another's gives way to it: the header of UASC has a child, a sex and a birth
    like the header table, and a day of its own.
    """
    whole = [one for one in found if one.is_whole]
    return [one for one in whole if not any(one.held < other.held for other in whole)]
