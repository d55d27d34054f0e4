"""One list of one file, and the account of its rows.

Belongs here: `Source` and the outcome that follows from it. Does not belong here: deciding anything about a row
(`loading`, `book`, the contract).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from orchestration.extracts.accounts import UNUSED, Account
from orchestration.extracts.annex_a.cells import READ
from orchestration.extracts.annex_a.lists import LATER, LISTS, MAIN, AnnexList
from orchestration.extracts.annex_a.sheets import Sheet
from orchestration.extracts.headers import tellable
from orchestration.extracts.ledger import Delivery
from orchestration.extracts.outcomes import FileOutcome

# why a row was set aside; each has its entry in the rulebook
NO_PLAN = "not a child in need plan"
NO_STATUS = "no case status"
_TWICE = "column.twice"
OWN_LIST = "the list came as a file of its own"


@dataclass
class Source(Account):
    """One list. `beside_own`: it has a file of its own as well. `lake_file`: its codes (`kept`), below the home."""

    list_number: int
    sheet: str = ""
    beside_own: bool = False
    rows_in: int = 0
    blank: int = 0
    present: frozenset[str] = frozenset()
    extra: tuple[str, ...] = ()
    lake_file: str = ""

    @property
    def list(self) -> AnnexList:
        return LISTS[self.list_number]

    @property
    def main(self) -> str | None:
        return MAIN[self.list_number][0]

    @property
    def told(self) -> str:
        """File and sheet, as messages name them."""
        return f"{self.entry.file_name}, {self.sheet}" if self.sheet else self.entry.file_name

    @property
    def feed(self) -> str:
        """A workbook's list is accounted for beside the list's own file, whichever of them is taken."""
        return f"{self.list.feed}_in_workbook" if self.beside_own else self.list.feed

    def read_header(self, sheet: Sheet) -> None:
        self.present = frozenset(sheet.header.places)
        known = set(sheet.header.places.values())
        names = [(name or "").strip().lower() for place, name in enumerate(sheet.names) if place not in known]
        self.extra = tellable(names)
        lacking = [self.list.headers[name] for name in self.list.needed if name not in self.present]
        if lacking:
            self.refused = f"the list lacks {', '.join(lacking)}"
        twice = [field for field in sheet.header.twice if field in READ & self.present]
        if twice:
            self.refused = f"the header has a column twice: {', '.join(self.list.headers[field] for field in twice)}"
        for field in sheet.header.twice:
            # the rows are counted below the header, blank ones at the end too
            self.noted[f"{_TWICE}:{self.list.headers[field]}"] = sheet.rows

    def outcome(self, delivery: Delivery) -> FileOutcome:
        """Raises `RowLawBroken`."""
        ignored = {**self.ignored, "blank row": self.blank}
        found = FileOutcome(
            delivery.la_code, delivery.as_at, self.feed,
            status="refused" if self.refused else "loaded" if self.loaded else "empty",
            reason=self.refused or self._why_nothing(),
            file_name=self.told,
            file_hash=self.entry.sha256,
            rows_in=0 if self.refused else self.rows_in,
            rows_loaded=self.loaded,
            rows_quarantined=len(self.rejected),
            rows_ignored=0 if self.refused else sum(ignored.values()),
            missing_columns=self._lacking(),
            extra_columns=() if self.refused else self.extra,
            rules=dict(Counter(rule for _, _, rule in self.faults)),
            ignored={} if self.refused else {name: rows for name, rows in ignored.items() if rows},
            warnings=dict(self.noted),
            lake_file=self.lake_file,
        )  # fmt: skip
        found.hold_row_law()
        return found

    def _lacking(self) -> tuple[str, ...]:
        if self.refused:
            return ()
        optional = LATER.get(self.list_number, frozenset())
        listed = {name: header for name, header in self.list.headers.items() if name in _printed(self.list_number)}
        return tuple(header for name, header in listed.items() if name not in self.present | optional)

    def _why_nothing(self) -> str:
        if self.loaded:
            return ""
        if self.rows_in == self.blank:
            return "the list has no rows"
        return UNUSED if self.main is None else "no row of the list was accepted"


def _printed(number: int) -> frozenset[str]:
    """The fields that Ofsted asks for in this list; of the common ones some lists have fewer."""
    one = LISTS[number]
    common = {"child", "gender", "ethnicity", "dob", "age"} if number != 11 else {"gender", "ethnicity", "disability"}
    if 4 <= number <= 10:
        common |= {"disability"}
    if 3 <= number <= 9:
        common |= {"team", "worker"}
    return one.own | common
