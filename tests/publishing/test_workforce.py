"""The staff page: words for the movement, parts in order, the whole last; and what stands in place of a figure."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from orchestration.publishing.content import card
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.content.workforce import SHEETS, UNKNOWN, sheets, trend
from orchestration.publishing.reading import STAFF, Marts

ENDS = [date(2020, 10, 31), date(2020, 11, 30), date(2020, 12, 31)]
COUNCIL: dict[str, Any] = {"la_code": "990", "last_period_end": ENDS[-1]}


def subject(code: str, figures: dict[tuple[str, str], list[float | None]], **indicator: Any) -> Subject:
    """An indicator whose parts have one figure a month; None is a month that is not reported."""
    row = {"indicator_code": code, "title": code, "unit": "count", "decimals": 0, "headline_view": "month"} | indicator
    marts = Marts({}, [COUNCIL], [row], months={"990": ENDS})
    marts.staff["990", code] = [
        {"view": "month", "slice_type": kind, "slice_value": value, "period_end": end, "value": figure}
        for (kind, value), found in figures.items()
        for end, figure in zip(ENDS, found, strict=True)
    ]
    return Subject(marts, COUNCIL, row)


@pytest.mark.parametrize(
    ("value", "before", "word"),
    [(2, 1, "Up"), (1, 2, "Down"), (19.5, 19.5, "Same"), (0.1 + 0.2, 0.3, "Same"), (19.54, 19.5, "Up"),
     (None, 1, ""), (1, None, ""), (0, 0, "Same")],
)  # fmt: skip
def test_the_word_follows_the_unrounded_figures(value: float | None, before: float | None, word: str) -> None:
    assert trend(value, before) == word


def test_a_row_a_team_and_the_whole_last() -> None:
    lost = subject(
        "sickness_days_lost_month",
        {
            ("all", "all"): [5, 3, None],
            ("team", "unknown"): [1, 0, 0],
            ("team", "PACT"): [4, 3, 3],
            ("team", "Closed"): [0, 0, 0],
        },
    )
    (table,) = sheets([lost])
    assert table["months"] == ["Oct-20", "Nov-20", "Dec-20"]
    assert [row["name"] for row in table["rows"]] == ["PACT", "Not known", "Whole council"]
    cells = [(cell["value"], cell["figure"], cell["trend"]) for cell in table["rows"][0]["cells"]]
    assert cells == [("4", 4, ""), ("3", 3, "Down"), ("3", 3, "Same")]
    assert table["rows"][-1]["cells"][-1] == {"value": UNKNOWN, "figure": None, "trend": "", "share": None}


def test_grades_stand_from_best_to_worst_with_their_share() -> None:
    graded = subject(
        "audit_grade_count",
        {
            ("all", "all"): [0, 2, 50],
            ("grade", "inadequate"): [0, 0, 2],
            ("grade", "good"): [0, 2, 31],
            ("grade", "requires_improvement"): [0, 0, 17],
        },
    )
    (table,) = sheets([graded])
    last = {row["name"]: row["cells"][-1]["value"] for row in table["rows"]}
    assert last == {
        "Good": "31 (62%)", "Requires improvement": "17 (34%)", "Inadequate": "2 (4%)", "Whole council": "50"
    }  # fmt: skip
    assert list(last) == ["Good", "Requires improvement", "Inadequate", "Whole council"]


def test_a_page_without_a_figure_is_not_made() -> None:
    assert sheets([subject("sickness_days_lost_month", {("all", "all"): [None, None, None]})]) == []


def test_the_marts_are_read_for_every_sheet() -> None:
    assert {code for sheet in SHEETS for code in sheet.codes} == set(STAFF)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"value": 3.0, "status": "ok"}, "3"),
        ({"value": None, "status": "tbd"}, "To be determined"),
        ({"value": None, "status": "requested from HR"}, "Requested from HR"),
        ({"value": None, "status": "due 2021-01-31", "due_date": date(2021, 1, 31)}, "Due 31 January 2021"),
        (
            {"value": None, "status": "due 2021-01-31", "due_date": date(2021, 1, 31), "is_overdue": True},
            "Due 31 January 2021 (overdue)",
        ),
        (
            {"value": None, "status": "not reported", "due_date": date(2020, 12, 18), "is_overdue": True},
            "Not reported (overdue since 18 December 2020)",
        ),
        ({"value": None, "status": "text", "status_text": "Raised as #4"}, "Raised as No. 4"),
    ],
)
def test_what_stands_in_place_of_a_figure(row: dict[str, Any], words: str) -> None:
    assert subject("x", {}).told(row) == words


def test_why_a_figure_is_not_settled() -> None:
    assert card.state({"provisional_reason": "definition not agreed: unclear"}) == "Definition not agreed: unclear"
    assert card.state({"provisional_reason": None}) == ""
