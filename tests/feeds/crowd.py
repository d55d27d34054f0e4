"""A small council many times over, side by side in one warehouse: one with every feed, each other without one of them.

The extracts are judged once, and once more without each feed whose rows decide on the rows of others. The models are
dbt's own compiled SQL, run straight in DuckDB. Belongs here: making that warehouse. Does not belong here: what is
expected of it (`expected`).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb

from benchmarks import straight
from orchestration import transform
from orchestration.contracts.feeds import FEEDS
from orchestration.extracts import lake, ledger
from orchestration.extracts.ingest import ingest
from orchestration.extracts.landing import receive
from orchestration.sample import EARLIER_DATE, LA_CODE, write
from orchestration.sample.columns import COLUMNS
from orchestration.settings import PROJECT, Home

DELIVERED = sorted(COLUMNS)
PARENTS = {"ssd_person"} | {feed.through.feed for feed in FEEDS.values() if feed.through}
"""Feeds without which rows of other feeds are judged otherwise: their councils are ingested anew."""

COUNCILS = {"": "001"} | {feed: f"{number:03}" for number, feed in enumerate(DELIVERED, 2)}
"""The feed that a council lacks (none for the first) → its code, which is no real council's."""

SCALE = 0.05
MONTHS = 13


def deliver(landing: Path, without: str = "", *, scale: float = SCALE) -> None:
    """The sample council's newest extracts, small, lacking one feed."""
    write(landing, scale=scale)
    shutil.rmtree(landing / LA_CODE / EARLIER_DATE)
    leave_out(landing, without)


def leave_out(landing: Path, feed: str) -> None:
    """Delete the feed's files of every delivery; no feed is left out for an empty name."""
    for path in landing.rglob(f"{feed}.*") if feed else ():
        path.unlink()


def ingested(landing: Path, home: Home) -> Home:
    """The home with what landed received and judged."""
    receive(landing, home)
    for delivery in ledger.deliveries(home):
        ingest(home, delivery)
    return home


def gathered(connection: duckdb.DuckDBPyConnection, root: Path, homes: dict[str, Home]) -> None:
    """Schemas raw and seeds of all councils of `COUNCILS`, here; `homes` are ingested already."""
    deliver(root / "landing")
    for without in ["", *sorted(PARENTS - set(homes))]:
        landing = root / f"landing {without}"
        shutil.copytree(root / "landing", landing)
        leave_out(landing, without)
        homes[without] = ingested(landing, Home(root / f"home {without}"))
    _compile(homes[""])
    straight.copy_inputs(connection, homes[""])
    _clone_seeds(connection)
    _clone_raw(connection, homes)


def _compile(home: Home) -> None:
    """Seeds loaded and models compiled; the variables that dbt is given are taken back."""
    from dbt.cli.main import dbtRunner

    before = dict(os.environ)
    home.make(home.warehouse.parent)
    try:
        straight.compile_to(home)
        project = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT / "dbt_project")]
        outcome = dbtRunner().invoke(["--quiet", "seed", *project])
        assert outcome.success, outcome.exception
    finally:
        transform.let_go()
        os.environ.clear()
        os.environ.update(before)


def _clone_seeds(connection: duckdb.DuckDBPyConnection) -> None:
    """Every council has the sample council's own targets, parameters and teams, and a history of two Decembers."""
    connection.execute("update seeds.parameters set value = ? where parameter = 'history_months'", [MONTHS])
    tables = connection.execute(
        "select table_name from duckdb_columns() where schema_name = 'seeds' and column_name = 'la_code'"
    ).fetchall()
    for (table,) in tables:
        for code in COUNCILS.values():
            connection.execute(
                f"insert into seeds.{table} select * replace ('{code}' as la_code) from seeds.{table} "
                f"where la_code = '{LA_CODE}'"
            )


def _clone_raw(connection: duckdb.DuckDBPyConnection, homes: dict[str, Home]) -> None:
    ((here,),) = connection.execute("select current_database()").fetchall()
    for without, home in homes.items():
        connection.execute(f"attach ':memory:' as without_{without}; use without_{without}")
        lake.mount(connection, home)
    connection.execute(f"use {here}; create schema raw; create table raw.run as from without_.raw.run")
    # nothing was published before: this is everybody's first night
    connection.execute("create table raw.published_figures as from without_.raw.published_figures where false")
    for name in FEEDS:
        columns = {
            without: f"select * replace ('{COUNCILS[without]}' as la_code) from without_{without}.raw.{name}"
            for without in homes
        }
        others = [
            f"select * replace ('{code}' as la_code) from without_.raw.{name}"
            for without, code in COUNCILS.items()
            if without not in homes and without != name
        ]
        connection.execute(f"create table raw.{name} as {' union all '.join([*columns.values(), *others])}")
    for number, (without, code) in enumerate(COUNCILS.items()):
        source = f"without_{without if without in homes else ''}.raw.deliveries"
        made = "create table raw.deliveries as" if number == 0 else "insert into raw.deliveries"
        connection.execute(f"{made} select * replace ('{code}' as la_code) from {source}")
        if without not in homes:
            connection.execute(
                "update raw.deliveries set status = 'missing', reason = 'not delivered', file_name = null, "
                "file_hash = null, rows_in = 0, rows_loaded = 0, rows_quarantined = 0, rows_ignored = 0, "
                "missing_columns = '' where la_code = ? and feed = ?",
                [code, without],
            )


def built(connection: duckdb.DuckDBPyConnection, home: Home) -> list[str]:
    """Every model over the gathered councils; the names of data tests that fail, with the number of rows."""
    failed = []
    for statement in straight.statements(home):
        if statement.kind == "test":
            if found := straight.failures(connection, statement):
                failed.append(f"{statement.name}: {found}")
        else:
            straight.build(connection, statement)
    return failed
