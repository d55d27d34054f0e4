"""Targets, thresholds and benchmarks are figures of known indicators, in their units, with dates and sources.

The printed figures themselves are spot-checked where a label or a unit was easy to get wrong.
"""

from __future__ import annotations

import re

import pytest

from orchestration.contracts.feeds import FEEDS
from tests.seeds.reading import OPERATORS, UNITS, VIEWS, Row, day, registry, repeated, seed
from tests.seeds.test_registry import OWN, REPORTED

INDICATORS = registry()
COUNCILS = {row["la_code"] for row in seed("councils")}
COMPARATORS = {"own_outturn", "statistical_neighbours", "region", "england", "chat", "local", "unlabelled"}
TARGETS, THRESHOLDS = seed("targets"), seed("thresholds")
# a row without a figure says that its source has none
BENCHMARKS = [row for row in seed("benchmarks") if row["value"]]
ABSENT = [row for row in seed("benchmarks") if not row["value"]]

PLANNED = {"targets": TARGETS, "thresholds": THRESHOLDS, "benchmarks": BENCHMARKS, "events": seed("process_events")}


def benchmark(la_code: str, code: str, comparator: str, vintage: str) -> float:
    found = [
        float(row["value"])
        for row in BENCHMARKS
        if (row["la_code"], row["indicator_code"], row["comparator"], row["vintage"])
        == (la_code, code, comparator, vintage)
    ]
    assert len(found) == 1
    return found[0]


def own(rows: list[Row]) -> list[Row]:
    """The rows of one indicator; the others are thresholds of a unit."""
    return [row for row in rows if row["indicator_code"] or row not in THRESHOLDS]


@pytest.mark.parametrize("name", PLANNED)
def test_rows_are_about_known_indicators_and_councils(name: str) -> None:
    rows = PLANNED[name]
    assert rows, f"{name} is empty"
    assert {row["indicator_code"] for row in own(rows)} - set(INDICATORS) == set()
    assert {row["la_code"] for row in rows} - COUNCILS - {""} == set()


@pytest.mark.parametrize("name", ["targets", "thresholds", "benchmarks"])
def test_units_are_the_indicators_own(name: str) -> None:
    wrong = [r["indicator_code"] for r in own(PLANNED[name]) if r["unit"] != INDICATORS[r["indicator_code"]]["unit"]]
    assert wrong == []


@pytest.mark.parametrize("rows", [TARGETS, BENCHMARKS], ids=["targets", "benchmarks"])
def test_percentages_lie_between_0_and_100_and_nothing_is_negative_that_may_not_be(rows: list[Row]) -> None:
    top = {"percent": 100.0}
    bounded = [r for r in rows if not INDICATORS[r["indicator_code"]]["sign"]]
    assert [r for r in bounded if not 0 <= float(r["value"]) <= top.get(r["unit"], float("inf"))] == []


def test_targets_are_typed() -> None:
    assert repeated(TARGETS, "target_id") == []
    assert repeated(TARGETS, "la_code", "indicator_code", "view", "valid_from") == []
    assert {row["operator"] for row in TARGETS} <= OPERATORS
    assert {row["view"] for row in TARGETS} <= VIEWS
    assert [row["target_id"] for row in TARGETS if not (row["source"] and row["owner"] and row["target_text"])] == []


def test_targets_point_the_way_the_indicator_does() -> None:
    for row in TARGETS:
        wanted = {"high_is_good": ">", "low_is_good": "<"}[INDICATORS[row["indicator_code"]]["polarity"]]
        assert row["operator"].startswith(wanted), f"{row['target_id']}: {row['operator']} against the polarity"


def test_a_printed_comparator_is_kept() -> None:
    for row in TARGETS:
        printed = re.match(r"[<>]=?", row["target_text"])
        assert printed is None or printed.group() == row["operator"], row["target_id"]


def test_dates_are_in_order() -> None:
    for row in TARGETS:
        start, end = day(row["valid_from"]), day(row["valid_to"])
        assert start is not None
        assert end is None or start < end, row["target_id"]
    for row in BENCHMARKS:
        start, end = day(row["period_start"]), day(row["period_end"])
        assert (start is None) == (end is None)
        assert start is None or end is None or start <= end, row["source"]
    assert all(day(row["event_date"]) for row in PLANNED["events"])


def test_only_the_rates_of_council_874_borrow_a_population() -> None:
    borrowing = {r["target_id"]: r["target_population"] for r in TARGETS if r["target_population"]}
    assert borrowing == {"874-eha_started_rate": "50000", "874-cpp_rate": "50000"}


def test_thresholds_cover_every_unit_once_and_do_not_go_below_zero() -> None:
    assert repeated(THRESHOLDS, "indicator_code", "la_code", "valid_from", "unit") == []
    national = [row["unit"] for row in THRESHOLDS if not row["la_code"] and not row["indicator_code"]]
    assert sorted(national) == sorted(UNITS - {"text"})
    assert all(float(r["amber_tolerance"]) >= 0 and int(r["minimum_denominator"]) >= 0 for r in THRESHOLDS)


def test_an_own_threshold_says_something_new() -> None:
    said = {r["unit"]: (r["amber_tolerance"], r["minimum_denominator"]) for r in THRESHOLDS if not r["indicator_code"]}
    idle = [r for r in own(THRESHOLDS) if (r["amber_tolerance"], r["minimum_denominator"]) == said[r["unit"]]]
    assert idle == []


def test_an_indicator_with_a_target_has_an_amber_band() -> None:
    tolerance = {r["indicator_code"] or r["unit"]: float(r["amber_tolerance"]) for r in THRESHOLDS}
    rated = {row["indicator_code"] for row in TARGETS}
    assert [code for code in sorted(rated) if not tolerance.get(code, tolerance[INDICATORS[code]["unit"]])] == []


def test_benchmarks_carry_a_vintage_a_basis_and_a_source() -> None:
    """B24: a published file is read by people into one table; a year that changes a name or a basis shows here."""
    assert repeated(BENCHMARKS, "la_code", "indicator_code", "comparator", "vintage") == []
    assert {row["comparator"] for row in BENCHMARKS} <= COMPARATORS
    assert [row for row in BENCHMARKS if not (row["vintage"] and row["source"])] == []
    for row in BENCHMARKS:
        kind = INDICATORS[row["indicator_code"]]["kind"]
        if row["basis"] != "other_definition":
            assert row["basis"] in ({"snapshot"} if kind == "stock" else {"annual", "monthly"}), row["source"]


def test_a_benchmark_that_its_source_does_not_have_says_so_and_is_not_nought() -> None:
    """B24: a symbol of the source is the absence of a number, with a note."""
    assert "care_leavers_eet_17_18_pct" in {row["indicator_code"] for row in ABSENT}
    assert [row for row in ABSENT if not (row["source"] and row["note"])] == []


def test_a_label_that_follows_its_value_is_read_that_way() -> None:
    printed = {key: benchmark("852", "cpp_rate", key, "vintage not printed") for key in ("england", "region")}
    assert printed == {"england": 44, "region": 41}
    assert benchmark("852", "cpp_rate", "statistical_neighbours", "vintage not printed") == 48
    assert benchmark("852", "referrals_new_cin_rate", "england", "vintage not printed") == 44.6


def test_national_years_are_the_published_ones() -> None:
    assert benchmark("", "rereferrals_12m_pct", "england", "LAIT, year ending March 2025") == 22.6
    assert benchmark("", "s47_started_rate", "england", "LAIT, year ending March 2024") == 186.2
    assert benchmark("", "cla_rate", "england", "LAIT, 31 March 2023") == 70
    assert benchmark("938", "icpc_children_rate", "region", "LAIT, year ending March 2025") == 54.5


def test_figures_that_do_not_compare_say_so() -> None:
    notes = [r["note"] for r in BENCHMARKS if r["indicator_code"] == "rereferrals_after_closure_12m_pct"]
    assert notes
    assert all("not comparable" in note for note in notes)
    other = {r["indicator_code"] for r in BENCHMARKS if r["basis"] == "other_definition"}
    assert other == {"rereferrals_after_closure_12m_pct"}
    counts = [r for r in BENCHMARKS if r["unit"] == "count" and r["comparator"] != "own_outturn"]
    assert counts
    assert all("not scaled" in row["note"] for row in counts)


def test_an_ambiguous_94_is_not_shown_as_the_neighbours() -> None:
    mine = {r["comparator"] for r in BENCHMARKS if r["indicator_code"] == "mash_decision_1wd_pct"}
    assert mine == {"unlabelled"}


def test_the_fictional_council_says_what_it_borrows() -> None:
    rows = [r for r in TARGETS + BENCHMARKS if r["la_code"] == "990" and not r["source"].startswith("Department")]
    assert rows
    assert all("fictional" in row["source"] for row in rows)


def test_states_are_of_a_known_feed_or_indicator_and_say_why() -> None:
    rows = seed("data_status")
    assert repeated(rows, "la_code", "indicator_code", "feed", "valid_from") == []
    assert {row["la_code"] for row in rows} <= COUNCILS
    assert {row["state"] for row in rows} == {"provisional", "unconfirmed", "definition_not_agreed"}
    assert [row for row in rows if bool(row["indicator_code"]) == bool(row["feed"])] == [], "one or the other"
    assert {row["feed"] for row in rows} - set(FEEDS) == {""}
    assert {row["indicator_code"] for row in rows} - {*REPORTED, *OWN} == {""}
    assert all(row["reason"] and row["owner"] and day(row["valid_from"]) for row in rows)
