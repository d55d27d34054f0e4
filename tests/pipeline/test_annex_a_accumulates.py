"""Snapshots of Annex A become figures as months arrive: one night over several, counted by hand.

Seven snapshots, at the ends of September 2020 to March 2021, of list 3 (referrals) and list 7 (plans).
The first holds the six months from April 2020 on, so March 2021 is the first month whose twelve are held.

Belongs here: figures before and after enough has accumulated. Does not belong here: what becomes of one record
(`tests/extracts/test_snapshots.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

import duckdb
import pytest

from orchestration.extracts.annex_a.windows import months_before
from tests.extracts.good import Place
from tests.extracts.test_snapshots import Lists, deliver, plan, referral
from tests.pipeline.measures import build

LAST = date(2021, 3, 31)
SNAPSHOTS = [months_before(LAST, back) for back in range(6, -1, -1)]
# one a month, on the tenth, and a second one in May that the October snapshot does not show any more
REFERRALS = [(f"K{month}", date(2020 + (month > 12), (month - 1) % 12 + 1, 10)) for month in range(4, 16)]
WITHDRAWN = ("K20", date(2020, 5, 11))


def lists(as_at: date) -> Lists:
    """The lists on one day: six months of referrals, and K4's plan, replaced by another on 16 February."""
    after = months_before(as_at, 6)
    told = [*REFERRALS, *([WITHDRAWN] if as_at == SNAPSHOTS[0] else [])]
    child = plan("K4", date(2021, 2, 16)) if as_at > date(2021, 2, 16) else plan("K4", date(2020, 1, 6))
    return {3: [referral(child, day) for child, day in told if after < day <= as_at], 7: [child]}


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    place = Place(tmp_path_factory.mktemp("accumulating"))
    deliver(place, {as_at: lists(as_at) for as_at in SNAPSHOTS})
    place.night()
    home = place.home
    build(home, "kpi_measures", "kpi_notes")
    with closing(duckdb.connect(str(home.warehouse), read_only=True)) as connection:
        yield connection


def figure(figures: duckdb.DuckDBPyConnection, code: str, end: str, view: str) -> tuple[Any, ...]:
    (found,) = figures.execute(
        "select numerator, status from marts.kpi_measures where slice_type = 'all' "
        "and indicator_code = ? and period_end = ?::date and view = ?",
        [code, end, view],
    ).fetchall()
    return found


def test_twelve_months_are_a_figure_once_seven_snapshots_are_there(figures: duckdb.DuckDBPyConnection) -> None:
    """Twelve referrals of April to March, the withdrawn one of May not among them; a month before, nothing is said."""
    since = "known since 2020-04-01: ssd_cin_episodes"
    assert figure(figures, "referrals_started_count", "2021-03-31", "rolling12") == (12, "ok")
    assert figure(figures, "referrals_started_count", "2021-02-28", "rolling12") == (None, since)
    assert figure(figures, "referrals_started_count", "2021-02-28", "ytd") == (11, "ok")
    assert figure(figures, "referrals_started_count", "2020-05-31", "month") == (1, "ok")
    # each looks a year back, and nothing of 2019 is there
    assert figure(figures, "rereferrals_12m_pct", "2021-03-31", "month") == (None, since)


def test_a_stock_is_known_from_the_first_snapshot_on(figures: duckdb.DuckDBPyConnection) -> None:
    """One plan follows on the other: always one child, one start and one end in February."""
    assert figure(figures, "cpp_count", "2020-08-31", "snapshot") == (None, "known since 2020-09-30: ssd_cp_plans")
    for end in ("2020-09-30", "2021-01-31", "2021-02-28", "2021-03-31"):
        assert figure(figures, "cpp_count", end, "snapshot") == (1, "ok")
    assert figure(figures, "cpp_started_count", "2021-02-28", "month") == (1, "ok")
    assert figure(figures, "cpp_ended_count", "2021-02-28", "month") == (1, "ok")


def test_the_notes_say_how_many_snapshots_there_are(figures: duckdb.DuckDBPyConnection) -> None:
    found = dict(
        figures.execute(
            "select indicator_code, text from marts.kpi_notes where note_code like 'format%' and indicator_code in "
            "('rereferrals_12m_pct', 'cpp_started_count', 'cpp_count', 'referrals_started_count')"
        ).fetchall()
    )
    assert found == {
        "rereferrals_12m_pct": "In full once 19 monthly snapshots have accumulated (7 so far): each referral looks "
        "twelve months back.",
        "cpp_started_count": "In part: only a child's latest plan is listed.",
    }
