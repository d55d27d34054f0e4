"""Expected figures of periods of care: started, ceased, adopted, and reviews that children took part in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from tests.oracle import days
from tests.oracle.cleaning import Council, Row
from tests.oracle.engine import Book
from tests.oracle.rules import latest, legal_status

ADOPTED, GUARDIANSHIP = ("E11", "E12"), ("E45", "E46", "E47", "E48")


@dataclass(frozen=True)
class Period:
    """One period of care: the episodes that share a `clae_cla_id`."""

    person: str
    cla_id: str
    start: date
    ceased: date | None
    reason: str


def periods(council: Council) -> list[Period]:
    """Every period that did not start as a short break (V3, V4)."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in council.rows("ssd_cla_episodes"):
        if row["clae_cla_id"] and row["clae_cla_episode_start_date"]:
            groups[row["person"], row["clae_cla_id"]].append(row)
    result = []
    for (pid, cla_id), rows in groups.items():
        start = min(r["clae_cla_episode_start_date"] for r in rows)
        if legal_status(council, pid, start) in ("V3", "V4"):
            continue
        last = latest(rows, "clae_cla_episode_start_date", "clae_cla_episode_id") or {}
        reason = (last["clae_cla_episode_ceased_reason"] or "").split(":")[0].strip().upper()
        ceased = last["clae_cla_episode_ceased_date"] if reason != "X1" else None
        result.append(Period(pid, cla_id, start, ceased, reason))
    return result


def _placed_for_adoption(book: Book, period: Period) -> date | None:
    """The latest date placed for adoption among the child's rows of this period (or of no named period)."""
    rows = [r for r in book.council.of("ssd_permanence", period.person) if r["perm_cla_id"] in (None, period.cla_id)]
    rows = [r for r in rows if r["perm_placed_for_adoption_date"]]
    row = latest(rows, "perm_placed_for_adoption_date", "perm_table_id")
    return row["perm_placed_for_adoption_date"] if row else None


def observe_periods(book: Book) -> None:
    """Periods by the month they start or cease in."""
    needs = ("ssd_cla_episodes", "ssd_legal_status")
    for code in ("cla_started_count", "cla_ceased_count", "adoptions_count", "cla_ceased_sgo_count"):
        book.define(code, "flow", "count", *needs)
    book.define("cla_ceased_adopted_pct", "flow", "percent", *needs)
    book.define("adoption_entry_to_placement_days", "flow", "mean", *needs, "ssd_permanence")
    for period in periods(book.council):
        book.flow("cla_started_count", period.start, book.slices(period.person, period.start), 1)
        if period.ceased is None:
            continue
        slices, adopted = book.slices(period.person, period.ceased), period.reason in ADOPTED
        book.flow("cla_ceased_count", period.ceased, slices, 1)
        book.flow("cla_ceased_adopted_pct", period.ceased, slices, adopted, 1)
        book.flow("adoptions_count", period.ceased, slices, adopted)
        book.flow("cla_ceased_sgo_count", period.ceased, slices, period.reason in GUARDIANSHIP)
        placed = _placed_for_adoption(book, period) if adopted else None
        if placed is not None:
            book.flow("adoption_entry_to_placement_days", period.ceased, slices, (placed - period.start).days, 1)


def observe_participation(book: Book) -> None:
    """Reviews held, not cancelled, of children aged 4 and over, and those the child took part in."""
    book.define("cla_participation_pct", "flow", "percent", "ssd_cla_reviews", "ssd_cla_episodes")
    for row in book.council.rows("ssd_cla_reviews"):
        held = row["clar_cla_review_date"]
        if held is None or row["clar_cla_review_cancelled"] == "Y":
            continue
        dob = book.council.person(row["person"])["pers_dob"]
        if dob is None and book.readings.participation_no_dob == "exclude":
            continue
        if dob is not None and days.age(dob, held) < 4:
            continue
        code = (row["clar_cla_review_participation"] or "").split(":")[0].strip().upper()
        if code == "PN0":
            continue
        took_part = code in ("PN1", "PN2", "PN3", "PN4", "PN5", "PN6")
        book.flow("cla_participation_pct", held, book.slices(row["person"], held), took_part, 1)


def observe(book: Book) -> None:
    """All figures of this module."""
    observe_periods(book)
    observe_participation(book)
