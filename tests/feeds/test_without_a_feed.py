"""Any one feed left out of the sample costs the indicators that need it, which say so; every other figure stays.

Belongs here: every feed in one warehouse, and whole nights without the two that most depends on. Does not belong
here: whole nights for every feed
(`make feeds`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from orchestration.contracts.feeds import FEEDS
from orchestration.settings import Home
from tests.feeds import crowd, expected, nights
from tests.seeds.reading import registry

DANGEROUS = ("ssd_person", "ssd_cla_episodes")
LATEST = "period_end = '2020-12-31'"
WHOLE = "slice_type = 'all'"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("feeds")


@pytest.fixture(scope="module")
def told(root: Path) -> dict[str, str]:
    """What the whole nights without the feeds on which most depends said, if they published nothing."""
    found = {}
    for feed in DANGEROUS:
        crowd.deliver(root / f"night {feed}", feed)
        found[feed] = nights.night(root / f"night {feed}", Home(root / f"night home {feed}"))
    return found


@pytest.fixture(scope="module")
def councils(root: Path, told: dict[str, str]) -> Iterator[tuple[duckdb.DuckDBPyConnection, list[str]]]:
    """The warehouse of all councils, and the data tests that failed over it."""
    homes = {feed: Home(root / f"night home {feed}") for feed in told}
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as warehouse; use warehouse")
        crowd.gathered(connection, root, homes)
        yield connection, crowd.built(connection, homes[""])


@pytest.fixture(scope="module")
def marts(councils: tuple[duckdb.DuckDBPyConnection, list[str]]) -> dict[str, expected.Published]:
    """By the feed that is lacking: what stands in the marts."""
    found = expected.published(councils[0], {name: f"marts.{name}" for name in expected.MARTS})
    return {feed: found[code] for feed, code in crowd.COUNCILS.items()}


def test_no_data_test_fails(councils: tuple[duckdb.DuckDBPyConnection, list[str]]) -> None:
    assert councils[1] == []


def test_with_every_feed_none_is_missing(councils: tuple[duckdb.DuckDBPyConnection, list[str]]) -> None:
    """In the latest month: of the months before their first delivery, feeds that hold the present state say nothing."""
    side_by_side = {name: f"marts.{name}" for name in expected.MARTS}
    full = expected.published(councils[0], side_by_side, LATEST)[crowd.COUNCILS[""]]
    assert {code for _, code, _ in full} == set(registry())
    assert [key for key, rows in full.items() if any("feed missing" in status for status in rows.statuses)] == []


@pytest.mark.parametrize("feed", crowd.DELIVERED)
def test_without_it_only_those_that_need_it_change(marts: dict[str, expected.Published], feed: str) -> None:
    assert expected.complaints(feed, marts[""], marts[feed]) == []


@pytest.mark.parametrize("feed", DANGEROUS)
def test_the_whole_night_publishes_the_same(
    told: dict[str, str], councils: tuple[duckdb.DuckDBPyConnection, list[str]], root: Path, feed: str
) -> None:
    """The latest month's wholes: side by side the councils have a shorter history, and fewer values to be split by."""
    assert told[feed] == ""
    side_by_side = {"kpi_scorecard": "marts.kpi_scorecard", "kpi_measures": f"(from marts.kpi_measures where {WHOLE})"}
    full = expected.published(councils[0], side_by_side, LATEST)[crowd.COUNCILS[""]]
    night = nights.read(Home(root / f"night home {feed}"), LATEST, WHOLE)
    assert {code for mart, code, _ in night if mart == "kpi_scorecard"} == set(registry())
    assert expected.complaints(feed, full, night) == []


def test_exceptions_are_of_feeds_and_indicators_that_there_are() -> None:
    assert {one.feed for one in expected.ALLOWED} <= set(FEEDS)
    assert {code for one in expected.ALLOWED for code in one.indicators} <= set(registry())
    assert set(crowd.DELIVERED) == set(FEEDS)


def test_every_exception_is_used(marts: dict[str, expected.Published], monkeypatch: pytest.MonkeyPatch) -> None:
    for one in expected.ALLOWED:
        with monkeypatch.context() as context:
            context.setattr(expected, "ALLOWED", tuple(other for other in expected.ALLOWED if other != one))
            assert expected.complaints(one.feed, marts[""], marts[one.feed]) != [], one.feed
