"""What is compared, what differs, and how a stored value is to be printed.

Belongs here: counting and the rules of print, written anew. Does not belong here: reading any format, and any code of
the project.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Key = tuple[Any, ...]
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
VIEWS = {
    "month": "In the month",
    "ytd": "Year to date",
    "rolling12": "Rolling 12 months",
    "snapshot": "At month end",
}
TOPICS = {
    "team": "Team",
    "age_band": "Age",
    "sex": "Sex",
    "ethnic_group": "Ethnic group",
    "disability": "Disability",
    "locality": "Locality",
    "legal_status": "Legal status",
    "placement_type": "Placement type",
    "placement_provider": "Placement provider",
    "duration": "How long",
    "age_at_entry": "Age at entry",
    "forced_conversion": "Forced conversion: a contact that could not be turned down and led to no assessment",
    "episodes": "Number of episodes",
    "leaving_reason": "Reason for leaving",
    "grade": "Grade",
}
Bag = dict[str, Counter[str]]
"""Topic → figures as told, each as often as it stands there."""


@dataclass
class Agreement:
    """How many numbers of each format were compared, and where one differs by place."""

    compared: Counter[str] = field(default_factory=Counter)
    different: list[str] = field(default_factory=list)

    def number(self, where: str, what: Key, found: Any, expected: float) -> None:
        self.compared[where] += 1
        try:
            same = abs(float(found) - expected) <= 1e-9 * max(1.0, abs(expected))
        except (TypeError, ValueError):
            same = False
        if not same:
            self.different.append(f"{where} {what}: {found!r} for {expected!r}")

    def text(self, where: str, what: Key, found: str | None, expected: str) -> None:
        self.compared[where] += 1
        if found != expected:
            self.different.append(f"{where} {what}: {found!r} for {expected!r}")

    def bag(self, where: str, code: str, found: Bag, wanted: Bag) -> None:
        """Figures of one indicator whose names are words, which other tests compare: under each topic the same ones,
        each as often."""
        for topic in sorted(found.keys() | wanted.keys()):
            there, right = found.get(topic, Counter()), wanted.get(topic, Counter())
            self.compared[where] += right.total()
            lacking, beyond = sorted((right - there).elements()), sorted((there - right).elements())
            if lacking or beyond:
                self.different.append(f"{where} {code} {topic}: {beyond!r} for {lacking!r}")


def is_figure(text: str) -> bool:
    """Whether a number stands there and no word or symbol for none."""
    return text.lstrip("\N{MINUS SIGN}-")[:1].isdigit()


def printed(value: float, unit: str, decimals: int) -> str:
    """A stored value as it is to be printed: rounded half away from nought at 14 digits, with its sign and unit."""
    exact = Decimal(f"{value:.14g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(exact):,}"
    sign = "\N{MINUS SIGN}" if exact < 0 else ""
    after = {"percent": "%", "days": " day" if text == "1" else " days"}.get(unit, "")
    return sign + text + after


def plain(value: float, decimals: int) -> str:
    """The same for a program: a hyphen for minus and no thousands commas."""
    return printed(value, "", decimals).replace(",", "").replace("\N{MINUS SIGN}", "-")


def amount(value: float) -> str:
    """A numerator or denominator: whole where it is whole, else with one decimal."""
    whole = abs(value - round(value)) < 5e-7
    return printed(value, "", 0 if whole else 1)


def long_month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"
