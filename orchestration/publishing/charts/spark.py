"""A sparkline: thirteen points in the height of a line of text, under a kilobyte with its words.

Belongs here: the small drawing. Does not belong here: its words (`content.pictures`).
"""

from __future__ import annotations

from markupsafe import Markup, escape

from orchestration.publishing.charts.layers import runs
from orchestration.publishing.charts.model import Values
from orchestration.publishing.charts.style import NAVY

WIDE, HIGH, EDGE = 104, 26, 4


def spark(values: Values, alt: str, breaks: frozenset[int] = frozenset()) -> Markup:
    """A line without axes, its last month a dot; a gap or a break is not bridged, and a month alone is a short dash."""
    shown = [value for value in values if value is not None]
    low, high = min(shown, default=0.0), max(shown, default=0.0)
    step = (WIDE - 2 * EDGE) / max(len(values) - 1, 1)

    def at(place: int, value: float) -> str:
        y = HIGH / 2 if high == low else EDGE + (high - value) / (high - low) * (HIGH - 2 * EDGE)
        return f"{EDGE + place * step:.0f} {y:.0f}"

    path = "".join(
        "M" + "L".join(at(*point) for point in run) + ("h2" if len(run) == 1 else "") for run in runs(values, breaks)
    )
    dot = ""
    if values and values[-1] is not None:
        x, y = at(len(values) - 1, values[-1]).split()
        dot = f'<circle cx="{x}" cy="{y}" r="3" fill="{NAVY}"/>'
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" '
        f'role="img" aria-label="{escape(alt)}">'
        f'<path d="{path}" fill="none" stroke="{NAVY}" stroke-width="2"/>{dot}</svg>'
    )
