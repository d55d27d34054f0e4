"""Traps of the papers that lie in names: what an indicator is called, counted in, fed by and rated by.

Belongs here: sentences about the registry that a trap of docs/data_quality.md made necessary. Does not belong here:
that the registry is complete (tests/seeds/test_registry.py).
"""

from __future__ import annotations

import re

from tests.seeds.reading import registry, seed

INDICATORS = registry()


def test_number_and_share_of_one_thing_are_two_indicators() -> None:
    """T16: a series of numbers stood under a share's title; the ending of a code is its unit."""
    endings = {"_pct": "percent", "_count": "count", "_days": "days"}
    for code, row in INDICATORS.items():
        for ending, unit in endings.items():
            assert not code.endswith(ending) or row["unit"] == unit, code
    pair = [INDICATORS[f"rereferrals_after_closure_12m_{ending}"] for ending in ("pct", "count")]
    assert pair[0]["title"] != pair[1]["title"]


def test_initial_and_review_conferences_are_told_apart() -> None:
    """T17: a row of review conferences was titled as initial ones."""
    assert "nitial" in INDICATORS["icpc_15wd_pct"]["title"]
    assert "eview" in INDICATORS["rcpc_on_time_pct"]["title"]
    assert not set(INDICATORS["icpc_15wd_pct"]["feeds"].split()) & {"ssd_cp_reviews"}
    assert "ssd_cp_reviews" in INDICATORS["rcpc_on_time_pct"]["feeds"]


def test_titles_do_not_invert_their_value() -> None:
    """T20: "without a plan" stood above the share with one, "NEET" above those in education or work."""
    for code, row in INDICATORS.items():
        if re.search(r"\b(without|not in|NEET|overdue|late)\b", row["title"]):
            assert row["polarity"] == "low_is_good", code
        if re.search(r"\b(on time|in timescale|in time)\b", row["title"]):
            assert row["polarity"] != "low_is_good", code


def test_each_clock_and_distance_has_its_own_place() -> None:
    """T33: rows had slipped under other titles; distances and clocks are parameters, dated, not words of a title."""
    distance = [row for row in seed("parameters") if row["parameter"] == "distance_miles" and not row["la_code"]]
    assert [row["value"] for row in distance] == ["20"]
    codes = {"missing_cla_repeat_count", "missing_cla_episodes_count", "missing_repeat_children_count"}
    assert len({INDICATORS[code]["definition"] for code in codes}) == len(codes)
    for short, long in [("mash_decision_1wd_pct", "contacts_completed_3d_pct")]:
        assert INDICATORS[short]["clock"] != INDICATORS[long]["clock"]


def test_assessments_of_special_needs_are_not_early_help() -> None:
    """T35: EHCA is education, health and care; EHA is early help. No feed serves both."""
    special, early = INDICATORS["ehc_assessment_20wk_pct"], INDICATORS["eha_started_count"]
    assert "arly help" not in special["title"]
    assert set(special["feeds"].split()).isdisjoint(early["feeds"].split())
    assert special["service_area"] != early["service_area"]


def test_a_printed_code_names_one_indicator() -> None:
    """T41: two codes of the papers were read as one; a legible code leads to one indicator, or says what it shares."""
    named: dict[str, set[str]] = {}
    for code, row in INDICATORS.items():
        for printed in re.findall(r"\b[A-Z]+\d+[A-Z]*-[A-Z]+\b", re.sub(r"\([^)]*\)", "", row["printed_codes"])):
            if "(" not in row["printed_codes"]:
                named.setdefault(printed, set()).add(code)
    # a share and the number in it are one row of the papers
    stems = {
        printed: {re.sub(r"_(pct|count|rate|days)$", "", code) for code in codes} for printed, codes in named.items()
    }
    assert {printed: codes for printed, codes in stems.items() if len(codes) > 1} == {}
