"""The delivery ledger: every file that was ever accepted, append-only, and the deliveries that follow from it.

Belongs here: the entry, reading and appending `ledger/deliveries.jsonl`, the newest entry per council, date and feed.
Does not belong here: copying files (`landing`), reading their content (`reading`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date

from orchestration.contracts.feeds import FEEDS
from orchestration.extracts.annex_a.names import is_feed as is_annex_a
from orchestration.extracts.cin_census.names import year_of_feed
from orchestration.extracts.files import append_lines, private_files, whole_lines
from orchestration.extracts.ssda903.names import of_feed
from orchestration.settings import Home

LEDGER = "deliveries.jsonl"
WITHDRAWN = "withdrawn"


class LedgerDamaged(Exception):
    """A line of the ledger cannot be read. Names the line, not its content."""


@dataclass(frozen=True)
class Entry:
    """One file received, or one refusal that has to be remembered.

    `kind`: 'new', 'supersedes' (other content for the same council, date and feed came before), 'refused' (no file
    can be chosen; `reason` says why) or 'withdrawn' (a workbook that others were put in place of). `sha256` of a
    refusal stands for the set of files that was refused. `evidence`: what the file was known by; empty on lines from
    before 2026-11-21.
    """

    la_code: str
    extract_date: str
    feed: str
    file_name: str
    sha256: str
    bytes: int
    received_at: str
    kind: str
    reason: str = ""
    evidence: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        return self.la_code, self.extract_date, self.feed


@dataclass(frozen=True)
class Delivery:
    """What one council delivered for one extract date: the entry in force for each feed that came."""

    la_code: str
    as_at: date
    files: dict[str, Entry] = field(default_factory=dict)


def entries(home: Home) -> list[Entry]:
    """The whole ledger in the order of arrival. A last line cut short by a power failure is left out: the file it
    would have listed is received again."""
    found = []
    for number, line in enumerate(whole_lines(home.ledger / LEDGER), start=1):
        try:
            if line:
                found.append(Entry(**json.loads(line)))
        except (ValueError, TypeError):
            raise LedgerDamaged(f"line {number} of the delivery ledger cannot be read") from None
    return found


def append(home: Home, new: Iterable[Entry]) -> None:
    """Add lines and make them durable before returning."""
    lines = "".join(json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in new)
    if lines:
        with private_files():
            append_lines(home.make(home.ledger) / LEDGER, lines)


def in_force(home: Home) -> dict[tuple[str, str, str], Entry]:
    """The newest entry per council, extract date and feed: newest received wins, the others stay in the vault."""
    return {entry.place: entry for entry in entries(home)}


def deliveries(home: Home) -> list[Delivery]:
    """Every known delivery, by council and date; what was withdrawn, and feeds of an older release that have left the
    contract, are left out."""
    found: dict[tuple[str, str], Delivery] = {}
    for (la_code, extract_date, feed), entry in sorted(in_force(home).items()):
        if entry.kind == WITHDRAWN:
            continue
        if feed in FEEDS or of_feed(feed) or is_annex_a(feed) or year_of_feed(feed) is not None:
            place = la_code, extract_date
            found.setdefault(place, Delivery(la_code, date.fromisoformat(extract_date))).files[feed] = entry
    return list(found.values())
