"""Rules that indicators share: what is open, which row is meant, who is looked after. Nothing is counted here."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from tests.oracle import days
from tests.oracle.cleaning import Council, Row


def is_open(row: Row, start: str, end: str, day: date) -> bool:
    """Started by the day and not ended by it; a record that ends on the day is not open."""
    return row[start] is not None and row[start] <= day and (row[end] is None or row[end] > day)


def latest(rows: list[Row], start: str, key: str) -> Row | None:
    """Where several rows could be meant: the latest start, then the greatest key."""

    def rank(row: Row) -> Any:
        return (row[start], row[key])

    return max(rows, key=rank, default=None)


def legal_status(council: Council, pid: str, day: date) -> str | None:
    """Code of the latest-started legal status open on the day."""
    start, end = "lega_legal_status_start_date", "lega_legal_status_end_date"
    rows = [r for r in council.of("ssd_legal_status", pid) if is_open(r, start, end, day)]
    row = latest(rows, start, "lega_legal_status_id")
    return row["lega_legal_status"].split(":")[0].strip().upper() if row and row["lega_legal_status"] else None


def open_episode(council: Council, pid: str, day: date) -> Row | None:
    """The latest-started episode of care open on the day."""
    start, end = "clae_cla_episode_start_date", "clae_cla_episode_ceased_date"
    return latest(
        [r for r in council.of("ssd_cla_episodes", pid) if is_open(r, start, end, day)], start, "clae_cla_episode_id"
    )


def looked_after(council: Council, pid: str, day: date) -> bool:
    """Under 18 (or of unknown age), an episode open, and not on a short break (V3, V4)."""
    dob = council.person(pid)["pers_dob"]
    if dob is not None and days.age(dob, day) >= 18:
        return False
    return open_episode(council, pid, day) is not None and legal_status(council, pid, day) not in ("V3", "V4")


def period_start(council: Council, pid: str, cla_id: str | None) -> date | None:
    """The earliest episode start of a period of care."""
    rows = [r for r in council.of("ssd_cla_episodes", pid) if r["clae_cla_id"] == cla_id]
    return min((r["clae_cla_episode_start_date"] for r in rows if r["clae_cla_episode_start_date"]), default=None)


def placement_at(council: Council, pid: str, day: date) -> Row | None:
    """The latest-started placement open on the day, in whichever period it was made."""
    start, end = "clap_cla_placement_start_date", "clap_cla_placement_end_date"
    return latest(
        [r for r in council.of("ssd_cla_placement", pid) if is_open(r, start, end, day)], start, "clap_cla_placement_id"
    )


def has_flag(json_text: str | None, flag: str) -> bool:
    """The flag of an outcome document is Y."""
    if not json_text:
        return False
    try:
        document = json.loads(json_text)
    except ValueError:
        return False
    return isinstance(document, dict) and str(document.get(flag, "")).upper() == "Y"
