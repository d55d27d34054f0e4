"""Expected figures of children looked after at a month end."""

from __future__ import annotations

from datetime import date, timedelta

from tests.oracle import days
from tests.oracle.cleaning import Row
from tests.oracle.engine import Book
from tests.oracle.rules import is_open, latest, legal_status, looked_after, open_episode, period_start, placement_at

EPISODES, LEGAL, PLACEMENT = "ssd_cla_episodes", "ssd_legal_status", "ssd_cla_placement"
BANDS = ("under_1", "1_4", "5_9", "10_15", "16_plus")


def define(book: Book) -> None:
    """Registers the stocks with the feeds they need."""
    by_age = [f"cla_aged_{band}_count" for band in BANDS]
    for code in ("cla_count", *by_age, "cla_female_count", "cla_male_count", "cla_section20_count"):
        book.define(code, "stock", "count", EPISODES, LEGAL)
    book.define("cla_rate", "stock", "rate", EPISODES, LEGAL)
    book.define("cla_uasc_count", "stock", "count", EPISODES, LEGAL, "ssd_immigration_status")
    for code in ("cla_placed_over_20_miles_pct", "cla_own_provision_pct", "cla_ifa_pct", "cla_placements_3plus_pct"):
        book.define(code, "stock", "percent", EPISODES, LEGAL, PLACEMENT)
    needed = ["ssd_cla_visits"] + (["local_visit_frequency"] if book.readings.visit_frequency_feed == "needed" else [])
    book.define("cla_visits_in_timescale_pct", "stock", "percent", EPISODES, LEGAL, *needed)
    book.define("cla_review_in_timescale_pct", "stock", "percent", EPISODES, LEGAL, "ssd_cla_reviews")
    book.define("cla_authorised_care_plan_pct", "stock", "percent", EPISODES, LEGAL, "ssd_cla_care_plan")
    book.define("cla_dental_check_pct", "stock", "percent", EPISODES, LEGAL, "ssd_cla_health")


def observe(book: Book) -> None:
    """All stocks of looked-after children."""
    define(book)
    children = {row["person"] for row in book.council.rows(EPISODES)}
    for me in book.months:
        for pid in children:
            if looked_after(book.council, pid, me):
                _who(book, me, pid)
                _where(book, me, pid)
                _visits(book, me, pid)
                _reviews(book, me, pid)
                _plans_and_health(book, me, pid)


def _who(book: Book, me: date, pid: str) -> None:
    slices, person = book.slices(pid, me), book.council.person(pid)
    book.stock("cla_count", me, slices, 1)
    book.stock("cla_rate", me, slices, 1)
    band = days.age_band(person["pers_dob"], me)
    if band in BANDS:
        book.stock(f"cla_aged_{band}_count", me, slices, 1)
    if person["pers_sex"] == "F":
        book.stock("cla_female_count", me, slices, 1)
    if person["pers_sex"] == "M":
        book.stock("cla_male_count", me, slices, 1)
    if legal_status(book.council, pid, me) == "V2":
        book.stock("cla_section20_count", me, slices, 1)
    start, end = "immi_immigration_status_start_date", "immi_immigration_status_end_date"
    rows = [r for r in book.council.of("ssd_immigration_status", pid) if is_open(r, start, end, me)]
    texts = [(r["immi_immigration_status"] or "").lower() for r in rows]
    if any("unaccompanied asylum" in text or "uasc" in text for text in texts):
        book.stock("cla_uasc_count", me, slices, 1)


def _moved(book: Book, row: Row, me: date) -> bool:
    """A placement that counts: open on some day of the twelve months, not temporary, not ended on its first day."""
    start, end = row["clap_cla_placement_start_date"], row["clap_cla_placement_end_date"]
    if start is None or start > me or start == end or row["clap_cla_placement_type"] in ("T0", "T1", "T2", "T3", "T4"):
        return False
    first_day = max(start, days.months_before(me, 12) + timedelta(days=1))
    if end is None:
        return True
    return end > first_day if book.readings.three_plus_edge == "strict" else end >= first_day


def _where(book: Book, me: date, pid: str) -> None:
    slices, here = book.slices(pid, me), placement_at(book.council, pid, me) or {}
    distance, provider = here.get("clap_cla_placement_distance"), here.get("clap_cla_placement_provider")
    far = distance is not None and distance > 20 and distance != 999.9
    fostered = here.get("clap_cla_placement_type") in ("U1", "U2", "U3", "U4", "U5", "U6")
    book.stock("cla_placed_over_20_miles_pct", me, slices, far, 1)
    book.stock("cla_own_provision_pct", me, slices, provider == "PR1", 1)
    book.stock("cla_ifa_pct", me, slices, fostered and provider in ("PR4", "PR5"), 1)
    count = sum(_moved(book, row, me) for row in book.council.of(PLACEMENT, pid))
    book.stock("cla_placements_3plus_pct", me, slices, count >= 3, 1)


def _started_by(book: Book, me: date, pid: str, day: date) -> bool:
    """The period of care that is open at the month end had started by the day."""
    episode = open_episode(book.council, pid, me)
    start = period_start(book.council, pid, episode["clae_cla_id"]) if episode else None
    return start is not None and start <= day


def _interval(book: Book, me: date, pid: str) -> int:
    rows = [r for r in book.council.of("local_visit_frequency", pid) if is_open(r, "valid_from", "valid_to", me)]
    row = latest(rows, "valid_from", "person_id")
    if row is None or row["frequency_days"] is None:
        return 42
    if book.readings.visit_interval == "as_given":
        return int(row["frequency_days"])
    return 91 if row["frequency_days"] == 91 else 42


def _visits(book: Book, me: date, pid: str) -> None:
    due_since = me - timedelta(days=_interval(book, me, pid))
    if not _started_by(book, me, pid, due_since):
        return
    rows = book.council.of("ssd_cla_visits", pid)
    seen = [
        r["clav_cla_visit_date"]
        for r in rows
        if r["clav_cla_visit_seen"] == "Y" and r["clav_cla_visit_date"] is not None
    ]
    in_time = any(due_since <= day <= me for day in seen)
    book.stock("cla_visits_in_timescale_pct", me, book.slices(pid, me), in_time, 1)


def _reviews(book: Book, me: date, pid: str) -> None:
    due, held, cancelled = "clar_cla_review_due_date", "clar_cla_review_date", "clar_cla_review_cancelled"
    rows = [
        r
        for r in book.council.of("ssd_cla_reviews", pid)
        if r[due] is not None and r[due] <= me and r[cancelled] != "Y"
    ]
    if book.readings.cla_review_order == "held":
        rows.sort(key=lambda r: (r[held] or date.min, r[due], r["clar_cla_review_id"]))
        row = rows[-1] if rows else None
    else:
        row = latest(rows, due, "clar_cla_review_id")
    if row is not None:
        on_time = row[held] is not None and row[held] <= row[due]
        book.stock("cla_review_in_timescale_pct", me, book.slices(pid, me), on_time, 1)


def _plans_and_health(book: Book, me: date, pid: str) -> None:
    slices, year_ago = book.slices(pid, me), days.months_before(me, 12)
    start, end = "lacp_cla_care_plan_start_date", "lacp_cla_care_plan_end_date"
    planned = any(is_open(r, start, end, me) for r in book.council.of("ssd_cla_care_plan", pid))
    book.stock("cla_authorised_care_plan_pct", me, slices, planned, 1)
    if not _started_by(book, me, pid, year_ago):
        return
    checked = any(
        (r["clah_health_check_type"] or "").lower() == "dental check"
        and (r["clah_health_check_status"] or "").lower() == "completed"
        and r["clah_health_check_date"] is not None
        and year_ago < r["clah_health_check_date"] <= me
        for r in book.council.of("ssd_cla_health", pid)
    )
    book.stock("cla_dental_check_pct", me, slices, checked, 1)
