"""The worksheet of a service: thirteen months of its indicators with target, and what its charts draw.

Belongs here: the lines of the table and of the charts. Does not belong here: the other sheets (`sheets_indicators`),
and how a chart looks (`formats/workbook_chart`).
"""

from __future__ import annotations

from orchestration.publishing.content import pictures
from orchestration.publishing.content.card import state
from orchestration.publishing.content.sheet import Cell, Picture, Sheet, shown
from orchestration.publishing.content.sheets_indicators import UNITS, missing, month_head, target
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.words import wording


def service(area: str, members: list[Subject]) -> Sheet:
    """One service: a line for each indicator, one for its target, and a chart of the two."""
    rows: list[list[Cell]] = []
    drawn: list[Picture] = []
    for subject in members:
        lines: dict[str, int] = {}
        for name, cells in _lines(subject):
            lines[name] = len(rows)
            words = missing(subject) if name == "figure" else "None"
            rows.append([str(subject.indicator["title"]), name.capitalize(), _measured(subject), *cells, words])
        if any(row["value"] is not None for row in subject.by_month.values()):
            drawn.append(_picture(subject, lines))
    months = members[0].months
    return Sheet(
        area,
        f"{area}: {len(months)} months of every indicator",
        ("An empty cell is a month without a figure or a target. Under the table stands a chart of each indicator.",),
        ("Indicator", "Line", "Unit and window", *(month_head(end) for end in months), "Months without a figure"),
        rows,
        pictures=drawn,
        drawn=(3, 2 + len(months)),
    )


def _measured(subject: Subject) -> str:
    return f"{UNITS.get(subject.unit, subject.unit)}, {wording.VIEW_NAMES[subject.view].lower()}"


def _lines(subject: Subject) -> list[tuple[str, list[Cell]]]:
    """The cells of each line of an indicator: figure, and target where it has one."""
    rows = [subject.by_month.get(end) or {} for end in subject.months]
    figures: list[Cell] = [
        None if row.get("value") is None else shown(subject, row["value"], unsettled=bool(state(row))) for row in rows
    ]
    aims: list[Cell] = [
        None if row.get("target_value") is None else target(subject, row["target_value"]) for row in rows
    ]
    return [("figure", figures), *([("target", aims)] if any(aims) else [])]


def _picture(subject: Subject, lines: dict[str, int]) -> Picture:
    return Picture(
        str(subject.indicator["title"]),
        pictures.alternative(subject),
        _measured(subject),
        lines,
        bars=subject.unit == "count",
        decimals=subject.decimals,
        percent=subject.unit == "percent",
    )
