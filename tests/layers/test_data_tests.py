"""The nightly data tests can fail: each finds a fault planted in a small warehouse, and none without it.

The warehouse is made of the properties of the models (every column with the type of its contract), filled by hand for
one council and two years. The tests' own SQL runs on it, with dbt's ref() standing for the table's name.
"""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import jinja2
import pytest
import yaml

from tests.layers.lint import ROOT
from tests.layers.project import read_models

TESTS = ROOT / "dbt_project" / "tests"
FIGURE = (
    "insert into kpi_measures select '990', '{code}', period_end, '{view}', '{type}', '{value}', {n}, {d}, {v}, 'ok'"
)
MONTHS = " from dim_month where period_end between '2019-01-31' and '2020-12-31'"
FIGURES = [
    # code, view, slice type, slice value, numerator, denominator, value: ten contacts a month, six girls and four boys
    ("contacts_received", "month", "all", "all", "10", "null", "10"),
    ("contacts_received", "month", "sex", "F", "6", "null", "6"),
    ("contacts_received", "month", "sex", "M", "4", "null", "4"),
    ("contacts_received", "ytd", "all", "all", "10 * financial_month", "null", "10 * financial_month"),
    ("contacts_received", "rolling12", "all", "all", "120", "null", "120"),
    ("cla_count", "snapshot", "all", "all", "3", "null", "3"),
    ("cla_count", "snapshot", "age_band", "5_9", "3", "null", "3"),
    ("cla_aged_5_9_count", "snapshot", "all", "all", "3", "null", "3"),
    ("cla_own_provision_pct", "snapshot", "all", "all", "3", "3", "100"),
]
LINEAGE = [
    ("kpi", "obs_made"), ("facts", "fct_made"), ("feed", "ssd_contacts"), ("feed", "ssd_cp_plans"),
    ("feed", "local_populations"),
]  # fmt: skip
COMMENTED = (
    "update dim_council set as_at = '2020-12-31'; insert into stg_local__commentary by name "
    "select '990' as la_code, '2020-12-31' as as_at, '{code}' as indicator_code, '{day}' as period_end"
)
INDICATORS = [
    ("contacts_received", "flow", "count"),
    ("cla_count", "stock", "count"),
    ("cla_aged_5_9_count", "stock", "count"),
    ("cla_own_provision_pct", "stock", "percent"),
]


def rendered(name: str) -> str:
    """The SQL of a singular test."""
    text = (TESTS / f"{name}.sql").read_text(encoding="utf-8")
    return jinja2.Template(text).render(
        ref=lambda relation: relation,
        split_to_rows=lambda text, separator: f"unnest(string_split({text}, '{separator}'))",
    )


def failures(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    """How many rows a test gives; more than none fails the night."""
    return len(con.execute(sql).fetchall())


@pytest.fixture(scope="module")
def warehouse() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    for model in read_models(ROOT):
        columns = model.described_columns.values()
        types = ", ".join(f'"{column["name"]}" {column.get("data_type", "varchar")}' for column in columns)
        con.execute(f"create table {model.name} ({types})")
    for table, column, kind in [
        ("stg_delivery", "rows_loaded", "bigint"), ("stg_delivery", "rows_earlier", "bigint"),
        ("stg_delivery", "is_current", "boolean"),
        ("stg_local__commentary", "as_at", "date"), ("stg_local__commentary", "period_end", "date"),
    ]:  # fmt: skip
        con.execute(f"alter table {table} alter {column} type {kind}")
    con.execute("create table bank_holidays (holiday_date date)")
    con.execute("insert into bank_holidays values ('2020-12-28'), ('2021-01-01')")
    con.execute(
        "insert into dim_month by name select m as month_start, last_day(m) as period_end, "
        "(month(m) + 8) % 12 + 1 as financial_month from (select unnest(range(date '2019-01-01', '2021-01-01', "
        "interval 1 month)) as m)"
    )
    con.execute(
        "insert into dim_council by name select '990' as la_code, 1 as first_month_index, 24 as last_month_index, "
        "date '2019-01-31' as first_period_end, date '2020-12-31' as last_period_end"
    )
    for code, kind, unit in INDICATORS:
        con.execute(
            "insert into dim_indicator by name select ? as indicator_code, ? as kind, ? as unit, "
            "'sum' as counting_window, 'child' as slices, 'ssd_contacts.x|ssd_cp_plans' as feeds",
            [code, kind, unit],
        )
        for layer, name in LINEAGE:
            con.execute(
                "insert into kpi_lineage by name select ? as indicator_code, ? as layer, ? as name", [code, layer, name]
            )
    for code, view, kind, value, n, d, v in FIGURES:
        con.execute(FIGURE.format(code=code, view=view, type=kind, value=value, n=n, d=d, v=v) + MONTHS)
    con.execute(
        "insert into kpi_scorecard by name select distinct la_code, indicator_code, period_end from kpi_measures"
    )
    con.execute(
        "insert into fct_contact by name select '990' as la_code, period_end as contact_date, "
        "i::varchar as contact_id, 'p' as person_id from dim_month, range(10) as ten (i)"
    )
    con.execute(
        "insert into fct_cla_month_end by name select '990' as la_code, period_end, i::varchar as person_id "
        "from dim_month, range(3) as three (i)"
    )
    con.execute("insert into stg_ssd__contact by name select la_code, contact_id from fct_contact")
    con.execute(
        "insert into stg_delivery by name select '990' as la_code, 'ssd_contacts' as feed, 240 as rows_loaded, "
        "0 as rows_earlier, true as is_current"
    )
    return con


PLANTED = [
    ("assert_slices_sum_to_the_whole", "update kpi_measures set numerator = 5 where slice_value = 'F'"),
    ("assert_every_indicator_has_a_row_for_every_council_and_month",
     "delete from kpi_measures where indicator_code = 'cla_count' and period_end = '2020-03-31'"),
    ("assert_every_indicator_has_a_row_for_every_council_and_month",
     "delete from kpi_scorecard where indicator_code = 'cla_count' and period_end = '2020-03-31'"),
    ("assert_twelve_months_to_december_are_the_sum_of_the_year",
     "update kpi_measures set numerator = 10 where view = 'rolling12'"),
    ("assert_the_financial_year_runs_from_april_to_march",
     "update kpi_measures set numerator = 10 * month(period_end) where view = 'ytd'"),
    ("assert_months_stay_within_the_months_a_council_reports",
     "update dim_council set last_period_end = '2020-11-30'"),
    ("assert_months_stay_within_the_months_a_council_reports",
     "update dim_council set first_period_end = '2019-02-28'"),
    ("assert_looked_after_counts_agree_with_their_slices",
     "update kpi_measures set numerator = 2 where indicator_code = 'cla_aged_5_9_count'"),
    ("assert_bank_holidays_are_known_for_every_month_reported",
     "delete from bank_holidays where holiday_date > '2020-12-30'"),
    ("assert_measures_count_the_facts", "insert into fct_contact select * from fct_contact limit 1"),
    ("assert_measures_count_the_facts",
     "update kpi_measures set numerator = 6 where indicator_code = 'cla_count' and period_end = '2020-03-31'"),
    ("assert_every_loaded_row_reaches_staging", "insert into stg_ssd__contact select * from stg_ssd__contact limit 1"),
    ("assert_every_indicator_has_its_lineage",
     "update dim_indicator set feeds = 'ssd_contacts ssd_person' where indicator_code = 'contacts_received'"),
    ("assert_every_indicator_has_its_lineage", "delete from kpi_lineage where name = 'fct_made'"),
    ("assert_every_indicator_has_its_lineage", "delete from kpi_lineage where name = 'ssd_contacts'"),
    ("assert_every_indicator_has_its_lineage", "insert into kpi_lineage by name select 'cla_count' as indicator_code, "
     "'kpi' as layer, 'obs_other' as name"),
    ("warn_of_commentary_that_is_shown_nowhere", COMMENTED.format(code="cla_count", day="2021-01-31")),
    ("warn_of_commentary_that_is_shown_nowhere", COMMENTED.format(code="not_an_indicator", day="2020-12-31")),
]  # fmt: skip


@pytest.mark.parametrize("name", sorted(path.stem for path in TESTS.glob("*.sql")))
def test_a_sound_warehouse_passes(warehouse: duckdb.DuckDBPyConnection, name: str) -> None:
    assert failures(warehouse, rendered(name)) == 0


@pytest.mark.parametrize(("name", "fault"), PLANTED)
def test_a_planted_fault_is_found(warehouse: duckdb.DuckDBPyConnection, name: str, fault: str) -> None:
    warehouse.execute("begin")
    try:
        warehouse.execute(fault)
        assert failures(warehouse, rendered(name)) > 0
    finally:
        warehouse.execute("rollback")


def test_every_test_has_a_planted_fault() -> None:
    assert {name for name, _ in PLANTED} == {path.stem for path in TESTS.glob("*.sql")}


def generic(name: str, **arguments: object) -> str:
    """The SQL of a generic test on the table `rows`."""
    text = (TESTS / "generic" / f"{name}.sql").read_text(encoding="utf-8")
    macro = re.sub(r"\{%\s*test ", "{% macro ", text).replace("endtest", "endmacro")
    module = jinja2.Template(macro).make_module({})
    return str(getattr(module, name)(model="rows", **arguments))


GENERIC = [
    ("unique_grain", {"columns": ["a", "b"]}, "(1, 'x'), (1, 'y')", 0),
    ("unique_grain", {"columns": ["a", "b"]}, "(1, 'x'), (1, 'x')", 1),
    ("unique_grain", {"columns": ["a", "b"]}, "(1, 'x'), (1, null)", 1),
    ("unique_grain", {"columns": ["a", "b"], "may_be_empty": ["b"]}, "(1, 'x'), (1, null)", 0),
    ("unique_grain", {"columns": ["a", "b"], "may_be_empty": ["b"]}, "(1, null), (1, null)", 1),
    ("resolves_to", {"columns": ["a", "b"], "to": "known", "to_columns": ["c", "d"]}, "(1, 'x'), (2, null)", 0),
    ("resolves_to", {"columns": ["a", "b"], "to": "known", "to_columns": ["c", "d"]}, "(2, 'x')", 1),
    ("accepts_only", {"values": {"b": ["x", "y"]}}, "(1, 'x'), (2, null)", 0),
    ("accepts_only", {"values": {"b": ["x", "y"]}}, "(1, 'z')", 1),
]


@pytest.mark.parametrize(("name", "arguments", "rows", "expected"), GENERIC)
def test_a_generic_test_finds_its_fault(name: str, arguments: dict[str, object], rows: str, expected: int) -> None:
    con = duckdb.connect()
    con.execute("create table known as select 1 as c, 'x' as d")
    con.execute(f"create table rows as select * from (values {rows}) as given (a, b)")
    assert failures(con, generic(name, **arguments)) == expected


def test_no_test_gives_more_than_counts_and_codes() -> None:
    """What a test gives may end in a log: no id, date of a person or name is among its columns."""
    allowed = {"row_count", "la_code", "indicator_code", "slice_type", "feed", "last_period_end"}
    for path in sorted(Path(TESTS).glob("*.sql")):
        assert final_names(path) <= allowed, path.name


def final_names(path: Path) -> set[str]:
    """Names of the columns that a singular test gives."""
    last = path.read_text(encoding="utf-8").split("\nselect\n")[-1].split("\nfrom ")[0]
    return {re.split(r"[. ]", line.strip().rstrip(","))[-1] for line in last.splitlines() if line.strip()}


def test_properties_are_yaml_that_names_only_tests_we_have() -> None:
    ours = {path.stem for path in (TESTS / "generic").glob("*.sql")}
    used: set[str] = set()
    for path in (ROOT / "models").rglob("*.yml"):
        for model in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("models", []):
            used |= {name for test in model.get("data_tests", []) if isinstance(test, dict) for name in test}
    assert used == ours
