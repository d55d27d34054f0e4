"""The papers' figures come out of extracts: the facts are whole, the tools count rightly, and one night agrees.

Belongs here: what the replay promises. Does not belong here: the figures themselves (`printed.csv`).
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.papers import making, replay, shaping
from tests.papers.facts import TREATMENTS, Fact, facts

CATALOGUE = Path(__file__).resolve().parents[3] / "shared" / "catalogue" / "published_values.csv"
GENERAL_REASONS = ("Not legible", "A chart label", "The label of a bar", "A word in place", "The paper does not let")
COMPARED_ROLES = {"actual", "previous_month", "variance", "variance_count", "change", "change_direction"}


def catalogue() -> list[dict[str, str]]:
    if not CATALOGUE.is_file():
        pytest.skip(f"the catalogue of printed values is not at {CATALOGUE}")
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_printed_value_has_one_fact() -> None:
    assert [fact.value_id for fact in facts()] == [f"V{number:04}" for number in range(1, 935)]
    assert sum(fact.is_number for fact in facts()) == 840


def test_facts_print_what_the_catalogue_prints() -> None:
    printed = {row["value_id"]: row for row in catalogue()}
    for fact in facts():
        row = printed[fact.value_id]
        assert (fact.document, fact.line, fact.role) == (row["document"][:3], row["line_no"], row["role"]), fact
        assert fact.comparator == row["comparator"], fact
        if fact.is_number:
            assert fact.printed == row["value"], fact


def test_what_is_not_compared_says_why() -> None:
    for fact in facts():
        assert fact.treatment in TREATMENTS, fact
        if fact.treatment != "compare":
            assert len(fact.reason) > 15, fact
        assert bool(fact.right_value) == (fact.treatment == "paper_wrong"), fact


def test_a_paper_that_is_wrong_prints_something_else_than_the_right_figure() -> None:
    for fact in facts():
        if fact.treatment == "paper_wrong":
            assert fact.printed.lower() != fact.right_value.lower(), fact


def test_a_legible_figure_of_a_compared_role_is_left_out_only_for_a_reason_of_its_own() -> None:
    """Roles that a night works out, legible, with a number: not left out by a general rule."""
    legible = {row["value_id"] for row in catalogue() if row["ocr_confidence"] != "low" and row["value"]}
    for fact in facts():
        if fact.role in COMPARED_ROLES and fact.value_id in legible and fact.treatment == "not_reproducible":
            assert not fact.reason.startswith(GENERAL_REASONS), fact


def test_the_page_names_every_legible_number_that_is_not_reproduced() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "papers.md").read_text(encoding="utf-8")
    named = set(re.findall(r"V\d{4}", page))
    left_out = [fact for fact in facts() if fact.is_number and fact.treatment == "not_reproducible"]
    assert named == {fact.value_id for fact in left_out if not fact.reason.startswith(GENERAL_REASONS)}


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [(43, 50869, "8.5"), (43, 50869, "8"), (1, 8, "1250.0"), (-148, 10000, "-148"), (9, 20000, "5"), (3, 20000, "2")],
)
def test_a_figure_is_rounded_once_and_away_from_nought_at_the_half(
    numerator: int, denominator: int, printed: str
) -> None:
    """43 of 50,869 are 8.453 per 10,000: 8.5 and 8; 4.5 prints 5 and 1.5 prints 2."""
    assert making.prints(Fraction(numerator * 10_000, denominator), printed)


def test_whole_numbers_behind_a_percentage() -> None:
    """61 of 161 is 37.888: 37.9; a third of 3 is the smallest that prints 33.33; 31 has no share of 79 per cent."""
    assert making.share("37.9", 161) == 61
    assert making.smallest_share("33.33") == (1, 3)
    with pytest.raises(ValueError, match="no whole number of 31"):
        making.share("79", 31)


@pytest.mark.parametrize(
    ("comparator", "role", "found", "operator", "is_equal"),
    [
        ("<", "actual", "45", "", True),
        ("<", "actual", "49.9", "", True),
        ("<", "actual", "50", "", False),
        (">", "actual", "50.1", "", True),
        (">", "actual", "50", "", False),
        ("", "actual", "50.1", "", True),
        ("", "actual", "45", "", False),
        (">", "target", "50", ">", True),
        (">", "target", "50", ">=", False),
        (">", "target", "51", ">", False),
    ],
)
def test_a_printed_bound_is_kept_strictly_and_a_target_has_its_comparator(
    comparator: str, role: str, found: str, operator: str, is_equal: bool
) -> None:
    fact = replace(facts()[0], printed="50", comparator=comparator, role=role)
    assert replay.equal(fact, Fraction(found), operator) is is_equal


def test_working_days_pass_over_weekends_and_bank_holidays() -> None:
    """From Christmas Eve 2020 (Thursday): Friday and the Monday after are bank holidays, so Tuesday is the first."""
    assert making.working_days_after(date(2020, 12, 24), 1) == date(2020, 12, 29)
    assert making.working_days_after(date(2020, 12, 29), -1) == date(2020, 12, 24)
    assert len(making.working_days_of("2020-12")) == 21


def test_spells_are_open_as_often_as_the_series_says() -> None:
    series = {"2020-09": 9, "2020-10": 20, "2020-11": 10, "2020-12": 12}
    made = shaping.spells(series)
    assert {month: sum(shaping.is_open(spell, month) for spell in made) for month in series} == series
    assert len(made) == 22


def test_people_of_two_modules_never_meet() -> None:
    for makers in replay.DELIVERIES.values():
        people = [row["pers_person_id"] for make in makers for row in make().get("ssd_person", [])]
        assert len(people) == len(set(people))


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[replay.Outcome]]:
    """Three councils, one night, through the command line."""
    mask = os.umask(0o077)
    folder = tmp_path_factory.mktemp("papers")
    replay.deliver(folder / "landing")
    yield replay.compared(replay.night(folder / "landing", folder / "home"))
    os.umask(mask)


def test_every_figure_that_the_papers_print_is_published_or_explained(outcomes: list[replay.Outcome]) -> None:
    wrong = [outcome.text() for outcome in outcomes if outcome.state == "unexplained"]
    assert wrong == [], "\n".join(wrong)


def test_the_table_counts_every_printed_number_once(outcomes: list[replay.Outcome]) -> None:
    lines = {line.split()[0]: line.split()[1:] for line in replay.table(outcomes).splitlines()}
    assert lines["numbers"][0] == "840"
    assert sum(int(lines[document][0]) for document in replay.DOCS) == 840
    for counts in lines.values():
        if counts[0].isdigit():
            assert int(counts[0]) == sum(map(int, counts[2:]))


def test_a_figure_that_does_not_print_so_is_unexplained(outcomes: list[replay.Outcome]) -> None:
    fact = next(o.fact for o in outcomes if o.state == "equal" and o.fact.role == "actual")
    other = Fact(**{**fact.__dict__, "printed": str(float(fact.printed) + 1)})
    found = next(o.found for o in outcomes if o.fact is fact)
    assert not replay.equal(other, found)
