"""Sentences about how a figure moved and how it compares, against sentences written by hand; edges of each rule."""

# ruff: noqa: E501 - an expected sentence is easier to check in one piece

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from orchestration.publishing.words.comparison import against, inline, listed, vintage
from orchestration.publishing.words.movement import (
    cohort,
    direction,
    from_before,
    moved,
    record,
    six_months,
    small_cohort,
)
from tests.publishing.marts_fixture import month_ends

DECEMBER, NOVEMBER = date(2020, 12, 31), date(2020, 11, 30)
PATHWAY = {
    "unit": "percent", "decimals": 1, "numerator_words": "had a pathway plan", "denominator_words": "young people",
}  # fmt: skip
REFERRED = {
    "unit": "percent", "decimals": 1, "numerator_words": "referrals were started", "denominator_words": "contacts received",
}  # fmt: skip


def parts(num: float | None, den: float | None) -> dict[str, Any]:
    return {"numerator": num, "denominator": den}


def points(*values: float, last: date = DECEMBER) -> list[tuple[date, float]]:
    return list(zip(month_ends(last, len(values)), values, strict=True))


def bench(comparator: str, comparable: float | None, value: float = 0.0, year: str = "2018/19") -> dict[str, Any]:
    gap = None if comparable is None else value - comparable
    return {"comparator": comparator, "comparable_value": comparable, "difference": gap, "vintage": year}


# ---- P20, P36 to P38, P34 and P42: one council's own months


@pytest.mark.parametrize(
    ("change", "word"), [(0.04, "Increase"), (-0.3, "Decrease"), (0.0, "No change"), (1e-12, "No change")]
)
def test_p20_the_word_follows_the_unrounded_change(change: float, word: str) -> None:
    """P20: 78.7 to 78.4 is a decrease, whatever it rounds to; only an equal figure is no change."""
    assert direction(change) == word


@pytest.mark.parametrize(
    ("change", "unit", "decimals", "text"),
    [
        (1.03, "percent", 1, "up 1.0 percentage points on the month before"),
        (-0.04, "percent", 1, "down less than 0.1 percentage points on the month before"),
        (-1.0, "percent", 0, "down 1 percentage point on the month before"),
        (-280.0, "count", 0, "down 280 on the month before"),
        (1.0, "days", 0, "up 1 day on the month before"),
        (0.0, "count", 0, "no change on the month before"),
        (None, "count", 0, "with no figure the month before"),
    ],
)
def test_a_change_is_said_with_its_size_and_unit(change: float | None, unit: str, decimals: int, text: str) -> None:
    assert moved(change, unit, decimals) == text


def test_p42_both_months_stand_in_brackets() -> None:
    """P42: current and previous month; the years are named only where they differ."""
    assert from_before((date(2019, 8, 31), 1337.0), (date(2019, 7, 31), 1861.0), "count", 0) == (
        "reduced (1,337 in August from 1,861 in July)"
    )
    assert from_before((date(2021, 1, 31), 0.0), (DECEMBER, 1.0), "count", 0) == (
        "reduced (0 in January 2021 from 1 in December 2020)"
    )
    now, before = (DECEMBER, 18.80), (NOVEMBER, 18.76)
    assert from_before(now, before, "percent", 1) == "hardly changed (18.8% in December from 18.8% in November)"
    assert from_before(now, (NOVEMBER, 18.8), "percent", 1).startswith("stayed the same (")
    assert from_before(now, (NOVEMBER, 18.7), "percent", 1).startswith("increased (")


@pytest.mark.parametrize(
    ("values", "months", "text"),
    [
        ((8, 9, 10, 12, 11, 11), 6, "In the last 6 months it was between 8.0% and 12.0%."),
        ((8, 12, 11), 6, "In 3 of the last 6 months it was between 8.0% and 12.0%."),
        ((100, 100, 100, 100, 100, 100), 6, "It was 100.0% in each of the last 6 months."),
        ((8.01, 8.04), 2, "It was 8.0% in each of the last 2 months."),
        ((63, 63, 63), 6, "It was 63.0% in each of the 3 months with a figure, of the last 6."),
        ((63, 63), 6, ""),
        ((8,), 6, ""),
        ((), 6, ""),
    ],
)
def test_p34_the_range_of_six_months(values: tuple[float, ...], months: int, text: str) -> None:
    """P34: lowest and highest of the commentary window; a month without a figure is not passed over in silence."""
    assert six_months(points(*values), months, "percent", 1) == text


def test_p36_a_share_that_moved_with_its_cohort_is_in_effect_unchanged() -> None:
    """P36: 352 of 359 (98.1%) and 352 of 363 (97.0%): the cohort grew by 4 and as many have a plan as before."""
    assert cohort(PATHWAY, parts(352, 363), parts(352, 359), NOVEMBER) == (
        "The share fell by 1.1 percentage points, but its cohort grew by 4, from 359 to 363. Of them, 352 had a pathway plan in both months. Performance is in effect unchanged."
    )
    assert cohort(PATHWAY, parts(349, 356), parts(350, 360), NOVEMBER) == (
        "The share rose by 0.8 percentage points, but its cohort shrank by 4, from 360 to 356. Of them, 349 had a pathway plan, against 350 in November 2020. Performance is in effect unchanged."
    )
    assert cohort(REFERRED, parts(0, 0), parts(0, 0), NOVEMBER) == ""


@pytest.mark.parametrize(
    ("now", "before", "why"),
    [
        ((352, 363), (352, 363), "nothing moved"),
        ((346, 363), (352, 359), "6 fewer of 359 are 1.7 points: performance fell"),
        ((347, 355), (352, 359), "the share fell though the cohort shrank"),
        ((100, 150), (100, 100), "half as many again are another cohort"),
        ((95, 102), (95, 100), "a fiftieth exactly is still the same cohort"),
        ((95, 103), (95, 100), "more than a fiftieth is another cohort"),
        ((352, 360), (352, 359), "less than half a point is no news"),
        ((None, 363), (352, 359), "no figure"),
        ((1, 3), (1, 0), "no cases the month before"),
    ],
)
def test_p36_says_nothing_else(now: tuple, before: tuple, why: str) -> None:  # type: ignore[type-arg]
    """P36: only within half a point of numerator and a fiftieth of cohort."""
    said = cohort(PATHWAY, parts(*now), parts(*before), NOVEMBER)
    assert bool(said) == ("still the same" in why), why


def test_p37_a_record_states_its_window() -> None:
    """P37: thirteen months shown, or as many as the claim holds for; a tie is no record; and the count is the data's."""
    rising = [10.0, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15, 18]
    assert record(points(*rising), 13) == "the highest of the 13 months shown"
    assert record(points(*(-value for value in rising)), 13) == "the lowest of the 13 months shown"
    assert record(points(9, *rising), 13) == "the highest of the 14 months since November 2019"
    assert record(points(20, *rising), 13) == "the highest of the 13 months shown"
    assert record(points(20, 9, *rising), 13) == "the highest of the 14 months since November 2019"
    assert record(points(*rising[:-1], 15), 13) == ""
    assert record(points(*rising[:4], 19, *rising[5:]), 13) == ""
    assert record(points(*[5.0] * 13), 13) == ""
    assert record(points(*rising[-11:]), 13) == "", "eleven figures are too few"
    assert record(points(*rising[-12:]), 13) == "the highest of the 12 months since January 2020"
    assert record([], 13) == ""
    gap = points(*rising)
    del gap[5]
    assert record(gap, 13) == "the highest of the 12 months with a figure since December 2019"


def test_p37_never_says_14_months_beside_13() -> None:
    """P37: paper 002 printed 14 months of reporting beside charts of 13; the window is counted."""
    uasc = [14.0, 15, 15, 15, 13, 12, 12, 11, 11, 10, 11, 16, 18]
    assert record(points(*uasc), 13) == "the highest of the 13 months shown"


@pytest.mark.parametrize(("cases", "told"), [(1, "1 case"), (9, "9 cases")])
def test_p38_few_cases_are_cautioned(cases: float, told: str) -> None:
    """P38: the threshold is that of the registry, and is said."""
    assert small_cohort(cases, 10) == (
        f"Take care: it rests on only {told} and can swing from month to month. Under 10 it is not rated."
    )


# ---- P35, P41 and P44: other councils


def test_p35_better_or_worse_is_judged_unrounded_and_by_polarity() -> None:
    """P35: 89.2% of assessments in time against 76, 81 and 81; and the same when low is good."""
    rows = [bench("region", 81, 89.2), bench("england", 81, 89.2), bench("statistical_neighbours", 76, 89.2)]
    told = "At 89.2%, it is higher than statistical neighbours (by 13.2 percentage points), England (by 8.2) and the region (by 8.2)"
    assert against("89.2%", rows, "percent", 1, "high_is_good") == f"{told}, which is better."
    assert against("89.2%", rows, "percent", 1, "low_is_good") == f"{told}, which is worse."
    assert against("89.2%", rows, "percent", 1, "neutral") == f"{told}."


def test_p35_sides_and_ties_and_hair_breadths() -> None:
    """P35: a difference that rounds to nothing is still a difference; equal is equal; a missing benchmark is not named."""
    rows = [bench("statistical_neighbours", 18.04, 18.0), bench("england", 18, 18.0), bench("region", None, 18.0)]
    assert against("18.0%", rows, "percent", 1, "high_is_good") == (
        "At 18.0%, it is lower than statistical neighbours (by less than 0.1 percentage points), which is worse, and the same as England."
    )
    mixed = [bench("england", 15, 16.0), bench("region", 17, 16.0)]
    assert against("16.0", mixed, "rate_per_10000", 1, "low_is_good") == (
        "At 16.0, it is higher than England (by 1.0 per 10,000), which is worse, and lower than the region (by 1.0 per 10,000), which is better."
    )
    assert against("", [bench("region", None)], "percent", 1, "low_is_good") == ""
    assert against("", [], "percent", 1, "low_is_good") == ""


def test_p44_benchmarks_stand_inline_in_the_papers_order() -> None:
    """P44: statistical neighbours, national, regional, with the decimals they were published with."""
    rows = [bench("region", 41), bench("own_outturn", 50), bench("england", 44), bench("statistical_neighbours", 48)]
    assert inline(rows, "rate_per_10000", 1) == "(statistical neighbours 48; national 44; regional 41)"
    assert inline([bench("england", 79.5)], "percent", 1) == "(national 79.5%)"
    assert inline([], "percent", 1) == ""


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("31 March 2019", "as at 31 March 2019"), ("LAIT, 31 March 2020", "as at 31 March 2020"),
        ("LAIT, year ending March 2020", "for the year ending March 2020"), ("2018/19", "for 2018/19"),
        ("vintage not printed", "year not printed in its source"), (None, "year not printed in its source"),
    ],
)  # fmt: skip
def test_p41_the_vintage_of_a_benchmark_is_said(printed: str | None, text: str) -> None:
    """P41: the year of a benchmark stands beside its value, also when its source prints none."""
    assert vintage({"vintage": printed}) == text


def test_lists_are_read_aloud() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert listed(["x, which is so", "y"]) == "x, which is so, and y"
