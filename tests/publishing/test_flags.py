"""What a chart says of single months: not confirmed, few cases, a signal.

Belongs here: the flags and their words. Does not belong here: the figures drawn (`test_pictures`).
"""

from __future__ import annotations

from typing import Any

from orchestration.publishing.content.subject import Subject
from tests.publishing.made_subject import ENDS, drawn, made


def test_a_month_not_confirmed_is_said_in_words() -> None:
    item = made([5.0] * 13)
    item.by_month[ENDS[-1]].update(is_provisional=True, provisional_reason="unconfirmed: the team has not seen it")
    found = drawn(item)
    assert "Hatched: unconfirmed" in found.texts
    assert "Unconfirmed: December 2020." in found.alt
    rate = made([5.0] * 13, "percent")
    rate.by_month[ENDS[0]].update(is_provisional=True, provisional_reason="provisional: a new report")
    assert "Hollow: provisional" in drawn(rate).texts


def test_months_with_few_cases_are_marked() -> None:
    item = made([5.0] * 13, "percent")
    item.marts.notes[item.key] = [{"note_code": "small_cohort", "period_end": end} for end in (ENDS[0], *ENDS[2:6])]
    found = drawn(item)
    assert found.texts.count("few") == 5
    assert "moves the figure a lot: December 2019, February 2020 to May 2020." in found.alt


def signalled(**last: Any) -> Subject:
    item = made([5.0] * 13, "percent")
    item.marts.signals[item.key] = {
        end: {
            "view": "month", "baseline_number": 1 if place < 6 else 2, "upper_limit": 9.0, "upper_limit_drawn": 9.0,
            "lower_limit_drawn": 0.0, "signal": None, "signal_direction": None, "assurance": "hit_or_miss",
        }
        for place, end in enumerate(ENDS)
    }  # fmt: skip
    item.marts.signals[item.key][ENDS[-1]].update(last)
    return item


def test_a_signal_has_its_shape_and_its_word() -> None:
    """The control chart's limits, a diamond and a word at the month, and the sentence for the ear."""
    found = drawn(signalled(signal="outside", signal_direction="high"))
    assert {"outside", "Upper limit 9%", "Lower limit 0%"} <= set(found.texts)
    assert any(text.startswith("Diamond: a signal") for text in found.texts)
    assert len(found.all("polygon")) == 2, "the limits begin anew in the seventh month"
    assert "Signal: December 2020 is outside the limits, high." in found.alt
    assert "chance decides whether a month meets the target" in found.alt
    quiet = drawn(signalled())
    assert "December 2020 is within the limits and carries no signal." in quiet.alt
    assert not any("Diamond" in text for text in quiet.texts)


def test_limits_of_another_view_are_not_laid_on_a_chart() -> None:
    item = made([5.0] * 13, "percent", "ytd")
    item.marts.signals[item.key] = signalled().marts.signals["990", "x"]
    assert "Upper limit 9%" not in drawn(item).texts
