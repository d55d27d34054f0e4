"""kpi_lineage is read off dbt's graph: what it must say of some figures, worked out by hand from the models.

Belongs here: the built table. Does not belong here: that every indicator reaches exactly the extracts it declares. That
is a data test of every night and is only run here.
"""

from __future__ import annotations

import re

from orchestration.contracts.feeds import FEEDS
from orchestration.settings import PROJECT
from tests.warehouse.conftest import Warehouse


def way(warehouse: Warehouse, code: str) -> list[tuple[str, str]]:
    """(layer, name) of the steps of an indicator, from the scorecard on."""
    return warehouse.rows(
        f"select layer, name from marts.kpi_lineage where indicator_code = '{code}' order by depth, name"
    )


def names(warehouse: Warehouse, code: str, layer: str) -> list[str]:
    return sorted(name for found, name in way(warehouse, code) if found == layer)


def test_every_indicator_reaches_the_extracts_it_declares(warehouse: Warehouse) -> None:
    (node,) = warehouse.dbt("test", "--select", "assert_every_indicator_has_its_lineage")
    assert str(node.status) == "pass", node.message
    assert warehouse.rows("select count(distinct indicator_code) > 100 from marts.kpi_lineage") == [(True,)]


def test_the_way_of_a_conference_in_time(warehouse: Warehouse) -> None:
    """Its SELECT reads fct_icpc alone, which reads conferences and enquiries; the child is the list of people's."""
    assert way(warehouse, "icpc_15wd_pct") == [
        ("kpi", "kpi_scorecard"), ("kpi", "kpi_measures"), ("kpi", "obs_child_protection"),
        ("facts", "dim_child"), ("facts", "fct_icpc"),
        ("staging", "stg_ssd__icpc"), ("staging", "stg_ssd__person"), ("staging", "stg_ssd__s47_enquiry"),
        ("feed", "ssd_initial_cp_conference"), ("feed", "ssd_person"), ("feed", "ssd_s47_enquiry"),
    ]  # fmt: skip


def test_a_step_of_the_observations_is_followed_to_the_facts_it_reads(warehouse: Warehouse) -> None:
    """The panel's list is a step over a step over both kinds of plan."""
    assert {"fct_cp_plan_month_end", "fct_cin_plan_month_end"} <= set(
        names(warehouse, "cpp_cin_over_12m_count", "facts")
    )


def test_codes_that_stand_in_a_table_are_found(warehouse: Warehouse) -> None:
    assert names(warehouse, "appraisal_completion_pct", "facts") == ["fct_return"]
    assert "fct_caseload_month_end" in names(warehouse, "caseload_cla_fte", "facts")


def test_a_rate_comes_from_its_population_too(warehouse: Warehouse) -> None:
    assert "local_populations" in names(warehouse, "cpp_rate", "feed")
    assert "local_populations" not in names(warehouse, "cpp_count", "feed")


def test_rows_that_find_their_person_through_another_extract_come_from_it(warehouse: Warehouse) -> None:
    assert "ssd_contacts" in names(warehouse, "mash_decision_1wd_pct", "feed")
    macros = (PROJECT / "dbt_project" / "macros" / "lineage.sql").read_text(encoding="utf-8")
    told = dict(re.findall(r"'((?:ssd|local)_\w+)': '(ssd_\w+)'", macros))
    assert told == {feed.name: feed.through.feed for feed in FEEDS.values() if feed.through}
