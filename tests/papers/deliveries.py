"""Which module's rows go into which delivery.

Belongs here: one line per council and extract date. Does not belong here: rows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.papers import (
    eastern,
    eastern_care,
    southampton_assessment,
    southampton_care,
    southampton_front,
    southampton_leavers,
    southampton_missing,
    southampton_protection,
    southampton_services,
    southampton_staff,
    west_sussex,
)
from tests.papers.making import Tables, month_end

# Each module has `tables()`, or one such function per extract date where a feed holds the present state only.
DELIVERIES: dict[tuple[str, str], list[Callable[[], Tables]]] = {
    # Southampton: one delivery holds the history of papers 002, 003 and 004
    ("852", "2021-01-31"): [
        southampton_front.tables,
        southampton_assessment.tables,
        southampton_protection.tables,
        southampton_care.tables,
        southampton_leavers.latest,
        southampton_missing.tables,
        southampton_services.tables,
        southampton_staff.tables,
    ],
    # and one a month the care leavers and workers, of whom the case system keeps the present state only
    **{
        ("852", month_end(month).isoformat()): [partial(southampton_leavers.tables, month), southampton_staff.workers]
        for month in southampton_leavers.YEAR
    },
    # the eastern council of paper 001
    ("874", "2019-12-31"): [eastern.tables, eastern_care.tables],
    # West Sussex: paper 000
    ("938", "2020-11-30"): [west_sussex.tables],
}
