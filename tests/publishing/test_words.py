"""Numbers and sentences at their edges: halves, zero, one, many, nothing."""

# ruff: noqa: E501 - an expected sentence is easier to check in one piece

from __future__ import annotations

import re
from datetime import date

import pytest

from orchestration.publishing.words.numbers import difference, figure, number, rounded, signed, size_of_change
from orchestration.publishing.words.sentences import gap_clause, sentence, target_words
from orchestration.publishing.words.wording import counted, day, period, singular, status, within
from tests.seeds.reading import seed

DECEMBER = date(2020, 12, 31)
PLANS = {
    "unit": "percent", "decimals": 1, "numerator_words": "had lasted two years or more",
    "denominator_words": "child protection plans ended",
}  # fmt: skip
ASSESSED = {
    "unit": "percent", "decimals": 1, "numerator_words": "were completed within 45 working days",
    "denominator_words": "single assessments authorised",
}  # fmt: skip
REFERRED = {
    "unit": "percent", "decimals": 1, "numerator_words": "referrals were started", "denominator_words": "contacts received",
}  # fmt: skip
RATE = {
    "unit": "rate_per_10000", "decimals": 1, "numerator_words": "were on a child protection plan",
    "denominator_words": "children aged 0–17 in the population",
}  # fmt: skip


def row(num: float | None, den: float | None, status: str = "ok", times: float = 100) -> dict:
    value = None if num is None or not den else num / den * times
    return {"numerator": num, "denominator": den, "value": value, "status": status}


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-0.5, 0, "−1"), (0.25, 1, "0.3"), (2.675, 2, "2.68"),
        (29 / 200 * 100, 0, "15"), (1258.0, 0, "1,258"), (-0.04, 1, "0.0"), (61 / 161 * 100, 1, "37.9"),
        (1234567.891, 1, "1,234,567.9"),
    ],
)  # fmt: skip
def test_numbers_round_once_and_half_up(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


def test_a_printed_sign_is_arithmetic_and_zero_has_a_plus() -> None:
    assert [signed(106), signed(-5.6, 1), signed(0), signed(-0.2)] == ["+106", "−5.6", "+0", "+0"]
    assert difference(1.3, "percent", 1) == "+1.3 percentage points"
    assert size_of_change(0.04, "percent", 1) == "less than 0.1 percentage points"
    assert size_of_change(0.0, "percent", 1) == "0.0 percentage points"
    assert [figure(26.3, "percent", 1), figure(1.0, "days", 0), figure(426.4, "days", 0)] == [
        "26.3%",
        "1 day",
        "426 days",
    ]
    assert str(rounded(2.5, 0)) == "3"


def test_periods_are_named_in_full() -> None:
    assert period("month", DECEMBER) == "December 2020"
    assert period("ytd", DECEMBER) == "April to December 2020"
    assert period("ytd", date(2021, 2, 28)) == "April 2020 to February 2021"
    assert period("ytd", date(2020, 4, 30)) == "April 2020"
    assert period("rolling12", DECEMBER) == "12 months to December 2020"
    assert period("snapshot", DECEMBER) == "at 31 December 2020"
    assert within("ytd", date(2020, 4, 30)) == "in April 2020"
    assert day(date(2020, 2, 9)) == "9 February 2020"


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("children looked after", "child looked after"), ("enquiries", "enquiry"), ("care leavers aged 17 to 21", "care leaver aged 17 to 21"),
        ("people", "person"), ("previous address", "previous address"), ("periods of care ceased", "period of care ceased"),
    ],
)  # fmt: skip
def test_one_of_many(many: str, one: str) -> None:
    assert singular(many) == one
    assert counted("1", many) == f"1 {one}"
    assert counted("0", many) == f"0 {many}"


@pytest.mark.parametrize(
    ("indicator", "parts", "text"),
    [
        (PLANS, row(0, 17), "Out of 17 child protection plans ended in December 2020, none had lasted two years or more. That is 0.0%."),
        (ASSESSED, row(1, 1), "Out of 1 single assessment authorised in December 2020, 1 was completed within 45 working days. That is 100.0%."),
        (ASSESSED, row(166, 201), "Out of 201 single assessments authorised in December 2020, 166 were completed within 45 working days. That is 82.6%."),
        (ASSESSED, row(0, 0, "no cases"), "There were no single assessments authorised in December 2020, so there is no figure to give."),
        (REFERRED, row(158, 892), "Out of 892 contacts received in December 2020, 158 referrals were started. That is 17.7%."),
        (REFERRED, row(1, 8), "Out of 8 contacts received in December 2020, 1 referral was started. That is 12.5%."),
        (REFERRED, row(0, 8), "Out of 8 contacts received in December 2020, no referrals were started. That is 0.0%."),
        (ASSESSED, row(None, None, "feed missing: ssd_cin_assessments"), ""),
    ],
)  # fmt: skip
def test_sentences_are_grammatical_for_none_one_and_many(indicator: dict, parts: dict, text: str) -> None:
    assert sentence(indicator, "month", DECEMBER, parts) == text


@pytest.mark.parametrize(
    ("words", "num", "text"),
    [
        ("contacts were received", 1507, "In December 2020, 1,507 contacts were received."),
        ("contacts were received", 1, "In December 2020, 1 contact was received."),
        ("contacts were received", 0, "In December 2020, no contacts were received."),
        ("looked-after children were girls", 1, "In December 2020, 1 looked-after child was a girl."),
        ("young people should have had a pathway plan", 1, "In December 2020, 1 young person should have had a pathway plan."),
    ],
)  # fmt: skip
def test_counts_in_words(words: str, num: float, text: str) -> None:
    indicator = {"unit": "count", "decimals": 0, "numerator_words": words, "denominator_words": None}
    parts = {"numerator": num, "denominator": None, "value": num, "status": "ok"}
    assert sentence(indicator, "month", DECEMBER, parts) == text


def test_a_rate_names_its_children_and_its_population() -> None:
    text = sentence(RATE, "snapshot", DECEMBER, row(186, 51100, times=10_000), "mid-2019 estimate")
    assert text == (
        "At 31 December 2020, 186 children were on a child protection plan. The population was 51,100 children aged "
        "0–17 (mid-2019 estimate), so that is 36.4 per 10,000 children."
    )
    assert "1 child was on" in sentence(RATE, "snapshot", DECEMBER, row(1, 51100, times=10_000))


def test_a_rate_of_young_people_is_one_in_a_thousand() -> None:
    custody = {"unit": "rate_per_1000", "decimals": 2, "numerator_words": "custodial sentences were given",
               "denominator_words": "young people aged 10–17 in the population"}  # fmt: skip
    assert sentence(custody, "rolling12", DECEMBER, row(5, 20_000, times=1_000)) == (
        "In the 12 months to December 2020, 5 custodial sentences were given. The population was 20,000 young people "
        "aged 10–17, so that is 0.25 per 1,000 young people."
    )


@pytest.mark.parametrize(("num", "told"), [(3, "+3"), (0, "+0"), (-3, "−3")])
def test_a_net_change_is_told_with_its_sign(num: float, told: str) -> None:
    carers = {"unit": "count", "decimals": 0, "sign": "may_be_negative",
              "numerator_words": "was the net change in fostering households", "denominator_words": ""}  # fmt: skip
    parts = {"numerator": num, "denominator": None, "value": num, "status": "ok"}
    text = sentence(carers, "ytd", DECEMBER, parts)
    assert text == f"From April to December 2020, the net change in fostering households was {told}."


@pytest.mark.parametrize(
    ("num", "told"),
    [
        (12, "there were 12 more referrals than a year earlier, against 48 referrals a year earlier. That is +25.0%."),
        (-1, "there was 1 fewer referral than a year earlier, against 48 referrals a year earlier. That is −2.1%."),
    ],
)
def test_a_fall_is_told_as_fewer(num: float, told: str) -> None:
    rise = {"unit": "percent", "decimals": 1, "sign": "may_be_negative",
            "numerator_words": "more referrals than a year earlier",
            "denominator_words": "referrals a year earlier"}  # fmt: skip
    assert sentence(rise, "month", DECEMBER, row(num, 48)) == f"In December 2020, {told}"


def test_staff_over_a_window_is_a_mean() -> None:
    leavers = {"unit": "percent", "decimals": 1, "counting_window": "average_base",
               "numerator_words": "permanent staff left", "denominator_words": "permanent staff in post"}  # fmt: skip
    assert "Out of 642.5 permanent staff in post on average" in sentence(leavers, "rolling12", DECEMBER, row(60, 642.5))


def test_the_distance_to_target_is_in_whole_children() -> None:
    assert gap_clause(ASSESSED, 166 - 0.9 * 201, "90%") == "15 single assessments below the target of 90%"
    assert gap_clause(ASSESSED, 1.2, "90%") == "1 single assessment above the target of 90%"
    assert gap_clause(PLANS, -0.4, "2.5%") == "less than 1 child protection plan below the target of 2.5%"
    assert gap_clause(PLANS, 0.0, "2.5%") == "exactly the target of 2.5%"
    assert gap_clause(RATE, -24.2, "42 per 10,000") == "24 children below the target of 42 per 10,000"
    assert gap_clause(PLANS, None, "2.5%") == ""


def test_targets_keep_their_operator_and_date() -> None:
    def words(operator: str, value: float, unit: str = "percent", by: date | None = None) -> str:
        return target_words({"target_operator": operator, "target_value": value, "target_by_date": by}, unit)

    assert [words(">=", 90), words(">", 80), words("<", 0.3, "average")] == [
        "90% or more",
        "more than 80%",
        "less than 0.3",
    ]
    assert words("<=", 2.5) == "2.5% or less"
    assert [words(">=", 100), words("<=", 0)] == ["100%", "0%"]
    assert words("=", 200, "count", date(2023, 3, 31)) == "200 by 31 March 2023"
    assert target_words({"target_value": None}, "percent") == ""


def test_a_missing_figure_has_words() -> None:
    assert status("no cases") == "No cases"
    assert status("feed missing: ssd_cp_reviews") == "Not reported: feed missing (ssd_cp_reviews)"
    assert (
        status("known since 2023-04-01: ssd_cp_plans") == "Not reported: ssd_cp_plans is known only from 1 April 2023"
    )
    assert (
        status("known until 2024-03-31: ssd_cp_plans") == "Not reported: ssd_cp_plans is known only until 31 March 2024"
    )
    assert status(None) == "Not available"
    assert status("tbd") == "To be determined"
    assert status("due 2021-01-31") == "Due 31 January 2021"
    assert status("due") == "Due"
    assert status("requested from HR") == "Requested from HR"


def test_one_thing_has_its_and_one_person_their() -> None:
    meetings = {"unit": "percent", "decimals": 1, "numerator_words": "were held on or before their due date",
                "denominator_words": "pre-proceedings meetings held"}  # fmt: skip
    assert "1 was held on or before its due date" in sentence(meetings, "month", DECEMBER, row(1, 4))
    assert "4 pre-proceedings meetings held" in sentence(meetings, "month", DECEMBER, row(1, 4))
    children = {**meetings, "numerator_words": "had their review", "denominator_words": "looked-after children"}
    assert "1 had their review" in sentence(children, "month", DECEMBER, row(1, 4))


def test_every_registered_indicator_reads_well_for_none_one_and_many() -> None:
    for indicator in (row for row in seed("indicators") if row["unit"] != "text"):  # words have no figure
        shaped = {**indicator, "decimals": int(indicator["decimals"]), "counting_window": indicator["window"]}
        den = {"count": None, "rate_per_10000": 51_000, "rate_per_1000": 20_000}.get(indicator["unit"], 7)
        for num in (-1, -5, 0, 1, 5) if indicator["sign"] else (0, 1, 5):
            parts = {"numerator": num, "denominator": den, "value": 1.0, "status": "ok"}
            text = sentence(shaped, indicator["headline_view"], DECEMBER, parts)
            assert text.endswith(".")
            assert "  " not in text
            assert not re.search(r"\b1 (were|\w+s (was|had|were))\b|\bNone\b", text), text
