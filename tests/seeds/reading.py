"""The seeds as rows of text, and the words their columns may hold.

Belongs here: reading a seed and the vocabularies that several tests share. Does not belong here: any assertion.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds"

Row = dict[str, str]

UNITS = {"count", "percent", "rate_per_10000", "rate_per_1000", "days", "average", "text"}
VIEWS = {"month", "ytd", "rolling12", "snapshot"}
OPERATORS = {">=", "<=", ">", "<", "="}


def seed(name: str) -> list[Row]:
    """Rows of seeds/<name>.csv; every cell text, empty cells empty."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def registry() -> dict[str, Row]:
    """The indicator rows by code."""
    return {row["indicator_code"]: row for row in seed("indicators")}


def day(text: str) -> date | None:
    """An ISO date, or None where the cell is empty."""
    return date.fromisoformat(text) if text else None


def repeated(rows: list[Row], *columns: str) -> list[tuple[str, ...]]:
    """Keys that more than one row has."""
    seen: set[tuple[str, ...]] = set()
    twice = []
    for row in rows:
        key = tuple(row[column] for column in columns)
        if key in seen:
            twice.append(key)
        seen.add(key)
    return twice
