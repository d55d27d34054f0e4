"""Writes small fictional councils, dense with edges, as extract folders. The events themselves are made in `make_*`.

A council is made whole first and then cut at each extract date, so that its deliveries agree with one another. Every
value is drawn from a seed: the same `Spec` always gives the same files.
"""

from __future__ import annotations

import argparse
import csv
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.oracle import make_care, make_dirt, make_front, make_protection, make_staff
from tests.oracle.days import months_before
from tests.oracle.make_days import Days
from tests.oracle.tables import TABLES

Row = dict[str, Any]
DUE = ("clar_cla_review_due_date", "cppr_cp_review_due")


@dataclass
class Spec:
    """What a council is like. Dates are days; `extracts` in order; `leave_out` names feeds that are not delivered."""

    la_code: str = "991"
    seed: int = 1
    children: int = 150
    first: date = date(2018, 4, 1)
    extracts: tuple[date, ...] = (date(2020, 12, 31),)
    clean: bool = True
    leave_out: frozenset[str] = frozenset()
    with_visit_frequency: bool = True
    with_care_leaver_status: bool = True
    with_times: bool = False
    dirt: int = 3  # planted faults of each kind and table
    header_only: frozenset[str] = field(default_factory=frozenset)


class World:
    """The growing tables of one council, and the means to fill them."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.rng = random.Random(f"{spec.la_code}-{spec.seed}")
        self.last = spec.extracts[-1]
        self.days = Days(self.rng, spec.first, self.last)
        self.tables: dict[str, list[Row]] = {}
        self.people: list[Row] = []
        self._next: dict[str, int] = {}

    def key(self, prefix: str) -> str:
        """The next key with this prefix; all have the same length, so that text order is order of making."""
        self._next[prefix] = self._next.get(prefix, 0) + 1
        return f"{prefix}{self._next[prefix]:06d}"

    def add(self, table: str, **row: Any) -> Row:
        """Adds a row and returns it."""
        self.tables.setdefault(table, []).append(row)
        return row

    def pick(self, text: str) -> str:
        """One of the words; `-` stands for an empty cell."""
        word = self.rng.choice(text.split())
        return "" if word == "-" else word

    def chance(self, share: float) -> bool:
        """True in that share of calls."""
        return self.rng.random() < share


def _people(world: World) -> None:
    rng, last = world.rng, world.last
    ethnic = "WBRI WBRI WBRI WIRI WOTH WROM MWBC MOTH AIND APKN ABAN CNHE AOTH BCRB BAFR BOTH OOTH REFU NOBT -"
    leap = [date(2000, 2, 29), date(2004, 2, 29), date(2008, 2, 29), date(2012, 2, 29), date(2016, 2, 29)]
    for _ in range(world.spec.children):
        draw = rng.random()
        dob: date | None = last - timedelta(days=rng.randrange(0, 19 * 365))
        if draw < 0.04:
            dob = None
        elif draw < 0.07:
            dob = last + timedelta(days=rng.randrange(1, 200))  # not born yet: the date expected
        elif draw < 0.12:
            dob = rng.choice(leap)
        elif draw < 0.25:  # a birthday at or beside a month end, where age bands turn
            turn = world.days.some_month_end()
            day = turn + timedelta(days=rng.choice([-1, 0, 1]))
            dob = months_before(day, 12 * rng.choice([1, 5, 10, 16, 17, 18]))
        elif draw < 0.37:
            dob = last - timedelta(days=rng.randrange(17 * 365, 22 * 365))
        person = world.add(
            "ssd_person",
            pers_person_id=world.key("P"),
            pers_sex=world.pick("F F F M M M U -"),
            pers_ethnicity=world.pick(ethnic),
            pers_dob=dob,
        )
        world.people.append(person)
        for _ in range(rng.choice([0, 0, 0, 0, 0, 1, 2])):
            code, pid = world.pick("NONE MOB LD AUT BEH HEAR DDA"), person["pers_person_id"]
            world.add("ssd_disability", disa_table_id=world.key("D"), disa_person_id=pid, disa_disability_code=code)


def _populations(world: World) -> None:
    for vintage, shift in (("mid-2019", 0), ("mid-2020", 37)):
        for year in range(2014, 2021 if vintage == "mid-2020" else 2020):
            for low, high, size in ((0, 17, 50000), (10, 17, 22000), (0, 4, 14000)):
                people = size + (year - 2014) * 211 + shift
                row = {"la_code": world.spec.la_code, "mid_year": year, "vintage": vintage}
                world.add("local_populations", **row, age_from=low, age_to=high, population=people)


def make(spec: Spec) -> World:
    """The whole council as on its last extract date."""
    world = World(spec)
    _people(world)
    _populations(world)
    make_staff.make(world)
    for person in world.people:
        make_front.make(world, person["pers_person_id"])
        make_protection.make(world, person["pers_person_id"])
        make_care.make(world, person)
    make_protection.siblings(world)
    for table in ("ssd_care_leavers", "ssd_professionals"):
        world.tables.setdefault(table, [])
    return world


def cut(world: World, table: str, extract: date) -> list[Row]:
    """The rows that a system would have held on the extract date: nothing begun later, no end known ahead."""
    kinds, result = TABLES[table].columns, []
    date_columns = [column for column, kind in kinds.items() if kind == "date"]
    for row in world.tables.get(table, []):
        begun = row.get(date_columns[0]) if date_columns else None
        if begun is not None and begun > extract:
            continue
        if begun is None and any(row.get(c) and row[c] > extract + timedelta(days=15) for c in DUE):
            continue  # a review that nobody had planned yet
        later = {c: "" for c in date_columns[1:] if row.get(c) and row[c] > extract}
        result.append({**row, **later})
    return result


def write_council(landing: Path, spec: Spec) -> None:
    """Writes `landing/<la_code>/<extract date>/*.csv` for every extract date of the spec."""
    world = make(spec)
    absent = set(spec.leave_out)
    absent |= set() if spec.with_visit_frequency else {"local_visit_frequency"}
    absent |= set() if spec.with_care_leaver_status else {"local_care_leaver_status"}
    for number, extract in enumerate(spec.extracts):
        tables = {name: cut(world, name, extract) for name in TABLES}
        tables["ssd_department"] = world.tables["ssd_department"]
        make_staff.at_delivery(world, tables, number, extract)
        if not spec.clean:
            make_dirt.plant(world, tables, extract)
        folder = landing / spec.la_code / extract.isoformat()
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in tables.items():
            if name not in absent:
                _write(folder / f"{name}.csv", name, [] if name in spec.header_only else rows, world)


def _write(path: Path, name: str, rows: list[Row], world: World) -> None:
    columns = list(rows[0]) if rows else list(TABLES[name].columns if name in TABLES else ())
    for row in rows:
        columns += [c for c in row if c not in columns]
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_text(row.get(c), world.spec.with_times) for c in columns])
        if not world.spec.clean:
            handle.write("\r\n")  # an empty last line, as spreadsheets leave it


def _text(value: Any, with_times: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat() + (" 00:00:00" if with_times else "")
    return str(value)


STANDARD = (
    Spec(la_code="991", seed=1, children=250, extracts=(date(2019, 12, 31), date(2020, 6, 30), date(2020, 12, 31))),
    Spec(
        la_code="992",
        seed=2,
        children=200,
        extracts=(date(2020, 3, 15), date(2020, 12, 31)),
        with_care_leaver_status=False,
    ),
    Spec(la_code="993", seed=3, children=150, clean=False, with_visit_frequency=False, with_times=True),
    Spec(
        la_code="994",
        seed=4,
        children=80,
        leave_out=frozenset({"ssd_cp_visits", "ssd_missing", "local_contact_decisions"}),
    ),
    Spec(
        la_code="995",
        seed=5,
        children=400,
        clean=False,
        extracts=(date(2019, 2, 28), date(2020, 2, 29), date(2020, 12, 30)),
    ),
)


def main() -> None:
    """Command line: the standard set of councils, or one of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("landing", type=Path)
    parser.add_argument("--only", help="la_code of one standard council")
    parser.add_argument("--seed", type=int, default=0, help="added to each council's seed")
    parser.add_argument("--children", type=int, help="instead of the standard number")
    options = parser.parse_args()
    for spec in STANDARD:
        if options.only in (None, spec.la_code):
            spec.seed += options.seed
            spec.children = options.children or spec.children
            write_council(options.landing, spec)


if __name__ == "__main__":
    main()
