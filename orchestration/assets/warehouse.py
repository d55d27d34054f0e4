"""The warehouse: the lake mounted as schema `raw`, then every dbt model, seed and data test in one call of dbt.

Belongs here: what of dbt's results becomes materializations, checks and the reason of a failure. Does not belong here:
the call itself (`transform`) and the shape of the graph (`dbt_graph`).
"""

# no postponed annotations here: Dagster reads the type of `context` from the function itself

from collections.abc import Iterator
from typing import Any

import dagster as dg

from orchestration import transform
from orchestration.assets.common import DURATION, ROWS
from orchestration.assets.dbt_graph import Graph
from orchestration.problems import Exit, Problem, Stop
from orchestration.progress import tell
from orchestration.redact import guarded
from orchestration.resources import Night, OneRun
from orchestration.settings import Home
from orchestration.transform import NodeResult

Outcome = dg.MaterializeResult | dg.AssetCheckResult


def build_warehouse(graph: Graph) -> dg.AssetsDefinition:
    """The step that runs dbt. It is all or nothing: the warehouse is rebuilt whole, so no model is run on its own."""

    @dg.multi_asset(name="warehouse", specs=list(graph.specs.values()), check_specs=list(graph.checks.values()))
    @guarded("warehouse")
    def warehouse(context: dg.AssetExecutionContext, night: Night, lock: OneRun) -> Iterator[Outcome]:
        tell("warehouse", "dbt starts", 0, graph.nodes)
        results = transform.build(night.home, lambda name, done: tell("warehouse", name, done, graph.nodes))
        by_id = {result.unique_id: result for result in results}
        rows = count_rows(night.home)

        yield from _materializations(graph, by_id, rows)
        yield from _evaluations(graph, by_id)
        problem = find_problem(graph, by_id)
        if problem:
            raise Stop(problem)

    return warehouse


def count_rows(home: Home) -> dict[tuple[str, str], int]:
    """(schema, table) → rows, from the catalogue; views are not counted because that would run them."""
    import duckdb

    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        found = connection.execute("select schema_name, table_name, estimated_size from duckdb_tables()").fetchall()
    return {(schema, table): int(size) for schema, table, size in found}


def _materializations(
    graph: Graph, by_id: dict[str, NodeResult], rows: dict[tuple[str, str], int]
) -> Iterator[dg.MaterializeResult]:
    """In the order in which dbt finished them, which is one in which parents come first."""
    for unique_id, result in by_id.items():
        spec = graph.specs.get(unique_id)
        if spec and result.went_well:
            metadata: dict[str, Any] = {DURATION: result.seconds}
            if len(spec.key.path) == 2 and (count := rows.get((spec.key.path[0], spec.key.path[1]))) is not None:
                metadata[ROWS] = count
            yield dg.MaterializeResult(asset_key=spec.key, metadata=metadata)


def _evaluations(graph: Graph, by_id: dict[str, NodeResult]) -> Iterator[dg.AssetCheckResult]:
    """A test that was skipped because something above it failed gives no evaluation: it was not executed."""
    for unique_id, spec in graph.checks.items():
        result = by_id.get(unique_id)
        if not result or not result.executed:
            continue
        metadata: dict[str, Any] = {DURATION: result.seconds}
        if result.failures:
            metadata["failing_rows"] = result.failures
        yield dg.AssetCheckResult(
            passed=result.status == "pass",
            asset_key=spec.asset_key,
            check_name=spec.name,
            severity=dg.AssetCheckSeverity.WARN if result.status == "warn" else dg.AssetCheckSeverity.ERROR,
            metadata=metadata,
        )


def find_problem(graph: Graph, by_id: dict[str, NodeResult]) -> Problem | None:
    """Why this build may not be published: a model that failed, a test that failed, or one that never ran."""
    executed = [result for result in by_id.values() if result.executed and not result.went_well]
    broken = [result for result in executed if not result.is_test]
    if broken:
        return _broken_models(broken)
    failed = [result for result in executed if result.is_test]
    if failed:
        return _failed_tests(graph, failed)
    missing = [node for node in [*graph.specs, *graph.checks] if node not in by_id or not by_id[node].executed]
    if missing:
        return Problem(
            what=f"{len(missing)} of {graph.nodes} models and tests were not executed",
            where=_some([node.split(".")[2] for node in missing]),
            why="dbt did not run them, so nothing vouches for the figures",
            mend="run scorecards prepare, so that the parsed project is the one that stands here, and run again",
            exit_code=Exit.CHECKS,
        )
    return None


def _broken_models(broken: list[NodeResult]) -> Problem:
    return Problem(
        what=f"{len(broken)} of the warehouse's models could not be built",
        where=_some([result.name for result in broken]),
        why="; ".join(sorted({result.kind or result.status for result in broken}))
        + " (dbt's own text is withheld because it may hold a value of a child's row)",
        mend="the published edition still stands; correct the model named here, then run again",
        exit_code=Exit.TRANSFORM,
    )


def _failed_tests(graph: Graph, failed: list[NodeResult]) -> Problem:
    told = [result.name + (f" ({result.failures} failing rows)" if result.failures else "") for result in failed]
    return Problem(
        what=f"{len(failed)} of the warehouse's {len(graph.checks)} tests failed",
        where=_some(told, "; "),
        why="a test that fails means figures that cannot be trusted, so nothing was published",
        mend="the published edition still stands; look at the test's SQL in the warehouse file, then run again",
        exit_code=Exit.CHECKS,
    )


def _some(names: list[str], separator: str = ", ", most: int = 5) -> str:
    rest = len(names) - most
    return separator.join(names[:most]) + (f" and {rest} more" if rest > 0 else "")
