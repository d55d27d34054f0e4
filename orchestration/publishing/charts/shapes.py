"""The small shapes of a chart: markers of points and benchmarks, samples of the key.

Belongs here: one shape at one place. Does not belong here: where it goes (`layers`).
"""

from __future__ import annotations

from orchestration.publishing.charts.style import AXIS, NAVY, ORANGE, WHITE

SHAPES = ("square", "triangle", "circle", "cross", "bar")
SAMPLES = ("hollow", "hatched", "signal")
"""Samples of the key that are not a plain colour."""


def dot(x: float, y: float, colour: str, *, is_open: bool = False) -> str:
    """A month's point: filled, or hollow while the month is not confirmed."""
    form = f'fill="{WHITE}" stroke="{colour}" stroke-width="2"' if is_open else f'fill="{colour}"'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" {form}/>'


def diamond(x: float, y: float, *, is_open: bool = False) -> str:
    """A month with a signal: larger than a point, and of another shape."""
    form = f'fill="{WHITE if is_open else ORANGE}" stroke="{NAVY}" stroke-width="2"'
    return f'<path d="M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7z" {form}/>'


def hatched(x: float, y: float, wide: float, high: float, colour: str) -> str:
    """A bar that is not confirmed: an outline with slanting lines, drawn line by line because a pattern needs an id."""
    wide, high = max(wide - 2, 1), max(high - 2, 1)
    x, y = x + 1, y + 1
    strokes = []
    start = -high + 7
    while start < wide:
        # from the floor at `start` up to the right, cut at both sides of the bar
        left, right = max(start, 0), min(start + high, wide)
        strokes.append(
            f"M{x + left:.1f} {y + high - (left - start):.1f}L{x + right:.1f} {y + high - (right - start):.1f}"
        )
        start += 7
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{WHITE}" '
        f'stroke="{colour}" stroke-width="2"/><path d="{"".join(strokes)}" stroke="{colour}" stroke-width="2"/>'
    )


def mark(shape: str, x: float, y: float, *, off: int = 0) -> str:
    """A benchmark's mark; `off` is 1 above the scale, -1 below it, where an arrow stands in its place."""
    form = f'fill="{AXIS}"'
    if off:
        return f'<path d="M{x:.1f} {y - 6 * off:.1f}l6 {9 * off}h-12z" {form}/>'
    if shape == "square":
        return f'<rect x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10" {form}/>'
    if shape == "triangle":
        return f'<path d="M{x:.1f} {y - 6:.1f}l6.5 11h-13z" {form}/>'
    if shape == "cross":
        return f'<path d="M{x - 5:.1f} {y - 5:.1f}l10 10m0 -10l-10 10" fill="none" stroke="{AXIS}" stroke-width="3"/>'
    if shape == "bar":
        return f'<rect x="{x - 7:.1f}" y="{y - 2:.1f}" width="14" height="4" {form}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" {form}/>'


def sample(name: str, x: float, y: float) -> str:
    """What stands before the words of the key, its middle at x and y."""
    if name == "hollow":
        return dot(x, y, NAVY, is_open=True)
    if name == "hatched":
        return hatched(x - 7, y - 7, 14, 14, NAVY)
    if name == "signal":
        return diamond(x, y)
    return f'<rect x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12" fill="{name}"/>'
