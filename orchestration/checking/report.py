"""What a check found, as data: deliveries, their files, what is wrong in them, and the indicators that would result.

Belongs here: the shapes, sums over them, the order of things. Does not belong here: finding anything out (`gather`,
`indicators`), wording and drawing (`page`, `table`). Nothing here holds a value of a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

# fully, in part, only once more deliveries have accumulated, not
Support = Literal["full", "part", "later", "not"]

ACCEPTED, IN_PART, NONE = "accepted", "accepted in part", "no row accepted"
# every row is ignored for a named reason; one of several tables of a file that has rows in others
ASIDE, BARE = "set aside", "none in this file"
# never taken for "no children"
EMPTY = "no rows"
REFUSED, HELD, LEFT, LITTER = "refused", "held", "not recognised", "passed over"
_SOUND = (ACCEPTED, ASIDE, BARE, LITTER)


@dataclass(frozen=True)
class FileLine:
    """One file, or one sheet or table of it. `what`: the table it was taken for, empty when it was not. Rows: rows in =
    accepted + rejected + ignored. `missing`, `unread`: columns. `evidence`: what it was known by. `why`: of a status
    other than accepted."""

    file: str
    sheet: str
    what: str
    status: str
    why: str = ""
    rows_in: int = 0
    accepted: int = 0
    rejected: int = 0
    ignored: int = 0
    missing: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    evidence: str = ""

    @property
    def is_trouble(self) -> bool:
        """Whether something in it would not be taken."""
        return self.status not in _SOUND


@dataclass(frozen=True)
class Group:
    """What one rule found in one column of one file. `rows`: the first of them, as the rejects count rows; none where
    only a count is kept."""

    rule: str
    severity: str
    file: str
    sheet: str
    column: str
    count: int
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """What would come of one indicator. `why`: what is missing, or what limits it; empty when nothing does."""

    code: str
    title: str
    area: str
    support: Support
    why: str


@dataclass(frozen=True)
class Rejected:
    """One fault of one row. `row` as the file's kind counts: of a sheet its row, of a CSV or Parquet file its record,
    of XML the element among its kind."""

    file: str
    sheet: str
    row: int
    column: str
    rule: str


@dataclass(frozen=True)
class Checked:
    """One delivery. `missing`: table that was not delivered → indicators that ask for it. `indicators` are empty for a
    delivery that is not its council's newest. `rejected` reads every fault anew from the private home, and so only
    while that lives."""

    la_code: str
    as_at: str
    assumed: tuple[str, ...]
    files: tuple[FileLine, ...]
    groups: tuple[Group, ...]
    missing: dict[str, int]
    indicators: tuple[Indicator, ...]
    rejected: Callable[[], Iterator[Rejected]] = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        return f"{self.la_code}/{self.as_at}"

    def by_support(self, support: Support) -> list[Indicator]:
        return [one for one in self.indicators if one.support == support]


@dataclass(frozen=True)
class Report:
    """A whole check. `path` is the last part of what was asked for, `beside` what lies outside any delivery."""

    path: str
    deliveries: tuple[Checked, ...]
    beside: tuple[FileLine, ...] = ()

    @property
    def files(self) -> list[FileLine]:
        """Every file but what desktops leave behind."""
        every = [*self.beside, *(line for delivery in self.deliveries for line in delivery.files)]
        return [line for line in every if line.status != LITTER]

    @property
    def read(self) -> list[FileLine]:
        return [line for line in self.files if line.what]

    @property
    def is_clean(self) -> bool:
        return not any(line.is_trouble for line in self.files)

    def rows(self) -> dict[str, int]:
        """Rows in, accepted, rejected and ignored over all files."""
        return {
            "in": _sum(line.rows_in for line in self.files),
            "accepted": _sum(line.accepted for line in self.files),
            "rejected": _sum(line.rejected for line in self.files),
            "ignored": _sum(line.ignored for line in self.files),
        }

    def with_status(self, *statuses: str) -> list[FileLine]:
        return [line for line in self.files if line.status in statuses]


def _sum(numbers: Iterable[int]) -> int:
    return sum(numbers)
