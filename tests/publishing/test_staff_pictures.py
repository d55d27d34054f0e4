"""The pictures of the staff page, P31 and P32 of the catalogue.

Belongs here: which months and grades are drawn. Does not belong here: the page's tables (`test_workforce`).
"""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.publishing.content.staff_pictures import (
    AGENCY,
    GRADES,
    agency,
    completion,
    drawings,
    grades,
    since_april,
)
from orchestration.publishing.content.subject import Subject
from tests.publishing.drawing import Drawing
from tests.publishing.made_subject import ENDS, made
from tests.publishing.marts_fixture import month_ends


def graded(months: dict[date, dict[str, float]]) -> Subject:
    item = made([5.0] * 13, indicator={"indicator_code": "x"})
    item.marts.staff[item.key] = [
        {"view": "month", "slice_type": "grade", "slice_value": grade, "period_end": end, "value": value}
        for end, found in months.items()
        for grade, value in found.items()
    ]
    return item


def test_p31_agency_staff_are_bars_by_month_from_april() -> None:
    """P31: a bar a month from April to the month reported, each with its number; a month not reported says none."""
    counts: list[float | None] = [60.0, 61.0, 62.0, 63.0, 69.0, 67.0, 71.0, 74.0, 75.0, None, 78.0, 80.0, 81.0]
    picture = agency(made(counts, view="snapshot"))
    assert picture is not None
    found = Drawing(picture.svg)
    assert found.faults() == []
    months = [text for text in found.texts if text.endswith("-20")]
    assert months == ["Apr-20", "May-20", "Jun-20", "Jul-20", "Aug-20", "Sep-20", "Oct-20", "Nov-20", "Dec-20"]
    assert len(found.all("rect")) == 1 + 8
    assert {"69", "81", "none"} <= set(found.texts)
    assert "63" not in found.texts, "March is of the year before"
    assert "8 of 9 months with a figure" in found.alt


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        (date(2020, 12, 31), 9),
        (date(2021, 3, 31), 12),
        (date(2020, 6, 30), 3),
        (date(2020, 5, 31), 13),
        (date(2020, 4, 30), 13),
    ],
)
def test_p31_a_young_year_is_shown_with_the_one_before(last: date, shown: int) -> None:
    assert since_april(month_ends(last, 13)) == shown


def test_p32_grades_have_their_number_and_their_share() -> None:
    """P32: of 50 audits 31 good (62%), 17 requires improvement (34%), 2 inadequate (4%), best first."""
    item = graded(
        {
            ENDS[-2]: {"good": 43, "requires_improvement": 15, "inadequate": 3},
            ENDS[-1]: {"inadequate": 2, "requires_improvement": 17, "good": 31, "outstanding": 0, "unknown": 0},
        }
    )
    picture = grades(item)
    assert picture is not None
    assert picture.caption == "Grades of the 50 audits graded in December 2020"
    found = Drawing(picture.svg)
    assert found.faults() == []
    assert found.texts == [
        "Outstanding", "0 (0%)", "Good", "31 (62%)", "Requires improvement", "17 (34%)", "Inadequate", "2 (4%)"
    ]  # fmt: skip
    assert found.alt.endswith("good 31 (62%), requires improvement 17 (34%), inadequate 2 (4%).")


def test_p32_the_newest_month_with_grades_is_shown_and_named() -> None:
    picture = grades(graded({ENDS[-2]: {"good": 4}, ENDS[-1]: {"good": 0}}))
    assert picture is not None
    assert "November 2020" in picture.caption
    assert grades(graded({ENDS[-1]: {"good": 0}})) is None


def test_p32_completion_is_of_each_month_alone() -> None:
    """P32: 48% in October, 45% in December: the months, though the headline is the year to date."""
    measures = [
        {"view": "month", "period_end": end, "numerator": 48.0, "denominator": 100.0, "value": value, "status": "ok"}
        for end, value in zip(ENDS, [71.0] * 10 + [48.0, 46.0, 45.0], strict=True)
    ]
    picture = completion(made([61.0] * 13, "percent", "ytd", measures=measures))
    assert picture is not None
    assert {"48", "46", "45"} <= set(Drawing(picture.svg).texts)
    assert "61" not in Drawing(picture.svg).texts


def test_a_staff_page_without_figures_has_no_pictures() -> None:
    item = made([None] * 13, indicator={"indicator_code": AGENCY})
    assert drawings([item]) == {}
    assert drawings([made([None] * 13, indicator={"indicator_code": GRADES})]) == {}
