"""An empty warehouse, built once for all tests of this folder: every seed and model over extracts without a row.

Belongs here: making schema raw from the contract and calling dbt. Does not belong here: any expectation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import pytest
from dbt.cli.main import dbtRunner

from orchestration import transform
from orchestration.contracts.feeds import FEEDS
from orchestration.extracts.figures import COLUMNS
from orchestration.settings import Home

RUN = "as_of date, edition_id varchar, code_version varchar, inputs_hash varchar"
DELIVERIES = (
    "la_code varchar, as_at date, feed varchar, status varchar, reason varchar, file_name varchar, file_hash varchar, "
    "rows_in bigint, rows_loaded bigint, rows_quarantined bigint, rows_ignored bigint, missing_columns varchar, "
    "is_current boolean, format varchar, known_from date, state_from date, known_until date, snapshots integer, "
    "rows_earlier bigint, rows_ended bigint, rows_removed bigint"
)


@dataclass(frozen=True)
class Warehouse:
    """A built warehouse with no child in it, and dbt over it. `manifest` is dbt's own parsed project."""

    home: Home
    manifest: Any

    def dbt(self, *command: str) -> list[Any]:
        """The node results of one dbt command; an exception of dbt itself is raised here."""
        # set for each call: other files of tests may run in this process in between, with warehouses of their own
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv(transform.WAREHOUSE_VARIABLE, str(self.home.warehouse))
            outcome = dbtRunner(manifest=self.manifest).invoke(
                ["--quiet", "--no-use-colors", command[0], *transform.arguments(self.home), *command[1:]]
            )
            transform.let_go()
        if outcome.exception:
            raise outcome.exception
        return list(outcome.result.results)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """All rows of a query on the warehouse."""
        with duckdb.connect(self.home.warehouse, read_only=True) as connection:
            return connection.execute(query).fetchall()


def make_raw(home: Home) -> None:
    """Schema raw as a night leaves it, from the contract's own types, with no rows."""
    home.make(home.warehouse.parent)
    with duckdb.connect(home.warehouse) as connection:
        connection.execute("create schema raw")
        connection.execute(f"create table raw.run ({RUN})")
        connection.execute(f"create table raw.deliveries ({DELIVERIES})")
        published = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
        connection.execute(f"create table raw.published_figures ({published})")
        for feed in FEEDS.values():
            columns = ", ".join(f"{name} {sql_type}" for name, sql_type in feed.loaded_types.items())
            connection.execute(f"create table raw.{feed.name} ({columns})")


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """The empty warehouse; a model or seed that does not build fails every test that asks for it."""
    home = Home(tmp_path_factory.mktemp("warehouse"))
    make_raw(home)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(transform.WAREHOUSE_VARIABLE, str(home.warehouse))
        environment.setenv("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
        parsed = dbtRunner().invoke(["--quiet", "--no-use-colors", "parse", *transform.arguments(home)])
        assert parsed.success, parsed.exception
        built = Warehouse(home, parsed.result)
        broken = [
            f"{node.node.name}: {node.message}"
            for node in built.dbt("build", "--resource-type", "seed", "--resource-type", "model")
            if str(node.status) != "success"
        ]
        assert not broken, "\n".join(broken)
        yield built
    transform.let_go()
