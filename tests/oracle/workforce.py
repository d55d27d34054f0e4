"""Expected figures of the workforce: agency workers and caseloads. Whole council only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.oracle.cleaning import Row
from tests.oracle.engine import ALL, Book
from tests.oracle.leavers import newest_delivery
from tests.oracle.rules import is_open

FTE = "prof_full_time_equivalency"


def _department(*words: str) -> Callable[[Row], bool]:
    return lambda row: any(word in (row["prof_professional_department"] or "").lower() for word in words)


TEAMS: dict[str, Callable[[Row], bool]] = {
    "caseload_overall_fte": lambda row: True,
    "caseload_assessment_fte": _department("assessment"),
    "caseload_pact_fte": _department("pact", "protection and court"),
    "caseload_cla_fte": _department("looked after"),
}


def observe(book: Book) -> None:
    """All figures of this module."""
    book.define("agency_headcount_pct", "stock", "percent", "ssd_professionals")
    book.define("agency_fte_pct", "stock", "percent", "ssd_professionals")
    book.define("agency_workers_count", "stock", "count", "ssd_professionals")
    for code in TEAMS:
        book.define(code, "stock", "mean", "ssd_professionals", "ssd_involvements")
    for me in book.months:
        at_month_end = newest_delivery(book, "ssd_professionals", me)
        if at_month_end is None and "ssd_professionals" in book.council.present:
            for code in ("agency_headcount_pct", "agency_fte_pct", "agency_workers_count"):
                book.skipped_months[code].add(me)
        for row in at_month_end or []:
            agency = row["prof_agency_worker_flag"] == "Y"
            book.stock("agency_headcount_pct", me, [ALL], agency, 1)
            book.stock("agency_fte_pct", me, [ALL], (row[FTE] or 0) if agency else 0, row[FTE] or 0)
            book.stock("agency_workers_count", me, [ALL], agency)
        of_day = (
            book.council.rows("ssd_professionals") if book.readings.caseload_delivery == "current" else at_month_end
        )
        if of_day is None and "ssd_professionals" in book.council.present:
            for code in TEAMS:
                book.skipped_months[code].add(me)
        _caseloads(book, me, of_day or [])


def _caseloads(book: Book, me: date, professionals: list[Row]) -> None:
    start, end = "invo_involvement_start_date", "invo_involvement_end_date"
    for worker in professionals:
        held = [
            r
            for r in book.council.rows("ssd_involvements", "invo_professional_id", worker["prof_professional_id"])
            if is_open(r, start, end, me)
        ]
        for code, belongs in TEAMS.items():
            if held and belongs(worker):
                book.stock(code, me, [ALL], len(held), worker[FTE] or 0)
