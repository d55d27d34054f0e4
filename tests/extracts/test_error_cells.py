"""The reader library's fast way and its slow one: the same cells, and an error of Excel in none of them lost.

Belongs here: every kind of cell, both ways. Does not belong here: what an error costs (`test_annex_a_workbooks`).
"""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import Any

import fastexcel
import pyarrow.parquet as pq
import pytest

from orchestration.extracts.annex_a import error_cells, unpack
from tests.extracts.test_annex_a_workbooks import written


def every_kind(made: Any, sheet: Any) -> None:
    """Below an empty row and beside an empty column; a second sheet is empty, a third one starts further down."""
    elapsed, time = made.add_format({"num_format": "[h]:mm"}), made.add_format({"num_format": "hh:mm"})
    days = made.add_format({"num_format": "dd/mm/yyyy"})
    for row, cell in enumerate(["x", " spaces ", 3.0, 1.25, 123456789012345678, 1e-7, -4, True, False], start=1):
        sheet.write(row, 1, cell)
    sheet.write_datetime(10, 1, datetime(2020, 1, 2))
    sheet.write_datetime(11, 1, datetime(2020, 1, 2, 13, 30))
    for row, (number, form) in enumerate(
        [(1.25, elapsed), (0.5, time), (60, days), (0, days), (-5, days), (3e6, days)]
    ):
        sheet.write_number(12 + row, 1, number, form)
    sheet.write_rich_string(18, 1, days, "two", time, "looks")
    for row, value in enumerate([2, "a", "TRUE", ""], start=19):
        sheet.write_formula(row, 1, "=X9", None, value)
    sheet.write(30, 5, "alone")
    made.add_worksheet("empty")
    made.add_worksheet("down").write(99, 3, "'e'")


def one_error(_: Any, sheet: Any) -> None:
    sheet.write_column(0, 0, ["Child", *(f"K{number}" for number in range(50))])
    sheet.write_formula(51, 0, "=1/0", None, "#DIV/0!")


@pytest.mark.parametrize("epoch", [{}, {"date_1904": True}])
def test_both_ways_read_every_kind_of_cell_alike(epoch: dict[str, bool]) -> None:
    book = fastexcel.read_excel(written(every_kind, **epoch))
    assert len(book.sheet_names) == 3
    for number in range(3):
        fast = unpack._texts(book, number, False, lambda: False)
        assert fast.equals(unpack._texts(book, number, True, lambda: True))
        assert fast.num_rows == (31, 0, 100)[number]


def test_an_error_is_looked_for_wherever_it_may_stand() -> None:
    assert not error_cells.may_be_in(written(lambda made, sheet: sheet.write(0, 0, "Child")))
    assert error_cells.may_be_in(written(one_error))
    assert not error_cells.may_be_in(written(one_error), first=0)
    assert error_cells.may_be_in(b"no zip")


@pytest.mark.parametrize("size", [1, 2, 3, 1 << 18])
def test_an_error_is_found_across_two_pieces_of_a_part(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(error_cells, "_CHUNK", size)
    assert error_cells.may_be_in(written(one_error))
    assert not error_cells.may_be_in(written(every_kind))


def test_the_search_beside_the_reading_ends_with_it_and_fails_to_the_safe_side(monkeypatch: pytest.MonkeyPatch) -> None:
    with error_cells.searched(written(one_error)) as may_be:
        assert may_be()
        assert may_be()
    with error_cells.searched(written(every_kind)) as may_be:
        assert not may_be()
    monkeypatch.setattr(error_cells, "may_be_in", lambda _: 1 / 0)
    with error_cells.searched(b"") as may_be:
        assert may_be()
    monkeypatch.setattr(error_cells, "may_be_in", lambda _: time.sleep(60))
    before = time.monotonic()
    with error_cells.searched(b""):
        pass
    assert time.monotonic() - before < 30


@pytest.mark.parametrize("first", [0, 1 << 20])
def test_an_error_found_late_is_told_like_one_found_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    """0: the fast way was taken before the error was found."""
    monkeypatch.setattr(unpack, "_FIRST", first)
    (tmp_path / "list.xlsx").write_bytes(written(one_error))
    assert unpack.main(str(tmp_path / "list.xlsx"), str(tmp_path)) == 0
    cells = pq.read_table(tmp_path / "0.parquet")
    assert cells.column("c0").to_pylist()[-2:] == ["K49", "#DIV/0!"]
