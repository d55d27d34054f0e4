"""The report as a CSV: one line for each file, column, rule, rejected row, missing table and indicator, whole.

Belongs here: columns, encoding, and streaming the rejected rows. Does not belong here: what is found (`gather`). UTF-8,
no time and no path of this machine: the same input gives the same bytes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from orchestration.checking.report import Checked, FileLine, Report
from orchestration.contracts.rulebook import RULEBOOK
from orchestration.inert import cell, visible

COLUMNS = (
    "about", "delivery", "file", "sheet", "row", "column", "indicator", "rule", "severity", "count", "explanation",
    "what_to_do",
)  # fmt: skip
Line = dict[str, str | int]


def write_table(report: Report, path: Path) -> None:
    """Write the file beside its place and put it there when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
            writer.writeheader()
            for line in _lines(report):
                writer.writerow({name: cell(visible(str(value))) for name, value in line.items()})
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _lines(report: Report) -> Iterator[Line]:
    for file in report.beside:
        yield _file("", file)
    for checked in report.deliveries:
        yield from _delivery(checked)


def _delivery(checked: Checked) -> Iterator[Line]:
    for sentence in checked.assumed:
        yield {"about": "assumed", "delivery": checked.name, "severity": "noted", "explanation": sentence}
    for file in checked.files:
        yield _file(checked.name, file)
        yield from _columns(checked.name, file)
    for group in checked.groups:
        entry = RULEBOOK[group.rule]
        yield {
            "about": "rule", "delivery": checked.name, "file": group.file, "sheet": group.sheet,
            "column": group.column, "rule": group.rule, "severity": group.severity, "count": group.count,
            "explanation": entry.explanation, "what_to_do": entry.what_to_do,
        }  # fmt: skip
    for rejected in checked.rejected():
        yield {
            "about": "row", "delivery": checked.name, "file": rejected.file, "sheet": rejected.sheet,
            "row": rejected.row, "column": rejected.column, "rule": rejected.rule,
            "severity": RULEBOOK[rejected.rule].severity, "count": 1,
            "what_to_do": RULEBOOK[rejected.rule].what_to_do,
        }  # fmt: skip
    for feed, count in checked.missing.items():
        yield {
            "about": "missing table", "delivery": checked.name, "severity": "missing", "count": count,
            "explanation": f"{feed} was not delivered; so many indicators ask for it",
        }  # fmt: skip
    for one in checked.indicators:
        yield {
            "about": "indicator", "delivery": checked.name, "indicator": one.code, "severity": one.support,
            "explanation": one.why,
        }  # fmt: skip


def _file(delivery: str, file: FileLine) -> Line:
    counted = f"{file.rows_in} rows: {file.accepted} accepted, {file.rejected} rejected, {file.ignored} ignored"
    told = (file.what and counted, file.why, file.evidence and f"known by {file.evidence}")
    return {
        "about": "file", "delivery": delivery, "file": file.file, "sheet": file.sheet, "severity": file.status,
        "count": file.rows_in, "explanation": "; ".join(filter(None, told)),
    }  # fmt: skip


def _columns(delivery: str, file: FileLine) -> Iterator[Line]:
    place: Line = {"delivery": delivery, "file": file.file, "sheet": file.sheet}
    for name in file.missing:
        yield {"about": "column", **place, "column": name, "severity": "missing", "explanation": "The file lacks it."}
    for name in file.unread:
        yield {"about": "column", **place, "column": name, "severity": "not read", "explanation": "Nothing uses it."}
