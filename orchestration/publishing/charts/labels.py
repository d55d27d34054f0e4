"""Labels that do not lie on one another: spread along the right edge, and above or below the points of a line.

Belongs here: where a label goes. Does not belong here: what it says.
"""

from __future__ import annotations

from dataclasses import dataclass

Segment = tuple[float, float, float, float]


@dataclass(frozen=True)
class Box:
    """The room a text takes, in px, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def over(self, other: Box) -> bool:
        """True when the two share room; touching edges do not."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def crossed_by(self, line: Segment) -> bool:
        """True when a line that runs from left to right enters the box."""
        x1, y1, x2, y2 = line
        left, right = max(self.left, x1), min(self.right, x2)
        if left > right:
            return False
        slope = (y2 - y1) / (x2 - x1) if x2 != x1 else 0.0
        at_left, at_right = y1 + slope * (left - x1), y1 + slope * (right - x1)
        return min(at_left, at_right) < self.bottom and max(at_left, at_right) > self.top


def box(x: float, baseline: float, wide: float, size: float) -> Box:
    """The room of a text centred on x."""
    return Box(x - wide / 2, baseline - size * 0.76, x + wide / 2, baseline + size * 0.24)


def spread(wanted: list[float], heights: list[float], low: float, high: float) -> list[float]:
    """Centres as near as can be to the wanted ones (in rising order) so that no two overlap, within low to high.

    Neighbours that would overlap are packed together around the mean of what they wanted; when there is not room for
    all, they are packed from `low` on and run over `high`.
    """
    # each group: its members' first place, their total height, and the top that suits them best on the whole
    groups: list[tuple[int, float, list[float]]] = []
    for place, (centre, height) in enumerate(zip(wanted, heights, strict=True)):
        first, total, tops = place, height, [centre - height / 2]
        while groups:
            before, taken, their_tops = groups[-1]
            if _top(their_tops, taken, low, high) + taken <= _top(tops, total, low, high):
                break
            groups.pop()
            first, tops = before, their_tops + [top - taken for top in tops]
            total += taken
        groups.append((first, total, tops))
    centres = []
    for first, total, tops in groups:
        top = _top(tops, total, low, high)
        for height in heights[first : first + len(tops)]:
            centres.append(top + height / 2)
            top += height
    return centres


def _top(tops: list[float], total: float, low: float, high: float) -> float:
    return max(low, min(sum(tops) / len(tops), high - total))


def beside(
    points: list[tuple[float, float, float] | None], lines: list[Segment], low: float, high: float, size: float
) -> list[float | None]:
    """Baselines of the labels of a line's points (x, y, width of the label): above or below, whichever is clearer.

    Not outside low to high, not over another label or another point, and rather not across a line. A label for which
    there is no room is left out: None.
    """
    dots = [None if point is None else Box(point[0] - 5, point[1] - 5, point[0] + 5, point[1] + 5) for point in points]
    taken: list[Box] = []
    found: list[float | None] = []
    for place, point in enumerate(points):
        best: tuple[float, float, Box] | None = None
        for order, offset in enumerate((-10.0, 20.0, -22.0, 32.0)):
            if point is None or not point[2]:
                break
            room = box(point[0], point[1] + offset, point[2], size)
            others = [dot for other, dot in enumerate(dots) if dot is not None and other != place]
            if room.top < low or room.bottom > high or any(room.over(other) for other in [*taken, *others]):
                continue
            cost = sum(room.crossed_by(line) for line in lines) + order * 0.4
            if best is None or cost < best[0]:
                best = (cost, point[1] + offset, room)
        found.append(None if best is None else best[1])
        if best is not None:
            taken.append(best[2])
    return found
