"""What each format supports is said of every indicator, once, in the few words that the pages show.

Belongs here: the seed's own sense. Does not belong here: whether it is true (`tests/pipeline`).
"""

from __future__ import annotations

import re

import pytest

from orchestration.settings import PROJECT
from tests.seeds.reading import Row, registry, repeated, seed

FORMATS = ("annex_a", "cin_census", "ssda903")
WORDS = {"full": "full", "snapshots": "once more has accumulated", "part": "in part", "not": "not"}
SUPPORT = set(WORDS)


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return seed("format_support")


def test_every_indicator_says_it_of_every_format_once(rows: list[Row]) -> None:
    wanted = {(code, name) for code in registry() for name in FORMATS}
    assert {(row["indicator_code"], row["format"]) for row in rows} == wanted
    assert repeated(rows, "indicator_code", "format") == []


def test_the_words_are_known_and_short(rows: list[Row]) -> None:
    assert {row["support"] for row in rows} == SUPPORT
    assert [row for row in rows if not row["why"] or len(row["why"]) > 100 or row["why"][-1] == "."] == []


def test_a_number_of_snapshots_stands_where_waiting_helps(rows: list[Row]) -> None:
    """Annex A: whatever has a figure; the yearly returns: only what one of them is not enough for."""
    for row in rows:
        waits = row["support"] == "snapshots" or (row["format"] == "annex_a" and row["support"] != "not")
        assert bool(row["snapshots"]) == waits, row
        assert row["support"] != "snapshots" or int(row["snapshots"]) > 1, row


@pytest.mark.parametrize("name", FORMATS)
def test_the_page_of_a_format_says_the_same(name: str, rows: list[Row]) -> None:
    """Everything is in its row of the table, but for what is not supported and not named."""
    page = (PROJECT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    table = page.split("## Indicators", 1)[1]
    told = {
        word: set(re.findall(r"`(\w+)`", line)) for word, line in re.findall(r"^\| \*\*(.+?)\*\* \|(.+)", table, re.M)
    }
    for support, word in WORDS.items():
        wanted = {row["indicator_code"] for row in rows if (row["format"], row["support"]) == (name, support)}
        found = told.get(word, set())
        assert found <= wanted if support == "not" else found == wanted, word
