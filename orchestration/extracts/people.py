# ruff: noqa: S608 - the statements are put together from declared names and numbers only
"""The people of a delivery that came in several formats: one list, in which each child stands once.

Belongs here: putting the lists together, and giving each row back to the format it came from. Does not belong here: who
stands in a format's list (each format), the feeds that are made of one format alone (`formats`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import duckdb

from orchestration.extracts.converting import Converted, Format
from orchestration.extracts.judging import IGNORED_TABLE, LOADED_TABLE
from orchestration.extracts.reading import TEXT_TABLE, Reading
from orchestration.extracts.typed import define_macros

FEED = "ssd_person"
NAMED_ELSEWHERE = "another format of the delivery names the child"
_EVERY, _KNOWN, _JUDGED = "people_every", "people_known", "people_judged"


def gather(connection: duckdb.DuckDBPyConnection, givers: Sequence[Format]) -> Converted:
    """Fill `text_rows` with the people of all formats, the first format's first. A child whom an earlier format names
    with a date of birth is not taken again: which of two rows is right is decided, not left to the rule of keys."""
    define_macros(connection)
    made, parts = [], []
    for number, one in enumerate(givers):
        made.append(one.convert(FEED))
        part = f"people_of_{number}"
        connection.execute(f"create or replace table {part} as select {number} as giver, * from {TEXT_TABLE}")
        parts.append(f"select * from {part}")
    rows = sum(one.reading.rows_in for one in made)
    every, named = " union all by name ".join(parts), "e.pers_person_id = k.pers_person_id and e.giver < k.giver"
    connection.execute(
        f"create or replace table {_EVERY} as {every};"
        f"create or replace table {_KNOWN} as select source_row from {_EVERY} as k where exists ("
        f"select 1 from {_EVERY} as e where {named} and as_day(e.pers_dob) is not null);"
        f"create or replace table {TEXT_TABLE} as select * exclude (giver) from {_EVERY} "
        f"where source_row not in (select source_row from {_KNOWN}) order by source_row"
    )
    known = connection.execute(f"select count(*) from {_KNOWN}").fetchall()[0][0]
    present = frozenset[str]().union(*(one.reading.present for one in made))
    together = hashlib.sha256("".join(one.file_hash for one in made).encode()).hexdigest()
    reading = Reading(rows, present, set_aside={NAMED_ELSEWHERE: known})
    formats = [one.format for one in made]
    # with lists among them they are people of a snapshot, whose earlier ones add theirs
    name = "annex_a" if "annex_a" in formats else formats[0]
    return Converted(reading, ", ".join(one.file_name for one in made), together, name)


def settle(connection: duckdb.DuckDBPyConnection, givers: Sequence[Format]) -> None:
    """After the people were judged: each format settles its own rows, and sees none of another's."""
    connection.execute(
        f"insert into {IGNORED_TABLE} select source_row, '{NAMED_ELSEWHERE}' from {_KNOWN};"
        f"create or replace table {_JUDGED} as from {LOADED_TABLE}"
    )
    for number, one in enumerate(givers):
        connection.execute(f"create or replace table {LOADED_TABLE} as from {_JUDGED}")
        one.settle(FEED)
        connection.execute(f"create or replace table people_settled_{number} as from {LOADED_TABLE}")
    settled = " union all by name ".join(f"from people_settled_{number}" for number in range(len(givers)))
    connection.execute(f"create or replace table {LOADED_TABLE} as {settled}")
