"""The layer lint finds every violation planted in a small project, and none in this one.

Each plant changes one file of a project that is clean; the rule that must answer is named beside it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.layers.lint import ROOT, breaches, read_project

STAGING = "select\n    la_code,\n    cont_person_id as person_id\nfrom {{ source('raw', 'ssd_contacts') }}\n"
FACT = "select\n    contact.la_code,\n    contact.person_id\nfrom {{ ref('stg_contact') }} as contact\n"
MONTH = "select\n    1 as month_index,\n    date '2020-12-31' as period_end\n"
OBSERVED = "select\n    'contacts' as indicator_code,\n    la_code,\n    person_id\nfrom {{ ref('fct_contact') }}\n"
KPI = "with seen as (\n    select *\n    from {{ ref('obs_contact') }}\n)\n\nselect\n    la_code\nfrom seen\n"
BETWEEN = (
    "select\n    plan.la_code,\n    plan.person_id\nfrom {{ ref('stg_contact') }} as plan\n"
    "inner join {{ ref('dim_month') }} as month\n    on month.period_end between plan.la_code and plan.person_id\n"
)
OPEN_AT = BETWEEN.replace(
    "month.period_end between plan.la_code and plan.person_id", "plan.la_code <= month.period_end"
)
THROUGH_A_STEP = (
    "with child as (\n    select * from {{ ref('stg_contact') }}\n)\n\n"
    "select\n    child.la_code,\n    child.person_id\nfrom child\n"
    "inner join {{ ref('dim_month') }} as month\n    on month.month_index >= child.la_code\n"
)
COUNCIL = {"name": "la_code", "data_type": "varchar", "description": "The council."}
PERSON = {"name": "person_id", "data_type": "varchar", "description": "Whom it is about."}
CROSSED = FACT + "cross join {{ ref('dim_month') }} as month\n"


def described(name: str, given: list[str], **changes: object) -> dict[str, object]:
    """Properties that keep every rule, for a model with these columns."""
    entry: dict[str, object] = {
        "name": name,
        "description": "One row per contact. Nothing is left out.",
        "data_tests": [{"unique_grain": {"arguments": {"columns": given[:1]}}}],
        "columns": [
            {"name": column, "data_type": "varchar", "description": f"The {column} meant."} for column in given
        ],
    }
    return {**entry, **changes}


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A project of five models, one for each layer and a dimension, that keeps every rule."""
    write(tmp_path, "staging", "stg_contact", STAGING, described("stg_contact", ["la_code", "person_id"]))
    write(tmp_path, "facts", "fct_contact", FACT, described("fct_contact", ["la_code", "person_id"]))
    write(tmp_path, "facts", "dim_month", MONTH, described("dim_month", ["month_index", "period_end"]))
    observed = described("obs_contact", ["indicator_code", "la_code", "person_id"])
    write(tmp_path, "kpi/observations", "obs_contact", OBSERVED, observed)
    write(tmp_path, "kpi", "kpi_contact", KPI, described("kpi_contact", ["la_code"]))
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "indicators.csv").write_text("indicator_code\ncontacts\n", encoding="utf-8")
    return tmp_path


def write(root: Path, folder: str, name: str, sql: str, properties: dict[str, object] | None = None) -> None:
    """Write a model, and its properties where given."""
    path = root / "models" / folder
    path.mkdir(parents=True, exist_ok=True)
    (path / f"{name}.sql").write_text(sql, encoding="utf-8")
    if properties is not None:
        (path / f"_{name}.yml").write_text(yaml.safe_dump({"models": [properties]}), encoding="utf-8")


def found(root: Path) -> set[tuple[str, str]]:
    """Each breach as its rule and the model it is in."""
    return {(breach.rule, Path(breach.path).stem) for breach in breaches(read_project(root))}


def test_a_clean_project_has_no_breach(clean: Path) -> None:
    assert found(clean) == set()


@pytest.mark.parametrize(
    ("folder", "name", "sql", "rule"),
    [
        pytest.param("staging", "stg_contact", STAGING + "-- \n" + FACT, "layers", id="staging reads a model"),
        pytest.param("facts", "fct_contact", STAGING, "layers", id="a fact reads raw extracts"),
        pytest.param(
            "facts", "fct_contact", FACT.replace("stg_contact", "kpi_contact"), "layers", id="reads backwards"
        ),
        pytest.param(
            "facts", "fct_contact", FACT.replace("stg_contact", "stg_other"), "layers", id="reads nothing known"
        ),
        pytest.param("kpi", "kpi_contact", KPI.replace("obs_contact", "stg_contact"), "layers", id="kpi reads staging"),
        pytest.param("facts", "fct_contact", FACT + "where la_code < current_date\n", "clock", id="current_date"),
        pytest.param("facts", "fct_contact", FACT + "where la_code < now()\n", "clock", id="now"),
        pytest.param("facts", "fct_contact", FACT + "where la_code < today()\n", "clock", id="today"),
        pytest.param(
            "kpi",
            "kpi_contact",
            KPI.replace("{{ ref('obs_contact') }}", "marts.edition"),
            "relations",
            id="schema.table",
        ),
        pytest.param(
            "kpi", "kpi_contact", KPI.replace("{{ ref('obs_contact') }}", "edition"), "relations", id="a bare table"
        ),
        pytest.param(
            "staging", "stg_contact", "select *\nfrom {{ source('raw', 'ssd_contacts') }}\n", "sources", id="select *"
        ),
        pytest.param("facts", "fct_contact", BETWEEN, "months", id="between months"),
        pytest.param("facts", "fct_contact", OPEN_AT, "months", id="open at month ends by a join"),
        pytest.param("facts", "fct_contact", THROUGH_A_STEP, "months", id="people through a step"),
        pytest.param("facts", "fct_contact", CROSSED, "months", id="cross join"),
        pytest.param(
            "facts", "fct_contact", FACT.replace("contact.person_id", "contact.team"), "columns", id="another column"
        ),
        pytest.param(
            "kpi/observations", "obs_contact", OBSERVED.replace("'contacts'", "'visits'"), "indicators", id="code"
        ),
    ],
)
def test_a_planted_query_is_found(clean: Path, folder: str, name: str, sql: str, rule: str) -> None:
    write(clean, folder, name, sql)
    assert (rule, name) in found(clean)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        pytest.param({"description": ""}, "grain", id="no description"),
        pytest.param({"description": "Contacts. One row per contact."}, "grain", id="the grain comes second"),
        pytest.param({"data_tests": []}, "grain", id="the grain is not tested"),
        pytest.param({"columns": [COUNCIL]}, "columns", id="a column not described"),
        pytest.param({"columns": [COUNCIL, PERSON | {"description": ""}]}, "columns", id="a description left empty"),
        pytest.param({"columns": [COUNCIL, PERSON | {"description": "Person id."}]}, "columns", id="a name said twice"),
        pytest.param({"columns": [COUNCIL, {**PERSON, "data_type": None}]}, "columns", id="no data_type"),
    ],
)
def test_planted_properties_are_found(clean: Path, changes: dict[str, object], rule: str) -> None:
    write(clean, "facts", "fct_contact", FACT, described("fct_contact", ["la_code", "person_id"], **changes))
    assert (rule, "fct_contact") in found(clean)


def test_a_column_that_the_query_no_longer_gives_is_found(clean: Path) -> None:
    write(clean, "facts", "fct_contact", FACT, described("fct_contact", ["la_code", "person_id", "closed_on"]))
    assert ("columns", "fct_contact") in found(clean)


def test_an_indicator_that_nothing_observes_is_found(clean: Path) -> None:
    (clean / "seeds" / "indicators.csv").write_text("indicator_code\ncontacts\nvisits\n", encoding="utf-8")
    assert ("indicators", "indicators") in found(clean)


def test_an_indicator_observed_twice_is_found(clean: Path) -> None:
    again = described("obs_again", ["indicator_code", "la_code", "person_id"])
    write(clean, "kpi/observations", "obs_again", OBSERVED, again)
    assert any(rule == "indicators" for rule, _ in found(clean))


def test_a_word_in_a_comment_breaks_no_rule(clean: Path) -> None:
    write(clean, "facts", "fct_contact", "-- current_date, from raw.run\n{# now() #}\n" + FACT)
    assert found(clean) == set()


def test_dimensions_may_range_over_months(clean: Path) -> None:
    months = described("dim_council_month", ["la_code", "person_id"])
    write(clean, "facts", "dim_council_month", BETWEEN, months)
    assert found(clean) == set()


def test_this_project_keeps_the_rules() -> None:
    assert [str(breach) for breach in breaches(read_project(ROOT))] == []


def test_the_lint_reads_what_it_judges() -> None:
    """A reader that finds no columns or references would find no breach either."""
    models = read_project(ROOT).models
    assert len(models) > 90
    assert sum(model.final_columns() is not None for model in models) > 0.9 * len(models)
    assert all(model.refs or model.reads_sources or model.name in ("dim_date", "dim_month") for model in models)
