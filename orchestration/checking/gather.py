"""Deliveries → report: received and ingested as a night would, then what became of them.

Belongs here: from receipt, outcomes and the lists of rejected rows to the shapes of `report`. Does not belong here: any
rule about a file or row (the extracts room and the contract have them), words for people.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from orchestration.checking import report as shapes
from orchestration.checking.indicators import Delivered, indicators, wanted
from orchestration.checking.places import Place
from orchestration.checking.report import Checked, FileLine, Group, Rejected
from orchestration.contracts.feeds import FEEDS
from orchestration.contracts.rulebook import RULEBOOK
from orchestration.extracts.lake import selected
from orchestration.extracts.landing import receive_folders
from orchestration.extracts.ledger import Delivery, deliveries
from orchestration.extracts.limited import Reader
from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.recognition.receipts import Receipt, Refusal
from orchestration.progress import tell
from orchestration.settings import Home

FIRST_ROWS = 5


def gather(places: list[Place], home: Home, receipt: Receipt) -> tuple[list[Checked], list[FileLine]]:
    """Every delivery as checked, and what lay beside them. Raises as `limited.Reader` does."""
    tell("receive", "", 0, len(places))
    receive_folders(((place.la_code, place.as_at, place.folder) for place in places), home, receipt)
    known = {(delivery.la_code, str(delivery.as_at)): delivery for delivery in deliveries(home)}
    with Reader(home) as reader:
        for number, (name, delivery) in enumerate(known.items()):
            tell("check", "/".join(name), number, len(known))
            reader.ingest(delivery)
    # of several deliveries of a council the later are held against the earlier
    judged = {(one.delivery.la_code, str(one.delivery.as_at)): one.outcomes for one in selected(home)}
    names = [(place.la_code, place.as_at) for place in places]
    done = [
        (place, Delivered(known.get(name), judged.get(name, ()))) for place, name in zip(places, names, strict=True)
    ]
    found = []
    for place, delivered in done:
        of_council = [(other.as_at, told) for other, told in done if other.la_code == place.la_code]
        in_order = [told for _, told in sorted(of_council, key=lambda one: one[0])]
        is_newest = in_order[-1] is delivered
        found.append(_checked(place, delivered, in_order if is_newest else [], home, receipt))
    found.sort(key=lambda one: one.as_at, reverse=True)
    found.sort(key=lambda one: one.la_code)
    return found, list(_left(receipt, "", {place.la_code + "/" + place.as_at for place in places}))


def _told_files(delivered: Delivered) -> list[FileOutcome]:
    """Outcomes of what was delivered, without the tables that are made of other files: those files answer for them."""
    return [one for one in delivered.outcomes if one.status != "missing" and not delivered.is_made(one)]


def _place_in(delivery: Delivery | None, outcome: FileOutcome) -> tuple[str, str]:
    """File and sheet of an outcome, which names them together."""
    for entry in delivery.files.values() if delivery else ():
        if entry.sha256 == outcome.file_hash and outcome.file_name.startswith(f"{entry.file_name}, "):
            return entry.file_name, outcome.file_name.removeprefix(f"{entry.file_name}, ")
    return outcome.file_name, ""


def _rejected(delivered: Delivered, home: Home, below: str) -> Iterator[Rejected]:
    """Every fault of every rejected row, as the night lists them for quarantine."""
    for outcome in _told_files(delivered):
        yield from _rejected_of(delivered, outcome, home, below)


def _rejected_of(delivered: Delivered, outcome: FileOutcome, home: Home, below: str) -> Iterator[Rejected]:
    file, sheet = _place_in(delivered.delivery, outcome)
    path = home.quarantine / below / f"{outcome.feed}.csv"
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as listed:
            for line in csv.DictReader(listed):
                yield Rejected(file, sheet, int(line["row"]), line["column"], line["rule"])


def _checked(place: Place, delivered: Delivered, of_council: list[Delivered], home: Home, receipt: Receipt) -> Checked:
    below = f"{place.la_code}/{place.as_at}"
    lines = [_line(delivered, outcome) for outcome in _told_files(delivered)]
    filled = {line.file for line in lines if line.rows_in}
    lines = [replace(one, status=shapes.BARE) if _is_bare(one, filled) else one for one in lines]
    lines += _left(receipt, f"{below}/", _told_twice(delivered))
    missing = {one.feed: wanted()[one.feed] for one in delivered.outcomes if one.status == "missing"}
    return Checked(
        place.la_code, place.as_at, place.assumed,
        files=tuple(sorted(lines, key=lambda line: (not line.is_trouble, line.file, line.sheet, line.what))),
        groups=tuple(_groups(delivered, home, below)),
        missing=dict(sorted(missing.items(), key=lambda item: (-item[1], item[0]))),
        indicators=tuple(indicators(of_council, home)),
        rejected=partial(_rejected, delivered, home, below),
    )  # fmt: skip


def _line(delivered: Delivered, outcome: FileOutcome) -> FileLine:
    file, sheet = _place_in(delivered.delivery, outcome)
    status = _status(outcome)
    return FileLine(
        file, sheet, outcome.feed, status, ", ".join(outcome.ignored) if status == shapes.ASIDE else outcome.reason,
        rows_in=outcome.rows_in,
        accepted=outcome.rows_loaded,
        rejected=outcome.rows_quarantined,
        ignored=outcome.rows_ignored,
        missing=tuple(name for name in outcome.missing_columns if _is_of_file(outcome.feed, name)),
        unread=outcome.extra_columns,
        evidence=_evidence(delivered.delivery, outcome),
    )  # fmt: skip


def _is_of_file(feed: str, column: str) -> bool:
    """A flag inside a JSON column is missed with its column, and only that can be put into the file."""
    return feed not in FEEDS or any(one.file_column == column for one in FEEDS[feed].columns)


def _evidence(delivery: Delivery | None, outcome: FileOutcome) -> str:
    """What the file was known by when it was received."""
    for entry in delivery.files.values() if delivery else ():
        if entry.sha256 == outcome.file_hash and outcome.file_name.startswith(entry.file_name):
            return entry.evidence
    return ""


def _status(outcome: FileOutcome) -> str:
    if outcome.status in ("refused", "held"):
        return shapes.REFUSED if outcome.status == "refused" else shapes.HELD
    if outcome.status == "loaded":
        return shapes.IN_PART if outcome.rows_quarantined else shapes.ACCEPTED
    if outcome.rows_quarantined:
        return shapes.NONE
    return shapes.ASIDE if outcome.rows_in else shapes.EMPTY


def _is_bare(line: FileLine, filled: set[str]) -> bool:
    return line.status == shapes.EMPTY and line.file in filled


def _left(receipt: Receipt, below: str, without: Iterable[str]) -> Iterator[FileLine]:
    """Files below a delivery folder that were not taken; with "" those that are in none of the folders `without`."""
    statuses = (
        (receipt.refused, shapes.REFUSED),
        (receipt.unrecognised, shapes.LEFT),
        (receipt.ignored, shapes.LITTER),
    )
    for refusals, status in statuses:
        for refusal in refusals:
            if below and refusal.place.startswith(below) and refusal.place not in without:
                yield FileLine(refusal.place.removeprefix(below), "", "", status, refusal.reason)
            elif not below and not _is_below(refusal, without):
                yield FileLine(refusal.place, "", "", status, refusal.reason)


def _is_below(refusal: Refusal, folders: Iterable[str]) -> bool:
    return "/".join(refusal.place.split("/")[:2]) in folders


def _told_twice(delivered: Delivered) -> set[str]:
    """Refusals that are on the ledger stand among the outcomes as well."""
    files = delivered.delivery.files.values() if delivered.delivery else ()
    refused = [entry for entry in files if entry.kind == "refused"]
    return {
        f"{entry.la_code}/{entry.extract_date}/{name}" for entry in refused for name in (entry.feed, entry.file_name)
    }


def _groups(delivered: Delivered, home: Home, below: str) -> Iterator[Group]:
    """Rejected rows, then what was ignored or noted, by rule, file and column."""
    for outcome in _told_files(delivered):
        yield from rejected_groups(outcome, _rejected_of(delivered, outcome, home, below))
    for outcome in delivered.outcomes:
        place = _place_in(delivered.delivery, outcome)
        # what is made of other files is accounted for there
        for reason, count in outcome.ignored.items() if not delivered.is_made(outcome) else ():
            yield _group(reason, *place, "", count)
        for name, count in outcome.warnings.items():
            rule, _, column = name.partition(":")
            yield _group(rule, *place, column, count)


def rejected_groups(outcome: FileOutcome, rejected: Iterable[Rejected]) -> Iterator[Group]:
    """Faults of one file by rule and column; `rejected` may hold only the first of them, the counts are of all."""
    counts: Counter[Rejected] = Counter()
    first: dict[Rejected, list[int]] = {}
    place = "", ""
    for one in rejected:
        group, place = replace(one, row=0), (one.file, one.sheet)
        counts[group] += 1
        if len(first.setdefault(group, [])) < FIRST_ROWS:
            first[group].append(one.row)
    for group, count in counts.items():
        yield _group(group.rule, *place, group.column, count, first[group])
    for rule, count in outcome.rules.items():
        # of a file with millions of faults only the first are listed
        told = sum(number for group, number in counts.items() if group.rule == rule)
        if told < count:
            yield _group(rule, *place, "", count - told)


def _group(rule: str, file: str, sheet: str, column: str, count: int, rows: Iterable[int] = ()) -> Group:
    return Group(rule, RULEBOOK[rule].severity, file, sheet, column, count, tuple(rows))
