"""dbt's unit tests (models/unit_tests), run for real: all of them pass, all of them ran, no figure goes without one.

Belongs here: running and counting. Does not belong here: an expected figure; those stand beside the SQL, in YAML,
worked out by hand. A run that executed nothing would be as green as one that passed, so the counts are half of it.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from orchestration.settings import PROJECT
from tests.seeds.reading import registry
from tests.warehouse.conftest import Warehouse

FIGURES = ("models/intermediate", "models/facts", "models/kpi")
# These rename, list or pass on what others compute; the calendar, the months and the lineage have tests
# of their own beside this.
NOTHING_TO_WORK_OUT = {
    "dim_date",
    "dim_indicator",
    "dim_month",
    "dim_process_event",
    "dim_run",
    "dim_team",
    "edition",
    "fct_cla_review",
    "fct_contact",
    "fct_early_help",
    "fct_published_figure",
    "fct_s47_enquiry",
    "feed_status",
    "kpi_lineage",
    "obs_all",
    "split_all",
}


@pytest.fixture(scope="module")
def results(warehouse: Warehouse) -> dict[str, Any]:
    """What came of each unit test, by name."""
    return {node.node.name: node for node in warehouse.dbt("test", "--select", "test_type:unit")}


def declared() -> list[dict[str, Any]]:
    """Every unit test that a YAML file under models/ declares, read without dbt."""
    files = sorted((PROJECT / "models").rglob("*.yml"))
    return [test for file in files for test in yaml.safe_load(file.read_text("utf-8")).get("unit_tests", [])]


def words(test: dict[str, Any]) -> set[str]:
    """Every word of what a unit test expects."""
    return set(re.findall(r"\w+", str(test["expect"]["rows"])))


def test_every_unit_test_passes(results: dict[str, Any]) -> None:
    failed = [f"{name}: {node.message}" for name, node in results.items() if str(node.status) != "pass"]
    assert not failed, "\n\n".join(failed)


def test_every_declared_unit_test_was_executed(results: dict[str, Any]) -> None:
    names = [test["name"] for test in declared()]
    assert len(names) == len(set(names))
    assert len(names) > 100
    assert set(results) == set(names)
    assert {str(node.status) for node in results.values()} <= {"pass", "fail", "error"}


def test_every_indicator_is_expected_by_a_unit_test() -> None:
    codes = registry().keys()
    expected = {word for test in declared() if test["model"].startswith(("obs_", "kpi_")) for word in words(test)}
    assert codes
    assert codes <= expected, f"no unit test expects a row of {sorted(codes - expected)}"


def test_every_model_that_works_something_out_has_a_unit_test() -> None:
    models = {path.stem for folder in FIGURES for path in (PROJECT / folder).rglob("*.sql")}
    tested = {test["model"] for test in declared()}
    assert models - tested == NOTHING_TO_WORK_OUT


def test_every_unit_test_says_how_its_figures_were_worked_out() -> None:
    silent = [test["name"] for test in declared() if len(test.get("description", "").split()) < 10]
    assert not silent


def test_a_wrong_expectation_fails(warehouse: Warehouse) -> None:
    """The harness can fail: the same unit test with one figure changed does not pass."""
    name = "unit_test.scorecards.fct_icpc.conference_clock_over_christmas_2020"
    definition = warehouse.manifest.unit_tests[name]
    right = definition.expect.rows
    definition.expect.rows = [{**row, "working_days_from_s47": "14"} for row in right]
    try:
        (node,) = warehouse.dbt("test", "--select", "conference_clock_over_christmas_2020")
        assert str(node.status) == "fail"
    finally:
        definition.expect.rows = right
