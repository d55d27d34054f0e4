"""Expected figures of missing episodes, of all children and of looked-after children."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from tests.oracle import days
from tests.oracle.cleaning import Row
from tests.oracle.engine import Book
from tests.oracle.rules import latest, looked_after

START = "miss_missing_episode_start_date"


def _is_missing(row: Row) -> bool:
    return (row["miss_missing_episode_type"] or "").strip().lower() in ("missing", "m") and row[START] is not None


def _distinct(book: Book, rows: list[Row], children: str, repeat: str) -> None:
    """Distinct children of each window, and those with two episodes or more in it."""
    for me in book.months:
        for view, first in days.windows(me).items():
            by_child: dict[str, list[Row]] = defaultdict(list)
            for row in rows:
                if first <= row[START] <= me:
                    by_child[row["person"]].append(row)
            for pid, episodes in by_child.items():
                last = latest(episodes, START, "miss_table_id")
                day: date = last[START] if last and book.readings.distinct_age == "latest" else me
                slices = book.slices(pid, day)
                book.fixed(children, me, view, slices, 1)
                if len(episodes) >= 2:
                    book.fixed(repeat, me, view, slices, 1)


def observe(book: Book) -> None:
    """All figures of this module."""
    care = ("ssd_cla_episodes", "ssd_legal_status")
    for code in ("missing_episodes_month_count", "missing_children_month_count", "missing_repeat_children_count"):
        book.define(code, "flow", "count", "ssd_missing")
    for code in ("missing_cla_episodes_count", "missing_cla_children_month_count", "missing_cla_repeat_count"):
        book.define(code, "flow", "count", "ssd_missing", *care)
    for code in ("missing_cla_rhi_offered_pct", "missing_cla_rhi_undertaken_pct"):
        book.define(code, "flow", "percent", "ssd_missing", *care)
    rows = [row for row in book.council.rows("ssd_missing") if _is_missing(row)]
    in_care = [row for row in rows if looked_after(book.council, row["person"], row[START])]
    for row in rows:
        book.flow("missing_episodes_month_count", row[START], book.slices(row["person"], row[START]), 1)
    _distinct(book, rows, "missing_children_month_count", "missing_repeat_children_count")
    _distinct(book, in_care, "missing_cla_children_month_count", "missing_cla_repeat_count")
    for row in in_care:
        slices, offered = book.slices(row["person"], row[START]), row["miss_missing_rhi_offered"]
        book.flow("missing_cla_episodes_count", row[START], slices, 1)
        if offered in ("Y", "N"):
            book.flow("missing_cla_rhi_offered_pct", row[START], slices, offered == "Y", 1)
        if offered == "Y":
            book.flow("missing_cla_rhi_undertaken_pct", row[START], slices, row["miss_missing_rhi_accepted"] == "Y", 1)
