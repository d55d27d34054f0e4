"""The warehouse's own SQL without dbt or Dagster: compiled once, then run straight in one DuckDB process.

Belongs here: compiling and running. Does not belong here: what is compared with what (`nightly`, `growth`).
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration.settings import PROJECT, Home

CACHE = "straight"


@dataclass(frozen=True)
class Statement:
    """One model or data test: what to run, and under which name its rows stand (tests have none)."""

    name: str
    kind: str
    schema: str
    materialized: str
    sql: str


def compile_to(home: Home) -> Path:
    """Compile the models and data tests of this home's warehouse; returns the file of statements in building order."""
    folder = home.make(home.root / CACHE)
    os.environ |= {
        "SCORECARDS_WAREHOUSE": str(home.warehouse),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    from dbt.cli.main import dbtRunner

    from orchestration.transform import let_go

    project = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT / "dbt_project")]
    outcome = dbtRunner().invoke(["--quiet", "compile", "--exclude", "resource_type:unit_test", *project])
    let_go()
    if not outcome.success:
        sys.exit(f"dbt could not compile the project ({outcome.exception}): run `make check`")
    manifest = json.loads((folder / "target" / "manifest.json").read_bytes())
    statements = [_statement(node) for node in _in_order(manifest["nodes"])]
    path = folder / "statements.json"
    path.write_text(json.dumps([vars(statement) for statement in statements]), encoding="utf-8")
    return path


def _in_order(nodes: dict[str, Any]) -> list[dict[str, Any]]:
    """Models and tests, each after what it depends on."""
    wanted = {key: node for key, node in nodes.items() if node["resource_type"] in ("model", "test")}
    done: dict[str, dict[str, Any]] = {}

    def visit(key: str) -> None:
        if key in done or key not in wanted:
            return
        for parent in wanted[key]["depends_on"]["nodes"]:
            visit(parent)
        done[key] = wanted[key]

    for key in sorted(wanted):
        visit(key)
    return list(done.values())


def _statement(node: dict[str, Any]) -> Statement:
    return Statement(
        node["name"], node["resource_type"], node["schema"], node["config"]["materialized"], node["compiled_code"]
    )


def run(home: Home, *, with_tests: bool) -> dict[str, float]:
    """Build everything in a fresh file beside the home's warehouse; seconds by model, tests together."""
    # the compiled SQL names the database, which DuckDB takes from the file's name
    path = home.root / CACHE / home.warehouse.name
    path.unlink(missing_ok=True)
    seconds: dict[str, float] = {}
    with duckdb.connect(str(path)) as connection:
        copy_inputs(connection, home)
        for statement in statements(home):
            if statement.kind == "test" and not with_tests:
                continue
            began = time.perf_counter()
            if statement.kind == "test":
                failures(connection, statement)
            else:
                build(connection, statement)
            name = "tests" if statement.kind == "test" else statement.name
            seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - began
    return seconds


def statements(home: Home) -> list[Statement]:
    """What `compile_to` left, in building order."""
    return [Statement(**item) for item in json.loads((home.root / CACHE / "statements.json").read_bytes())]


def copy_inputs(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    """The raw views and the seeds, as the last night left them."""
    connection.execute(f"attach '{home.warehouse}' as built (read_only)")
    names = connection.execute(
        "select schema_name, table_name, 'table' from duckdb_tables() "
        "where database_name = 'built' and schema_name in ('raw', 'seeds') "
        "union all select schema_name, view_name, sql from duckdb_views() "
        "where database_name = 'built' and schema_name = 'raw'"
    ).fetchall()
    for schema, name, sql in names:
        connection.execute(f"create schema if not exists {schema}")
        if sql == "table":
            connection.execute(f"create table {schema}.{name} as select * from built.{schema}.{name}")
        else:
            connection.execute(sql)
    connection.execute("detach built")


def failures(connection: duckdb.DuckDBPyConnection, statement: Statement) -> int:
    """Rows that a data test finds at fault."""
    ((found,),) = connection.execute(f"select count(*) from ({statement.sql})").fetchall()
    return int(found)


def build(connection: duckdb.DuckDBPyConnection, statement: Statement) -> None:
    """One model, in the database that the compiled SQL names."""
    kind = "view" if statement.materialized == "view" else "table"
    connection.execute(f"create schema if not exists {statement.schema}")
    connection.execute(f"create or replace {kind} {statement.schema}.{statement.name} as {statement.sql}")


if __name__ == "__main__":
    run(Home(Path(sys.argv[1])), with_tests=True)
