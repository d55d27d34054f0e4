"""The upright axis: round steps, from zero for bars, that hold everything drawn.

Belongs here: which numbers stand on the axis. Does not belong here: pixels (`frame`).
"""

from __future__ import annotations

import math

from orchestration.publishing.charts.model import Chart

FAR = 2.0
"""A benchmark above this many times the highest thing drawn is left off the scale: it would press the rest flat."""


def ticks(low: float, high: float, smallest: float = 0.0) -> list[float]:
    """About five round steps that cover low to high, none smaller than `smallest`."""
    # a mean of equal figures may differ from them by a last binary place, which is no span to draw
    span = high - low if high - low > 1e-9 * max(abs(high), 1.0) else 0.0
    raw = max((span or abs(high) or 4.0) / 4, smallest)
    power = 10.0 ** math.floor(math.log10(raw))
    steps = [factor * power for factor in (1, 2, 2.5, 5, 10)]
    # where nothing is less than one, a step of two and a half would stand between whole things
    step = next(size for size in steps if size >= raw * 0.999 and (smallest < 1 or size == round(size)))
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [round(place * step, 10) for place in range(first, max(last, first + 1) + 1)]


def scale(chart: Chart) -> list[float]:
    """The axis: from zero for bars and for lines that come near it, else from a round number below the lowest point."""
    shown = [value for series in chart.series for value in series.values if value is not None]
    shown += [value for line in chart.references for value in line.values if value is not None]
    if not shown:
        return [0.0, 1.0]
    top = max(shown)
    shown += [mark.value for mark in chart.marks if mark.value <= max(FAR * top, 0.0)]
    low, high = min(shown), max(shown)
    if chart.kind == "bar" or low < 0.5 * high or low == high == 0:
        low, high = min(0.0, low), max(0.0, high)
    else:
        low = max(0.0, low - (high - low) * 0.15)
    found = ticks(low, high, 1.0 if chart.kind == "bar" else 0.0)
    if chart.kind == "bar" and found[0] < 0 and low == found[0]:  # room for the figure under the lowest bar
        found = [round(2 * found[0] - found[1], 10), *found]
    if chart.suffix == "%" and high <= 100:
        found = [tick for tick in found if tick <= 100]
    if len(found) < 2:  # every figure and the target at 100: one tick is no axis
        found = [0.0, *found]
    return found
