"""Everything that Dagster loads, put together in one place.

Belongs here: the list. Does not belong here: any asset, check, schedule or rule, and any work at import: dbt's manifest
is read when the definitions are asked for, and it is made by `scorecards prepare`, never here.
"""

from __future__ import annotations

from typing import Any

import dagster as dg

from orchestration import transform
from orchestration.assets.dbt_graph import read_graph
from orchestration.assets.edition import build_edition
from orchestration.assets.feeds import feeds
from orchestration.assets.landing import deliveries
from orchestration.assets.raw_schema import raw_schema
from orchestration.assets.warehouse import build_warehouse
from orchestration.checks.marts import build_marts_checks
from orchestration.publishing.promise import MARTS
from orchestration.resources import Night, OneRun
from orchestration.schedules import nightly_schedule
from orchestration.sensors import failure_sensor, landing_sensor

JOB = "nightly"


def build_defs(night: Night | None = None, **overrides: Any) -> dg.Definitions:
    """The definitions of one home. `overrides` replace arguments of `dagster.Definitions` (tests use it).

    Raises Stop when the dbt project has not been prepared for this home.
    """
    night = night or Night.from_environment()
    graph = read_graph(transform.load_manifest(night.home))
    warehouse = build_warehouse(graph)
    marts = build_marts_checks(graph)
    expected = sum(len(list(part.check_keys)) for part in (feeds, warehouse, marts))
    edition = build_edition([graph.key_of(table) for table in MARTS], expected)
    job = dg.define_asset_job(
        JOB,
        selection=dg.AssetSelection.all(),
        executor_def=dg.in_process_executor,
        description="The whole night in one process: receive, ingest, build, check, publish. It publishes or explains.",
        tags={"scorecards/job": JOB},
    )
    arguments: dict[str, Any] = {
        "assets": [deliveries, feeds, raw_schema, warehouse, edition],
        "asset_checks": [marts],
        "jobs": [job],
        "schedules": [nightly_schedule(JOB)],
        "sensors": [landing_sensor(JOB), failure_sensor()],
        "resources": {"night": night, "lock": OneRun(home_folder=night.home_folder)},
        "executor": dg.in_process_executor,
    }
    return dg.Definitions(**{**arguments, **overrides})


@dg.definitions
def defs() -> dg.Definitions:
    """What Dagster's web server, daemon and `dagster definitions validate` load, for the home of the environment."""
    return build_defs()
