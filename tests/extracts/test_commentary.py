"""Commentary as people write it: long, with commas and line breaks, from a spreadsheet; and never with a child's id.

Belongs here: the file `local_commentary` from the landing folder to the lake. Does not belong here: which text counts
(the unit tests of fct_commentary).
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import duckdb
import pytest

from orchestration.contracts.naming import SHORTEST
from orchestration.extracts.lake import mount
from orchestration.extracts.landing import receive
from tests.extracts.good import AS_AT, GOOD, Place, csv_text
from tests.extracts.test_planted_faults import quarantine

FEED = "local_commentary"
ROW = GOOD[FEED]
PERSON = GOOD["ssd_person"]
# as a spreadsheet writes it: line breaks of the cell, rows that end as Windows ends them
LONG = 'Rose again, from a low base:\n\n- "step-down", late\n- two teams, one form\n\n' + "and more; " * 300


def deliver(place: Place, *changes: dict[str, str]) -> None:
    place.deliver(
        ssd_person=[
            PERSON,
            {**PERSON, "pers_person_id": "P-77/31"},
            {**PERSON, "pers_person_id": "2020"},
            {**PERSON, "pers_person_id": "CH 10023"},
            {**PERSON, "pers_person_id": "1234"},
        ]
    )
    place.put(f"{FEED}.csv", csv_text([{**ROW, **change} for change in changes]).replace("\r\n", "\n"))


def loaded(place: Place, column: str) -> list[str]:
    connection = duckdb.connect()
    mount(connection, place.home)
    return [row[0] for row in connection.execute(f"select {column} from raw.{FEED} order by source_row").fetchall()]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_long_text_with_line_breaks_and_commas_arrives_whole(place: Place, ends: str, encoding: str) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(ROW), lineterminator=ends)
    writer.writeheader()
    rows = [{**ROW, "analysis": f"{LONG.strip()} – end"}, {**ROW, "period_end": "30/09/2020", "response": ""}]
    writer.writerows(rows)
    place.deliver(ssd_person=[PERSON])
    place.put(f"{FEED}.csv", text.getvalue().encode(encoding) + b",,,,,,,,,\r\n" * 2)
    outcome = place.night()["990", FEED]
    assert (outcome.rows_loaded, outcome.ignored) == (2, {"blank row": 2})
    assert loaded(place, "analysis") == [rows[0]["analysis"], ROW["analysis"]]
    assert loaded(place, "response") == [ROW["response"], None]


@pytest.mark.parametrize(
    "text",
    [
        "P-77/31 waited.",
        "Late (p-77/31), again",
        "one, P7731!",
        "seen:\nP-77/31's plan",
        "of P 77 31",
        "CH10023/CH 9: late",
    ],
    ids=["at the start", "in brackets and small", "without its marks", "on its own line", "with spaces", "with more"],
)
@pytest.mark.parametrize("column", ["analysis", "response", "board_group_reason"])
def test_a_text_with_a_childs_id_is_quarantined_and_not_repeated(place: Place, text: str, column: str) -> None:
    deliver(place, {}, {"period_end": "2020-09-30", column: text})
    outcome = place.night()["990", FEED]
    assert quarantine(place, FEED) == {2: {("commentary.names_a_child", column)}}
    assert (outcome.rows_loaded, outcome.contract_kept) == (1, True)
    # a hash may hold any four figures
    written = {path: re.sub(rb"[0-9a-f]{16,}", b"", content) for path, content in place.all_bytes().items()}
    assert not [path for path, content in written.items() if re.search(rb"7731|77/31|10023", content)]


def test_years_and_short_words_are_not_ids(place: Place) -> None:
    assert len(PERSON["pers_person_id"]) < SHORTEST
    text = f"Since 2020 the rate fell; {PERSON['pers_person_id']} is a form. XP-77/31X is none, 1,234 contacts neither."
    deliver(place, {"analysis": text})
    assert place.night()["990", FEED].rows_loaded == 1


def test_without_the_list_of_people_no_text_is_taken(place: Place) -> None:
    place.deliver(local_commentary=[ROW], ssd_department=[GOOD["ssd_department"]])
    outcome = place.night()["990", FEED]
    assert (outcome.status, outcome.rows_quarantined) == ("empty", 1)
    assert set(outcome.rules) == {"commentary.names_a_child"}


def test_a_folder_with_commentary_alone_does_not_take_the_place_of_the_extract(place: Place) -> None:
    deliver(place, {})
    place.deliver(as_at=date(2021, 1, 8), local_commentary=[ROW])
    receipt = receive(place.landing, place.home)
    assert [refusal.place for refusal in receipt.refused] == ["990/2021-01-08/local_commentary"]
    assert "put it into the folder of the extract" in receipt.refused[0].reason
    assert {entry.extract_date for entry in receipt.received} == {str(AS_AT)}


def test_commentary_may_be_added_days_after_the_extract_was_taken(place: Place) -> None:
    place.deliver(ssd_person=[PERSON])
    assert place.night()["990", FEED].status == "missing"
    (place.folder() / "ssd_person.csv").unlink()
    place.deliver(local_commentary=[ROW])
    assert place.night()["990", FEED].rows_loaded == 1


def test_a_commentary_on_no_indicator_is_loaded_and_told(place: Place) -> None:
    deliver(place, {"indicator_code": "icpc_15wd_percent"})
    outcome = place.night()["990", FEED]
    told = {"code.new:indicator_code": 1, "commentary.small_count:analysis": 1}
    assert (outcome.rows_loaded, outcome.warnings) == (1, told)


def test_a_group_for_the_board_needs_its_reason_and_a_text_its_author(place: Place) -> None:
    deliver(place, {"board_group_reason": " "}, {"author": ""}, {"board_group": "", "board_group_reason": ""})
    assert place.night()["990", FEED].rows_loaded == 1
    assert quarantine(place, FEED) == {
        1: {("cell.needed", "board_group_reason")}, 2: {("cell.needed", "author")}
    }  # fmt: skip


def test_the_texts_of_a_return_by_hand_name_nobody_and_its_figures_need_no_list_of_people(place: Place) -> None:
    sound = GOOD["local_returns"]
    rows = [sound, *({**sound, "period_end": f"2020-0{month}-28", name: "for P-77/31"} for month, name in (
        (7, "text"), (8, "requested_from"), (9, "confirmed_by")))]  # fmt: skip
    deliver(place, {})
    place.deliver(local_returns=rows)
    assert place.night()["990", "local_returns"].rows_loaded == 1
    columns = {2: "text", 3: "requested_from", 4: "confirmed_by"}
    assert quarantine(place, "local_returns") == {
        row: {("commentary.names_a_child", name)} for row, name in columns.items()
    }
    place.deliver(as_at=date(2021, 1, 31), local_returns=rows)
    assert place.night()["990", "local_returns"].rows_loaded == 4
