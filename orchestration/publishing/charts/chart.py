"""Charts as hand-written SVG: thirteen months, direct labels, a target line, nothing fetched and no script.

Belongs here: geometry and colour. Does not belong here: which figure is drawn and how a number is rounded (`card`).
Palette and text rules are those of the Government Analysis Function: white ground, text of 12 px or more and never
turned, few grid lines, at most four series, never colour alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from orchestration.publishing.words.numbers import MINUS

NAVY, TEAL, MAROON, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
TEXT, AXIS, GRID = "#000000", "#595959", "#D9D9D9"
WIDTH, LEFT, RIGHT = 860, 56, 116
TOP, FLOOR = 34, 286
"""The plot lies between these; the rows under it (months, variance, notes) are 17 px each."""
DIGIT = 6.7
"""Width of a 12 px digit: a label that does not fit its bar is left to the table."""


@dataclass(frozen=True)
class Series:
    """One line or one set of bars; a missing month is None and stays a gap."""

    name: str
    values: list[float | None]
    labels: list[str]
    """What is printed at each point, rounded by the caller; empty for none."""
    colour: str = NAVY


@dataclass(frozen=True)
class Chart:
    """A chart of months: bars start at zero, lines need not and the axis says so."""

    months: list[str]
    series: list[Series]
    alt: str
    kind: str = "line"
    target: list[float | None] = field(default_factory=list)
    target_label: str = ""
    suffix: str = ""
    marks: list[str] = field(default_factory=list)
    """The letter of the footnote that a month has."""
    strip: list[str] = field(default_factory=list)
    """The variance from target printed under each month."""


def ticks(low: float, high: float, smallest: float = 0.0) -> list[float]:
    """About five round steps that cover low to high, none smaller than `smallest`."""
    raw = max(((high - low) or abs(high) or 4.0) / 4, smallest)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * 0.999)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [round(place * step, 10) for place in range(first, max(last, first + 1) + 1)]


def scale(chart: Chart) -> list[float]:
    """The axis: from zero for bars and for lines that come near it, else from a round number below the lowest point."""
    shown = [value for series in chart.series for value in series.values if value is not None]
    shown += [value for value in chart.target if value is not None]
    if not shown:
        return [0.0, 1.0]
    low, high = min(shown), max(shown)
    if chart.kind == "bar" or low < 0.5 * high or low == high == 0:
        low, high = min(0.0, low), max(0.0, high)
    else:
        low = max(0.0, low - (high - low) * 0.15)
    found = ticks(low, high, 1.0 if chart.kind == "bar" else 0.0)
    if chart.suffix == "%" and high <= 100:
        found = [tick for tick in found if tick <= 100]
    if len(found) < 2:  # every figure and the target at 100: one tick is no axis
        found = [0.0, *found]
    return found


def draw(chart: Chart) -> Markup:
    """The chart as one `<svg>` element, the same bytes for the same figures."""
    axis = scale(chart)
    height = FLOOR + 28 + 17 * (any(chart.strip) + any(chart.marks))
    frame = _Frame(len(chart.months), axis[0], axis[-1])
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(chart.alt)}" '
        'xmlns="http://www.w3.org/2000/svg" font-family="Arial, Helvetica, sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{height}" fill="#FFFFFF"/>',
        *_axes(chart, frame, axis),
    ]
    # The target lies over bars, which would hide it, and under labels, which must stay legible.
    if chart.kind == "bar":
        parts += [*_bars(chart, frame), *_target(chart, frame), *_bar_labels(chart, frame)]
    else:
        parts += [*_target(chart, frame), *_lines(chart, frame)]
    parts.append("</svg>")
    return Markup("\n".join(parts))


class _Frame:
    """From month number and value to pixels."""

    def __init__(self, months: int, low: float, high: float) -> None:
        self.step = (WIDTH - LEFT - RIGHT) / max(months, 1)
        self.low, self.high = low, high

    def x(self, place: int) -> float:
        return LEFT + self.step * (place + 0.5)

    def bar(self, place: int, order: int, many: int) -> tuple[float, float]:
        """Left edge and width of one of a month's bars."""
        wide = (0.72 if many == 1 else 0.92) * self.step / many
        return self.x(place) - wide * many / 2 + order * wide, wide

    def y(self, value: float) -> float:
        return TOP + (self.high - value) / (self.high - self.low) * (FLOOR - TOP)


def _text(
    x: float, y: float, words: str, *, anchor: str = "middle", colour: str = TEXT, bold: bool = False, size: int = 13
) -> str:
    form = (' font-weight="bold"' if bold else "") + (f' font-size="{size}"' if size != 13 else "")
    # The white edge keeps a label legible where a line runs behind it.
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{form} '
        f'stroke="#FFFFFF" stroke-width="3" paint-order="stroke">{escape(words)}</text>'
    )


def _axes(chart: Chart, frame: _Frame, axis: list[float]) -> list[str]:
    right = WIDTH - RIGHT
    parts = []
    for tick in axis:
        y = frame.y(tick)
        colour = AXIS if tick == (0 if axis[0] < 0 else axis[0]) else GRID
        parts.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" stroke="{colour}"/>')
        parts.append(_text(LEFT - 8, y + 4, f"{tick:,g}{chart.suffix}".replace("-", MINUS), anchor="end", colour=AXIS))
    for place, label in enumerate(chart.months):
        parts.append(_text(frame.x(place), FLOOR + 20, label, colour=AXIS))
    for place, mark in enumerate(chart.marks):
        if mark:
            parts.append(_text(frame.x(place), FLOOR + (54 if any(chart.strip) else 37), f"note {mark}"))
    for place, words in enumerate(chart.strip):
        parts.append(_text(frame.x(place), FLOOR + 37, words, colour=MAROON))
    if any(chart.strip):
        parts.append(_text(WIDTH - RIGHT + 8, FLOOR + 37, "from target", anchor="start", colour=MAROON))
    return parts


def _lines(chart: Chart, frame: _Frame) -> list[str]:
    parts = []
    for series in chart.series:
        run: list[str] = []
        for place, value in enumerate(series.values):
            if value is None:
                parts += _path(run, series.colour)
                run = []
                parts.append(_text(frame.x(place), FLOOR - 8, "none", colour=AXIS))
                continue
            run.append(f"{frame.x(place):.1f},{frame.y(value):.1f}")
        parts += _path(run, series.colour)
        heights = [None if value is None else frame.y(value) for value in series.values]
        for place, y in enumerate(heights):
            if y is not None:
                x = frame.x(place)
                parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{series.colour}"/>')
                parts.append(_text(x, _beside(heights, place), series.labels[place], colour=series.colour))
    return parts


def _path(points: list[str], colour: str) -> list[str]:
    if len(points) < 2:
        return []
    return [f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" stroke-width="2.5"/>']


def _beside(heights: list[float | None], place: int) -> float:
    """Above the point; below it where the line climbs away from it, does not fall away, and there is room."""
    y = heights[place] or 0.0
    around = [heights[near] for near in (place - 1, place + 1) if 0 <= near < len(heights)]
    climbs = any(near is not None and near < y - 12 for near in around)
    falls = any(near is not None and near > y + 12 for near in around)
    return y + 20 if climbs and not falls and y + 24 < FLOOR else y - 10


def _bars(chart: Chart, frame: _Frame) -> list[str]:
    parts = []
    for order, series in enumerate(chart.series):
        for place, value in enumerate(series.values):
            if value is not None:
                x, wide = frame.bar(place, order, len(chart.series))
                # from zero up, and for what is below zero down
                floor = frame.y(max(frame.low, 0.0))
                y, end = sorted((frame.y(value), floor))
                parts.append(
                    f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide - 1:.1f}" height="{end - y:.1f}" '
                    f'fill="{series.colour}"/>'
                )
    return parts


def _bar_labels(chart: Chart, frame: _Frame) -> list[str]:
    parts = []
    for order, series in enumerate(chart.series):
        for place, value in enumerate(series.values):
            x, wide = frame.bar(place, order, len(chart.series))
            if value is None and order == 0:
                parts.append(_text(frame.x(place), FLOOR - 8, "none", colour=AXIS))
            elif value is not None and len(series.labels[place]) * DIGIT <= wide:
                y = frame.y(value) + (14 if value < 0 else -5)
                parts.append(_text(x + wide / 2, y, series.labels[place], size=12))
    return parts


def _target(chart: Chart, frame: _Frame) -> list[str]:
    """A dashed step line: a target that changes keeps its old value over the old months."""
    parts = []
    last = None
    for place, value in enumerate(chart.target):
        if value is None:
            continue
        y, half = frame.y(value), frame.step / 2
        x = frame.x(place)
        ends = f'x1="{x - half:.1f}" y1="{y:.1f}" x2="{x + half:.1f}" y2="{y:.1f}"'
        if chart.kind == "bar":  # a white edge, because the line crosses dark bars
            parts.append(f'<line {ends} stroke="#FFFFFF" stroke-width="4.5"/>')
        parts.append(f'<line {ends} stroke="{MAROON}" stroke-width="2.5" stroke-dasharray="7 4"/>')
        last = (place, y)
    if last is not None and chart.target_label:
        y = last[1]
        # a dated target takes two lines more: there is no room for a whole date beside the chart
        number, by, when = chart.target_label.partition(" by ")
        dated = [f"by {when.rpartition(' ')[0]}", when.rpartition(" ")[2]] if by else []
        for offset, words in enumerate(["Target", number, *dated]):
            parts.append(_text(WIDTH - RIGHT + 8, y - 2 + offset * 16, words, anchor="start", colour=MAROON, bold=True))
    return parts
