"""Reads one council's deliveries and keeps the rows that count. Which rows count is decided here and nowhere else.

A row is left out when: its key was already seen in the file; its person is unknown; an end lies before its start; a
date is after the extract date, a placeholder (1900 and before, 2999 and after) or no date at all; a code lies outside
its closed set.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.oracle.tables import TABLES, Kind, Table

Row = dict[str, Any]
LEADS = {"ssd_cp_plans": "cppl_cp_plan_id", "ssd_cla_episodes": "clae_cla_id", "ssd_contacts": "cont_contact_id"}


class Bad(Exception):
    """The row does not count."""


class Council:
    """Counted rows of one council: current delivery's tables, and every delivery's care leavers and professionals."""

    def __init__(self, la_code: str, as_of: date) -> None:
        self.la_code, self.as_of = la_code, as_of
        self.tables: dict[str, list[Row]] = {name: [] for name in TABLES}
        self.present: set[str] = set()
        self.past: dict[str, dict[date, list[Row]]] = {"ssd_care_leavers": {}, "ssd_professionals": {}}
        self._indexes: dict[tuple[str, str], dict[str, list[Row]]] = {}

    def rows(self, table: str, column: str | None = None, value: str | None = None) -> list[Row]:
        """All counted rows of a table, or those whose column holds the value."""
        if column is None:
            return self.tables[table]
        if (table, column) not in self._indexes:
            index: dict[str, list[Row]] = defaultdict(list)
            for row in self.tables[table]:
                if row[column]:
                    index[row[column]].append(row)
            self._indexes[table, column] = index
        return self._indexes[table, column].get(value or "", [])

    def of(self, table: str, person: str) -> list[Row]:
        """The counted rows of one person."""
        return self.rows(table, "person", person)

    def person(self, pid: str) -> Row:
        """The counted person row."""
        return self.rows("ssd_person", "pers_person_id", pid)[0]


def read_raw(path: Path) -> list[dict[str, str]]:
    """Text rows of a CSV in file order, without the blank ones."""
    with path.open(newline="", encoding="utf-8-sig") as handle:
        rows = [{k.strip(): (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(handle)]
    return [row for row in rows if any(row.values())]


def to_date(text: str, latest: date | None) -> date:
    """A day from ISO or day-first text; a time part is dropped. Raises Bad for anything that is no sensible date."""
    iso, day_first = (
        re.match(r"(\d{4})-(\d{2})-(\d{2})([T ].*)?$", text),
        re.match(r"(\d{2})/(\d{2})/(\d{4})( .*)?$", text),
    )
    if iso:
        year, month, day = iso.groups()[:3]
    elif day_first:
        day, month, year = day_first.groups()[:3]
    else:
        raise Bad("not a date")
    if int(year) <= 1900 or int(year) >= 2999:
        raise Bad("placeholder")
    try:
        value = date(int(year), int(month), int(day))
    except ValueError as error:
        raise Bad("not a date") from error
    if latest is not None and value > latest:
        raise Bad("after the extract date")
    return value


def to_value(text: str, kind: Kind, extract: date) -> Any:
    """The typed value of one cell; None where it is empty."""
    if text == "" or text.upper() == "NULL":
        return None
    if kind == "date":
        return to_date(text, extract)
    if kind == "late":
        return to_date(text, None)
    if kind == "number":
        try:
            return float(text)
        except ValueError as error:
            raise Bad("not a number") from error
    if kind == "flag":
        kind = frozenset("YN")
    if isinstance(kind, frozenset):
        code = text.split(":")[0].strip().upper()
        if code not in kind:
            raise Bad("code outside the set")
        return code
    return text


def _typed(raw: dict[str, str], table: Table, extract: date) -> Row:
    row = {column: to_value(raw.get(column, ""), kind, extract) for column, kind in table.columns.items()}
    for start, end in table.order:
        if row[start] and row[end] and row[end] < row[start]:
            raise Bad("end before start")
    return row


def clean(raws: list[dict[str, str]], name: str, extract: date, person_of: Callable[[Row], str | None]) -> list[Row]:
    """The rows of one file that count. `person_of` gives a row's known person, or None."""
    table, seen, kept = TABLES[name], set(), []
    for raw in raws:
        key = tuple(raw.get(column, "") for column in table.key)
        if key in seen or key[0] == "":
            continue
        seen.add(key)
        try:
            row = _typed(raw, table, extract)
        except Bad:
            continue
        row["person"] = person_of(row)
        needs_person = table.person is not None or table.via is not None
        may_lack = table.person_may_be_empty and table.person is not None and not row[table.person]
        if needs_person and row["person"] is None and not may_lack:
            continue
        kept.append(row)
    return kept


class _Loader:
    """Cleans the files of one extract folder, those first that others lean on."""

    def __init__(self, folder: Path, la_code: str, extract: date) -> None:
        self.folder, self.la_code, self.extract = folder, la_code, extract
        self.tables: dict[str, list[Row]] = {}
        self.present: set[str] = set()
        self.known: set[str] = set()
        self.links: dict[str, dict[str, str]] = {}

    def load(self) -> _Loader:
        first = ["ssd_person", "ssd_cp_plans", "ssd_cla_episodes", "ssd_contacts"]
        for name in first + [n for n in TABLES if n not in first]:
            path = self.folder / f"{name}.csv"
            raws = read_raw(path) if path.exists() else []
            if raws:
                self.present.add(name)
            self.tables[name] = clean(raws, name, self.extract, self._person_of(name))
            if name == "ssd_person":
                self.known = {row["pers_person_id"] for row in self.tables[name]}
            self._remember(name)
        contacted = {r["cont_contact_id"]: r["cont_contact_date"] for r in self.tables["ssd_contacts"]}
        self.tables["local_contact_decisions"] = [
            r
            for r in self.tables["local_contact_decisions"]
            if r["decision_date"] is None or (contacted[r["contact_id"]] or r["decision_date"]) <= r["decision_date"]
        ]
        people = self.tables["local_populations"]
        self.tables["local_populations"] = [r for r in people if r["la_code"] in (None, self.la_code)]
        return self

    def _remember(self, name: str) -> None:
        column = LEADS.get(name)
        if column:
            self.links[name] = {row[column]: row["person"] for row in self.tables[name] if row[column]}

    def _person_of(self, name: str) -> Callable[[Row], str | None]:
        table = TABLES[name]
        through = {"cppv_cp_plan_id": "ssd_cp_plans", "cppr_cp_plan_id": "ssd_cp_plans", "contact_id": "ssd_contacts"}
        link = self.links.get(through.get(table.via or "", "ssd_cla_episodes"), {})

        def person_of(row: Row) -> str | None:
            own = row[table.person] if table.person else None
            if own:
                return own if own in self.known else None
            return link.get(row[table.via]) if table.via else None

        return person_of


def load_council(folder: Path, as_of: date) -> Council | None:
    """The council whose extract folders lie in `folder`; None when none of them is dated on or before `as_of`."""
    extracts = sorted((date.fromisoformat(p.name), p) for p in folder.iterdir() if p.is_dir())
    extracts = [(day, path) for day, path in extracts if day <= as_of]
    if not extracts:
        return None
    newest = extracts[-1][0]
    council = Council(folder.name, newest)
    for day, path in extracts:
        loader = _Loader(path, folder.name, day).load()
        for name, deliveries in council.past.items():
            if name in loader.present:
                deliveries[day] = loader.tables[name]
        if day == newest:
            council.tables, council.present = loader.tables, loader.present
    known = {row["pers_person_id"] for row in council.tables["ssd_person"]}
    leavers = council.past["ssd_care_leavers"]
    for day in leavers:  # a person unknown today has no date of birth to count with
        leavers[day] = [row for row in leavers[day] if row["person"] in known]
    return council
