"""The rules of the papers' indicator card on the numbers that they print, and what an edition says of its audience.

Belongs here: one test a rule, worked from a council's paper by hand. Does not belong here: the grammar of sentences
(`test_words`) and where things stand on a page (`test_site`, `test_pdf`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from orchestration.publishing import publish
from orchestration.publishing.content.card import monthly_gap, tiles
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.promise import MARTS, PublishError, check_shape
from orchestration.publishing.words.numbers import signed
from orchestration.publishing.words.sentences import gap_clause, sentence
from orchestration.settings import Home
from tests.publishing.made_subject import ENDS, made

SHARE = {
    "unit": "percent",
    "decimals": 1,
    "numerator_words": "were made in time",
    "denominator_words": "assessments made",
}


def card(value: float, unit: str = "percent", decimals: int = 1, **row: Any) -> dict[str, str]:
    """Label → value of the tiles of an indicator whose latest scorecard row is this."""
    view = row.pop("view", "ytd")
    polarity = row.pop("polarity", "high_is_good")
    subject = made([value] * len(ENDS), unit, view, indicator={"decimals": decimals, "polarity": polarity})
    subject.latest.update(row)
    return {"Headline" if tile.kind == "headline" else tile.label: tile.value for tile in tiles(subject)}


def test_p01_the_headline_is_of_the_view_that_the_indicator_names() -> None:
    """P01: a year to date is headed so, a stock is headed by its day; neither is taken for the month."""
    heads = {view: tiles(made([60.1] * len(ENDS), "percent", view))[0].label for view in ("ytd", "snapshot", "month")}
    assert heads == {
        "ytd": "Year to date: April to December 2020",
        "snapshot": "At 31 December 2020",
        "month": "In the month: December 2020",
    }


@pytest.mark.parametrize(
    ("value", "target", "printed"),
    [(26.3, 25.0, "+1.3"), (30.9, 23.0, "+7.9"), (2.3, 2.5, "−0.2"), (91.4, 98.0, "−6.6"), (60.1, 90.0, "−29.9")],
)
def test_p02_p03_p04_variance_is_headline_minus_target_and_always_fits(
    value: float, target: float, printed: str
) -> None:
    """P02, P03, P04: the sign is arithmetic; −29.9 is one of the values that the paper prints as #######."""
    shown = card(value, target_value=target, target_operator=">=", variance=value - target, previous_value=value)
    assert shown["Variance from target"] == printed
    assert shown["Target"].startswith(f"{target:g}%")
    assert not any("#" in text for text in shown.values())


def test_p05_the_previous_month_is_of_the_same_view() -> None:
    """P05: 57.5 in the year to November stands beside 60.1 in the year to December."""
    shown = card(60.1, previous_value=57.5, previous_period_end=date(2020, 11, 30))
    assert (shown["Headline"], shown["Previous month"]) == ("60.1%", "57.5%")


@pytest.mark.parametrize(
    ("now", "before", "polarity", "performance", "printed"),
    [
        (60.1, 57.5, "high_is_good", "improved", "▲ Improved"),
        (2.3, 2.5, "low_is_good", "improved", "▲ Improved"),
        (30.9, 30.5, "low_is_good", "worsened", "▼ Worsened"),
        (5.0, 4.0, "neutral", None, "Not judged"),
    ],
)
def test_p06_p07_p08_the_arrow_says_improved_and_the_words_say_which_way(
    now: float, before: float, polarity: str, performance: str | None, printed: str
) -> None:
    """P06, P07, P08: 2.5 to 2.3 where low is good is an improvement, drawn as ▲, and said to be a decrease."""
    subject = made([before] * 12 + [now], "percent", "ytd", indicator={"decimals": 1, "polarity": polarity})
    change = now - before
    subject.latest.update(
        previous_value=before,
        change=change,
        direction="increase" if change > 0 else "decrease",
        performance=performance,
    )
    tile = next(tile for tile in tiles(subject) if tile.label == "Change in performance")
    assert tile.value == printed
    assert tile.note.startswith("increase of " if change > 0 else "decrease of ")
    assert tile.note.endswith({"high_is_good": "high is good", "low_is_good": "low is good"}.get(polarity, "is good"))


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [(61, 161, "37.9%"), (158, 892, "17.7%"), (0, 17, "0.0%"), (136, 161, "84.5%"), (329, 360, "91.4%")],
)
def test_p09_the_sentence_has_numerator_and_denominator(numerator: int, denominator: int, percent: str) -> None:
    row = {"numerator": numerator, "denominator": denominator, "value": 100 * numerator / denominator, "status": "ok"}
    said = sentence(SHARE, "month", date(2019, 12, 31), row)
    assert said.startswith(f"Out of {denominator} assessments made in December 2019, ")
    assert said.endswith(f"That is {percent}.")


def test_p10_the_gap_is_in_whole_children_from_the_unrounded_target() -> None:
    """P10: 90% of 201 is 180.9, so 166 are 15 fewer; 98% of 161 is 157.78, so 136 are 22 fewer."""
    indicator = {**SHARE, "denominator_words": "children visited"}
    assert gap_clause(indicator, 166 - 0.90 * 201, "90%") == "15 children below the target of 90%"
    assert gap_clause(indicator, 136 - 0.98 * 161, "98%") == "22 children below the target of 98%"


def test_p11_the_year_begins_in_april() -> None:
    row = {"numerator": 1, "denominator": 2, "value": 50.0, "status": "ok"}
    assert "from April to December 2019" in sentence(SHARE, "ytd", date(2019, 12, 31), row)
    assert "in April 2019" in sentence(SHARE, "ytd", date(2019, 4, 30), row)


@pytest.mark.parametrize(
    ("numerator", "denominator", "target", "printed"), [(136, 161, 98, "−22"), (201, 260, 93, "−41")]
)
def test_p13_the_monthly_variance_is_one_signed_whole_number(
    numerator: int, denominator: int, target: float, printed: str
) -> None:
    """P13: the two rows of December 2019 that the paper prints."""
    end = ENDS[-1]
    row = {"view": "month", "period_end": end, "numerator": numerator, "denominator": denominator, "value": 1.0}
    subject: Subject = made([77.0] * len(ENDS), "percent", "ytd", targets=[target] * len(ENDS), measures=[row])
    gap = monthly_gap(subject, end)
    assert gap is not None
    assert signed(gap) == printed
    assert signed(0.2) == "+0"


def test_p14_every_comparator_has_its_difference(home: Home, warehouse: Callable[..., Any]) -> None:
    """P14: the region too, which the papers leave out; only a benchmark that is not there has none."""
    warehouse()
    page = (publish(home).path / "scorecards" / "990" / "rereferrals_12m_pct.html").read_text(encoding="utf-8")
    table = re.search(r"Current figure against each benchmark.*?</table>", page, re.S)
    assert table is not None
    rows = re.findall(r'<th scope="row">(.*?)</th>.*?</tr>', table.group(0), re.S)
    assert len(rows) == len(set(rows)) >= 2
    assert table.group(0).count(" percentage points</td>") >= 2


def test_p45_no_list_of_children_is_in_an_edition() -> None:
    """P45: the lists behind the figures come with the restricted edition; here no table may hold a row of a child."""
    assert "dim_child" not in MARTS
    with pytest.raises(PublishError):
        check_shape("kpi_scorecard", [("la_code", "VARCHAR"), ("person_id", "VARCHAR")])


def test_p46_every_document_says_whom_it_is_for(home: Home, warehouse: Callable[..., Any]) -> None:
    """P46: small numbers are shown to the board, so each page and file says that it is not for publication."""
    warehouse()
    scorecards: Path = publish(home).path / "scorecards"
    for page in scorecards.rglob("*.html"):
        assert "not for publication" in page.read_text(encoding="utf-8"), page.name
    files = scorecards / "990" / "files"
    for file in files.glob("*.pdf"):
        assert all("Not for publication" in page.extract_text() for page in PdfReader(str(file)).pages), file.name
    cover = load_workbook(next(files.glob("*.xlsx")))["Cover"]
    assert any("not for publication" in str(cell.value) for (cell,) in cover["A1:A8"])
    for slide in Presentation(str(next(files.glob("*.pptx")))).slides:
        assert any("Not for publication" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
