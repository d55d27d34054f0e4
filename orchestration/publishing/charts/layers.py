"""The layers of a chart of months, from the back to the front.

Belongs here: axes, bars, lines, references. Does not belong here: the names at the right edge (`edge`), their order and
the drawing as a whole (`chart`), single shapes (`shapes`).
"""

from __future__ import annotations

import itertools

from orchestration.publishing.charts import shapes
from orchestration.publishing.charts.frame import LEFT, LINE, Frame
from orchestration.publishing.charts.labels import Segment, beside
from orchestration.publishing.charts.model import Chart, Series
from orchestration.publishing.charts.style import AXIS, BAND, GRID, MAROON, SIZE, SMALL, TEAL, WHITE, text, width
from orchestration.publishing.words.numbers import MINUS

STROKES = {
    "target": f'stroke="{MAROON}" stroke-width="2.5"',
    "average": f'stroke="{TEAL}" stroke-width="2.5" stroke-dasharray="8 5"',
    "upper": f'stroke="{AXIS}" stroke-width="1.5" stroke-dasharray="2 3"',
    "lower": f'stroke="{AXIS}" stroke-width="1.5" stroke-dasharray="2 3"',
}
Run = list[tuple[int, float]]


def axes(chart: Chart, frame: Frame) -> list[str]:
    """Grid, numbers at the left, months and rows of words below."""
    parts = []
    for tick in frame.axis:
        y = frame.y(tick)
        colour = AXIS if tick == (0 if frame.low < 0 else frame.low) else GRID
        parts.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{frame.right:g}" y2="{y:.1f}" stroke="{colour}"/>')
        parts.append(text(LEFT - 8, y + 4, f"{tick:,g}{chart.suffix}".replace("-", MINUS), anchor="end", colour=AXIS))
    for place, label in enumerate(chart.months):
        parts.append(text(frame.x(place), frame.floor + 20, label, colour=AXIS))
    for place in sorted(chart.events):
        x = frame.x(place)
        ends = f'x1="{x:.1f}" y1="{frame.top:g}" x2="{x:.1f}" y2="{frame.floor:g}"'
        parts.append(f'<line {ends} stroke="{AXIS}" stroke-dasharray="1 4"/>')
    for order, row in enumerate(chart.rows):
        y = frame.floor + 20 + LINE * (order + 1)
        parts += [text(frame.x(place), y, words, size=SMALL) for place, words in enumerate(row.cells) if words]
        parts.append(text(frame.right + 14, y, row.name, anchor="start", size=SMALL))
    return parts


def runs(values: list[float | None], breaks: frozenset[int] = frozenset()) -> list[Run]:
    """Stretches of months that follow one another with a figure; a gap or a break begins another."""
    found: list[Run] = []
    joined = False
    for place, value in enumerate(values):
        if value is None:
            joined = False
            continue
        if not joined or place in breaks:
            found.append([])
        found[-1].append((place, value))
        joined = True
    return found


def band(chart: Chart, frame: Frame) -> list[str]:
    """The ground between the limits, a piece for each stretch of months with limits of its own."""
    both = {line.kind: line for line in chart.references if line.kind in ("upper", "lower")}
    if len(both) < 2:
        return []
    parts = []
    for above, below in zip(
        runs(both["upper"].values, both["upper"].breaks), runs(both["lower"].values, both["lower"].breaks), strict=True
    ):
        edge = [*_steps(above, frame), *reversed(_steps(below, frame))]
        parts.append(f'<polygon points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in edge)}" fill="{BAND}"/>')
    return parts


def _steps(run: Run, frame: Frame) -> list[tuple[float, float]]:
    """A line level over each month that goes up or down between two: where it changes, old months keep the old."""
    half = frame.step / 2
    points: list[tuple[float, float]] = []
    for place, value in run:
        x, y = frame.x(place), frame.y(value)
        if points and points[-1][1] == y:
            points.pop()
        else:
            points.append((x - half, y))
        points.append((x + half, y))
    return points


def references(chart: Chart, frame: Frame) -> list[str]:
    """Target, average and limits; over bars they have a white edge, because the line crosses dark ground."""
    parts = []
    for line in chart.references:
        for run in runs(line.values, line.breaks):
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y in _steps(run, frame))
            if chart.kind == "bar":
                wide = 3.5 if line.kind in ("upper", "lower") else 5
                parts.append(f'<polyline points="{points}" fill="none" stroke="{WHITE}" stroke-width="{wide}"/>')
            parts.append(f'<polyline points="{points}" fill="none" {STROKES[line.kind]}/>')
    return parts


def lines(chart: Chart, frame: Frame) -> list[str]:
    """The series as lines with a marker a month and its figure; a gap is not bridged."""
    parts = []
    for series in chart.series:
        drawn: list[Segment] = []
        for run in runs(series.values, series.breaks):
            points = [(frame.x(place), frame.y(value)) for place, value in run]
            drawn += [(*left, *right) for left, right in itertools.pairwise(points)]
            if len(points) > 1:
                path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
                parts.append(f'<polyline points="{path}" fill="none" stroke="{series.colour}" stroke-width="2.5"/>')
        parts += _gaps(series, frame)
        for place, value in enumerate(series.values):
            if value is not None:
                parts.append(_point(series, place, frame.x(place), frame.y(value)))
        parts += _point_labels(chart, series, frame, drawn)
    return parts


def _point(series: Series, place: int, x: float, y: float) -> str:
    is_open = place in series.open
    if place in series.signals:
        return shapes.diamond(x, y, is_open=is_open)
    return shapes.dot(x, y, series.colour, is_open=is_open)


def _gaps(series: Series, frame: Frame) -> list[str]:
    return [
        text(frame.x(place), frame.floor - 8, "none", colour=AXIS, size=SMALL)
        for place, value in enumerate(series.values)
        if value is None
    ]


def _point_labels(chart: Chart, series: Series, frame: Frame, drawn: list[Segment]) -> list[str]:
    level = [
        (left[0], left[1], right[0], right[1])
        for line in chart.references
        for run in runs(line.values, line.breaks)
        for left, right in _pairs(_steps(run, frame))
    ]
    points = [
        None if value is None else (frame.x(place), frame.y(value), width(series.labels[place]) + 4)
        for place, value in enumerate(series.values)
    ]
    baselines = beside(points, [*drawn, *level], frame.top - 22, frame.floor - 1, SIZE)
    return [text(frame.x(place), y, series.labels[place]) for place, y in enumerate(baselines) if y is not None]


def _pairs(points: list[tuple[float, float]]) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The level pieces of a stepped line."""
    return list(zip(points[::2], points[1::2], strict=True))


def bars(chart: Chart, frame: Frame) -> list[str]:
    """From zero up, and for what is below zero down."""
    parts = []
    for order, series in enumerate(chart.series):
        for place, value in enumerate(series.values):
            if value is None:
                continue
            x, wide = frame.bar(place, order, len(chart.series))
            y, end = sorted((frame.y(value), frame.y(max(frame.low, 0.0))))
            if place in series.open:
                parts.append(shapes.hatched(x, y, wide - 1, end - y, series.colour))
            else:
                size = f'width="{wide - 1:.1f}" height="{end - y:.1f}"'
                parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" {size} fill="{series.colour}"/>')
    return parts


def bar_labels(chart: Chart, frame: Frame) -> list[str]:
    """The figure over its bar (under one that goes down) where it fits the bar's width; the table has them all."""
    parts = [] if not chart.series else _gaps(chart.series[0], frame)
    for order, series in enumerate(chart.series):
        for place, value in enumerate(series.values):
            if value is None:
                continue
            x, wide = frame.bar(place, order, len(chart.series))
            y, away = frame.y(value), 0
            if place in series.signals:
                parts.append(shapes.diamond(x + wide / 2, y, is_open=place in series.open))
                away = 8
            room = frame.step if len(chart.series) == 1 else wide
            if width(series.labels[place], SMALL) <= room - 1:
                y += 14 + away if value < 0 else -5 - away
                parts.append(text(x + wide / 2, y, series.labels[place], size=SMALL))
    return parts
