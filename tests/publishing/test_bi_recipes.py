"""The recipes in docs/bi.md, run as they are printed against a published edition."""

from __future__ import annotations

import re
from collections.abc import Callable

import duckdb
import pytest

from orchestration.publishing import publish
from orchestration.publishing.promise import MARTS
from orchestration.settings import PROJECT, Home

PAGE = PROJECT / "docs" / "bi.md"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.fixture
def at_home(home: Home, warehouse: Callable, monkeypatch: pytest.MonkeyPatch) -> Home:
    warehouse()
    publish(home)
    monkeypatch.chdir(home.root)
    return home


def test_the_python_recipes_run(at_home: Home) -> None:
    first, second = blocks("python")
    seen: dict = {}
    exec(first, seen)
    assert len(seen["rows"]) == 7 * 15
    exec(second, seen)
    assert set(seen["whole"]["slice_value"]) == {"all"}


def test_the_sql_recipe_runs(at_home: Home) -> None:
    (statements,) = blocks("sql")
    with duckdb.connect(":memory:") as con:
        assert con.execute(statements).fetchone()[0] > 0


def test_both_names_of_the_file_behave_as_the_page_says(at_home: Home) -> None:
    folder = at_home.published / "current" / "marts"
    with duckdb.connect(str(folder / "scorecards.duckdb"), read_only=True) as con:
        assert con.execute("select count(*) from marts.edition").fetchone() == (1,)
    with duckdb.connect(str(folder / "marts.duckdb"), read_only=True) as con:
        assert con.execute("select count(*) from marts.marts.edition").fetchone() == (1,)
        with pytest.raises(duckdb.BinderException, match="Ambiguous"):
            con.execute("select count(*) from marts.edition")


def test_every_published_table_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"`{table}`" in text for table in MARTS)
