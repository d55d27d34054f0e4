"""Annex A lists become the feeds' rows: headers, layouts, days, codes, rejects; expected by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from orchestration.extracts import zips
from orchestration.extracts.annex_a import days
from orchestration.extracts.annex_a.lists import LISTS, find_header
from orchestration.extracts.landing import receive
from orchestration.extracts.reports import report_path
from tests.extracts.annex_a_books import AS_AT, HEADERS, LATER_9, ROWS, Night, book, sixth, who, whole_book
from tests.extracts.archives import packed
from tests.extracts.good import Place, csv_text


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    found = Night(Place(tmp_path_factory.mktemp("annex")), inspection_xlsx=whole_book())
    yield found
    found.close()


def test_every_row_of_every_list_is_accounted_for(night: Night) -> None:
    listed = {feed: outcome for feed, outcome in night.outcomes.items() if feed.startswith("annex_a")}
    assert {
        feed: (o.rows_in, o.rows_loaded, o.rows_quarantined, o.rows_ignored) for feed, o in listed.items()
    } == {
        "annex_a_list_1": (6, 3, 1, 2), "annex_a_list_2": (1, 1, 0, 0), "annex_a_list_3": (3, 2, 1, 0),
        "annex_a_list_4": (2, 2, 0, 0), "annex_a_list_5": (2, 2, 0, 0), "annex_a_list_6": (2, 1, 0, 1),
        "annex_a_list_7": (2, 2, 0, 0), "annex_a_list_8": (3, 2, 1, 0), "annex_a_list_9": (1, 1, 0, 0),
        "annex_a_list_10": (1, 1, 0, 0), "annex_a_list_11": (1, 0, 0, 1),
    }  # fmt: skip
    assert listed["annex_a_list_1"].ignored == {"exact duplicate": 1, "blank row": 1}
    assert listed["annex_a_list_6"].ignored == {"not a child in need plan": 1}
    assert listed["annex_a_list_11"].ignored == {"no indicator uses this table": 1}


def test_rejects_name_the_workbook_the_sheet_its_row_and_its_header(night: Night) -> None:
    assert night.rejects() == [
        ("inspection.xlsx, sheet 2", "8", "Date of Contact", "date.future"),
        ("inspection.xlsx, sheet 4", "5", "Referral NFA?", "code.set"),
        ("inspection.xlsx, sheet 9", "5", "Date Ceased to be Looked After", "date.order"),
    ]


def test_people_come_from_all_lists_once(night: Night) -> None:
    assert night.people() == [
        ("44", "F"), ("KAN1", "F"), ("KAN2", "M"), ("KAN3", "F"), ("KAN4", "M"), ("KAN5", "F"), ("KAN6", "M"),
        ("KAN7", "F"), ("KAN8", "F"), ("KAN9", "F"),
    ]  # fmt: skip


def test_keys_are_made_of_child_day_and_source(night: Night) -> None:
    assert night.rows("select cont_contact_id, cont_contact_date::varchar from raw.ssd_contacts order by all") == [
        ("KAN1-20210105-2aschools", "2021-01-05"),
        ("KAN1-20210105-6police", "2021-01-05"),
        ("KAN2-20210206-schools", "2021-02-06"),
    ]
    assert night.rows("select cina_person_id, cina_referral_id, prov_of_services_flag from raw.ssd_cin_assessments "
                      "order by all") == [("KAN1", "KAN1-20210106-6police", "Y"), ("KAN3", None, None)]  # fmt: skip


def test_protection_and_care_as_counted_by_hand(night: Night) -> None:
    assert night.rows("select cppl_person_id from raw.ssd_cp_plans where cppl_cp_plan_end_date is null") == [("KAN1",)]
    assert night.rows("select icpc_person_id, icpc_s47_enquiry_id from raw.ssd_initial_cp_conference") == [
        ("KAN1", "KAN1-20210120")
    ]
    assert night.rows("select cppv_person_id, cppv_cp_visit_seen_alone from raw.ssd_cp_visits order by all") == [
        ("KAN1", "Y"), ("KAN4", None)
    ]  # fmt: skip
    assert night.rows(
        "select clae_person_id, clae_cla_episode_start_date::varchar, clae_cla_episode_ceased_reason "
        "from raw.ssd_cla_episodes order by all"
    ) == [("KAN5", "2020-02-08", None), ("KAN6", "2017-09-22", "E8")]  # the second was a serial number
    # the rejected row of KAN7 gives no placement, no legal status and no dental check
    placements = (
        "select clap_person_id, clap_cla_placement_type, clap_cla_placement_provider from raw.ssd_cla_placement"
    )
    assert night.rows(f"{placements} order by all") == [("KAN5", "U4", "PR4"), ("KAN6", "P1", "PR1")]
    assert night.rows("select lega_person_id, lega_legal_status from raw.ssd_legal_status order by all") == [
        ("KAN5", "C2"), ("KAN6", "C2")
    ]  # fmt: skip
    assert night.rows("select clah_person_id, clah_health_check_date::varchar from raw.ssd_cla_health") == [
        ("KAN5", "2021-01-09")
    ]
    assert night.rows("select immi_person_id from raw.ssd_immigration_status") == [("KAN5",)]
    assert night.rows(
        "select clea_person_id, clea_care_leaver_in_touch, clea_care_leaver_accommodation, "
        "clea_care_leaver_accom_suitable, clea_care_leaver_activity from raw.ssd_care_leavers"
    ) == [("KAN8", "YES", "U", "1", "F2")]
    assert night.rows(
        "select perm_permanence_order_date::varchar, perm_permanence_order_type from raw.ssd_permanence"
    ) == [("2021-03-01", "adoption")]


def test_what_the_lists_cannot_say_is_named(night: Night) -> None:
    missing = {feed: outcome.missing_columns for feed, outcome in night.outcomes.items()}
    assert "clap_cla_placement_end_date" in missing["ssd_cla_placement"]
    assert "clea_pathway_plan_review_date" in missing["ssd_care_leavers"]
    assert missing["annex_a_list_9"] == ()
    assert "Number of Section 47 Enquiries in the last 12 months" in missing["annex_a_list_5"]
    assert night.outcomes["ssd_cp_reviews"].status == "missing"


def test_no_value_leaves_the_vault_and_the_lake(night: Night) -> None:
    assert night.place.telling("KAN", "North") == []


def test_a_second_look_opens_nothing_again(night: Night, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "orchestration.extracts.recognition.recognise.feed_of_lists", lambda path: pytest.fail("opened again")
    )
    receipt = receive(night.place.landing, night.place.home)
    assert (receipt.unchanged, receipt.received) == (1, [])


@pytest.mark.parametrize("number", LISTS)
def test_a_header_is_known_by_its_words_alone(number: int) -> None:
    shouted = [f"  {name.upper().replace(' ', '_').replace('’', chr(39))} " for name in reversed(HEADERS[number])]
    found = find_header([["List"], [], ["note", None], shouted])
    assert found is not None
    assert (found.number, found.row) == (number, 4)
    assert len(found.places) == len(HEADERS[number])


def test_a_row_that_fits_no_list_or_two_alike_is_no_header() -> None:
    assert find_header([["Child Unique ID", "Gender", "Date of Birth"]]) is None
    assert find_header([["Child Unique ID", "Date of Contact", "Date of Referral"]]) is None


def test_care_leavers_in_the_layout_of_seventeen_columns(place: Place) -> None:
    row = [*sixth("KAN8"), "No", "North", "W", "P", "a", "b", "Z", "b", "G5: Not in education", "1/2/2021", None]
    found = Night(place, leavers_xlsx=book({"Sheet1": [LATER_9, row]}))
    assert found.rows(
        "select clea_care_leaver_in_touch, clea_care_leaver_accommodation, clea_care_leaver_accom_suitable, "
        "clea_care_leaver_activity, clea_pathway_plan_review_date::varchar from raw.ssd_care_leavers"
    ) == [("NO", "Z", "2", "G5", "2021-02-01")]
    assert found.outcomes["ssd_care_leavers"].missing_columns == ()


def test_columns_missing_extra_and_reordered(place: Place) -> None:
    header = ["Referral Source", "Date of Referral", "Secret Column", "child unique id", "DOB", "notes"]
    rows = [header, ["Schools", "1.2.2021", "x", "KAN1", "2010-05-06", "y"]]
    found = Night(place, list3_xlsx=book({"Calista Annexe": rows}))
    outcome = found.outcomes["annex_a_list_3"]
    assert (outcome.rows_in, outcome.rows_loaded) == (1, 1)
    assert outcome.extra_columns == ("notes", "1 not named here")
    told = report_path(place.home, "990", AS_AT).read_text()
    assert "notes,column.extra,noted,1" in told
    assert "Secret" not in told
    assert "Calista" not in told
    assert {"Gender", "Referral NFA?"} <= set(outcome.missing_columns)
    assert "cine_referral_nfa" in found.outcomes["ssd_cin_episodes"].missing_columns
    assert outcome.file_name == "list3.xlsx, sheet 1"  # a sheet can be named after a child


def test_a_list_without_its_date_and_a_column_twice_are_refused(place: Place) -> None:
    sheets = {"a": [["Child Unique ID", "Contact Source"], ["K", "x"]], "b": [[*HEADERS[2], "Assessment Start Date"]]}
    found = Night(place, book_xlsx=book(sheets)).outcomes
    assert found["annex_a_list_1"].reason == "the list lacks Date of Contact"
    assert found["annex_a_list_2"].reason == "the header has a column twice: Assessment start date"
    assert found["ssd_contacts"].status == "refused"


def test_a_column_twice_that_no_figure_needs_costs_nothing_but_the_slice(place: Place) -> None:
    sheets = {
        "a": [[*HEADERS[1], "Age"], [*who("KAN1"), date(2021, 1, 5), "q", 11]],
        "b": [[*HEADERS[3], "Team"], [*ROWS[3][0], "South"]],
    }
    found = Night(place, book_xlsx=book(sheets))
    assert [found.outcomes[f"annex_a_list_{number}"].rows_loaded for number in (1, 3)] == [1, 1]
    assert found.outcomes["annex_a_list_1"].warnings == {"column.twice:Age of Child (Years)": 1}
    assert found.outcomes["annex_a_list_3"].warnings == {"column.twice:Allocated Team": 1}
    # nobody can tell whether it is North or South
    assert found.rows("select cine_referral_team from raw.ssd_cin_episodes") == [(None,)]


def test_files_per_list_of_both_kinds_and_a_list_that_stands_in_a_workbook_too(place: Place) -> None:
    contacts = [HEADERS[1], [*map(str, who("KAN1")), "05/01/2021", "Schools"]]
    text = io.StringIO()
    csv.writer(text).writerows(contacts)
    found = Night(
        place, our_contacts_csv="Contacts,,,,,,\n" + text.getvalue(),
        referrals_xlsx=book({"x": [HEADERS[3], *ROWS[3]]}),
        rest_xlsx=book({"c": [HEADERS[1], *ROWS[1]], "e": [HEADERS[2], *ROWS[2]]}),
    ).outcomes  # fmt: skip
    assert (found["annex_a_list_1"].file_name, found["annex_a_list_1"].rows_loaded) == ("our_contacts.csv", 1)
    assert found["annex_a_list_1_in_workbook"].ignored == {"the list came as a file of its own": 5, "blank row": 1}
    assert found["annex_a_list_3"].rows_loaded == 2
    assert found["ssd_early_help_episodes"].rows_loaded == 1


def test_a_sound_list_of_the_workbook_is_taken_where_its_own_file_was_refused(place: Place) -> None:
    rows = [HEADERS[1], *ROWS[1]]
    found = Night(
        place, contacts_xlsx=book({"x": [["Child Unique ID", "Contact Source"], ["K", "x"]]}),
        rest_xlsx=book({"c": rows, "e": [HEADERS[2], *ROWS[2]]}),
    ).outcomes  # fmt: skip
    assert found["annex_a_list_1"].reason == "the list lacks Date of Contact"
    assert (found["annex_a_list_1_in_workbook"].rows_loaded, found["ssd_contacts"].rows_loaded) == (3, 3)


def test_a_row_of_text_with_a_comma_too_many_is_rejected(place: Place) -> None:
    lines = [
        ",".join(HEADERS[1]),
        "K1,F,WBRI,2010-05-06,10,2021-01-05,Schools",
        "K2,F,WB,RI,2010-05-06,10,2021-01-05,S",
    ]
    found = Night(place, contacts_csv="\n".join(lines))
    assert found.outcomes["annex_a_list_1"].rules == {"row.shape": 1}
    assert found.rejects() == [("contacts.csv", "3", "", "row.shape")]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"], ids=["semicolons", "tabs", "bars"])
def test_a_list_as_text_may_have_its_cells_between_other_characters(place: Place, delimiter: str) -> None:
    lines = [
        ["Contacts, all of them"],
        HEADERS[1],
        ["K1", "F", "WBRI", "2010-05-06", "10", "2021-01-05", "Schools, all"],
    ]
    found = Night(place, contacts_csv="\n".join(delimiter.join(line) for line in lines))
    assert found.rows("select cont_contact_id from raw.ssd_contacts") == [("K1-20210105-schoolsall",)]


def test_a_feed_with_a_file_of_its_own_is_taken_from_there(place: Place) -> None:
    own = csv_text([{"cont_contact_id": "C1", "cont_person_id": "KAN1", "cont_contact_date": "2021-01-02"}])
    found = Night(place, inspection_xlsx=whole_book(), ssd_contacts_csv=own).outcomes
    assert (found["ssd_contacts"].file_name, found["ssd_contacts"].rows_loaded) == ("ssd_contacts.csv", 1)
    assert found["annex_a_list_1"].ignored == {"the feed came as a file of its own": 5, "blank row": 1}


DAYS = [
    ("2021-02-03", "2021-02-03"), ("2021-02-03 10:30:00", "2021-02-03"), ("03/02/2021", "2021-02-03"),
    ("3/2/2021", "2021-02-03"), ("3-2-2021 00:00", "2021-02-03"), ("03.02.2021", "2021-02-03"),
    ("2021/02/03", "2021-02-03"), ("20210203", "2021-02-03"), ("3 Feb 2021", "2021-02-03"),
    ("03-Feb-21", "2021-02-03"), ("3rd February 2021", "2021-02-03"), ("February 3, 2021", "2021-02-03"),
    ("02/25/2021", "2021-02-25"), ("44230", "2021-02-03"), ("44230.5", "2021-02-03"), ("05-Mar-98", "1998-03-05"),
    ("2021-2-3", "2021-02-03"), ("03 - 02 - 2021", "2021-02-03"), ("Wed 3 Feb 2021", "2021-02-03"),
    ("Wednesday, 3 February 2021", "2021-02-03"), ("Wed 03/02/2021 10:30", "2021-02-03"), ("Mar 3, 2021", "2021-03-03"),
    ("31/02/2021", "31/02/2021"), ("=H2+5", "=H2+5"), ("nope", "nope"), ("12", "12"), ("#N/A", "#N/A"),
]  # fmt: skip


def test_days_in_every_writing_that_can_be_read_in_one_way() -> None:
    connection = duckdb.connect()
    connection.execute(days.MACROS)
    read = [connection.execute("select annex_day(annex_plain(?))", [text]).fetchone() for text, _ in DAYS]
    assert read == [(day,) for _, day in DAYS]


def test_ambiguous_days_are_rejected_by_their_own_rule(place: Place) -> None:
    rows = [[*who(f"K{i}"), text, "S"] for i, text in enumerate(["01/02/21", "01/25/2021", "02/03/2021", "03/03/2021"])]
    found = Night(place, contacts_xlsx=book({"List 1": [HEADERS[1], *rows]}))
    told = [("contacts.xlsx, sheet 1", row, "Date of Contact", "date.ambiguous") for row in ("2", "4")]
    assert found.rejects() == told
    assert found.rows("select cont_contact_date from raw.ssd_contacts order by all") == [
        (date(2021, 1, 25),), (date(2021, 3, 3),)
    ]  # fmt: skip


def test_hostile_files_are_refused_with_a_reason_and_cost_nothing_else(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = packed({"[Content_Types].xml": "<Types/>", "xl/worksheets/sheet1.xml": b" " * (zips.SMALL + 1)})
    place.put("bomb.xlsx", bomb, as_at=AS_AT)
    place.put("cut.xlsx", whole_book()[:4000], as_at=AS_AT)
    place.put("letter.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, as_at=AS_AT)
    place.put("other.xlsx", book({"Sheet": [["Team", "Budget"], ["North", 1]]}), as_at=AS_AT)
    place.put("good.xlsx", book({"List 1": [HEADERS[1], [*who("KAN1"), "=1+1", "=HYPERLINK(1)"]]}), as_at=AS_AT)
    receipt = receive(place.landing, place.home)
    assert [entry.file_name for entry in receipt.received] == ["good.xlsx"]
    assert {refusal.place.rpartition("/")[2]: refusal.reason for refusal in receipt.refused} == {
        "bomb.xlsx": "the workbook is not opened: it unpacks to far more than its size",
        "cut.xlsx": "the workbook is damaged or incomplete",
        "letter.xls": "the workbook is damaged, incomplete, or not one that can be read",
    }
    assert [one.reason for one in receipt.unrecognised] == ["no sheet has the header of an Annex A list"]
    # formulas that were never worked out are empty cells: the row has no day
    assert place.night()["990", "annex_a_list_1"].rules == {"key.missing": 1}
