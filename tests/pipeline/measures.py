"""What a night makes of what was ingested: models built as they are, in a warehouse of the home.

Belongs here: the lake mounted, dbt run. Does not belong here: deliveries, figures.
"""

from __future__ import annotations

from contextlib import closing

import duckdb
import pytest
from dbt.cli.main import dbtRunner

from orchestration import transform
from orchestration.extracts import lake
from orchestration.settings import Home


def build(home: Home, *models: str) -> None:
    """The models named and all that they are made of, without their tests, from what the home's lake holds."""
    home.make(home.warehouse.parent)
    with closing(duckdb.connect(str(home.warehouse))) as connection:
        lake.mount(connection, home)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(transform.WAREHOUSE_VARIABLE, str(home.warehouse))
        environment.setenv("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
        quiet = ["--quiet", "--no-use-colors"]
        chosen = ["--select", *(f"+{model}" for model in models), "--resource-type", "seed", "--resource-type", "model"]
        done = dbtRunner().invoke([*quiet, "build", *transform.arguments(home), *chosen])
        transform.let_go()
    assert done.success, done.exception
