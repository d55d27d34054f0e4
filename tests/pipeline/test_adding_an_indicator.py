"""What CONTRIBUTING says of adding an indicator, done: in a copy of the project three files change, the figure is out.

Belongs here: the demonstration and what it touches. Does not belong here: any other figure.
"""

from __future__ import annotations

import csv
import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from orchestration.settings import PROJECT
from tests.pipeline.council import LA_CODE, write_delivery

CODE = "demo_weekend_contacts_count"
REGISTRY = Path("seeds/indicators.csv")
SELECT = Path("models/kpi/observations/obs_contacts.sql")
UNIT_TEST = Path("models/unit_tests/front_door__unit_tests.yml")
NEEDED = ("orchestration", "dbt_project", "models", "seeds", "dbt_project.yml", "dagster.yaml", "workspace.yaml")

ROW = {
    "indicator_code": CODE, "title": "Contacts received at the weekend", "service_area": "MASH", "unit": "count",
    "decimals": "0", "polarity": "neutral", "polarity_basis": "inferred", "kind": "flow", "counting_unit": "contact",
    "headline_view": "month", "clock": "Month of the contact date.", "definition": "Contacts of a Saturday or Sunday.",
    "numerator_words": "contacts were received at the weekend", "population": "children aged 0–17",
    "source_return": "None", "owner": "Nobody: a demonstration", "version": "1", "valid_from": "2017-04-01",
    "feeds": "ssd_person ssd_contacts", "sort_order": "15", "window": "sum", "slices": "child",
}  # fmt: skip

OBSERVATIONS = f"""
union all

select
    '{CODE}' as indicator_code,
    la_code,
    person_id,
    contact_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{{{ ref('fct_contact') }}}}
where extract(dow from contact_date) in (0, 6)
"""

EXPECTATION = f"""
  - name: demonstration_of_contacts_at_the_weekend
    description: >-
      Of Friday 4, Saturday 5, Sunday 6 and Monday 7 December 2020 the two in the middle count, beside the four
      contacts themselves and their place in the share that becomes referrals.
    model: obs_contacts
    given:
      - input: ref('fct_contact')
        format: csv
        rows: |
          la_code,contact_id,person_id,contact_date
          990,C1,A,2020-12-04
          990,C2,B,2020-12-05
          990,C3,C,2020-12-06
          990,C4,D,2020-12-07
      - input: ref('fct_contact_decision')
        rows: []
      - input: ref('fct_referral')
        rows: []
      - input: ref('dim_council_month')
        rows: []
    expect:
      format: csv
      rows: |
        indicator_code,person_id,numerator,denominator
        contacts_received,A,1,
        contacts_received,B,1,
        contacts_received,C,1,
        contacts_received,D,1,
        contact_to_referral_pct,A,0,1
        contact_to_referral_pct,B,0,1
        contact_to_referral_pct,C,0,1
        contact_to_referral_pct,D,0,1
        {CODE},B,1,
        {CODE},C,1,
"""


def add_the_indicator(project: Path) -> None:
    """The three places of CONTRIBUTING's "Add an indicator", and nothing else."""
    registry = project / REGISTRY
    with registry.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = list(reader.fieldnames or []), list(reader)
    with registry.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows([*rows, ROW])
    for path, text in ((SELECT, OBSERVATIONS), (UNIT_TEST, EXPECTATION)):
        with (project / path).open("a", encoding="utf-8") as file:
            file.write(text)


def changed(project: Path) -> set[Path]:
    """Files of the copy that the project does not have, or has otherwise."""
    found = set()
    for name in NEEDED:
        for path in [project / name] if (project / name).is_file() else (project / name).rglob("*"):
            inside = path.relative_to(project)
            if path.is_file() and "__pycache__" not in path.parts:
                same = (PROJECT / inside).is_file() and filecmp.cmp(path, PROJECT / inside, shallow=False)
                found |= set() if same else {inside}
    return found


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with the demonstration in it and one night run on twelve children."""
    root = tmp_path_factory.mktemp("demonstration")
    for name in NEEDED:
        source, target = PROJECT / name, root / "project" / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "target", "logs"))
        else:
            shutil.copy(source, target)
    add_the_indicator(root / "project")
    write_delivery(root / "landing")
    run(root, "orchestration.cli", "nightly", "--landing", str(root / "landing"), "--home", str(root / "home"))
    return root


def run(root: Path, *module_and_options: str) -> None:
    """One of the copy's own commands; its tree comes first on the path, before the project under test."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SCORECARDS", "DAGSTER"))}
    done = subprocess.run(
        [sys.executable, "-m", *module_and_options],
        cwd=root / "project",
        env={**environment, "PYTHONPATH": str(root / "project")},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]


def test_three_files_are_touched(copied: Path) -> None:
    assert changed(copied / "project") == {REGISTRY, SELECT, UNIT_TEST}


def test_the_figure_is_published_in_every_view_and_slice(copied: Path) -> None:
    """Children 2, 5, 8 and 11 have a contact on Saturday 5 December 2020; no other contact is at a weekend."""
    measures = copied / "home/published/current/marts/kpi_measures.parquet"
    where = f"from read_parquet('{measures}') where la_code = '{LA_CODE}' and indicator_code = '{CODE}'"
    found = duckdb.sql(
        f"select period_end::varchar, view, value {where} and slice_type = 'all' order by 1, 2"
    ).fetchall()
    assert ("2020-12-31", "month", 4.0) in found
    assert ("2020-12-31", "rolling12", 4.0) in found
    assert ("2020-12-31", "ytd", 4.0) in found
    assert ("2020-11-30", "month", 0.0) in found
    split = f"select slice_value, value {where} and view = 'month' and period_end = '2020-12-31' and slice_type = 'sex'"
    assert dict(duckdb.sql(split).fetchall()) == {"F": 2.0, "M": 2.0, "unknown": 0.0}


def test_it_has_its_place_on_the_pages(copied: Path) -> None:
    pages = copied / "home/published/current/scorecards" / LA_CODE
    assert ROW["title"] in (pages / f"{CODE}.html").read_text("utf-8")
    assert all(f"{CODE}.html" in (pages / name).read_text("utf-8") for name in ("index.html", "table.html"))


def test_the_unit_tests_of_its_model_pass(copied: Path) -> None:
    """The demonstration's own, and those that were there before."""
    home, project = copied / "home", copied / "project"
    options = ["--project-dir", str(project), "--profiles-dir", str(project / "dbt_project")]
    done = subprocess.run(
        [Path(sys.executable).parent / "dbt", "--quiet", "test", *options, "--target-path", str(copied / "target"),
         "--log-path", str(copied / "logs"), "--select", "obs_contacts,test_type:unit"],
        env={**os.environ, "SCORECARDS_WAREHOUSE": str(home / "warehouse/warehouse.duckdb")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
    assert "demonstration_of_contacts_at_the_weekend" in (copied / "target/run_results.json").read_text("utf-8")
