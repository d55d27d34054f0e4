"""One table of one file of another format, and the account of its rows.

Belongs here: `Source` and the outcome that follows from it. Does not belong here: deciding anything about a row
(a format's `loading`, `returns`, the contract).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from orchestration.extracts.ledger import Delivery, Entry
from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.reading import Reading
from orchestration.extracts.reports import Fault
from orchestration.extracts.tables import Table

# why a row was set aside; each has its entry in the rulebook
SUPERSEDED = "superseded by a later return"
NO_CHECK = "no dental check in the year"
UNUSED = "no indicator uses this table"
OWN_TABLE = "the table came as a file of its own"
OWN_FILE = "the feed came as a file of its own"
INCOMPLETE = "another file of the table was refused"
KNOWN = "the child stands in the CIN census"
NOT_READ = "no indicator uses this element"


@dataclass
class Source:
    """One table of a file. `feed`: its name in the report. `faults`: (row, column of the return, rule), also of rows
    that were made beside the main one.

    `rejected`: the rows that count as quarantined. `noted`: rule:column → rows that load all the same.
    """

    number: int
    entry: Entry
    feed: str
    year: str
    table: Table
    reading: Reading = field(default_factory=lambda: Reading(0, frozenset()))
    refused: str = ""
    loaded: int = 0
    rejected: set[int] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    noted: dict[str, int] = field(default_factory=dict)

    def reject(self, line: int, column: str, rule: str) -> None:
        self.faults.append((line, column, rule))
        self.rejected.add(line)

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
