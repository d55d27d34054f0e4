"""One indicator of one council with its rows: what every page, sheet and slide about it is made from.

Belongs here: which rows belong to an indicator, and its figures as text. Does not belong here: what a page shows of
it (`card`, `tables`, `pictures`, `front`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from orchestration.publishing.reading import Marts, Row
from orchestration.publishing.words import wording
from orchestration.publishing.words.numbers import figure


@dataclass(frozen=True)
class Subject:
    """One indicator of one council with its rows; the figures of the card hang on it."""

    marts: Marts
    council: Row
    indicator: Row

    @property
    def key(self) -> tuple[str, str]:
        return self.council["la_code"], self.indicator["indicator_code"]

    @property
    def unit(self) -> str:
        return str(self.indicator["unit"])

    @property
    def decimals(self) -> int:
        return int(self.indicator["decimals"])

    @property
    def view(self) -> str:
        return str(self.indicator["headline_view"])

    @property
    def end(self) -> date:
        end: date = self.council["last_period_end"]
        return end

    @cached_property
    def months(self) -> list[date]:
        return self.marts.months[self.council["la_code"]]

    @cached_property
    def by_month(self) -> dict[date, Row]:
        return {row["period_end"]: row for row in self.marts.scorecard.get(self.key, [])}

    @cached_property
    def latest(self) -> Row:
        """The scorecard row of the last month; when there is none, a row of nothing but a status."""
        return self.by_month.get(self.end) or {"value": None, "status": "no figure for this month", "rating": "grey"}

    def measure(self, view: str, end: date) -> Row | None:
        return self.marts.measures.get(self.key, {}).get((view, end))

    def shown(self, value: float | None, status: str | None = None) -> str:
        """A value of this indicator as text, or why there is none."""
        return wording.status(status) if value is None else figure(value, self.unit, self.decimals)

    def told(self, row: Row) -> str:
        """A scorecard row's figure as text, the words that a service returned, or why there is neither."""
        if row.get("status_text"):
            return str(row["status_text"]).replace("#", "No. ")  # a tile with # is taken for an overflowed cell
        overdue = " (overdue)" if row.get("is_overdue") else ""
        if overdue and row.get("due_date") and not str(row["status"]).startswith("due"):
            overdue = f" (overdue since {wording.day(row['due_date'])})"
        return self.shown(row.get("value"), row.get("status")) + overdue

    @property
    def month_view(self) -> str:
        """The view of a single month: a stock has none, its month is the month end."""
        return "snapshot" if self.view == "snapshot" else "month"
