"""A small, plain recount of the sample's files, to hold its figures against the printed ones.

Belongs here: reading the written files and counting by the definitions in words. Does not belong here: anything
imported from the generator, which would then prove itself.
"""

from __future__ import annotations

import csv
import gzip
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

EXTRACT = date(2020, 12, 31)
Row = dict[str, str]


def rows(folder: Path, feed: str) -> list[Row]:
    """The feed's rows as text, in whichever form it came; each identifier once."""
    [path] = [path for path in folder.iterdir() if path.name.split(".")[0] == feed]
    read: list[Row]
    if path.suffix == ".parquet":
        read = [{k: "" if v is None else str(v) for k, v in row.items()} for row in pq.read_table(path).to_pylist()]
    else:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        read = list(csv.DictReader(content.decode().splitlines()))
    key = "pers_person_id" if feed == "ssd_person" else None
    seen: dict[str, Row] = {}
    for row in read:
        seen.setdefault(row[key] if key else next(iter(row.values())), row)
    return list(seen.values())


def day(text: str) -> date | None:
    """A day from ISO or day-first text with or without a time; None for anything else or for a placeholder."""
    text = text.strip()[:10]
    if text[2:3] == "/":
        text = f"{text[6:]}-{text[3:5]}-{text[:2]}"
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1900 < found.year < 2999 else None


def people(folder: Path) -> dict[str, Row]:
    """Accepted persons by id."""
    return {
        r["pers_person_id"]: r for r in rows(folder, "ssd_person") if r["pers_sex"].strip().upper() in ("F", "M", "U")
    }


def in_month(found: date | None, last: date) -> bool:
    return found is not None and found <= last and (found.year, found.month) == (last.year, last.month)


def open_at(row: Row, start: str, end: str, last: date) -> bool:
    """Begun by that day and not ended by it. A row with an end that is no date does not count."""
    begun, over = day(row[start]), day(row[end])
    if begun is None or begun > last or (over is None and row[end].strip() not in ("", "NULL")):
        return False
    return over is None or over > last


def events(folder: Path, feed: str, dated: str, person: str, last: date, end: str = "") -> int:
    """Events in the month of known persons, without those that end before they start."""
    known = people(folder)
    found = 0
    for row in rows(folder, feed):
        begun, over = day(row[dated]), day(row[end]) if end else None
        ordered = begun is None or over is None or over >= begun
        found += in_month(begun, last) and ordered and row[person].strip() in known
    return found


def on_plan(folder: Path, last: date) -> set[str]:
    """Children with an own plan open on that day."""
    return {
        r["cppl_person_id"]
        for r in rows(folder, "ssd_cp_plans")
        if r["cppl_cp_plan_ola"] != "Y" and open_at(r, "cppl_cp_plan_start_date", "cppl_cp_plan_end_date", last)
    }


def looked_after(folder: Path, last: date) -> set[str]:
    """Children under 18 in care on that day, short breaks left out."""
    statuses = [
        r
        for r in rows(folder, "ssd_legal_status")
        if open_at(r, "lega_legal_status_start_date", "lega_legal_status_end_date", last)
        and r["lega_legal_status"][:2] in ("C1", "C2", "E1", "V2", "V3", "V4")
    ]
    breaks = {r["lega_person_id"] for r in statuses if r["lega_legal_status"][:2] in ("V3", "V4")}
    minors = {pid for pid, r in people(folder).items() if not (born := day(r["pers_dob"])) or _is_minor(born, last)}
    return {
        r["clae_person_id"]
        for r in rows(folder, "ssd_cla_episodes")
        if open_at(r, "clae_cla_episode_start_date", "clae_cla_episode_ceased_date", last)
        and r["clae_cla_episode_ceased_reason"] != "E99"
    } & (minors - breaks)


def _is_minor(born: date, last: date) -> bool:
    return (last.year - born.year) - ((last.month, last.day) < (born.month, born.day)) < 18


def working_days(holidays: list[str], start: date, end: date) -> int:
    """Working days after the start up to and with the end."""
    free = np.array(holidays, dtype="datetime64[D]")
    return int(np.busday_count(np.datetime64(start) + 1, np.datetime64(end) + 1, holidays=free))
