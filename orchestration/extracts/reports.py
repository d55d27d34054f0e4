# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and hashes only
"""What went wrong, for people: the quarantine list of each file and the reject report of each delivery.

Belongs here: two CSV files and their words. Neither repeats a value: a row is named by its file and number, so the
report can be sent to the service by ordinary means. Does not belong here: deciding anything.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from orchestration.contracts.rulebook import RULEBOOK
from orchestration.extracts.files import write_whole
from orchestration.extracts.judging import FAULTS_TABLE
from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.plausibility import HELD
from orchestration.inert import cell
from orchestration.settings import Home

QUARANTINE_COLUMNS = ("delivery", "feed", "file_name", "row", "column", "rule", "severity", "what_to_do")
REPORT_COLUMNS = ("about", "feed", "file_name", "row", "column", "rule", "severity", "count", "explanation")

Fault = tuple[int, str, str]
MOST_TOLD = 1_000_000
"""Faults of one file that are told one by one; the counts by rule are always of all."""


def faults(connection: duckdb.DuckDBPyConnection) -> list[Fault]:
    """(row, column, rule) of the file just judged, in the order of the file; the first `MOST_TOLD` of them."""
    return connection.execute(
        f"select source_row, coalesce(column_name, ''), rule from {FAULTS_TABLE} "
        f"order by source_row, rule, column_name limit {MOST_TOLD}"
    ).fetchall()


def write_quarantine(home: Home, la_code: str, as_at: date, feed: str, file_name: str, found: list[Fault]) -> None:
    """One line per fault; no file when the feed has none (and an older one goes)."""
    path = home.quarantine / la_code / str(as_at) / f"{feed}.csv"
    if not found:
        path.unlink(missing_ok=True)
        return
    lines = []
    for row, column, rule in found:
        entry = RULEBOOK[rule]
        lines.append((f"{la_code}/{as_at}", feed, file_name, row, column, rule, entry.severity, entry.what_to_do))
    write_csv(path, QUARANTINE_COLUMNS, lines)


def report_path(home: Home, la_code: str, as_at: date) -> Path:
    return home.reports / la_code / f"{as_at}.csv"


def write_report(
    home: Home, la_code: str, as_at: date, found: list[FileOutcome], by_feed: dict[str, list[Fault]]
) -> Path:
    """First what became of each file, then counts by rule, then every rejected row."""
    lines: list[tuple[object, ...]] = []
    for outcome in found:
        if outcome.status != "missing":
            told = outcome.reason or (
                f"{outcome.rows_in} rows: {outcome.rows_loaded} loaded, {outcome.rows_quarantined} rejected, "
                f"{outcome.rows_ignored} ignored"
            )
            rule = outcome.code
            lines.append(("file", outcome.feed, outcome.file_name, "", "", rule, outcome.status, outcome.rows_in, told))
    for outcome in found:
        lines.extend(_counts(outcome))
    for outcome in found:
        for row, column, rule in by_feed.get(outcome.feed, []):
            entry = RULEBOOK[rule]
            lines.append(
                ("row", outcome.feed, outcome.file_name, row, column, rule, entry.severity, 1, entry.explanation)
            )
    path = report_path(home, la_code, as_at)
    write_csv(path, REPORT_COLUMNS, lines)
    return path


def write_plausibility(home: Home, found: Iterable[FileOutcome]) -> None:
    """Beside each delivery's reject report: the feeds that are held, and what has drifted; no file when nothing has."""
    lines: dict[Path, list[tuple[object, ...]]] = {}
    for outcome in found:
        told = lines.setdefault(plausibility_path(home, outcome.la_code, outcome.as_at), [])
        if outcome.status == HELD:
            rows = outcome.ignored[HELD]
            told.append(("file", outcome.feed, outcome.file_name, "", "", HELD, HELD, rows, outcome.reason))
        drifted = {name: rows for name, rows in outcome.warnings.items() if name.startswith("drift.")}
        told.extend(_counts(replace(outcome, rules={}, ignored={}, warnings=drifted, extra_columns=())))
    for path, told in lines.items():
        if told:
            write_csv(path, REPORT_COLUMNS, told)
        else:
            path.unlink(missing_ok=True)


def plausibility_path(home: Home, la_code: str, as_at: date) -> Path:
    return home.reports / la_code / f"{as_at}-plausibility.csv"


def _counts(outcome: FileOutcome) -> Iterable[tuple[object, ...]]:
    extra = {f"column.extra:{name}": 1 for name in outcome.extra_columns}
    for name, count in {**outcome.rules, **outcome.ignored, **outcome.warnings, **extra}.items():
        rule, _, column = name.partition(":")
        entry = RULEBOOK[rule]
        yield (
            "rule", outcome.feed, outcome.file_name, "", column, rule, entry.severity, count,
            f"{entry.explanation} {entry.what_to_do}",
        )  # fmt: skip


def write_csv(path: Path, header: tuple[str, ...], lines: Iterable[tuple[object, ...]]) -> None:
    """Replace a list for people by these lines, each cell inert in a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    # a file or a column can have a name that a spreadsheet would run
    writer.writerows([cell(one) if isinstance(one, str) else one for one in line] for line in lines)
    write_whole(path, text.getvalue().encode())
