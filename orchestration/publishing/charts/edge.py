"""The right edge of a chart: what each line is, and the benchmarks, named in words that do not overlap.

Belongs here: names with their leaders and marks. Does not belong here: the lines themselves (`layers`).
"""

from __future__ import annotations

from orchestration.publishing.charts import shapes
from orchestration.publishing.charts.frame import LINE, WIDTH, Frame
from orchestration.publishing.charts.labels import spread
from orchestration.publishing.charts.layers import STROKES
from orchestration.publishing.charts.model import Chart, Reference
from orchestration.publishing.charts.style import AXIS, text, width

BOLD = (STROKES["target"], STROKES["average"])
MARK_COLUMNS = 3


def names(chart: Chart, frame: Frame) -> list[str]:
    """At the right edge: what each line is, and the benchmarks' marks, spread so that no two names overlap."""
    found = sorted([*_ends(chart.references, frame), *_marks(chart, frame)], key=lambda item: (item[0], item[1]))
    start = frame.right + 8 + 15 * (MARK_COLUMNS if chart.marks else 1) + 12
    found = [(y, _wrapped(words, WIDTH - start - 2), shape, stroke) for y, words, shape, stroke in found]
    heights = [LINE * len(words) - 1.0 for _, words, _, _ in found]
    centres = spread([y for y, _, _, _ in found], heights, frame.top - 16, frame.floor + 10)
    leaders, parts = [], []
    for (y, words, shape, stroke), centre, height in zip(found, centres, heights, strict=True):
        way = f"M{frame.right:g} {y:.1f}H{start - 14:g}L{start - 4:g} {centre:.1f}"
        leaders.append(f'<path d="{way}" fill="none" {stroke}/>')
        parts.append(shape)
        for order, line in enumerate(words):
            baseline = centre - height / 2 + 12 + LINE * order
            parts.append(text(start, baseline, line, anchor="start", bold=order == 0 and stroke in BOLD))
    return [*leaders, *(part for part in parts if part)]


def _wrapped(lines: tuple[str, ...], room: float) -> tuple[str, ...]:
    """The lines, each broken at its spaces where it is wider than the room: nothing is cut off or abbreviated."""
    found: list[str] = []
    for line in lines:
        now = ""
        for word in line.split(" "):
            wider = f"{now} {word}".strip()
            if now and width(wider, bold=True) > room:
                found.append(now)
                wider = word
            now = wider
        found.append(now)
    return tuple(found)


def _ends(found: list[Reference], frame: Frame) -> list[tuple[float, tuple[str, ...], str, str]]:
    """Lines that reach the last month, by the height at which they do."""
    return [
        (frame.y(line.values[-1]), line.words, "", STROKES[line.kind])
        for line in found
        if line.words and line.values and line.values[-1] is not None
    ]


def _marks(chart: Chart, frame: Frame) -> list[tuple[float, tuple[str, ...], str, str]]:
    """Marks in the column beside the plot; one that would lie on another moves a column to the right."""
    found: list[tuple[float, tuple[str, ...], str, str]] = []
    taken: list[tuple[int, float]] = []
    for mark in sorted(chart.marks, key=lambda mark: mark.value, reverse=True):
        y = frame.y(mark.value)
        off = 0 if frame.holds(mark.value) else 1 if mark.value > frame.high else -1
        words = mark.words if not off else (*mark.words, "above the scale" if off > 0 else "below the scale")
        near = {column for column, other in taken if abs(other - y) < 13}
        column = next((place for place in range(MARK_COLUMNS) if place not in near), 0)
        taken.append((column, y))
        x = frame.right + 9 + 15 * column
        found.append((y, words, shapes.mark(mark.shape, x, y, off=off), f'stroke="{AXIS}"'))
    return found
