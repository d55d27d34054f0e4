"""B14, B16: what a name or cell from outside can do to the spreadsheet, terminal or page that shows it."""

from __future__ import annotations

import pytest

from orchestration.inert import cell, visible


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =cmd|' /C calc'!A0", "  @x", "＝1+1", "\u00a0=1"]
)
def test_b16_a_formula_has_an_apostrophe_before_it(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "plain", "a=b", "3-4", "O'Brien", "x@y"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


def test_b14_characters_that_nobody_sees_are_written_out() -> None:
    assert visible("cod\u202eslx.exe\n\x1b[31m\ud800\U000e0041é") == (
        "cod\\u202eslx.exe\\u000a\\u001b[31m\\ud800\\U000e0041é"
    )
