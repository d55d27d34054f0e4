"""B29: what `make fuzz` found, each find as the smallest delivery that showed it."""

from __future__ import annotations

import json
from pathlib import Path

from orchestration.extracts import opener
from orchestration.extracts.headers import tellable
from orchestration.extracts.opener import BYTES_A_SECOND, seconds_for
from tests.extracts import told_limits
from tests.extracts.annex_a_books import AS_AT as BOOK_AS_AT
from tests.extracts.annex_a_books import HEADERS
from tests.extracts.annex_a_books import book as book_of
from tests.extracts.good import Place, csv_text
from tests.extracts.returns_903 import AS_AT, EPISODE_HEAD


def test_b29_a_blank_row_of_a_return_is_counted_once(place: Place) -> None:
    place.folder(as_at=AS_AT).joinpath("2022").mkdir()
    place.put("2022/header.csv", "CHILD,SEX,DOB,ETHNIC\nK1,1,01/01/2010,WBRI\n,,,\nK2,2,01/01/2010,WBRI\n", as_at=AS_AT)
    header = place.night()["990", "ssda903_header_2022"]
    assert (header.rows_in, header.rows_loaded, header.ignored) == (3, 2, {"blank row": 1})


def test_b29_a_header_run_into_a_childs_row_is_not_told_as_names(place: Place) -> None:
    """Without the line end after the header the first child's id stands in a name, and every other row is narrower."""
    row = "KANARY,01/05/2021,S,C2,N1,U4,PR1,,,,,,"
    place.folder(as_at=AS_AT).joinpath("2022").mkdir()
    place.put("2022/episodes.csv", f"{EPISODE_HEAD}{row}\n{row}\n", as_at=AS_AT)
    feed = csv_text([{"dept_team_id": "T1", "dept_team_name": "North"}]).replace("dept_team_name\n", "dept_team_name,x")
    place.put("ssd_department.csv", feed + "T2,South\n", as_at=AS_AT)
    found = place.night()
    told = found["990", "ssda903_episodes_2022"], found["990", "ssd_department"]
    assert [outcome.extra_columns for outcome in told] == [("11 not named here",), ("2 not named here",)]
    assert [(outcome.rows_in, outcome.rows_quarantined) for outcome in told] == [(1, 1), (1, 1)]
    place.put("2022/reviews.csv", "CHILD,DOB,REVIEW,REVIEW_CODEKANARY,01/01/2010,01/08/2021,PN1\n", as_at=AS_AT)
    place.put("ssd_professionals.csv", "prof_professional_id,kanary,kanary2\n", as_at=AS_AT)
    found = place.night()
    assert found["990", "ssd_professionals"].extra_columns == ()
    assert not any(b"kanary" in content.lower() for content in place.all_bytes().values())


def test_b29_a_piece_of_an_id_in_a_header_is_not_told_where_no_row_is_left_to_know_it_by(place: Place) -> None:
    """The line ends were lost, so that the header goes on with an id and the list has no rows; or the list is refused
    before its rows are looked at."""
    place.put("contacts.csv", f"{','.join(HEADERS[1])},more,more_kanary,more_2kan\n", as_at=BOOK_AS_AT)
    place.put("referrals.csv", f"{','.join(HEADERS[3])},{HEADERS[3][0]},kanary\nK1\n", as_at=BOOK_AS_AT)
    found = place.night()
    assert found["990", "annex_a_list_1"].extra_columns == ("3 not named here",)
    assert found["990", "annex_a_list_3"].status == "refused"
    assert not any(b"kan" in content.lower() for content in place.all_bytes().values())


def test_b29_a_name_with_figures_of_an_id_is_not_told() -> None:
    """Names that a service gives have a number of two figures at most; an id that ran into one has more, or letters
    behind them."""
    assert tellable(["note_12", "week2", "s47_date_1"]) == ("note_12", "week2", "s47_date_1")
    assert tellable(["more_49kan8", "team123", "note_2020", "team_a12b"]) == ("4 not named here",)


def test_b29_rows_of_a_list_with_one_column_of_days_are_not_multiplied(place: Place) -> None:
    """Children of one birthday, in a list whose only days are birthdays."""
    leavers = [*HEADERS[9][:4], "LA In Touch "]
    rows = "".join(f"K{child},b) Female,a) WBRI,06/05/2002,a) Yes\n" for child in range(4))
    place.put("leavers.csv", f"{','.join(leavers)}\n{rows}", as_at=AS_AT)
    place.put("adopters.csv", f"{','.join(HEADERS[11])}\n" + "A1,F1,b) Female,01/09/2020\n" * 3, as_at=AS_AT)
    found = place.night()
    leavers_found, adopters = found["990", "annex_a_list_9"], found["990", "annex_a_list_11"]
    assert (leavers_found.rows_in, leavers_found.rows_loaded) == (4, 4)
    assert (adopters.rows_in, adopters.rows_ignored) == (3, 3)


def test_b29_a_small_workbook_may_not_keep_its_reader_busy_for_minutes() -> None:
    """B29: a cell in row 1,048,576 and column XFD of a workbook of 16 KB kept the reader at work until its limit."""
    assert [seconds_for(size) for size in (16_000, 10 << 20, 1 << 30)] == [8, 28, 300]


def test_b29_a_file_is_opened_below_the_limit_of_its_size(tmp_path: Path) -> None:
    book, told = tmp_path / "list.xlsx", tmp_path / "told.json"
    book.write_bytes(book_of({"List 1": [HEADERS[1]]}))
    assert book.stat().st_size < BYTES_A_SECOND
    assert opener.run(told_limits.__name__, book, str(told)) == 0
    assert json.loads(told.read_text()) == [[8, 8], [4 << 30, 4 << 30], [0, 0]]


def test_b29_a_day_past_the_year_9999_costs_its_row_and_not_the_list(place: Place) -> None:
    """The engine counts on after 9999 where Python's calendar ends."""
    days = ("2021-01-05", "10000-01-01", "infinity")
    rows = "".join(f"K{n},b) Female,a) WBRI,06/05/2010,10,{day},q) 6: Police\n" for n, day in enumerate(days))
    place.put("contacts.csv", f"{','.join(HEADERS[1])}\n{rows}", as_at=BOOK_AS_AT)
    found = place.night()["990", "annex_a_list_1"]
    assert (found.status, found.rows_in, found.rows_loaded, found.rows_quarantined) == ("loaded", 3, 1, 2)


def test_b29_a_piece_of_an_id_in_a_header_is_not_told(place: Place) -> None:
    """Four bytes of an id were doubled into the header, where rows and header stay of one width; a column of the
    council's own is told as before."""
    header = "dept_team_id,dept_team_name,dept_team_nQYZXe,own_notes,Parent"
    place.put("ssd_department.csv", f"{header}\nQYZX1,North,,,\nQYZX2,South,,,\n", as_at=AS_AT)
    place.folder(as_at=AS_AT).joinpath("2022").mkdir()
    place.put(
        "2022/reviews.csv", "CHILD,DOB,REVIEW,REVIEW_CODE,RQYZX1\nQYZX1,01/01/2010,01/08/2021,PN1,\n", as_at=AS_AT
    )
    found = place.night()
    assert found["990", "ssd_department"].extra_columns == ("own_notes", "parent", "1 not named here")
    assert found["990", "ssda903_reviews_2022"].extra_columns == ("1 not named here",)
    assert found["990", "ssd_department"].rows_loaded == 2
    assert not any(b"qyzx" in content.lower() for content in place.all_bytes().values())
    leavers = [*HEADERS[9][:4], "LA In Touch ", "xQYZXe", "own_notes"]
    place.put("leavers.csv", f"{','.join(leavers)}\nQYZX1,b) Female,a) WBRI,06/05/2002,a) Yes,,\n", as_at=AS_AT)
    assert place.night()["990", "annex_a_list_9"].extra_columns == ("own_notes", "1 not named here")
