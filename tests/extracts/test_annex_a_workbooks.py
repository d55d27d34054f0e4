"""B05, B06 and B10 as workbooks bring them: what Excel does to a sheet and to a cell, by whoever made the list."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from orchestration.extracts.annex_a.codes import NOT_KNOWN, spellings
from orchestration.extracts.reports import report_path
from tests.extracts.annex_a_books import AS_AT, HEADERS, Night, book, who
from tests.extracts.good import Place

CONTACTS = HEADERS[1]
SOUND = [*who("KAN1"), date(2021, 1, 5), "q) 6: Police"]


def written(fill: Callable[[Any, Any], None], **options: Any) -> bytes:
    """A workbook that `fill(book, sheet)` writes, by a library that can write what people and Excel leave behind."""
    content = io.BytesIO()
    made = xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "dd/mm/yyyy", **options})
    fill(made, made.add_worksheet("Calista"))
    made.close()
    return content.getvalue()


def table(sheet: Any, row: int, *rows: list[Any]) -> None:
    for number, cells in enumerate(rows):
        sheet.write_row(row + number, 0, cells)


def test_b05_titles_merged_headers_hidden_rows_and_a_filter_lose_nothing(place: Place) -> None:
    """B05: title rows, a merged group header, a hidden sheet, a hidden and a filtered row are read as anything else."""

    def fill(made: Any, sheet: Any) -> None:
        sheet.merge_range("A1:G1", "Contacts of the last six months")
        sheet.merge_range("A3:E3", "The child")
        sheet.merge_range("F3:G3", "The contact")
        table(sheet, 3, CONTACTS, SOUND, [*who("KAN2"), date(2021, 1, 6), "Schools"], [*who("KAN3"), "7 Jan 2021", "t"])
        sheet.autofilter("A4:G7")
        sheet.filter_column("G", "x == Schools")
        sheet.set_row(4, None, None, {"hidden": True})
        hidden = made.add_worksheet("x")
        table(hidden, 0, HEADERS[2], [*who("KAN4"), date(2021, 1, 4), None, "Nursery"])
        hidden.hide()

    found = Night(place, lists_xlsx=written(fill)).outcomes
    assert (found["ssd_contacts"].rows_loaded, found["ssd_early_help_episodes"].rows_loaded) == (3, 1)


def test_b05_totals_errors_and_empty_formulas_are_rejected_by_their_rules(place: Place) -> None:
    """B05: a row of totals is no child; an error where something is counted costs the row, elsewhere the cell; a
    formula without a stored value is an empty cell."""

    def fill(made: Any, sheet: Any) -> None:
        rest = [date(2021, 1, 5), "a", "b) No", 1, "North", "W"]
        table(sheet, 0, HEADERS[3], *[[*who(f"KAN{number}"), *rest] for number in range(5)])
        sheet.write_formula("F2", "=Other!A1", None, "#REF!")
        sheet.write_formula("C3", "=VLOOKUP(1,A:B,9)", None, "#N/A")
        sheet.write_formula("J4", "=VLOOKUP(1,A:B,9)", None, "#N/A")
        sheet.write_formula("F5", "=F4+1", None, "")
        sheet.write_formula("F6", "=F4+1", None, 44202)
        table(sheet, 6, ["Total: 5", None, None, None, None, None, None, None, 5])

    found = Night(place, list3_xlsx=written(fill))
    told = [(row, column, rule) for _, row, column, rule in found.rejects()]
    assert told == [
        ("2", "Date of referral", "cell.error"),
        ("3", "Ethnicity", "cell.error"),
        ("5", "Child Unique ID, Date of referral", "key.missing"),
        ("7", "Child Unique ID", "row.total"),
    ]
    columns = "cine_person_id, cine_referral_date::varchar, cine_referral_team"
    assert found.rows(f"select {columns} from raw.ssd_cin_episodes order by all") == [
        ("KAN2", "2021-01-05", None), ("KAN4", "2021-01-06", "North")
    ]  # fmt: skip
    assert found.rows("select pers_person_id from raw.ssd_person order by all") == [("KAN2",), ("KAN3",), ("KAN4",)]


def test_b05_two_tables_on_one_sheet_are_refused_and_a_header_that_stands_again_is_ignored(place: Place) -> None:
    """B05: below another header the columns mean something else; the same header again is a list put together."""
    two = [CONTACTS, SOUND, [], HEADERS[2], [*who("KAN2"), date(2021, 1, 4), None, "Nursery"]]
    rows = [[*who("KAN1"), date(2021, 1, 6), "a", "b) No"], [*who("KAN2"), date(2021, 1, 7), "a", "b) No"]]
    again = [HEADERS[3], rows[0], HEADERS[3], rows[1]]
    found = Night(place, lists_xlsx=book({"a": two, "b": again})).outcomes
    assert found["annex_a_list_2"].reason == "a second table begins in row 4; give it a sheet of its own"
    assert (found["annex_a_list_3"].rows_loaded, found["annex_a_list_3"].ignored) == (2, {"the header stands again": 1})


@pytest.mark.parametrize("is_1904", [False, True])
def test_b06_days_as_cells_and_as_serials_follow_the_date_system_of_the_workbook(place: Place, is_1904: bool) -> None:
    """B06: 44,201 is 5 January 2021 counted from 1900, and 1,462 days more counted from 1904."""
    made = openpyxl.Workbook()
    if is_1904:
        made.epoch = CALENDAR_MAC_1904
    serial = 44201 - (1462 if is_1904 else 0)
    made.active.append(CONTACTS)
    for number, day in enumerate([datetime(2021, 1, 5), serial, str(serial)]):
        made.active.append([*who(f"K{number}"), day, "a"])
    content = io.BytesIO()
    made.save(content)
    found = Night(place, contacts_xlsx=content.getvalue())
    assert found.rows("select distinct cont_contact_date::varchar from raw.ssd_contacts") == [("2021-01-05",)]
    assert found.outcomes["ssd_contacts"].rows_loaded == 3


def test_b06_ids_that_excel_damaged_are_rejected_and_numbers_are_ids_again(place: Place) -> None:
    """B06: 1-2 became a day, a long number became three figures of it; 123.0 and 1230000000000 are still known. A
    boolean is a yes or a no."""
    ids = [date(2021, 2, 1), "1.23E+12", "1,2E+08", 123.0, 1_230_000_000_000, "00123", "12E4"]
    rows = [[*who(child), date(2021, 1, day), "a", True] for day, child in enumerate(ids, start=1)]
    found = Night(place, list3_xlsx=book({"a": [HEADERS[3], *rows]}))
    assert [(row, rule) for _, row, _, rule in found.rejects()] == [(row, "id.damaged") for row in ("2", "3", "4")]
    assert found.rows("select cine_person_id, cine_referral_nfa from raw.ssd_cin_episodes order by all") == [
        ("00123", "Y"), ("123", "Y"), ("1230000000000", "Y"), ("12E4", "Y")
    ]  # fmt: skip


def test_b10_headers_twice_blank_in_other_cases_and_further_down(place: Place) -> None:
    """B10: case and spaces make no difference, a blank header is no column, a header that stands twice is refused."""
    shouted = [f" {name.upper()}  " for name in CONTACTS]
    blank = [["x"], [], [*shouted, None, " "], [*SOUND, "a note", "beside"]]
    twice = [[*HEADERS[2], "ASSESSMENT  START DATE"], [*who("KAN2"), date(2021, 1, 4), None, "Nursery", None]]
    found = Night(place, lists_xlsx=book({"a": blank, "b": twice})).outcomes
    assert (found["ssd_contacts"].rows_loaded, found["annex_a_list_1"].extra_columns) == (1, ())
    assert found["annex_a_list_2"].reason == "the header has a column twice: Assessment start date"


def test_text_code_and_group_of_every_coded_column_are_kept(place: Place) -> None:
    """Expected by hand: a letter, a code with words, words that two codes share, no choice at all, not known."""
    rows = [
        [*who("KAN1"), date(2021, 1, 5), "q) 6: Police", "b) No"],
        ["KAN2", "F", "s) REFU", date(2010, 5, 6), 10, date(2021, 1, 6), "Health services", "c) Unknown"],
        ["KAN3", "F", "Martian", date(2010, 5, 6), 10, date(2021, 1, 7), "our own front desk", "a"],
    ]
    found = Night(place, list3_xlsx=book({"a": [HEADERS[3], *rows]}))
    outcome = found.outcomes["annex_a_list_3"]
    kept = place.home.root / outcome.lake_file
    assert kept.parent == place.home.lake / "raw" / "annex_a_list_3" / "la=990" / f"as_at={AS_AT}"
    assert kept.stat().st_mode & 0o777 == 0o600
    columns = ", ".join(f"{name}_text, {name}_code, {name}_group" for name in ("ethnicity", "source", "nfa"))
    assert found.rows(
        f"select source_row, child, {columns} from read_parquet('{kept}', hive_partitioning = false)"
    ) == [
        (2, "KAN1", "a) WBRI", "WBRI", "white", "q) 6: Police", "6", "police", "b) No", "N", None),
        (3, "KAN2", "s) REFU", "REFU", "refused", "Health services", None, "health", "c) Unknown", NOT_KNOWN, None),
        (4, "KAN3", "Martian", None, None, "our own front desk", None, None, "a", "Y", None),
    ]
    assert outcome.warnings == {"code.unmapped:Ethnicity": 1, "code.unmapped:Referral Source": 1}
    told = report_path(place.home, "990", AS_AT).read_text()
    assert "Referral Source,code.unmapped,noted,1" in told
    assert "Martian" not in told
    assert "front desk" not in told


def test_an_older_reading_of_the_codes_is_forgotten_and_nothing_unpacked_stays(place: Place) -> None:
    Night(place, list1_xlsx=book({"a": [CONTACTS, SOUND]}))
    found = Night(place, list1_xlsx=book({"a": [CONTACTS, SOUND, [*who("KAN2"), date(2021, 1, 6), "a"]]}))
    kept = list((place.home.lake / "raw" / "annex_a_list_1").rglob("*.parquet"))
    assert kept == [place.home.root / found.outcomes["annex_a_list_1"].lake_file]
    assert list(place.home.unpacked.iterdir()) == []


def test_every_spelling_of_a_choice_stands_for_one_code() -> None:
    told = [(one.field, one.said) for one in spellings()]
    assert len(told) == len(set(told))
    by_words = {(one.field, one.said): (one.code, one.group) for one in spellings()}
    assert by_words["source", "individual"] == (None, "individual")
    assert by_words["source", "u10unknown"] == ("10", "unknown")
    assert by_words["placement_type", "zz"] == ("T4", "temporary")
