"""Days drawn with a liking for edges: month ends, 29 February, Christmas, and exact distances. No rows here."""

from __future__ import annotations

import random
from datetime import date, timedelta

from tests.oracle.days import month_end, month_ends, months_before, wd_earlier, wd_later


class Days:
    """Draws days between the first day and the last extract of one council."""

    def __init__(self, rng: random.Random, first: date, last: date) -> None:
        self.rng, self.first, self.last = rng, first, last
        self.ends = month_ends(first, last)

    def some_month_end(self) -> date:
        """A month end that will be reported."""
        return self.rng.choice(self.ends)

    def some(self, low: date | None = None) -> date:
        """Any day from `low` on, edges far more often than chance would have it."""
        low = min(max(low or self.first, self.first), self.last)
        day = low + timedelta(days=self.rng.randrange((self.last - low).days + 1))
        draw = self.rng.random()
        if draw < 0.15:
            day = month_end(day)
        elif draw < 0.22:
            day = day.replace(day=1)
        elif draw < 0.26:
            day = date(2020, 2, 29)
        elif draw < 0.36:
            day = date(day.year, 12, self.rng.randrange(10, 32))
        elif draw < 0.39:
            day = date(day.year, 4, 1)
        return day if low <= day <= self.last else min(max(day, low), self.last)

    def after(self, day: date, *offsets: int) -> date:
        """The day plus one of the offsets in calendar days."""
        return day + timedelta(days=self.rng.choice(offsets))

    def working(self, day: date, *counts: int) -> date:
        """The day that lies one of the counts of working days later."""
        return wd_later(day, self.rng.choice(counts))

    def working_before(self, day: date, *counts: int) -> date:
        """A day from which one of the counts of working days lead up to `day`."""
        return wd_earlier(day, self.rng.choice(counts))

    def year_on(self, day: date) -> date:
        """About a year later: the same day, and the days on either side, and 365 and 366 days."""
        return self.rng.choice([months_before(day, -12), *(day + timedelta(days=n) for n in (364, 365, 366, 367))])

    def known(self, day: date | None) -> date | None:
        """The day, or None when the last extract could not know it."""
        return day if day is not None and day <= self.last else None

    def before_month_end(self, *offsets: int) -> date:
        """A day that lies one of the offsets before some month end."""
        return self.some_month_end() - timedelta(days=self.rng.choice(offsets))
