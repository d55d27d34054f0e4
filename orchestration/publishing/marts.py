"""Copies the marts out of the warehouse: one DuckDB file in the old storage format, one Parquet file per table.

Belongs here: the copy, its order and its proof (counts, keys, comments). Does not belong here: which tables may be
copied (`promise`), and reading any schema but `marts`.
"""

# ruff: noqa: S608 - names in these statements come from the allow-list or the catalogue and are quoted; no value is
from __future__ import annotations

import csv
import os
from pathlib import Path

import duckdb

from orchestration.publishing.promise import MARTS, UNIQUE, PublishError, check_shape

# Drivers lag behind the engine, and a file in the newest format is refused by them; every 1.x release reads this one.
STORAGE_VERSION = "v1.0.0"
ROW_GROUP = 122_880
Column = tuple[str, str, str]
"""Name, type, description."""
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    # One thread: with more, the rows of a Parquet file could be grouped in another way from night to night.
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def copy_marts(warehouse: Path, folder: Path) -> dict[str, int]:
    """Write the marts into `folder` and return the rows of each table.

    `marts.duckdb` (also linked as `scorecards.duckdb`), `<table>.parquet` and the dictionary `columns.csv`. The
    warehouse is attached read-only from a connection of its own. Raises PublishError when a table is missing, is not
    on the allow-list or breaks its shape, and when the copy does not hold the rows that the warehouse holds.
    """
    if not warehouse.exists():
        raise PublishError("there is no warehouse to publish from; run the build first")
    file = folder / "marts.duckdb"
    con = duckdb.connect(":memory:", config=SETTINGS)
    try:
        con.execute(f"attach {literal(str(warehouse))} as warehouse (read_only)")
        con.execute(f"attach {literal(str(file))} as edition (storage_version '{STORAGE_VERSION}')")
        con.execute("create schema edition.marts")
        _check_tables(con)
        columns, descriptions = _columns(con, "warehouse"), _descriptions(con)
        rows = {table: _copy_table(con, table, columns[table], descriptions.get(table, "")) for table in MARTS}
        _write_dictionary(columns, folder / "columns.csv")
        con.execute("checkpoint edition")
        con.execute("detach edition")
        con.execute("detach warehouse")
    except duckdb.Error as error:
        # The engine's own text can hold a key's value, so only its kind is passed on.
        raise PublishError(f"the marts could not be copied ({type(error).__name__})") from None
    finally:
        con.close()
    if (folder / "marts.duckdb.wal").exists():
        raise PublishError("the copy of the marts was not closed: a write-ahead log is left beside it")
    # Opened under the name marts, the file is a catalog marts with a schema marts, and DuckDB then refuses
    # `marts.kpi_measures` as ambiguous. The same file under another name is what BI tools are told to open.
    os.link(file, folder / "scorecards.duckdb")
    _write_parquet(file, folder, rows, columns)
    return rows


def _check_tables(con: duckdb.DuckDBPyConnection) -> None:
    found = {
        name
        for (name,) in con.execute(
            "select table_name from duckdb_tables() where database_name = 'warehouse' and schema_name = 'marts' "
            "union all select view_name from duckdb_views() where database_name = 'warehouse' and schema_name = 'marts'"
        ).fetchall()
    }
    if extra := sorted(found - set(MARTS)):
        raise PublishError(f"the schema marts holds a table that may not be published: {', '.join(extra)}")
    if missing := sorted(set(MARTS) - found):
        raise PublishError(f"the schema marts lacks {', '.join(missing)}")


def _columns(con: duckdb.DuckDBPyConnection, database: str) -> dict[str, list[Column]]:
    """Name, type and description of each column by table, in the table's own order."""
    # One question for all tables: the warehouse has hundreds of views, and each asking walks through all of them.
    found = con.execute(
        "select table_name, column_name, data_type, coalesce(comment, '') from duckdb_columns() "
        "where database_name = ? and schema_name = 'marts' order by table_name, column_index",
        [database],
    ).fetchall()
    tables: dict[str, list[Column]] = {table: [] for table in MARTS}
    for table, *column in found:
        if table in tables:
            tables[table].append((str(column[0]), str(column[1]), str(column[2])))
    return tables


def _descriptions(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Description of each table of the warehouse that has one."""
    found = con.execute(
        "select table_name, comment from duckdb_tables() "
        "where database_name = 'warehouse' and schema_name = 'marts' and comment is not null"
    ).fetchall()
    return {str(table): str(comment) for table, comment in found}


def _order(table: str, columns: list[Column]) -> str:
    """The key; where it is not unique every column breaks ties, so that the order is always the same."""
    names = MARTS[table] if table in UNIQUE else (*MARTS[table], *(name for name, _, _ in columns))
    return ", ".join(f"{quoted(name)} nulls first" for name in names)


def _copy_table(con: duckdb.DuckDBPyConnection, table: str, columns: list[Column], description: str) -> int:
    """Copy one table with its comments and prove the copy; return its rows."""
    check_shape(table, [(name, kind) for name, kind, _ in columns])
    names = ", ".join(quoted(name) for name, _, _ in columns)
    con.execute(
        f"create table edition.marts.{table} as "
        f"select {names} from warehouse.marts.{table} order by {_order(table, columns)}"
    )
    for name, _, comment in columns:
        if comment:
            con.execute(f"comment on column edition.marts.{table}.{quoted(name)} is {literal(comment)}")
    if description:
        con.execute(f"comment on table edition.marts.{table} is {literal(description)}")
    return _prove(con, table)


def _prove(con: duckdb.DuckDBPyConnection, table: str) -> int:
    before = _count(con, f"select count(*) from warehouse.marts.{table}")
    after = _count(con, f"select count(*) from edition.marts.{table}")
    if before != after:
        raise PublishError(f"{table}: {before} rows in the warehouse, {after} in the copy")
    if table in UNIQUE:
        keys = ", ".join(quoted(key) for key in MARTS[table])
        distinct = _count(con, f"select count(*) from (select distinct {keys} from edition.marts.{table})")
        if distinct != after:
            raise PublishError(f"{table}: {after} rows but {distinct} keys ({keys})")
    return after


def _count(con: duckdb.DuckDBPyConnection, query: str) -> int:
    found = con.execute(query).fetchone()
    return int(found[0]) if found else 0


def _write_dictionary(columns: dict[str, list[Column]], file: Path) -> None:
    """One row per published column: table, column, type, description."""
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["table_name", "column_name", "data_type", "description"])
        writer.writerows([table, *column] for table, found in columns.items() for column in found)


def _write_parquet(file: Path, folder: Path, rows: dict[str, int], columns: dict[str, list[Column]]) -> None:
    """Write each table of the closed copy as Parquet and read its count back; the bytes depend on the rows alone."""
    con = duckdb.connect(":memory:", config=SETTINGS)
    try:
        con.execute(f"attach {literal(str(file))} as edition (read_only)")
        for table, expected in rows.items():
            target = literal(str(folder / f"{table}.parquet"))
            con.execute(
                f"copy (select * from edition.marts.{table} order by {_order(table, columns[table])}) "
                f"to {target} (format parquet, compression zstd, compression_level 15, row_group_size {ROW_GROUP})"
            )
            written = _count(con, f"select count(*) from read_parquet({target})")
            if written != expected:
                raise PublishError(f"{table}.parquet holds {written} rows instead of {expected}")
    except duckdb.Error as error:
        raise PublishError(f"the Parquet files could not be written ({type(error).__name__})") from None
    finally:
        con.close()
