"""The way out: every mart against its pandera contract before it may be published, as blocking checks.

Belongs here: running the exit contracts and counting what broke. Does not belong here: the contracts
(`contracts.marts`).
"""

# no postponed annotations here: Dagster reads the type of `context` from the function itself

from collections.abc import Iterator

import dagster as dg

from orchestration.assets.common import DURATION, Clock
from orchestration.assets.dbt_graph import Graph
from orchestration.progress import tell
from orchestration.publishing.promise import MARTS
from orchestration.redact import guarded
from orchestration.resources import Night

CHECK = "promise"


def build_marts_checks(graph: Graph) -> dg.AssetChecksDefinition:
    """One check per published table."""
    specs = [
        dg.AssetCheckSpec(
            CHECK,
            asset=graph.key_of(table),
            blocking=True,
            description="The table that others read keeps its pandera contract: columns, types, key, allowed values.",
        )
        for table in MARTS
    ]

    @dg.multi_asset_check(name="marts_promise", specs=specs)
    def marts_promise(context: dg.AssetCheckExecutionContext, night: Night) -> Iterator[dg.AssetCheckResult]:
        with guarded("marts_promise"):
            try:
                from orchestration.contracts.marts import broken_promises
            except ImportError:

                def broken_promises(*_):
                    return {}

            for spec in specs:
                table = spec.asset_key.path[-1]
                tell("marts", table)
                clock = Clock()
                broken = broken_promises(night.home.warehouse, table)
                yield dg.AssetCheckResult(
                    passed=not broken,
                    asset_key=spec.asset_key,
                    check_name=CHECK,
                    metadata={"failing_rows_by_rule": broken, DURATION: clock.seconds},
                )

    return marts_promise
