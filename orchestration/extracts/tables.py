"""What a format that is not the contract's own is made of: its tables, and what feeds they become.

Belongs here: `Table`, `ReturnFormat`, the names of the working tables. Does not belong here: any format (`ssda903/`,
`cin_census/`), the account of its rows (`sources`, `returns`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from orchestration.contracts.shape import Feed
from orchestration.extracts.ledger import Entry

if TYPE_CHECKING:
    from orchestration.extracts.sources import Source

REJECTED = "return_rejected"
"""file_no and line of rejected rows that other feeds would be made of as well."""
KNOWN_PEOPLE = "return_people"
"""Children whom an earlier format of the same delivery names with a date of birth."""


@dataclass(frozen=True)
class Table:
    """One table of a format. `shape` is what its header must bring; all is text until the contract types it.

    A row counts as loaded or quarantined by what becomes of its row in the feed `main`; `same` are the columns by
    which a row of an earlier return is recognised in a later one. `made_from`: column of a feed → the name under which
    the service knows it. `is_whole`: every column is there by definition, what is not written is empty.
    """

    name: str
    shape: Feed
    main: str | None
    same: tuple[str, ...] = ("child",)
    made_from: Mapping[str, str] | None = None
    is_whole: bool = False


@dataclass(frozen=True)
class ReturnFormat:
    """One kind of file. `feeds`: feed → tables it is made of, the one that decides first.

    `parts_of` reads a ledger name: (name in the report, year, table) of each table in that file. `one_file`: a refused
    file costs all tables. `load` fills the tables `return_<table>`; `select_for(feed, as_at)` yields file_no, line and
    the feed's columns as text.
    """

    name: str
    feeds: Mapping[str, tuple[str, ...]]
    parts_of: Callable[[str], list[tuple[str, str, Table]]]
    load: Callable[[duckdb.DuckDBPyConnection, list[Source], date, Callable[[Entry], Path]], None]
    select_for: Callable[[str, str], str]
    one_file: bool = False


def make_table(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """`return_<table>`: file_no, line, label (the year as the file is named), year (of the closing 31 March), why (set
    aside for this reason; null when in force) and the table's columns."""
    columns = ", ".join(f"{column.name} varchar" for column in table.shape.columns)
    connection.execute(
        f"create or replace table return_{table.name} "
        f"(file_no integer, line bigint, label varchar, year integer, why varchar, {columns})"
    )
