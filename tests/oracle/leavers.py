"""Expected figures of care leavers and their pathway plans."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.oracle import days
from tests.oracle.cleaning import Row
from tests.oracle.engine import Book
from tests.oracle.rules import latest, looked_after

EITHER = "local_care_leaver_status|ssd_care_leavers"
GONE = ("DIED", "RHOM", "NREQ")


def newest_delivery(book: Book, table: str, me: date) -> list[Row] | None:
    """The rows of the newest delivery not after the month end; None where there is none yet."""
    deliveries = book.council.past[table]
    dates = [day for day in deliveries if day <= me]
    return deliveries[max(dates)] if dates else None


def _ssd_rows(book: Book, me: date) -> dict[str, Row]:
    """Person → the row of the newest delivery."""
    result: dict[str, Row] = {}
    for row in sorted(newest_delivery(book, "ssd_care_leavers", me) or [], key=lambda r: r["clea_table_id"]):
        result[row["person"]] = row
    return result


def statuses(book: Book, me: date, use_feed: bool) -> dict[str, dict[str, Any]]:
    """Person → in touch, suitable, activity and team, at the month end."""
    if use_feed:
        people = {row["person"] for row in book.council.rows("local_care_leaver_status")}
        result = {}
        for pid in people:
            rows = [
                r
                for r in book.council.of("local_care_leaver_status", pid)
                if r["status_date"] and r["status_date"] <= me
            ]
            row = latest(rows, "status_date", "person_id")
            if row:
                result[pid] = {
                    "touch": row["in_touch"],
                    "suitable": row["suitable"],
                    "activity": row["activity"],
                    "team": ...,
                }
        return result
    return {
        pid: {
            "touch": row["clea_care_leaver_in_touch"],
            "suitable": row["clea_care_leaver_accom_suitable"],
            "activity": row["clea_care_leaver_activity"],
            "team": row["clea_care_leaver_allocated_team"],
        }
        for pid, row in _ssd_rows(book, me).items()
    }


def _age(book: Book, pid: str, me: date) -> int | None:
    dob = book.council.person(pid)["pers_dob"]
    return days.age(dob, me) if dob is not None else None


def cohort(book: Book, me: date, use_feed: bool) -> dict[str, dict[str, Any]]:
    """Care leavers aged 17 to 21, without those who died, went home or need nothing more."""
    return {
        pid: status
        for pid, status in statuses(book, me, use_feed).items()
        if status["touch"] not in GONE and (_age(book, pid, me) or 0) in (17, 18, 19, 20, 21)
    }


def observe(book: Book) -> None:
    """All figures of this module."""
    for code in ("care_leavers_suitable_accom_pct", "care_leavers_eet_17_18_pct", "care_leavers_eet_19_21_pct"):
        book.define(code, "stock", "percent", EITHER)
    needs = ("ssd_care_leavers", "ssd_cla_episodes", "ssd_legal_status")
    book.define("pathway_plan_authorised_pct", "stock", "percent", *needs)
    book.define("pathway_plan_cohort_count", "stock", "count", *needs)
    use_feed = "local_care_leaver_status" in book.council.present
    for me in book.months:
        for pid, status in cohort(book, me, use_feed).items():
            slices, in_touch = book.slices(pid, me, status["team"]), status["touch"] == "YES"
            book.stock("care_leavers_suitable_accom_pct", me, slices, in_touch and status["suitable"] == "1", 1)
            active = in_touch and (status["activity"] or "").startswith(("F", "P"))
            band = "17_18" if _age(book, pid, me) in (17, 18) else "19_21"
            book.stock(f"care_leavers_eet_{band}_pct", me, slices, active, 1)
        _pathway(book, me, use_feed and book.readings.pathway_cohort == "feed")


def _pathway(book: Book, me: date, use_feed: bool) -> None:
    if newest_delivery(book, "ssd_care_leavers", me) is None:
        if "ssd_care_leavers" in book.council.present:
            book.skipped_months["pathway_plan_authorised_pct"].add(me)
            book.skipped_months["pathway_plan_cohort_count"].add(me)
        return
    dates = {pid: row["clea_pathway_plan_review_date"] for pid, row in _ssd_rows(book, me).items()}
    people = set(cohort(book, me, use_feed))
    for pid in {row["person"] for row in book.council.rows("ssd_cla_episodes")}:
        if looked_after(book.council, pid, me) and (_age(book, pid, me) or 0) >= 16:
            people.add(pid)
    for pid in people:
        slices, reviewed = book.slices(pid, me), dates.get(pid)
        book.stock("pathway_plan_authorised_pct", me, slices, reviewed is not None and reviewed <= me, 1)
        book.stock("pathway_plan_cohort_count", me, slices, 1)
