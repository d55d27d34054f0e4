"""Annex A snapshots of several dates become one history: worked by hand, at the level of the lake.

Three snapshots at the ends of January, February and March 2021, lists 3 to 8. The six months of the first begin on 1
August 2020, those of the second on 1 September, those of the third on 1 October.

Belongs here: what each record becomes, and from when a feed is whole. Does not belong here: the figures
(`tests/pipeline/test_annex_a_accumulates.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.extracts import lake
from orchestration.extracts.annex_a.windows import months_before, months_of_starts, whole_months
from tests.extracts.annex_a_books import HEADERS, book, sixth, who
from tests.extracts.good import Place

JANUARY, FEBRUARY, MARCH = date(2021, 1, 31), date(2021, 2, 28), date(2021, 3, 31)
Lists = dict[int, Sequence[Sequence[Any]]]


def referral(child: str, day: date, source: str = "Schools") -> list[Any]:
    return [*who(child), day, source, "b) No", 0, "North", "W"]


def assessment(child: str, start: date, end: date | None = None) -> list[Any]:
    return [*sixth(child), start, "Yes", end, "a) Yes", "North", "W"]


def enquiry(child: str, day: date, conference: date | None = None) -> list[Any]:
    return [*sixth(child), day, "b) No", conference, None, "North", "W"]


def need(child: str, start: date, status: str = "c) Child in need plan") -> list[Any]:
    return [*sixth(child), start, None, status, "North", "W"]


def plan(child: str, start: date, end: date | None = None, visit: date | None = None) -> list[Any]:
    return [*sixth(child), start, visit, "a) Yes", end, "North", "W"]


def care(
    child: str, start: date, placed: date, provider: str, legal: tuple[date, str], end: date | None = None, *,
    dental: date | None = None, uasc: str = "No",
) -> list[Any]:  # fmt: skip
    return [*sixth(child), start, *legal, None, dental, end, "t" if end else None, placed, "U4", provider, uasc]


SNAPSHOTS: dict[date, Lists] = {
    JANUARY: {
        3: [
            referral("K1", date(2020, 8, 3)),  # leaves the window of the second: stays
            referral("K2", date(2020, 12, 1)),  # not in the second, which ought to hold it: removed
            referral("K3", date(2020, 9, 15)),
        ],
        4: [assessment("K1", date(2020, 8, 4), date(2020, 8, 31)), assessment("K3", date(2020, 9, 16))],
        5: [enquiry("K3", date(2021, 1, 4), date(2021, 1, 20)), enquiry("K2", date(2021, 1, 5), date(2021, 1, 22))],
        6: [need("K1", date(2020, 6, 1)), need("K2", date(2020, 7, 1))],
        7: [
            plan("K3", date(2020, 2, 3), visit=date(2021, 1, 10)),
            plan("K4", date(2020, 3, 2), visit=date(2021, 1, 11)),
            plan("K5", date(2020, 4, 6), visit=date(2021, 1, 12)),
            plan("K6", date(2020, 5, 4), date(2020, 8, 20), visit=date(2020, 8, 1)),
        ],
        8: [
            care("K7", date(2020, 1, 6), date(2020, 1, 6), "PR1", (date(2020, 1, 6), "V2"), dental=date(2020, 11, 2)),
            care("K8", date(2020, 2, 6), date(2020, 2, 6), "PR4", (date(2020, 2, 6), "C2"), uasc="a) Yes"),
        ],
    },
    FEBRUARY: {
        3: [referral("K3", date(2020, 9, 15)), referral("K4", date(2021, 2, 8))],
        # its referral of 15 September is still listed here, no more in March
        4: [assessment("K3", date(2020, 9, 16), date(2021, 2, 1))],
        5: [enquiry("K3", date(2021, 1, 4), date(2021, 1, 21)), enquiry("K2", date(2021, 1, 5), date(2021, 1, 22))],
        6: [need("K1", date(2020, 6, 1), "b) Child Protection plan")],
        7: [
            plan("K3", date(2020, 2, 3), date(2021, 2, 15), visit=date(2021, 2, 10)),  # has ended
            plan("K4", date(2021, 2, 22)),  # another plan: the one of March 2020 ended by then
            # K5 is not listed any more: removed, and its visit with it
        ],
        8: [
            care("K7", date(2020, 1, 6), date(2021, 2, 20), "PR4", (date(2021, 2, 5), "C1"), dental=date(2021, 2, 3)),
            care("K8", date(2020, 2, 6), date(2020, 2, 6), "PR4", (date(2020, 2, 6), "C2"), uasc="No"),
        ],
    },
    MARCH: {
        3: [referral("K4", date(2021, 2, 8)), referral("K1", date(2021, 3, 9))],
        4: [assessment("K3", date(2020, 9, 16), date(2021, 2, 2))],  # signed off a day later than was said
        5: [enquiry("K3", date(2021, 1, 4), date(2021, 1, 21)), enquiry("K2", date(2021, 1, 5))],
        6: [need("K3", date(2021, 3, 1))],
        7: [
            # the visit of 10 February is taken back
            plan("K3", date(2020, 2, 3), date(2021, 2, 15), visit=date(2021, 2, 9)),
            plan("K4", date(2021, 2, 22), visit=date(2021, 3, 5)),
        ],
        8: [
            care("K7", date(2020, 1, 6), date(2021, 2, 20), "PR4", (date(2021, 2, 5), "C1"), dental=date(2021, 2, 3)),
            care("K8", date(2020, 2, 6), date(2020, 2, 6), "PR4", (date(2020, 2, 6), "C2"), date(2021, 3, 10)),
        ],
    },
}


def deliver(place: Place, snapshots: dict[date, Lists]) -> None:
    for as_at, lists in snapshots.items():
        sheets = {f"List {number}": [HEADERS[number], *rows] for number, rows in lists.items()}
        place.put("annex_a.xlsx", book(sheets), as_at=as_at)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    found = Place(tmp_path_factory.mktemp("snapshots"))
    deliver(found, SNAPSHOTS)
    found.night()
    return found


@pytest.fixture(scope="module")
def raw(place: Place) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        lake.mount(connection, place.home)
        yield connection


def rows(raw: duckdb.DuckDBPyConnection, feed: str, columns: str) -> list[tuple[Any, ...]]:
    texts = ", ".join(f"{column}::varchar" for column in columns.split())
    return raw.execute(f"select {texts} from raw.{feed} order by all").fetchall()


def test_events_of_all_snapshots_are_there_but_for_the_removed(raw: duckdb.DuckDBPyConnection) -> None:
    assert rows(raw, "ssd_cin_episodes", "cine_person_id cine_referral_date") == [
        ("K1", "2020-08-03"), ("K1", "2021-03-09"), ("K3", "2020-09-15"), ("K4", "2021-02-08")
    ]  # fmt: skip
    assert rows(raw, "ssd_person", "pers_person_id") == [(f"K{number}",) for number in range(1, 9)]


def test_the_newest_snapshot_wins_and_a_reference_that_it_cannot_resolve_is_kept(
    raw: duckdb.DuckDBPyConnection,
) -> None:
    columns = "cina_person_id cina_assessment_auth_date cina_referral_id as_at"
    assert rows(raw, "ssd_cin_assessments", columns) == [
        ("K1", "2020-08-31", "K1-20200803-schools", "2021-01-31"),
        ("K3", "2021-02-02", "K3-20200915-schools", "2021-03-31"),
    ]


def test_a_conference_goes_when_its_enquiry_no_longer_shows_it(raw: duckdb.DuckDBPyConnection) -> None:
    """K3's was moved by a day in February, K2's is gone in March; both enquiries are still listed."""
    assert rows(raw, "ssd_initial_cp_conference", "icpc_person_id icpc_icpc_date") == [("K3", "2021-01-21")]
    assert len(rows(raw, "ssd_s47_enquiry", "s47e_person_id")) == 2


def test_a_plan_ends_as_listed_or_when_a_later_one_began_or_was_removed(raw: duckdb.DuckDBPyConnection) -> None:
    columns = "cppl_person_id cppl_cp_plan_start_date cppl_cp_plan_end_date"
    assert rows(raw, "ssd_cp_plans", columns) == [
        ("K3", "2020-02-03", "2021-02-15"),
        ("K4", "2020-03-02", "2021-02-22"),
        ("K4", "2021-02-22", None),
        ("K6", "2020-05-04", "2020-08-20"),  # ended before the window of the second
    ]
    # K1 is no child in need any more in February, K2 is in no list at all
    assert rows(raw, "ssd_cin_plans", "cinp_person_id cinp_cin_plan_start_date cinp_cin_plan_end_date") == [
        ("K1", "2020-06-01", "2021-02-28"), ("K2", "2020-07-01", "2021-02-28"), ("K3", "2021-03-01", None)
    ]  # fmt: skip


def test_last_visits_become_visits_without_those_taken_back(raw: duckdb.DuckDBPyConnection) -> None:
    assert rows(raw, "ssd_cp_visits", "cppv_person_id cppv_cp_visit_date") == [
        ("K3", "2021-01-10"), ("K3", "2021-02-09"), ("K4", "2021-01-11"), ("K4", "2021-03-05"), ("K6", "2020-08-01")
    ]  # fmt: skip
    assert rows(raw, "ssd_cla_health", "clah_person_id clah_health_check_date") == [
        ("K7", "2020-11-02"), ("K7", "2021-02-03")
    ]  # fmt: skip


def test_placements_and_legal_statuses_follow_on_each_other(raw: duckdb.DuckDBPyConnection) -> None:
    columns = "clap_person_id clap_cla_placement_start_date clap_cla_placement_end_date clap_cla_placement_provider"
    assert rows(raw, "ssd_cla_placement", columns) == [
        ("K7", "2020-01-06", "2021-02-20", "PR1"),
        ("K7", "2021-02-20", None, "PR4"),
        ("K8", "2020-02-06", None, "PR4"),
    ]
    columns = "lega_person_id lega_legal_status_start_date lega_legal_status_end_date lega_legal_status"
    assert rows(raw, "ssd_legal_status", columns) == [
        ("K7", "2020-01-06", "2021-02-05", "V2"),
        ("K7", "2021-02-05", None, "C1"),
        ("K8", "2020-02-06", "2021-03-10", "C2"),
    ]
    columns = "immi_person_id immi_immigration_status_start_date immi_immigration_status_end_date"
    assert rows(raw, "ssd_immigration_status", columns) == [("K8", "2020-02-06", "2021-02-28")]


def test_each_feed_says_from_when_it_is_whole_and_what_was_left_out(raw: duckdb.DuckDBPyConnection) -> None:
    """Rows of the newest, rows of earlier ones still in view, rows ended and rows removed, by hand."""
    found = raw.execute(
        "select feed, known_from::varchar, state_from::varchar, snapshots, rows_loaded, rows_earlier, rows_ended, "
        "rows_removed from raw.deliveries where is_current and status = 'loaded' and feed in "
        "('ssd_person', 'ssd_cin_episodes', 'ssd_initial_cp_conference', 'ssd_cp_plans', 'ssd_cla_placement') "
        "order by feed"
    ).fetchall()
    assert found == [
        ("ssd_cin_episodes", "2020-08-01", "2020-08-01", 3, 2, 2, 0, 1),
        ("ssd_cla_placement", "2020-08-01", "2021-01-31", 3, 2, 1, 1, 0),
        ("ssd_cp_plans", "2020-08-01", "2021-01-31", 3, 2, 2, 1, 1),
        ("ssd_initial_cp_conference", "2020-09-01", "2020-09-01", 3, 1, 0, 0, 2),
        ("ssd_person", None, None, 3, 6, 2, 0, 0),
    ]


def test_a_look_back_sees_the_snapshots_of_its_day(place: Place) -> None:
    with duckdb.connect() as connection:
        lake.mount(connection, place.home, as_of=FEBRUARY)
        assert rows(connection, "ssd_cp_visits", "cppv_person_id cppv_cp_visit_date")[:2] == [
            ("K3", "2021-01-10"), ("K3", "2021-02-10")
        ]  # fmt: skip


def test_a_snapshot_that_was_taken_days_later_removes_nothing_of_the_days_before_its_list_begins(
    tmp_path: Path,
) -> None:
    """March's is filed as of the 31st and was run on 3 April: its six months begin on 4 October, not on the 1st.
    April's list has a day before K3's, and no K3: that is removed."""
    place = Place(tmp_path)
    april = date(2021, 4, 30)
    first = [referral("K1", date(2020, 10, 1)), referral("K2", date(2020, 10, 4)), referral("K3", date(2020, 11, 9))]
    plans = [plan("K1", date(2020, 2, 3), date(2020, 10, 2)), plan("K2", date(2020, 3, 2), date(2020, 10, 5))]
    deliver(place, {
        FEBRUARY: {3: first, 7: plans}, MARCH: {3: first[1:], 7: plans[1:]},
        april: {3: [referral("K4", date(2020, 11, 2))], 7: [plan("K4", date(2020, 4, 6), date(2020, 11, 3))]},
    })  # fmt: skip
    place.night()
    with duckdb.connect() as connection:
        lake.mount(connection, place.home)
        # K3's day lies in April's window, the others before it
        assert rows(connection, "ssd_cin_episodes", "cine_person_id") == [("K1",), ("K2",), ("K4",)]
        assert rows(connection, "ssd_cp_plans", "cppl_person_id") == [("K1",), ("K2",), ("K4",)]


def test_a_gap_longer_than_the_window_begins_the_history_anew(tmp_path: Path) -> None:
    """September's window begins on 1 April, the day after March's snapshot: they join. November's begins on 1 June:
    what March held is left out, people excepted."""
    place = Place(tmp_path)
    late, later = date(2021, 9, 30), date(2021, 11, 30)
    deliver(place, {MARCH: {3: [referral("K1", date(2021, 3, 9))]}, later: {3: [referral("K2", date(2021, 7, 1))]}})
    place.night()
    whole = "select known_from::varchar, snapshots from raw.deliveries where is_current and feed = 'ssd_cin_episodes'"
    with duckdb.connect() as connection:
        lake.mount(connection, place.home)
        assert rows(connection, "ssd_cin_episodes", "cine_person_id") == [("K2",)]
        assert rows(connection, "ssd_person", "pers_person_id") == [("K1",), ("K2",)]
        assert connection.execute(whole).fetchall() == [("2021-06-01", 1)]
    deliver(place, {late: {3: [referral("K3", date(2021, 4, 1)), referral("K2", date(2021, 7, 1))]}})
    place.night()
    with duckdb.connect() as connection:
        lake.mount(connection, place.home)
        assert rows(connection, "ssd_cin_episodes", "cine_person_id") == [("K1",), ("K2",), ("K3",)]
        assert connection.execute(whole).fetchall() == [("2020-10-01", 3)]


def test_the_dataset_and_snapshots_are_never_mixed(tmp_path: Path) -> None:
    """February came as tables of the dataset: neither it nor January is part of March; as of February, January is not
    part of it."""
    place = Place(tmp_path)
    deliver(place, {JANUARY: {3: [referral("K1", date(2021, 1, 4))]}, MARCH: {3: [referral("K3", date(2021, 3, 1))]}})
    place.deliver(
        as_at=FEBRUARY,
        ssd_person=[{"pers_person_id": "K2", "pers_dob": "2010-05-06"}],
        ssd_cin_episodes=[
            {"cine_referral_id": "R2", "cine_person_id": "K2", "cine_referral_date": "2021-02-01"}
        ],
    )  # fmt: skip
    place.night()
    for as_of, wanted in ((None, [("K3",)]), (FEBRUARY, [("K2",)]), (JANUARY, [("K1",)])):
        with duckdb.connect() as connection:
            lake.mount(connection, place.home, as_of=as_of)
            assert rows(connection, "ssd_cin_episodes", "cine_person_id") == wanted
            assert rows(connection, "ssd_person", "pers_person_id") == wanted


def test_a_longer_window_is_told_from_a_stray() -> None:
    """Two a month over twelve months; a month further back holds one. Then nothing but a stray from long ago."""
    as_at = date(2021, 4, 30)
    months = [months_before(as_at, back) for back in range(12)]
    assert months[:3] == [date(2021, 4, 30), date(2021, 3, 31), date(2021, 2, 28)]
    assert whole_months(Counter(dict.fromkeys(months, 2)), as_at) == 12
    assert whole_months(Counter({**dict.fromkeys(months, 2), date(2020, 4, 3): 1}), as_at) == 12
    assert whole_months(Counter({date(2021, 4, 1): 3, date(2015, 4, 1): 9}), as_at) == 6
    assert months_before(date(2021, 3, 15), 6) == date(2020, 9, 15)


def by_month(as_at: date, *counts: int) -> Counter[date]:
    """So many records in the last month, the one before it, and so on."""
    return Counter({months_before(as_at, back): count for back, count in enumerate(counts)})


def test_a_thin_month_ends_no_window_and_a_growing_list_keeps_its_early_months() -> None:
    as_at = date(2021, 4, 30)
    # the seventh month holds one, the twelfth the last two
    assert whole_months(by_month(as_at, 3, 2, 3, 2, 3, 2, 1, 3, 0, 2, 3, 2), as_at) == 12
    # from five a month to twelve: the earliest hold less than half of the last six (11 a month)
    growing = by_month(as_at, 12, 12, 11, 11, 10, 10, 9, 9, 8, 8, 7, 7, 6, 6, 5, 5, 5, 5)
    assert whole_months(growing, as_at) == 18
    # enquiries begun before the window and still open: six where eleven a month are usual
    assert whole_months(by_month(as_at, *[11] * 12, 6, 2), as_at) == 12
    # two strays of three years ago, where one or two a month are usual
    assert whole_months(by_month(as_at, 1, 2, 1, 2, 1, 2, *[0] * 30, 2), as_at) == 6
    # nothing in the six months: nothing to hold a further one against
    assert whole_months(by_month(as_at, *[0] * 6, 2, 2), as_at) == 6


@pytest.mark.parametrize(
    ("referred", "since"), [(6, "2020-10-01"), (8, "2020-09-01"), (0, "2020-10-01")], ids=["six", "eight", "none"]
)
def test_enquiries_of_before_the_window_do_not_widen_it(tmp_path: Path, referred: int, since: str) -> None:
    """Two enquiries in each of seven months, the seventh listed for the conferences that followed. Two referrals in
    each of six months say that the window has six, in eight that it has seven; without any it ends a month later."""
    place = Place(tmp_path)
    ends = [months_before(MARCH, back) for back in range(8)]
    enquiries = [enquiry(child, end) for end in ends[:7] for child in ("K1", "K2")]
    referrals = [referral(child, end) for end in ends[:referred] for child in ("K1", "K2")]
    deliver(place, {MARCH: {3: referrals, 5: enquiries} if referrals else {5: enquiries}})
    place.night()
    with duckdb.connect() as connection:
        lake.mount(connection, place.home)
        known = "select known_from::varchar from raw.deliveries where feed = 'ssd_s47_enquiry'"
        assert connection.execute(known).fetchall() == [(since,)]


def test_a_list_of_early_help_may_be_listed_by_start_or_by_end() -> None:
    as_at = date(2021, 4, 30)
    # ten a month begin and take three to five months; twelve months of starts: the first ends are few
    starts = by_month(as_at, 0, 0, 0, 2, 5, 8, 10, 10, 10, 10, 10, 10)
    ends = by_month(as_at, 10, 10, 10, 10, 10, 10, 8, 5, 2)
    assert months_of_starts(starts, ends, as_at) == 12
    # six months of ends: what they began is older, and fades
    starts = by_month(as_at, 0, 0, 0, 3, 7, 10, 10, 10, 10, 7, 3)
    assert months_of_starts(starts, by_month(as_at, *[10] * 6), as_at) == 6
