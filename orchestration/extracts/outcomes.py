"""What became of each file of a delivery, and the memory that lets an unchanged delivery rest.

Belongs here: `FileOutcome`, the row law, keeping and finding outcomes. Does not belong here: producing them (`ingest`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from orchestration.contracts.codes import REGISTERED, RETURNED_BY_HAND
from orchestration.contracts.excluded import excluded
from orchestration.extracts.files import write_whole
from orchestration.extracts.ledger import Delivery
from orchestration.extracts.profiles import Profile
from orchestration.settings import PROJECT, Home

_DAYS = ("as_at", "known_from", "state_from", "known_until")


class RowLawBroken(Exception):
    """Rows in are not rows loaded + quarantined + ignored: the program lost or made rows."""


@dataclass(frozen=True)
class Ended:
    """Why the process that reads was ended while it was at a file: the code of the rule, and the words."""

    code: str
    reason: str


@dataclass(frozen=True)
class FileOutcome:
    """One feed of one delivery.

    `status`: 'loaded' (at least one row), 'empty' (none), 'refused' (the file could not be taken, see `reason`; `code`
    is its id in the rulebook), 'missing', or 'held' (a surprise that nobody has accepted yet; `plausibility` says so,
    not the ingest). `rules`: rule → faults, `ignored`: reason → rows, `warnings`: rule:column → rows that load all the
    same. `contract_kept`: pandera found the loaded rows in order. `lake_file` is below the home, empty without rows.
    `profile`: what the loaded rows look like as a whole.
    `format`: 'ssd' (files of the contract itself), 'annex_a', 'cin_census' or 'ssda903'; empty where nothing was read.
    `known_from`: first day from which its events are there whole, `state_from`: first day whose state (what was open)
    is, `known_until`: last day that the files cover; None where nothing bounds them, as with the dataset.
    """

    la_code: str
    as_at: date
    feed: str
    status: str
    reason: str = ""
    file_name: str = ""
    file_hash: str = ""
    rows_in: int = 0
    rows_loaded: int = 0
    rows_quarantined: int = 0
    rows_ignored: int = 0
    missing_columns: tuple[str, ...] = ()
    extra_columns: tuple[str, ...] = ()
    rules: dict[str, int] = field(default_factory=dict)
    ignored: dict[str, int] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    contract_kept: bool = True
    lake_file: str = ""
    profile: Profile = field(default_factory=Profile)
    code: str = ""
    format: str = ""
    known_from: date | None = None
    state_from: date | None = None
    known_until: date | None = None

    def hold_row_law(self) -> None:
        """Design section 4: no row is lost and none is made."""
        accounted = self.rows_loaded + self.rows_quarantined + self.rows_ignored
        if self.rows_in != accounted:
            raise RowLawBroken(
                f"{self.la_code}/{self.as_at}/{self.file_name}: {self.rows_in} rows in, {self.rows_loaded} loaded + "
                f"{self.rows_quarantined} quarantined + {self.rows_ignored} ignored = {accounted}"
            )


@cache
def contract_version() -> str:
    """A hash of the code that decides what is loaded, and of the indicators and test records that seeds name to it;
    when it changes, every delivery is read again."""
    named = sorted(REGISTERED.codes), sorted(RETURNED_BY_HAND.codes), excluded()
    digest = hashlib.sha256(repr(named).encode())
    for room in ("contracts", "extracts"):
        for module in sorted((PROJECT / "orchestration" / room).rglob("*.py")):
            digest.update(module.name.encode() + b"\0" + module.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def fingerprint(delivery: Delivery, mapping: str) -> str:
    """What the outcome of a delivery depends on: every file of it (rows refer across files), the contract, and the hash
    of the council's mapping (`CouncilMapping.sha256`), '' where it has none."""
    files = sorted(
        (feed, entry.sha256, entry.file_name, entry.kind == "refused") for feed, entry in delivery.files.items()
    )
    return hashlib.sha256(json.dumps([contract_version(), files, *([mapping] if mapping else [])]).encode()).hexdigest()


def remembered(home: Home, delivery: Delivery, mapping: str) -> list[FileOutcome] | None:
    """The outcomes of this delivery if it was ingested as it is now and its lake files are still there."""
    kept = _read(_path(home, delivery.la_code, delivery.as_at))
    if kept is None or kept["fingerprint"] != fingerprint(delivery, mapping):
        return None
    found = [_outcome(item) for item in kept["outcomes"]]
    if all((home.root / outcome.lake_file).is_file() for outcome in found if outcome.lake_file):
        return found
    return None


def latest(home: Home, la_code: str, as_at: date) -> list[FileOutcome] | None:
    """The outcomes of this delivery as last ingested, or None when it never was."""
    kept = _read(_path(home, la_code, as_at))
    return None if kept is None else [_outcome(item) for item in kept["outcomes"]]


def remember(home: Home, delivery: Delivery, found: list[FileOutcome], mapping: str) -> None:
    kept = {"fingerprint": fingerprint(delivery, mapping), "outcomes": [asdict(outcome) for outcome in found]}
    text = json.dumps(kept, default=str, ensure_ascii=False, indent=1)
    write_whole(_path(home, delivery.la_code, delivery.as_at), text.encode())


def _path(home: Home, la_code: str, as_at: date) -> Path:
    return home.lake / "outcomes" / la_code / f"{as_at}.json"


def _read(path: Path) -> dict[str, Any] | None:
    try:
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return kept


def _outcome(item: dict[str, Any]) -> FileOutcome:
    tuples = {name: tuple(item[name]) for name in ("missing_columns", "extra_columns")}
    profile = Profile(**item.get("profile", {}))
    days = {name: date.fromisoformat(item[name]) for name in _DAYS if item.get(name)}
    return FileOutcome(**{**item, **tuples, **days, "profile": profile})
