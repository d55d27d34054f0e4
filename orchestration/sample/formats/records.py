# ruff: noqa: S608 - the statements are put together from declared names only
"""One delivery of the dataset as typed tables in DuckDB: what every writer of another format is given.

Belongs here: types, moving all dates by whole years, and writing the tables down again as plain CSV. Does not belong
here: any format.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from orchestration.sample.tables import kind

_DAY = (
    "coalesce(try_strptime(left({0}, 10), '%Y-%m-%d'), try_strptime(left({0}, 10), '%d/%m/%Y'))::date + to_years({1})"
)


class Records:
    """The tables of one delivery. `as_at` is its extract date.

    `years` later: every date is moved, which keeps its day and month when they are a multiple of four (29 February).
    """

    def __init__(self, tables: Mapping[str, pa.Table], as_at: date, years: int = 0) -> None:
        self.as_at = as_at.replace(year=as_at.year + years)
        self.names = tuple(tables)
        self.connection = duckdb.connect()
        self.connection.execute("set threads = 2")
        for name, table in tables.items():
            self.connection.register("arriving", table)
            columns = ", ".join(f"{_typed(column, years)} as {column}" for column in table.column_names)
            self.connection.execute(f"create table {name} as select {columns} from arriving")
            self.connection.unregister("arriving")

    def look_from(self, since: date, until: date) -> None:
        """The window that `since()`, `until()` and `known(day)` mean in the queries to come: what is later is not
        known yet."""
        self.connection.execute(
            f"create or replace macro since() as date '{since}'; create or replace macro until() as date '{until}'; "
            f"create or replace macro known(day) as case when day <= date '{until}' then day end"
        )

    def rows(self, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The names of a query's columns, and its rows."""
        found = self.connection.execute(query)
        return [str(column[0]) for column in found.description or []], found.fetchall()

    def groups(self, query: str) -> dict[str, list[dict[str, Any]]]:
        """Rows by the text of their first column, which is left out of them."""
        names, rows = self.rows(query)
        found: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            found.setdefault(str(row[0]), []).append(dict(zip(names[1:], row[1:], strict=True)))
        return found

    def write_csv(self, folder: Path, *names: str) -> list[Path]:
        """These tables as the dataset has them, one plain CSV each, dates as YYYY-MM-DD."""
        paths = []
        for name in names:
            paths.append(folder / f"{name}.csv")
            self.connection.execute(f"copy {name} to '{paths[-1]}' (header)")
        return paths


def _typed(column: str, years: int) -> str:
    if column == "mid_year":
        return f"({column}::integer + {years})::varchar"
    if kind(column) == "date":
        return f"({_DAY.format(column, years)})::date"
    return column
