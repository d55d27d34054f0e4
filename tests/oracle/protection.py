"""Expected figures of child protection and the pre-proceedings stage."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from tests.oracle import days
from tests.oracle.cleaning import Row
from tests.oracle.engine import Book
from tests.oracle.rules import is_open, latest

PLAN_START, PLAN_END = "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"


def enquiries(book: Book) -> None:
    """Section 47 enquiries started."""
    book.define("s47_started_count", "flow", "count", "ssd_s47_enquiry")
    book.define("s47_started_rate", "flow", "rate", "ssd_s47_enquiry")
    for row in book.council.rows("ssd_s47_enquiry"):
        d = row["s47e_s47_start_date"]
        if d is not None:
            slices = book.slices(row["person"], d, row["s47e_s47_completed_by_team"])
            book.flow("s47_started_count", d, slices, 1)
            book.flow("s47_started_rate", d, slices, 1)


def _in_time(book: Book, row: Row) -> bool:
    for enquiry in book.council.rows("ssd_s47_enquiry", "s47e_s47_enquiry_id", row["icpc_s47_enquiry_id"]):
        s = enquiry["s47e_s47_start_date"]
        if s is not None and s <= row["icpc_icpc_date"] and 0 <= days.wd(s, row["icpc_icpc_date"]) <= 15:
            return True
    return False


def conferences(book: Book) -> None:
    """Initial conferences, one for each child and date; in time if any of its rows is."""
    feed = "ssd_initial_cp_conference"
    book.define("icpc_children_count", "flow", "count", feed)
    book.define("icpc_children_rate", "flow", "rate", feed)
    book.define("icpc_15wd_pct", "flow", "percent", feed, "ssd_s47_enquiry")
    groups: dict[tuple[str, date], list[Row]] = defaultdict(list)
    for row in book.council.rows(feed):
        if row["icpc_icpc_date"] is not None:
            groups[row["person"], row["icpc_icpc_date"]].append(row)
    for (pid, d), rows in groups.items():
        meant = latest(rows, "icpc_icpc_date", "icpc_icpc_id")
        slices = book.slices(pid, d, meant["icpc_icpc_team"] if meant else None)
        book.flow("icpc_children_count", d, slices, 1)
        book.flow("icpc_children_rate", d, slices, 1)
        book.flow("icpc_15wd_pct", d, slices, any(_in_time(book, row) for row in rows), 1)


def _is_other_council(book: Book, plan_id: str | None) -> bool:
    plans = book.council.rows("ssd_cp_plans", "cppl_cp_plan_id", plan_id)
    return bool(plans) and plans[0]["cppl_cp_plan_ola"] == "Y"


def reviews(book: Book) -> None:
    """Review conferences held on or before their due date."""
    book.define("rcpc_on_time_pct", "flow", "percent", "ssd_cp_reviews", "ssd_cp_plans")
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in book.council.rows("ssd_cp_reviews"):
        if row["cppr_cp_review_date"] is None:
            continue
        if book.readings.ola_reviews == "leave_out" and _is_other_council(book, row["cppr_cp_plan_id"]):
            continue
        own = row["cppr_cp_review_id"] if book.readings.rcpc_unit == "rows" else ""
        groups[row["person"], row["cppr_cp_review_date"].isoformat(), own].append(row)
    for rows in groups.values():
        d = rows[0]["cppr_cp_review_date"]
        on_time = any(r["cppr_cp_review_due"] is not None and d <= r["cppr_cp_review_due"] for r in rows)
        book.flow("rcpc_on_time_pct", d, book.slices(rows[0]["person"], d), on_time, 1)


def plan_flows(book: Book) -> None:
    """Plans started and ended; plans of another council are left out."""
    feed = "ssd_cp_plans"
    book.define("cpp_started_count", "flow", "count", feed)
    book.define("cpp_ended_count", "flow", "count", feed)
    book.define("cpp_ended_2yrs_plus_pct", "flow", "percent", feed)
    for row in book.council.rows(feed):
        if row["cppl_cp_plan_ola"] == "Y":
            continue
        start, end = row[PLAN_START], row[PLAN_END]
        if start is not None:
            book.flow("cpp_started_count", start, book.slices(row["person"], start), 1)
        if end is not None:
            slices = book.slices(row["person"], end)
            book.flow("cpp_ended_count", end, slices, 1)
            book.flow("cpp_ended_2yrs_plus_pct", end, slices, start is not None and (end - start).days >= 729, 1)


def plan_stocks(book: Book) -> None:
    """Children with a plan open at the month end: how many, for how long, seen when."""
    feed = "ssd_cp_plans"
    for code, unit in (
        ("cpp_count", "count"),
        ("cpp_rate", "rate"),
        ("cpp_2yrs_plus_current_count", "count"),
        ("cpp_18m_to_2y_count", "count"),
    ):
        book.define(code, "stock", unit, feed)
    for code in ("cpp_2yrs_plus_current_pct", "cpp_18m_to_2y_pct"):
        book.define(code, "stock", "percent", feed)
    for code in ("cpp_visits_in_timescale_pct", "cpp_seen_alone_pct"):
        book.define(code, "stock", "percent", feed, "ssd_cp_visits")
    children = {row["person"] for row in book.council.rows(feed)}
    for me in book.months:
        for pid in children:
            plans = [
                r
                for r in book.council.of(feed, pid)
                if r["cppl_cp_plan_ola"] != "Y" and is_open(r, PLAN_START, PLAN_END, me)
            ]
            if plans:
                _child_on_plan(book, me, pid, [r[PLAN_START] for r in plans])


def _child_on_plan(book: Book, me: date, pid: str, starts: list[date]) -> None:
    slices = book.slices(pid, me)
    two_years = any((me - s).days >= 729 for s in starts)
    eighteen_months = not two_years and any(s <= days.months_before(me, 18) for s in starts)
    book.stock("cpp_count", me, slices, 1)
    book.stock("cpp_rate", me, slices, 1)
    book.stock("cpp_2yrs_plus_current_count", me, slices, two_years)
    book.stock("cpp_2yrs_plus_current_pct", me, slices, two_years, 1)
    book.stock("cpp_18m_to_2y_count", me, slices, eighteen_months)
    book.stock("cpp_18m_to_2y_pct", me, slices, eighteen_months, 1)
    if not any(days.wd(s, me) >= 15 for s in starts):
        return
    visits = [
        r
        for r in book.council.of("ssd_cp_visits", pid)
        if r["cppv_cp_visit_date"] is not None and r["cppv_cp_visit_date"] <= me
    ]
    if book.readings.ola_visits == "leave_out":
        visits = [r for r in visits if not _is_other_council(book, r["cppv_cp_plan_id"])]
    in_time = any(r["cppv_cp_visit_seen"] == "Y" and days.wd(r["cppv_cp_visit_date"], me) <= 15 for r in visits)
    last = latest(visits, "cppv_cp_visit_date", "cppv_cp_visit_id")
    book.stock("cpp_visits_in_timescale_pct", me, slices, in_time, 1)
    book.stock("cpp_seen_alone_pct", me, slices, last is not None and last["cppv_cp_visit_seen_alone"] == "Y", 1)


def pre_proceedings(book: Book) -> None:
    """First meetings within fifteen working days of the decision."""
    book.define("preproceedings_started_15wd_pct", "flow", "percent", "ssd_pre_proceedings")
    for row in book.council.rows("ssd_pre_proceedings"):
        decided, met = row["prep_pre_pro_decision_date"], row["prep_initial_pre_pro_meeting_date"]
        if met is not None:
            in_time = decided is not None and days.wd(decided, met) <= 15
            book.flow("preproceedings_started_15wd_pct", met, book.slices(row["person"], met), in_time, 1)


def observe(book: Book) -> None:
    """All figures of this module."""
    enquiries(book)
    conferences(book)
    reviews(book)
    plan_flows(book)
    plan_stocks(book)
    pre_proceedings(book)
