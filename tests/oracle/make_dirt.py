"""Plants every kind of fault in the files of one delivery. Each planted row is one that must not count."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.oracle.tables import TABLES, Table

if TYPE_CHECKING:
    from tests.oracle.councils import World

Row = dict[str, Any]
TEXTS = ("soon", "2020-02-30", "31/11/2020", "2020-13-01", "n/k")
PLACEHOLDERS = ("1900-01-01", "9999-12-31", "1899-12-30", "2999-01-01")


def plant(world: World, tables: dict[str, list[Row]], extract: date) -> None:
    """Adds faulty rows, and some blank ones, to every file of the delivery."""
    people_rng = random.Random(
        f"people-{world.spec.la_code}-{world.spec.seed}"
    )  # the same bad people in every delivery
    _people(people_rng, tables)
    rng = random.Random(f"dirt-{world.spec.la_code}-{world.spec.seed}-{extract}")
    for name, rows in tables.items():
        if name not in TABLES or not rows or name in ("ssd_person", "local_populations"):
            continue
        originals = list(rows)
        for number in range(world.spec.dirt):
            planted = _faults(rng, name, originals, extract, f"{number}")
            for row in planted:
                rows.insert(rng.randrange(len(originals), len(rows) + 1), row)
        for _ in range(world.spec.dirt):
            rows.insert(rng.randrange(len(rows) + 1), dict.fromkeys(originals[0], ""))


def _faults(rng: random.Random, name: str, originals: list[Row], extract: date, mark: str) -> list[Row]:
    """One row of every fault that the table can have; keys are new except for the duplicate."""
    table, planted = TABLES[name], []
    dates = [c for c, kind in table.columns.items() if kind == "date"]
    codes = [c for c, kind in table.columns.items() if isinstance(kind, frozenset) or kind == "flag"]

    def spoilt(kind: str, **changes: Any) -> None:
        row = {**rng.choice(originals), **changes}
        if len(table.key) == 1:
            row[table.key[0]] = f"ZZ{kind}{mark}{rng.randrange(10**6):06d}"
        planted.append(row)

    duplicate = dict(rng.choice(originals))
    if len(table.key) == 1 and dates:
        duplicate[dates[-1]] = extract - timedelta(days=rng.randrange(200))
    planted.append(duplicate)
    _strangers(table, mark, spoilt)
    for column in dates:
        spoilt("FU", **{column: extract + timedelta(days=rng.choice([1, 2, 30]))})
        spoilt("PL", **{column: rng.choice(PLACEHOLDERS)})
        spoilt("TX", **{column: rng.choice(TEXTS)})
    for column in (c for c, kind in table.columns.items() if kind == "late"):  # may lie ahead, but must be a date
        spoilt("LP", **{column: rng.choice(PLACEHOLDERS)})
        spoilt("LX", **{column: rng.choice(TEXTS)})
    for start, end in table.order:
        day = extract - timedelta(days=rng.randrange(20, 400))
        spoilt("EB", **{start: day, end: day - timedelta(days=rng.choice([1, 5]))})
    for column in codes:
        spoilt("CO", **{column: rng.choice(["Q9", "?", "7Z"])})
    if name == "local_contact_decisions":
        spoilt("DB", decision_date=date(2015, 1, 5))  # before its contact
    return planted


def _strangers(table: Table, mark: str, spoilt: Callable[..., None]) -> None:
    """Rows of nobody: an unknown person, none at all, and a link that leads nowhere."""
    if table.person:
        spoilt("OR", **{table.person: f"NOBODY{mark}"})
        if not table.person_may_be_empty:
            spoilt("EM", **{table.person: "", **({table.via: ""} if table.via else {})})
    if table.via:
        spoilt("VI", **{table.via: "NOWHERE", **({table.person: ""} if table.person else {})})


def _people(rng: random.Random, tables: dict[str, list[Row]]) -> None:
    """Makes some people uncountable, so that nothing of theirs counts, and gives others a second row."""
    people = tables["ssd_person"]
    chosen = rng.sample(range(len(people)), 10)
    for index, change in zip(
        chosen,
        (
            {"pers_sex": "X"},
            {"pers_dob": "1900-01-01"},
            {"pers_dob": "31/02/2010"},
            {"pers_dob": "9999-12-31"},
            {"pers_dob": "unknown"},
        ),
        strict=False,
    ):
        people[index] = {**people[index], **change}
    for index in chosen[5:]:
        people.append({**people[index], "pers_dob": date(2001, 1, 1), "pers_sex": "U"})
    people.append(dict.fromkeys(people[0], ""))
    people.append({**people[0], "pers_person_id": ""})
