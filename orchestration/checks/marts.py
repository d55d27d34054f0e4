"""The way out: every mart against its pandera contract before it may be published, as blocking checks.

Belongs here: running the exit contracts and counting what broke. Does not belong here: the contracts
(`contracts.marts`).
"""

# no postponed annotations here: Dagster reads the type of `context` from the function itself

from collections.abc import Iterator

import dagster as dg

from orchestration.assets.common import DURATION, Clock
from orchestration.assets.dbt_graph import Graph
from orchestration.contracts.marts import broken_promises
from orchestration.problems import Exit, Problem, Stop
from orchestration.progress import tell
from orchestration.publishing.promise import MARTS
from orchestration.redact import guarded
from orchestration.resources import Night, OneRun

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
    @guarded("marts_promise")
    def marts_promise(
        context: dg.AssetCheckExecutionContext, night: Night, lock: OneRun
    ) -> Iterator[dg.AssetCheckResult]:
        found: dict[str, dict[str, int]] = {}
        for spec in specs:
            table = spec.asset_key.path[-1]
            tell("marts", table)
            clock = Clock()
            broken = found[table] = broken_promises(night.home.warehouse, table)
            yield dg.AssetCheckResult(
                passed=not broken,
                asset_key=spec.asset_key,
                check_name=CHECK,
                metadata={"failing_rows_by_rule": broken, DURATION: clock.seconds},
            )

        if any(found.values()):
            raise Stop(problem_of(found))

    return marts_promise


def problem_of(found: dict[str, dict[str, int]]) -> Problem:
    """Which tables broke which rule, by count of rows."""
    told = [f"{table}: {rule} ({count} rows)" for table, broken in found.items() for rule, count in broken.items()]
    return Problem(
        what="the published tables would not keep their promise, so nothing was published",
        where="; ".join(told[:5]) + (f" and {len(told) - 5} more" if len(told) > 5 else ""),
        why="other programs read these tables and rely on their columns, types, keys and allowed values",
        mend="correct the model, or change the promise in orchestration/contracts/marts.py and say so in the changelog",
        exit_code=Exit.CHECKS,
    )
