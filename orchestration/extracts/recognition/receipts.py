"""The receipt of one delivery folder: every file that lies there, what it was taken for and by what.

Belongs here: one CSV file and its words, for whoever delivered. Does not belong here: deciding anything.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
from pathlib import Path

from orchestration.extracts.ledger import Entry
from orchestration.extracts.reports import write_csv
from orchestration.settings import Home

COLUMNS = ("file_name", "what_became_of_it", "taken_as", "why")


@dataclass(frozen=True)
class Line:
    """`became`: 'taken', 'refused', 'left lying' or 'ignored'. `why`: the evidence, or the reason."""

    file_name: str
    became: str
    feed: str
    why: str


@dataclass(frozen=True)
class Refusal:
    """A file that was left where it lay, and why. `place` is its path below the landing folder."""

    place: str
    reason: str


@dataclass
class Receipt:
    """What one look at the landing folder brought: `received` is new to the ledger, `unchanged` was known already."""

    received: list[Entry] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    unrecognised: list[Refusal] = field(default_factory=list)
    ignored: list[Refusal] = field(default_factory=list)


def receipt_path(home: Home, la_code: str, extract_date: str) -> Path:
    return home.reports / la_code / f"{extract_date}-files.csv"


def write_receipt(home: Home, la_code: str, extract_date: str, lines: list[Line]) -> None:
    """Replace the receipt by what lies in the folder now; no file for an empty folder."""
    if lines:
        write_csv(receipt_path(home, la_code, extract_date), COLUMNS, [astuple(line) for line in lines])
