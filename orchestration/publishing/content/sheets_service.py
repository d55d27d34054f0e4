"""The worksheet of a service: thirteen months of its indicators with target and average, and what its charts draw.

Belongs here: the lines of the table and of the charts. Does not belong here: the other sheets (`sheets_indicators`),
and how a chart looks (`formats/workbook_chart`).
"""

from __future__ import annotations

from orchestration.publishing.charts.axis import scale
from orchestration.publishing.charts.model import Chart, Reference, Series
from orchestration.publishing.content import pictures
from orchestration.publishing.content.card import state
from orchestration.publishing.content.sheet import Cell, Figure, Picture, Sheet, shown
from orchestration.publishing.content.sheets_indicators import UNITS, missing, month_head, target
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.content.track import Track, track
from orchestration.publishing.words import wording


def service(area: str, members: list[Subject]) -> Sheet:
    """One service: a line for each indicator, one for its target and one for its average, and a chart of the three."""
    rows: list[list[Cell]] = []
    drawn: list[Picture] = []
    for subject in members:
        found, lines = track(subject), {}
        for name, cells in _lines(subject, found):
            lines[name] = len(rows)
            words = missing(subject) if name == "figure" else "None"
            rows.append([str(subject.indicator["title"]), name.capitalize(), _measured(subject), *cells, words])
        if found.seen:
            drawn.append(_picture(found, lines))
    months = members[0].months
    return Sheet(
        area,
        f"{area}: {len(months)} months of every indicator",
        (
            "An empty cell is a month without a figure, without a target or outside the average.",
            "The average is that of the last 12 months; a figure that covers several months has none. "
            "Under the table stands a chart of each indicator.",
        ),
        ("Indicator", "Line", "Unit and window", *(month_head(end) for end in months), "Months without a figure"),
        rows,
        pictures=drawn,
        drawn=(3, 2 + len(months)),
    )


def _measured(subject: Subject) -> str:
    return f"{UNITS.get(subject.unit, subject.unit)}, {wording.VIEW_NAMES[subject.view].lower()}"


def _lines(subject: Subject, found: Track) -> list[tuple[str, list[Cell]]]:
    """The cells of each line of an indicator: figure, and target and average where it has them."""
    unsure = [bool(state(subject.by_month.get(end) or {})) for end in found.months]
    lines: list[tuple[str, list[Cell]]] = [
        ("figure", [
            None if value is None else shown(subject, value, unsettled=unsettled)
            for value, unsettled in zip(found.values, unsure, strict=True)
        ])
    ]  # fmt: skip
    if any(value is not None for value in found.targets):
        lines.append(("target", [None if value is None else target(subject, value) for value in found.targets]))
    if found.average is not None:
        places = max(subject.decimals, int("." in found.average_text))
        level, months = Figure(found.average, places, percent=subject.unit == "percent"), min(12, len(found.months))
        lines.append(("average", [*[None] * (len(found.months) - months), *[level] * months]))
    return lines


def _picture(found: Track, lines: dict[str, int]) -> Picture:
    subject = found.subject
    axis = _axis(found)
    start = "" if axis[0] <= 0 <= axis[-1] else f", axis from {axis[0]:,g}{'%' * (subject.unit == 'percent')}"
    return Picture(
        str(subject.indicator["title"]),
        pictures.alternative(subject),
        _measured(subject) + start,
        lines,
        bars=subject.unit == "count",
        axis=(axis[0], axis[-1], axis[1] - axis[0]),
        decimals=subject.decimals,
        percent=subject.unit == "percent",
    )


def _axis(found: Track) -> list[float]:
    """The steps that the chart of every other format has for the same lines."""
    level: list[float | None] = [] if found.average is None else [found.average]
    return scale(
        Chart(
            months=[],
            series=[Series("figure", found.values, [])],
            alt="",
            kind="bar" if found.subject.unit == "count" else "line",
            references=[Reference("target", found.targets, ()), Reference("average", level, ())],
            suffix="%" if found.subject.unit == "percent" else "",
        )
    )
