"""The words a feed is declared in: column kinds, links to other feeds, the feed itself.

Belongs here: dataclasses and what follows from them (loaded column order, types). Does not belong here: any feed
(`feeds`), any rule (`rules`), any file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from orchestration.contracts.codes import CodeSet

Kind = Literal["id", "text", "lower", "code", "date", "number", "whole", "year"]

SQL_TYPES: dict[Kind, str] = {
    "id": "VARCHAR",
    "text": "VARCHAR",
    "lower": "VARCHAR",
    "code": "VARCHAR",
    "date": "DATE",
    "number": "DOUBLE",
    "whole": "INTEGER",
    "year": "INTEGER",
}
# every lake row says whose it is, as at when, and which row of which vault file it was
PROVENANCE: dict[str, str] = {
    "la_code": "VARCHAR",
    "as_at": "DATE",
    "source_row": "BIGINT",
    "source_file": "VARCHAR",
}


@dataclass(frozen=True)
class Column:
    """One loaded column.

    `required`: the file must have the column (its cells may be empty). `json_key`: read from that key of the file's
    column `source`. `resolved`: filled through a link, so a file may lack it without being incomplete.
    `may_be_future`: a plan or a due date, so a day after the extract is sense. `longest`: characters a free text may
    have.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    codes: CodeSet | None = None
    source: str | None = None
    json_key: str | None = None
    resolved: bool = False
    may_be_future: bool = False
    longest: int | None = None

    @property
    def file_column(self) -> str:
        return self.source or self.name


@dataclass(frozen=True)
class Through:
    """A parent row that fills columns which the row itself leaves empty.

    `gives` maps own column → parent column. With `rule`, a row whose parent is unknown is quarantined under that rule.
    """

    column: str
    feed: str
    key: str
    gives: tuple[tuple[str, str], ...]
    rule: str | None = None


@dataclass(frozen=True)
class Link:
    """A reference that is counted when it dangles and never costs the row."""

    column: str
    feed: str
    key: str


@dataclass(frozen=True)
class Feed:
    """The contract of one file: one row per `key`.

    `person` names the column that must be in the accepted rows of ssd_person in the same delivery, `worker` that of a
    worker's id. `order` lists (start, end) pairs whose end may not come before the start. `share` names a part and the
    whole that it may not exceed. `needs` lists (given, needed): where the one is filled the other may not be empty.
    `names_nobody`: texts that are published, in which no id of the accepted people may stand. `is_commentary`: nothing
    but words on the figures of other feeds, so it is no delivery by itself and is not taken unjudged. `history`: every
    delivery up to the as-of date stays in view, not only the newest, because the table itself holds only the latest
    state.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    person: str | None = None
    person_may_be_blank: bool = False
    worker: str | None = None
    through: Through | None = None
    links: tuple[Link, ...] = ()
    order: tuple[tuple[str, str], ...] = ()
    share: tuple[str, str] | None = None
    needs: tuple[tuple[str, str], ...] = ()
    names_nobody: tuple[str, ...] = ()
    is_commentary: bool = False
    own_council: str | None = None
    history: bool = False

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def of_kind(self, *kinds: Kind) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.kind in kinds)

    @property
    def loaded_types(self) -> dict[str, str]:
        """Loaded column → DuckDB type, in the fixed order of the lake and of schema raw."""
        own = {column.name: SQL_TYPES[column.kind] for column in self.columns if column.name != self.own_council}
        return own | PROVENANCE
