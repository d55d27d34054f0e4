"""What Dagster's pages show: every asset placed, owned and described, every promise a check, the clock right."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from orchestration import transform
from orchestration.contracts.feeds import FEEDS
from orchestration.contracts.marts import MARTS
from orchestration.definitions import JOB, build_defs
from orchestration.problems import Stop
from orchestration.resources import Night
from orchestration.settings import Home


@pytest.fixture(scope="session")
def specs(defs: dg.Definitions) -> dict[str, dg.AssetSpec]:
    return {spec.key.to_user_string(): spec for spec in defs.resolve_all_asset_specs()}


@pytest.fixture(scope="session")
def checks(defs: dg.Definitions) -> list[dg.AssetCheckSpec]:
    graph = defs.resolve_asset_graph()
    return [graph.get_check_spec(key) for key in graph.asset_check_keys]


def built(manifest: dict[str, Any], *kinds: str) -> list[str]:
    return [node for node, props in manifest["nodes"].items() if props["resource_type"] in kinds]


def test_every_feed_model_seed_and_the_ends_are_assets(
    specs: dict[str, dg.AssetSpec], manifest: dict[str, Any]
) -> None:
    expected = {"deliveries", "raw/run", "raw/deliveries", "raw/published_figures", "published/edition"}
    expected |= {f"raw/{feed}" for feed in FEEDS}
    for node in built(manifest, "model", "seed"):
        props = manifest["nodes"][node]
        expected.add(f"{props['config']['schema']}/{props['name']}")
    assert set(specs) == expected


def test_groups_are_the_layers(specs: dict[str, dg.AssetSpec]) -> None:
    groups = Counter(spec.group_name for spec in specs.values())
    layers = {"landing", "raw", "seeds", "staging", "intermediate", "facts", "kpi", "published"}
    assert set(groups) == layers
    assert groups["raw"] == len(FEEDS) + 3
    assert specs["marts/kpi_measures"].group_name == "kpi"
    assert specs["staging/stg_ssd__person"].group_name == "staging"


def test_every_asset_has_an_owner_kinds_and_a_description(specs: dict[str, dg.AssetSpec]) -> None:
    assert [key for key, spec in specs.items() if not spec.owners] == []
    assert [key for key, spec in specs.items() if not spec.kinds] == []
    bare = [key for key, spec in specs.items() if not spec.description or spec.description.startswith("dbt model")]
    assert bare == []


def test_data_flows_from_deliveries_to_the_edition(defs: dg.Definitions) -> None:
    graph = defs.resolve_asset_graph()
    above = graph.get_ancestor_asset_keys(dg.AssetKey(["published", "edition"]))
    assert dg.AssetKey("deliveries") in above
    assert {dg.AssetKey(["raw", feed]) for feed in FEEDS} <= above


def test_every_feed_test_and_mart_is_one_check(checks: list[dg.AssetCheckSpec], manifest: dict[str, Any]) -> None:
    by_name = Counter(spec.name for spec in checks)
    assert by_name["contract"] == len(FEEDS)
    assert by_name["promise"] == len(MARTS)
    assert len(checks) == len(FEEDS) + len(MARTS) + len(built(manifest, "test"))
    assert len(built(manifest, "test")) > 50, "dbt's data tests have gone"


def test_checks_block_unless_their_test_is_only_a_warning(
    checks: list[dg.AssetCheckSpec], manifest: dict[str, Any]
) -> None:
    warnings = [
        node for node in built(manifest, "test") if manifest["nodes"][node]["config"]["severity"].lower() == "warn"
    ]
    assert len([spec for spec in checks if not spec.blocking]) == len(warnings)


def test_unit_tests_do_not_run_at_night(checks: list[dg.AssetCheckSpec], manifest: dict[str, Any]) -> None:
    names = {spec.name for spec in checks}
    assert manifest["unit_tests"], "there should be unit tests to leave out"
    assert not names & {props["name"] for props in manifest["unit_tests"].values()}


def test_the_job_is_the_whole_night_in_one_process(defs: dg.Definitions, specs: dict[str, dg.AssetSpec]) -> None:
    job = defs.resolve_job_def(JOB)
    assert job.executor_def == dg.in_process_executor
    assert {key.to_user_string() for key in job.asset_layer.selected_asset_keys} == set(specs)
    assert len(job.nodes) == 6, "each step more is paid for every night"


def test_the_night_starts_at_half_past_three_in_london(defs: dg.Definitions) -> None:
    schedule = defs.resolve_schedule_def("every_night")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("30 3 * * *", "Europe/London")
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING


def test_feeds_and_edition_have_freshness_policies(specs: dict[str, dg.AssetSpec]) -> None:
    fresh = {key for key, spec in specs.items() if spec.freshness_policy}
    assert fresh == {"deliveries", "published/edition"} | {f"raw/{feed}" for feed in FEEDS}


def test_every_step_holds_the_lock_and_no_sensor_does(defs: dg.Definitions) -> None:
    for node in defs.resolve_job_def(JOB).nodes:
        assert "lock" in node.definition.required_resource_keys, node.name
    for name in ("landing_folder", "failed_night"):
        assert "lock" not in defs.resolve_sensor_def(name).required_resource_keys


def test_a_home_without_a_manifest_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stopped:
        build_defs(Night(home_folder=str(tmp_path), landing_folder=str(tmp_path)))
    assert f"scorecards prepare --home {tmp_path}" in stopped.value.problem.mend


def test_importing_the_definitions_parses_nothing() -> None:
    code = "import sys, orchestration.definitions; sys.exit('dbt.cli.main' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_preparing_twice_parses_once(home: Home) -> None:
    assert transform.prepare(home) is False
    (home.dbt / transform.STAMP).write_text("of another checkout", encoding="utf-8")
    assert transform.prepare(home) is True
