"""What each format supports is said of every indicator, once, in the few words that the pages show.

Belongs here: the seed's own sense. Does not belong here: whether it is true (`tests/pipeline`).
"""

from __future__ import annotations

import pytest

from tests.seeds.reading import Row, registry, repeated, seed

FORMATS = ("annex_a", "cin_census", "ssda903")
SUPPORT = {"full", "part", "snapshots", "not"}


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
