"""A chart of thirteen months as one `<svg>`: the layers in their order, with the key above the plot.

Belongs here: the drawing as a whole. Does not belong here: its layers (`layers`), what is drawn (`content.pictures`).
"""

from __future__ import annotations

from markupsafe import Markup

from orchestration.publishing.charts import edge, layers, shapes
from orchestration.publishing.charts.frame import LEFT, LINE, WIDTH, Frame
from orchestration.publishing.charts.model import Chart
from orchestration.publishing.charts.style import SMALL, opening, text, width


def draw(chart: Chart) -> Markup:
    """The chart as one `<svg>` element, the same bytes for the same figures."""
    key = _key(chart.key)
    frame = Frame(chart, len(key))
    parts = [
        opening(WIDTH, frame.height, chart.alt),
        *layers.band(chart, frame),
        *layers.axes(chart, frame),
        *(piece for line in key for piece in line),
    ]
    # Lines to compare with lie over bars, which would hide them, and under labels, which must stay legible.
    if chart.kind == "bar":
        parts += [*layers.bars(chart, frame), *layers.references(chart, frame), *layers.bar_labels(chart, frame)]
    else:
        parts += [*layers.references(chart, frame), *layers.lines(chart, frame)]
    return Markup("\n".join([*parts, *edge.names(chart, frame), "</svg>"]))


def _key(entries: list[tuple[str, str]]) -> list[list[str]]:
    """The key's entries, beside one another while there is room and on the next line when there is not."""
    lines: list[list[str]] = []
    x = float(WIDTH)
    for name, words in entries:
        room = 28 + width(words, SMALL)
        if x + room > WIDTH and (not lines or x > LEFT):
            lines.append([])
            x = float(LEFT)
        y = LINE * len(lines)
        lines[-1] += [shapes.sample(name, x + 7, y - 4), text(x + 19, y, words, anchor="start", size=SMALL)]
        x += room + 8
    return lines
