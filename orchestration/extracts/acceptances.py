"""The ledger of surprises that somebody looked into: which file of which feed is taken although it was held, and why.

Belongs here: the append-only list `ledger/acceptances.jsonl`. Does not belong here: what is held (`plausibility`).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date

from orchestration.extracts.files import append_lines, private_files, whole_lines
from orchestration.settings import Home

ACCEPTANCES = "acceptances.jsonl"


class AcceptancesDamaged(Exception):
    """A line of the list cannot be read. Names the line, not its content."""


@dataclass(frozen=True)
class Acceptance:
    """One decision on one content of a feed; other content for the same place is judged anew.

    `reason` is what the person wrote. It stays in the ledger, which is closed to others, and is published nowhere.
    """

    la_code: str
    extract_date: str
    feed: str
    file_hash: str
    reason: str
    accepted_by: str
    accepted_at: str


def accepted(home: Home) -> set[tuple[str, date, str, str]]:
    """(council, extract date, feed, content) of everything that was accepted. Raises `AcceptancesDamaged`."""
    found = set()
    for number, line in enumerate(whole_lines(home.ledger / ACCEPTANCES), start=1):
        try:
            one = Acceptance(**json.loads(line))
            found.add((one.la_code, date.fromisoformat(one.extract_date), one.feed, one.file_hash))
        except (ValueError, TypeError):
            raise AcceptancesDamaged(f"line {number} of {ACCEPTANCES} cannot be read") from None
    return found


def accept(home: Home, acceptance: Acceptance) -> None:
    """Put the decision on the list, durably."""
    with private_files():
        append_lines(home.make(home.ledger) / ACCEPTANCES, json.dumps(asdict(acceptance), ensure_ascii=False) + "\n")
