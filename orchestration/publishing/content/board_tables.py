"""The KPI tables of the board pack: by service, four months, target, benchmark, point change, rating, source marks.

Belongs here: the lines of the tables and the marks that say where a cell comes from. Does not belong here: the table of
all indicators on the site (`front`), from whose line these are made, so that both say the same.
"""

from __future__ import annotations

from typing import Any

from orchestration.publishing.content import front, statements
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Row
from orchestration.publishing.words import wording
from orchestration.publishing.words.comparison import NAMED, benchmark, listed, vintage
from orchestration.publishing.words.movement import direction
from orchestration.publishing.words.numbers import difference

MARKS = {
    "Scorecard": "counted from the council's own records when this scorecard was made",
    "Return": "a figure or words that a service, a partner or HR sent in",
    "Local": "set by this council, or by no national source",
    "LAIT": "the Department for Education's Local Authority Interactive Tool",
    "ChAT": "the Children's services Analysis Tool",
    "Printed": "as a council's own paper prints it",
}
"""The key: where a cell comes from."""
SHORT = {
    "statistical_neighbours": "Neighbours", "england": "England", "region": "Region", "chat": "ChAT",
    "local": "Local", "own_outturn": "Own earlier year", "unlabelled": "No label",
}  # fmt: skip
AGES = (("care_leavers_eet_17_18_pct", "17 to 18"), ("care_leavers_eet_19_21_pct", "19 to 21"))
"""Care leavers in education, employment or training, by age: one table of the papers."""


def tables(pack: Pack) -> dict[str, Any]:
    """All that the page of tables says."""
    return {
        **front.table(pack),
        "groups": [(area, [line(subject) for subject in members]) for area, members in pack.groups],
        "marks": list(MARKS.items()),
        "ages": ages(pack),
    }


def line(subject: Subject) -> dict[str, Any]:
    """One line: that of the site's table, with every benchmark in one cell, the word of the change, and the marks."""
    row, latest = front.table_row(subject), subject.latest
    words = direction(latest["change"]) if latest.get("change") is not None else "Not available"
    return {
        **row,
        "direction": words,
        "source": value_mark(subject, latest),
        "target_mark": target_mark(latest),
        "benchmarks": _benchmarks(subject),
    }


def value_mark(subject: Subject, row: Row) -> str:
    """Where the figures of a line come from: the records of the case system, or a return."""
    if row.get("status_text"):
        return "Return"
    feeds = [name for group in str(subject.indicator["feeds"] or "").split() for name in group.split("|")]
    return "Return" if any(name.startswith("local_returns") for name in feeds) else "Scorecard"


def target_mark(row: Row) -> str:
    """Where the target comes from; nothing without one."""
    if row.get("target_value") is None:
        return ""
    return "LAIT" if "Interactive Tool" in str(row.get("target_source")) else "Local"


def benchmark_mark(row: Row) -> str:
    """Where a benchmark comes from."""
    source = str(row.get("source") or "")
    if row["comparator"] == "chat":
        return "ChAT"
    if row["comparator"] == "local":
        return "Local"
    return "LAIT" if "Interactive Tool" in source else "Printed"


def _in_order(subject: Subject) -> list[Row]:
    order = [*NAMED, "own_outturn", "chat", "local", "unlabelled"]
    rows = [row for row in statements.benchmarks(subject) if row["published_value"] is not None]
    return sorted(rows, key=lambda row: order.index(row["comparator"]) if row["comparator"] in order else 99)


def _benchmarks(subject: Subject) -> list[dict[str, str]]:
    """One entry a benchmark; those that cannot be compared share one, and it says so."""
    found, apart = [], []
    for row in _in_order(subject):
        if row.get("comparable_value") is None:
            apart.append(row)
            continue
        found.append(
            {
                "name": _short(row),
                "value": benchmark(row, subject.unit, subject.decimals),
                "mark": benchmark_mark(row),
                "made": "" if row.get("conversion") in (None, "as published") else str(row["conversion"]),
            }
        )
    if apart:
        names = listed([_short(row) for row in apart])
        found.append({"name": names, "value": "not comparable", "mark": benchmark_mark(apart[0]), "made": ""})
    return found


def _short(row: Row) -> str:
    return SHORT.get(str(row["comparator"]), str(row["comparator"]))


def ages(pack: Pack) -> dict[str, Any] | None:
    """Care leavers in education, employment or training: a row an age, with last year and benchmarks."""
    by_code = {subject.indicator["indicator_code"]: subject for subject in pack.subjects}
    found = [(by_code[code], age) for code, age in AGES if code in by_code]
    if not found:
        return None
    return {
        "title": "Care leavers in education, employment or training",
        "month": wording.month_label(found[0][0].end),
        "rows": [_age(subject, age) for subject, age in found],
    }


def _age(subject: Subject, age: str) -> dict[str, str]:
    row = subject.latest
    change = row.get("change_on_year")
    year = row.get("last_year_value")
    moved = "" if change is None else f"{difference(change, subject.unit, subject.decimals)} on a year earlier."
    told = [
        f"{_short(found)} {benchmark(found, subject.unit, subject.decimals)} ({vintage(found)})"
        for found in _in_order(subject)
        if found.get("comparable_value") is not None
    ]
    analysis = [moved, statements.against(subject), statements.caution(subject)]
    return {
        "code": str(subject.indicator["indicator_code"]),
        "age": age,
        "year": "Not available" if year is None else subject.shown(year),
        "now": statements.with_count(subject, row) if row.get("value") is not None else subject.told(row),
        "benchmark": "; ".join(told) or "none published",
        "analysis": " ".join(text for text in analysis if text) or "Nothing to compare with yet.",
    }
