"""The staff page of a council: month by team, each month with the word for how it moved since the one before.

Belongs here: which tables there are, and their rows as text. Does not belong here: figures (the marts hold them) and
what an indicator means (its own page says it).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Row
from orchestration.publishing.words import wording
from orchestration.publishing.words.numbers import figure, number

Cells = dict[str, Any]
SHOWN = 12
UNKNOWN = "not known"
"""A month without a figure; the indicator's own page says why."""


@dataclass(frozen=True)
class Sheet:
    """One table: the indicators that give its rows, and what each is split by ('all' for one row an indicator)."""

    title: str
    codes: tuple[str, ...]
    slice_type: str


SHEETS = (
    Sheet("Days lost to sickness", ("sickness_days_lost_month",), "team"),
    Sheet(
        "Caseload for each full-time worker",
        ("caseload_assessment_fte", "caseload_pact_fte", "caseload_cla_fte", "caseload_overall_fte"),
        "all",
    ),
    Sheet("Agency staff", ("agency_workers_count",), "team"),
    Sheet("Permanent staff who left", ("staff_leavers_count",), "team"),
    Sheet("Scheduled audits undertaken", ("audits_completed_pct",), "team"),
    Sheet("Audits by grade", ("audit_grade_count",), "grade"),
)


def trend(value: float | None, before: float | None) -> str:
    """Up, Down or Same, of the unrounded figures; nothing to say where either is missing."""
    if value is None or before is None:
        return ""
    return "Same" if abs(value - before) < 1e-9 else "Up" if value > before else "Down"


def sheets(subjects: list[Subject]) -> list[dict[str, Any]]:
    """The tables that have a figure in any of their months."""
    by_code = {subject.indicator["indicator_code"]: subject for subject in subjects}
    tables = []
    for sheet in SHEETS:
        rows = [row for code in sheet.codes if code in by_code for row in _rows(by_code[code], sheet)]
        if any(cell["value"] != UNKNOWN for row in rows for cell in row["cells"]):
            shown = by_code[sheet.codes[-1]].months[-SHOWN:]
            tables.append(
                {
                    "title": sheet.title,
                    "head": {"team": "Team", "grade": "Grade"}.get(sheet.slice_type, "Teams"),
                    "months": [wording.month_label(end) for end in shown],
                    "rows": rows,
                    "code": sheet.codes[-1],
                    "decimals": by_code[sheet.codes[-1]].decimals,
                    "percent": by_code[sheet.codes[-1]].unit == "percent",
                }
            )
    return tables


def _rows(subject: Subject, sheet: Sheet) -> list[dict[str, Any]]:
    """A row a part, in the order of names with what is not known after them, and the whole last."""
    parts: dict[tuple[str, str], dict[date, Row]] = {}
    for row in subject.marts.staff.get(subject.key, []):
        if row["view"] == subject.month_view and row["slice_type"] in ("all", sheet.slice_type):
            parts.setdefault((row["slice_type"], row["slice_value"]), {})[row["period_end"]] = row
    whole = parts.pop(("all", "all"), {})
    order = wording.SLICE_ORDER
    found = sorted(
        parts.items(),
        key=lambda item: (
            item[0][1] == "unknown",
            order.index(item[0][1]) if item[0][1] in order else 0,
            item[0][1],
        ),
    )
    rows = [
        {
            "name": wording.slice_value(kind, value),
            "cells": _cells(subject, rows, whole),
            "is_whole": False,
        }
        for (kind, value), rows in found
        if any(row["value"] for row in rows.values())
    ]
    name = subject.indicator["title"] if sheet.slice_type == "all" else "Whole council"
    return [*rows, {"name": name, "cells": _cells(subject, whole, {}), "is_whole": bool(rows)}]


def _cells(subject: Subject, rows: dict[date, Row], whole: dict[date, Row]) -> list[Cells]:
    """One cell a month, as text and as numbers; a grade also says its share of all grades given in the month."""
    months, cells = subject.months[-SHOWN:], []
    for end in months:
        value = rows.get(end, {}).get("value")
        earlier = [month for month in subject.months if month < end]
        before = rows.get(earlier[-1], {}).get("value") if earlier else None
        text = UNKNOWN if value is None else figure(value, subject.unit, subject.decimals)
        total = whole.get(end, {}).get("value")
        share = 100 * value / total if value is not None and total and rows[end]["slice_type"] == "grade" else None
        if share is not None:
            text += f" ({number(share, 0)}%)"
        cells.append({"value": text, "trend": trend(value, before), "figure": value, "share": share})
    return cells
