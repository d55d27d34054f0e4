"""From month number and value to pixels.

Belongs here: the margins and the two scales. Does not belong here: shapes. Months are ordinal places, never a time
axis: a time zone cannot move them.
"""

from __future__ import annotations

from orchestration.publishing.charts.axis import scale
from orchestration.publishing.charts.model import Chart

WIDTH, LEFT, RIGHT = 900, 56, 196
"""At the right stand the names of lines and marks, and of the rows under the months."""
TOP, FLOOR, LINE = 34, 286, 17
"""The plot lies between the first two, lower by a line for each line of the key; each row under it is a line high."""


class Frame:
    """Where the things of one chart lie."""

    def __init__(self, chart: Chart, key_lines: int) -> None:
        self.axis = scale(chart)
        self.low, self.high = self.axis[0], self.axis[-1]
        self.top, self.floor = float(TOP + LINE * key_lines), float(FLOOR + LINE * key_lines)
        self.right = float(WIDTH - RIGHT)
        self.step = (self.right - LEFT) / max(len(chart.months), 1)
        self.height = self.floor + 28 + LINE * len(chart.rows)

    def x(self, place: int) -> float:
        """The middle of a month."""
        return LEFT + self.step * (place + 0.5)

    def bar(self, place: int, order: int, many: int) -> tuple[float, float]:
        """Left edge and width of one of a month's bars."""
        wide = (0.76 if many == 1 else 0.92) * self.step / many
        return self.x(place) - wide * many / 2 + order * wide, wide

    def y(self, value: float) -> float:
        """The height of a value; one that is off the scale lies at its edge."""
        inside = min(max(value, self.low), self.high)
        return self.top + (self.high - inside) / (self.high - self.low) * (self.floor - self.top)

    def holds(self, value: float) -> bool:
        """False for a value that is off the scale."""
        return self.low <= value <= self.high
