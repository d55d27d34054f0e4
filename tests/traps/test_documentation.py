"""docs/data_quality.md: every problem and every trap has its row, and every test that a row names exists."""

from __future__ import annotations

import re

import pytest
import yaml

from orchestration.settings import PROJECT
from tests.seeds.reading import seed

PAGE = (PROJECT / "docs" / "data_quality.md").read_text(encoding="utf-8")
ROWS = {match[1]: match[0] for match in re.finditer(r"^\| (DQ\d\d|T\d\d) \|.*$", PAGE, re.MULTILINE)}


def known() -> set[str]:
    """Names of all tests: pytest's functions, dbt's unit tests, dbt's tests of the night."""
    functions = {
        name
        for path in (PROJECT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    units = {
        test["name"]
        for path in (PROJECT / "models" / "unit_tests").glob("*.yml")
        for test in yaml.safe_load(path.read_text("utf-8"))["unit_tests"]
    }
    return functions | units | {path.stem for path in (PROJECT / "dbt_project" / "tests").glob("*.sql")}


def test_every_problem_and_trap_has_its_row() -> None:
    assert [name for name in ROWS if name.startswith("D")] == [f"DQ{number:02d}" for number in range(1, 29)]
    assert [name for name in ROWS if name.startswith("T")] == [f"T{number:02d}" for number in range(1, 42)]


@pytest.fixture(scope="module")
def tests() -> set[str]:
    return known()


@pytest.mark.parametrize("name", ROWS)
def test_the_tests_that_a_row_names_exist(name: str, tests: set[str]) -> None:
    named = re.findall(r"`(\w+)`", ROWS[name].rstrip("|").rsplit("|", 1)[1])
    assert named, "a row without a test"
    assert set(named) - tests == set()


def test_every_kind_of_note_is_explained() -> None:
    kinds = set(re.findall(r"^\| `(\w+)` \| [^|]+ \|$", PAGE, re.MULTILINE))
    assert {row["kind"] for row in seed("data_notes")} <= kinds
    assert {row["severity"] for row in seed("data_notes")} <= kinds
