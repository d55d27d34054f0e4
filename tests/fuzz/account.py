"""Whether every file and every row of a delivery is accounted for, and which of three outcomes each file had.

Belongs here: what is compared with what. Does not belong here: the way in (`trial`), values in messages (`leaks`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from orchestration.contracts.feeds import FEEDS
from orchestration.extracts.outcomes import FileOutcome, RowLawBroken
from orchestration.extracts.recognition.names import told as told_as
from orchestration.extracts.recognition.receipts import Receipt
from orchestration.settings import Home
from tests.fuzz.cases import Case

COUNCIL = "990"
ACCEPTED, QUARANTINED, REFUSED = "accepted", "rows quarantined", "refused"


@dataclass
class Trial:
    """`files`: (format, one of three outcomes, reasons) of each damaged file. `breaches`: kind → what was seen, for
    whoever mends it."""

    kind: str
    number: int
    files: list[tuple[str, str, list[str]]] = field(default_factory=list)
    breaches: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


def hold(case: Case, home: Home, receipt: Receipt, outcomes: list[FileOutcome], trial: Trial) -> None:
    """Each file in the receipt, each received one in the outcomes, each row in the account; then which of the three."""
    refused = [*receipt.refused, *receipt.unrecognised, *receipt.ignored]
    seen = {refusal.place for refusal in refused} | {
        f"{COUNCIL}/{case.as_at}/{entry.file_name}" for entry in receipt.received
    }
    for name in case.files:
        name = told_as(name)
        place = f"{COUNCIL}/{case.as_at}/{name}"
        # a commentary that came alone is told by its feed
        if not any(
            one in (place, place.rpartition(".")[0]) or one.startswith(f"{place}/") or name in one for one in seen
        ):
            trial.breaches["file without an account"] = name
    if any(not refusal.reason for refusal in refused):
        trial.breaches["refused without a reason"] = repr(refused)
    told = {outcome.feed: outcome for outcome in outcomes if outcome.status != "missing"}
    for entry in receipt.received:
        if not any(
            entry.feed == feed or outcome.file_name == entry.file_name or entry.file_name in outcome.file_name
            for feed, outcome in told.items()
        ):
            trial.breaches["file without an outcome"] = entry.feed
    for outcome in told.values():
        _hold_rows(case, home, outcome, trial)
    for path, kind in case.damaged.items():
        mine = [outcome for outcome in told.values() if path in outcome.file_name]
        place = f"{COUNCIL}/{case.as_at}/{told_as(path)}"
        reasons = {
            _plain(one.reason)
            for one in refused
            if one.place in (place, place.rpartition(".")[0]) or f"{place}/" in one.place
        }
        reasons |= {
            _plain(outcome.reason)
            for outcome in mine
            if outcome.reason and (outcome.feed not in FEEDS or kind.startswith("ssd_"))
        }
        trial.files.append((kind, _verdict(mine), sorted(reasons - {""})))


def _verdict(mine: list[FileOutcome]) -> str:
    taken = [outcome for outcome in mine if outcome.rows_in and outcome.status != "refused"]
    if not taken:
        return REFUSED
    return QUARANTINED if any(outcome.rows_quarantined for outcome in taken) else ACCEPTED


def _hold_rows(case: Case, home: Home, outcome: FileOutcome, trial: Trial) -> None:
    """The row law, by the outcome's own figures and by what really stands in lake and quarantine."""
    with_reason = outcome.reason or outcome.status == "loaded"
    if outcome.status not in ("loaded", "empty", "refused") or not with_reason:
        trial.breaches["outcome without a reason"] = repr(outcome)
    if outcome.status == "refused":
        # a night goes on after a file that broke its reader; here it is a fault of the reader all the same
        if "it broke the program" in outcome.reason:
            trial.breaches["traceback"] = outcome.reason
        if not outcome.contract_kept:
            trial.breaches["a rule that was not applied"] = outcome.reason
        return
    try:
        outcome.hold_row_law()
    except RowLawBroken as error:
        trial.breaches["row law"] = str(error)
    for where, rows, counted in _counted_elsewhere(case, home, outcome):
        if rows != counted:
            trial.breaches["row law"] = f"{outcome.feed}: {rows} rows in the {where}, {counted} counted"


def _counted_elsewhere(case: Case, home: Home, outcome: FileOutcome) -> Iterator[tuple[str, int, int]]:
    """(place, rows there, rows by the account)."""
    if outcome.feed in case.rows:
        yield "file", case.rows[outcome.feed], outcome.rows_in
    # what a list of Annex A keeps beside its feeds holds every row of it
    if outcome.feed in FEEDS and (outcome.rows_loaded or outcome.lake_file):
        yield "lake", _in_lake(home, outcome), outcome.rows_loaded
    path = home.quarantine / outcome.la_code / str(outcome.as_at) / f"{outcome.feed}.csv"
    # a feed that is made of another format is told in that format's files
    if outcome.feed in FEEDS and (outcome.format == "ssd" or path.is_file()):
        yield "quarantine", _quarantined(path), outcome.rows_quarantined


def _in_lake(home: Home, outcome: FileOutcome) -> int:
    """Rows of the file that the outcome names; none where it names none or a file that is not there."""
    path = home.root / outcome.lake_file
    return pq.read_metadata(path).num_rows if path.is_file() else 0


def _quarantined(path: Path) -> int:
    """Rows that a quarantine file lists; none where there is no file."""
    if not path.is_file():
        return 0
    with path.open(encoding="utf-8", newline="") as file:
        return len({line["row"] for line in csv.DictReader(file)})


def _plain(reason: str) -> str:
    """A reason without the numbers and names in it, so that like reasons count together."""
    reason = re.sub(
        r"(the file lacks |twice: |contract: |different content for one feed: |sheets hold this list: ).*",
        r"\1…",
        reason,
    )
    reason = re.sub(r"\S+\.(csv|xml|xlsx|zip)\S* was refused", "… was refused", reason)
    return re.sub(r"\d[\d,]*", "N", reason)
