"""Bars that lie: one a part, its words at the left and its figure at the right end of the bar.

Belongs here: the drawing of parts of one whole in one month. Does not belong here: months (`chart`).
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from orchestration.publishing.charts.frame import WIDTH
from orchestration.publishing.charts.style import AXIS, NAVY, opening, text, width

ROW, THICK = 34, 22


@dataclass(frozen=True)
class Part:
    """A bar: its name, its length and what is printed at its end."""

    name: str
    value: float
    label: str


def draw_parts(parts: list[Part], alt: str) -> Markup:
    """The parts in the order given, from zero; a part of nothing keeps its place and its figure."""
    left = 16 + max((width(part.name) for part in parts), default=0.0)
    room = WIDTH - left - 16 - max((width(part.label, bold=True) for part in parts), default=0.0)
    most = max((part.value for part in parts), default=0.0) or 1.0
    height = ROW * len(parts) + 12
    drawn = [opening(WIDTH, height, alt)]
    for place, part in enumerate(parts):
        y = 6 + ROW * place
        long = room * part.value / most
        drawn.append(text(left - 8, y + 16, part.name, anchor="end"))
        drawn.append(f'<rect x="{left:.1f}" y="{y}" width="{long:.1f}" height="{THICK}" fill="{NAVY}"/>')
        drawn.append(text(left + long + 8, y + 16, part.label, anchor="start", bold=True))
    drawn.append(f'<line x1="{left:.1f}" y1="2" x2="{left:.1f}" y2="{height - 8}" stroke="{AXIS}"/>')
    return Markup("\n".join([*drawn, "</svg>"]))
