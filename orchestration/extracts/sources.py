"""One table of one file of another format, and the account of its rows.

Belongs here: `Source` and the outcome that follows from it. Does not belong here: deciding anything about a row
(a format's `loading`, `returns`, the contract).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from orchestration.extracts.accounts import UNUSED, Account
from orchestration.extracts.ledger import Delivery
from orchestration.extracts.mapping.schema import TableMapping
from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.reading import Reading
from orchestration.extracts.tables import Table

# why a row was set aside; each has its entry in the rulebook
SUPERSEDED = "superseded by a later return"
NO_CHECK = "no dental check in the year"
OWN_TABLE = "the table came as a file of its own"
INCOMPLETE = "another file of the table was refused"
KNOWN = "the child stands in the CIN census"
NOT_READ = "no indicator uses this element"
NOTHING_BEFORE = "the review before is not known"


@dataclass
class Source(Account):
    """One table of a file. `feed`: its name in the report. `mapping`: what the council's own words in it mean."""

    feed: str
    year: str
    table: Table
    reading: Reading = field(default_factory=lambda: Reading(0, frozenset()))
    mapping: TableMapping | None = None

    def outcome(self, delivery: Delivery) -> FileOutcome:
        """Raises `RowLawBroken`."""
        ignored = {**self.ignored, "blank row": self.reading.blank}
        found = FileOutcome(
            delivery.la_code, delivery.as_at, self.feed,
            status="refused" if self.refused else "loaded" if self.loaded else "empty",
            reason=self.refused or self._why_nothing(),
            file_name=self.entry.file_name,
            file_hash=self.entry.sha256,
            rows_in=self.reading.rows_in,
            rows_loaded=self.loaded,
            rows_quarantined=len(self.rejected),
            rows_ignored=sum(ignored.values()),
            missing_columns=self._lacking(),
            extra_columns=self.reading.extra_columns,
            rules=dict(Counter(rule for _, _, rule in self.faults)),
            ignored={name: rows for name, rows in ignored.items() if rows},
            warnings=self.reading.noted | self.noted,
        )  # fmt: skip
        found.hold_row_law()
        return found

    def _lacking(self) -> tuple[str, ...]:
        columns = [] if self.refused else [column.name for column in self.table.shape.columns]
        return tuple(name.upper() for name in columns if name not in self.reading.present)

    def _why_nothing(self) -> str:
        if self.loaded:
            return ""
        if self.reading.rows_in == 0:
            return "the file has no rows"
        return UNUSED if self.table.main is None else "no row of the file was accepted"
