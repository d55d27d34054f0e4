"""What a run can vouch for, told to the methods page: the checks it evaluated and the versions it ran on.

Belongs here: the shape of that record and how it is summed up. Does not belong here: asking Dagster for it (`assets`),
and anything that changes from one run of the same night to the next, such as an hour: equal nights give equal pages.
"""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version

LIBRARIES = ("dagster", "dbt-core", "dbt-duckdb", "duckdb", "pandera", "ibis-framework", "pyarrow", "jinja2", "typst")
ROOMS = {
    "raw": "Extracts against their contracts",
    "seeds": "Registry, targets, benchmarks and other decisions",
    "staging": "One row for each key",
    "intermediate": "Working steps",
    "facts": "Facts and dimensions",
    "observations": "Observations of the indicators",
    "splits": "Splits of the indicators",
    "standards": "Targets and thresholds in force",
    "notes": "Notes",
    "marts": "Published tables",
}
"""Rooms of the warehouse in the order in which data goes through them, in words."""


@dataclass(frozen=True)
class CheckOutcome:
    """One evaluated check: the room and table it looked at, its name, and `passed`, `warned` or `failed`."""

    room: str
    table: str
    name: str
    outcome: str


@dataclass(frozen=True)
class RunRecord:
    """Checks of the run in no particular order; empty when an edition is made outside a run."""

    checks: tuple[CheckOutcome, ...] = ()
    versions: dict[str, str] = field(default_factory=lambda: versions())


def versions() -> dict[str, str]:
    """Python and the libraries that decide what a figure or a page is, by name."""
    return {"Python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


def by_room(checks: Iterable[CheckOutcome]) -> list[dict[str, object]]:
    """Checks counted by room and outcome, in the order of ROOMS, others after them by name."""
    found = list(checks)
    order = [*ROOMS, *sorted({check.room for check in found} - set(ROOMS))]
    rows = []
    for room in order:
        counts = Counter(check.outcome for check in found if check.room == room)
        if counts:
            rows.append(
                {
                    "room": ROOMS.get(room, room),
                    "evaluated": sum(counts.values()),
                    "passed": counts["passed"],
                    "warned": counts["warned"],
                }
            )
    return rows


def warnings(checks: Iterable[CheckOutcome]) -> list[CheckOutcome]:
    """The checks that warned, by table."""
    return sorted((check for check in checks if check.outcome == "warned"), key=lambda one: (one.table, one.name))
