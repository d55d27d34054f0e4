"""The tables of a printed card: which columns each has on paper, how wide they are, which are numbers.

Belongs here: turning rows of `content.tables` into heads, shares and cells. Does not belong here: the order of a
card's parts (`pdf_cards`), what a row says (`content`) and how a table looks (templates/common.typ).
"""

from __future__ import annotations

from typing import Any

from orchestration.publishing.content import tables
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.words import wording

Column = tuple[str, str, float]
"""Key of the row, heading, share of the width."""
NUMBERS = {
    "headline", "month_value", "numerator", "denominator", "target", "gap", "value", "published", "comparable",
    "before", "now", "rows_in", "rows_loaded", "rows_quarantined", "rows_ignored",
}  # fmt: skip
"""Keys of columns that are set to the right."""
FULL = 5.5
"""Shares of a table that fills the page's width; one with fewer is narrower, so that its columns stay together."""
SHORT = 16
"""A table of so few rows is kept on one page."""


def listing(name: str, columns: list[Column], rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A table for the template: headings, widths, which columns are numbers, and the cells as text."""
    return {
        "name": name,
        "columns": [share for _, _, share in columns],
        "head": [words for _, words, _ in columns],
        "numbers": [place for place, (key, _, _) in enumerate(columns) if key in NUMBERS],
        "rows": [[str(row[key]) for key, _, _ in columns] for row in rows],
        "whole": len(rows) <= SHORT,
        "width": min(1.0, sum(share for _, _, share in columns) / FULL),
        "heading": "",
        "words": "",
        "note": "",
        **more,
    }


def parts(pack: Pack, subject: Subject, told: dict[str, Any]) -> list[dict[str, Any]]:
    months = _months(pack, subject, told)
    if subject.unit == "text":
        return [months]
    return [months, _windows(pack, subject, told), _benchmarks(pack, subject)]


def _months(pack: Pack, subject: Subject, told: dict[str, Any]) -> dict[str, Any]:
    rows = tables.history(subject)
    heading = wording.months_shown(len(rows))
    if subject.unit == "text":
        columns: list[Column] = [("month", "Month", 1), ("headline_words", "Reported", 4)]
        rows = [{**row, "headline_words": row["headline"]} for row in rows]
        return listing(f"What was reported, data as at {pack.as_at}", columns, rows, heading=heading)
    if not told["has_figures"]:
        text = f"There is no figure for any of the months {rows[0]['month']} to {rows[-1]['month']}. "
        return {**listing("", [], []), "heading": heading, "words": text + f"{rows[-1]['headline']}."}
    columns = [("month", "Month", 1.6), ("headline", str(told["headline_name"]), 1.5)]
    if subject.view != subject.month_view:
        columns.append(("month_value", "Month alone", 1.5))
    if told["has_parts"]:
        columns += [("numerator", "Numerator of the month", 1.3), ("denominator", "Denominator of the month", 1.3)]
    note = "No target is set for this indicator."
    if told["has_target"]:
        columns += [("target", "Target", 1.5), ("gap", "Monthly variance from target", 1.5)]
        counted = "numerator" if told["has_parts"] else "number"
        note = (
            f"Monthly variance from target: the month's {counted} minus what the target needs of that month, as a "
            "whole number."
        )
    return listing(f"Figures behind the charts, data as at {pack.as_at}", columns, rows, heading=heading, note=note)


def _windows(pack: Pack, subject: Subject, told: dict[str, Any]) -> dict[str, Any]:
    columns: list[Column] = [("view", "Window", 2), ("period", "Period", 2), ("value", "Figure", 1.5)]
    if told["has_parts"]:
        columns += [("numerator", "Numerator", 1), ("denominator", "Denominator", 1)]
    name = f"The same indicator over each of its windows, data as at {pack.as_at}"
    rows = tables.windows(subject)
    return listing(name, columns, rows, heading="By window") if rows else {}


def _benchmarks(pack: Pack, subject: Subject) -> dict[str, Any]:
    heading, rows = "Compared with benchmarks", tables.benchmarks(subject)
    if not rows:
        return {**listing("", [], []), "heading": heading, "words": "No benchmark is recorded for this indicator."}
    columns: list[Column] = [
        ("comparator", "Benchmark", 2), ("published", "Published", 1.5), ("comparable", "Comparable", 1.7),
        ("conversion", "How made comparable", 1.8), ("figure", "Current figure", 2), ("difference", "Difference", 1.7),
        ("vintage", "Vintage", 1.6), ("source", "Source", 3.4),
    ]  # fmt: skip
    rows = [{**row, "figure": row["value"]} for row in rows]
    name = f"Current figure against each benchmark, data as at {pack.as_at}"
    note = "Difference: current figure minus comparable benchmark."
    return listing(name, columns, rows, heading=heading, note=note)


def breakdown(found: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    columns: list[Column] = [("name", str(found["name"]).partition(":")[0], 2.2), ("value", "Figure", 1.2)]
    if told["has_parts"]:
        columns += [("numerator", "Numerator", 1.2), ("denominator", "Denominator", 1.4)]
    return listing(f"{found['name']}, {told['period']}", columns, found["rows"], width=1.0)


def feeds(pack: Pack, subject: Subject) -> dict[str, Any]:
    columns: list[Column] = [
        ("feed", "Feed", 3), ("state", "State", 3), ("rows_in", "Rows in", 1), ("rows_loaded", "Rows loaded", 1.2),
        ("rows_quarantined", "In quarantine", 1.4),
    ]  # fmt: skip
    received = pack.marts.feeds.get(pack.la_code, [])
    rows = tables.feeds(received, subject.indicator["feeds"] or "")
    return listing(f"Feeds this indicator is counted from, data as at {pack.as_at}", columns, rows)


def revisions(around: dict[str, Any]) -> dict[str, Any]:
    columns: list[Column] = [
        ("month", "Month", 1.3), ("before", "Published", 1.2), ("now", "Now", 1.2), ("why", "Why", 2.5),
        ("edition", "Published in the edition of", 1.8),
    ]  # fmt: skip
    rows = [{**row, "edition": row["published"]} for row in around["revisions"]]
    return listing("Months that were published before and read differently now", columns, rows)
