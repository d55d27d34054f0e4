"""Every way in which a file may be written down, and every way in which it may be broken."""

from __future__ import annotations

import gzip
import io
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.extracts.outcomes import FileOutcome
from tests.extracts.good import GOOD, Place, csv_text

PEOPLE = [{**GOOD["ssd_person"], "pers_person_id": f"K{i}"} for i in range(1, 4)]
TEXT = csv_text(PEOPLE)
HEADER = TEXT.split("\n")[0]


def taken(place: Place, content: bytes | str, name: str = "ssd_person.csv", feed: str = "ssd_person") -> FileOutcome:
    place.put(name, content)
    return place.night()["990", feed]


def rows(place: Place, outcome: FileOutcome, columns: str = "*") -> list[tuple[object, ...]]:
    path = place.home.root / outcome.lake_file
    return duckdb.sql(f"select {columns} from read_parquet('{path}', hive_partitioning = false)").fetchall()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plain", TEXT.encode()),
        ("no newline at the end", TEXT.rstrip("\n").encode()),
        ("windows line ends", TEXT.replace("\n", "\r\n").encode()),
        ("old Mac line ends", TEXT.replace("\n", "\r").encode()),
        ("byte order mark", b"\xef\xbb\xbf" + TEXT.encode()),
        ("gzip", gzip.compress(TEXT.encode(), mtime=0)),
        ("every field quoted", "\n".join(",".join(f'"{f}"' for f in x.split(",")) for x in TEXT.split()).encode()),
        ("header in capitals and spaces", (HEADER.upper().replace(",", " , ") + TEXT.removeprefix(HEADER)).encode()),
        ("spaces around values", TEXT.replace(",", " ,\u00a0").encode()),
        ("columns in another order", csv_text(PEOPLE, sorted(PEOPLE[0], reverse=True)).encode()),
    ],
)  # fmt: skip
def test_one_content_in_every_spelling(place: Place, name: str, content: bytes) -> None:
    outcome = taken(place, content, "ssd_person.csv.gz" if name == "gzip" else "ssd_person.csv")
    assert (outcome.status, outcome.rows_in, outcome.rows_loaded) == ("loaded", 3, 3), outcome.reason
    assert rows(place, outcome, "pers_person_id, pers_sex, pers_dob, source_row") == [
        (f"K{i}", "F", date(2010, 5, 6), i) for i in (1, 2, 3)
    ]


def test_parquet_with_real_types(place: Place, tmp_path: Path) -> None:
    table = pa.table(
        {
            "cont_contact_id": pa.array([1, 2], pa.int64()),
            "CONT_PERSON_ID": pa.array([7.0, None], pa.float64()),
            "cont_contact_date": pa.array([datetime(2020, 3, 2, 13), None], pa.timestamp("us")),
            "note": ["x", "y"],
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    place.deliver(ssd_person=[{**GOOD["ssd_person"], "pers_person_id": "7"}])
    outcome = taken(place, (tmp_path / "t.parquet").read_bytes(), "ssd_contacts.parquet", "ssd_contacts")
    assert (outcome.rows_loaded, outcome.rules, outcome.extra_columns) == (1, {"reference.person": 1}, ("note",))
    assert rows(place, outcome, "cont_contact_id, cont_person_id, cont_contact_date") == [("1", "7", date(2020, 3, 2))]


def test_quoted_line_ends_commas_and_quotes_stay_in_their_field(place: Place) -> None:
    text = 'dept_team_id,dept_team_name\nT1,"North, the\n""old"" one"\nT2,South\n'
    outcome = taken(place, text, "ssd_department.csv", "ssd_department")
    assert rows(place, outcome, "dept_team_id, dept_team_name, source_row") == [
        ("T1", 'North, the\n"old" one', 1), ("T2", "South", 2)
    ]  # fmt: skip


def test_cp1252_is_read_when_the_file_is_not_utf8(place: Place) -> None:
    outcome = taken(
        place, "dept_team_id,dept_team_name\nT1,Café – north\n".encode("cp1252"), "ssd_department.csv", "ssd_department"
    )
    assert rows(place, outcome, "dept_team_name") == [("Café – north",)]


def test_ragged_and_unreadable_rows_are_quarantined_with_their_number(place: Place) -> None:
    outcome = taken(
        place, TEXT + "K4,F\nK5,F,WBRI,2010-01-01,extra\n\nK6,F\0,WBRI,2010-01-01\nK7,F,WBRI,2010-01-01\n,,,\n"
    )
    assert (outcome.rows_in, outcome.rows_loaded, outcome.rows_quarantined, outcome.rows_ignored) == (9, 4, 3, 2)
    assert outcome.rules == {"row.shape": 2, "row.bytes": 1}
    assert outcome.ignored == {"blank row": 2}
    assert rows(place, outcome, "max(source_row)") == [(8,)]


@pytest.mark.parametrize("width", [1, 3, 400])
def test_a_row_law_on_files_of_blank_and_short_lines(place: Place, width: int) -> None:
    outcome = taken(place, TEXT + "\n" * width + "K9\n" * width)
    assert (outcome.rows_in, outcome.rows_loaded) == (3 + 2 * width, 3)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty, without even a header"),
        (gzip.compress(TEXT.encode(), mtime=0)[:-9], "gzip file is damaged"),
        (b"PK\x03\x04rest", "Excel or zip"),
        (b"PAR1 and then nothing", "Parquet file is damaged"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.replace("pers_dob", "born").encode(), "lacks pers_dob"),
        (TEXT.split("\n", 1)[1].encode(), "lacks pers_person_id"),
        (TEXT.replace("pers_dob", "pers_sex").encode(), "column twice: pers_sex"),
        ((TEXT + 'K4,"F,WBRI,2010-01-01\nK5,F,WBRI,\n').encode(), "ends inside a quoted field that begins in row 4"),
        (TEXT.replace(",", ";").encode(), "lacks"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_costs_only_its_feed(place: Place, content: bytes, reason: str) -> None:
    place.deliver(ssd_department=[GOOD["ssd_department"]])
    outcome = taken(place, content)
    assert outcome.status == "refused"
    assert reason in outcome.reason
    assert place.night()["990", "ssd_department"].status == "loaded"


@pytest.mark.parametrize(
    ("figure", "loaded"), [(0, 0), (1, 3), (2, 3), (3, 0)], ids=["file", "column 1", "column 2", "group"]
)
def test_a_parquet_footer_that_says_another_number_of_rows_costs_the_file(
    place: Place, figure: int, loaded: int
) -> None:
    """Of a file of three rows each figure 3 of the footer becomes a 4 (6 and 8 as it is written). No night ends
    on it; how many values a column has says nothing of rows."""
    told = io.BytesIO()
    people = {"pers_person_id": ["K1", "K2", "K3"], "pers_dob": ["2010-05-06"] * 3}
    pq.write_table(pa.table(people), told, store_schema=False, compression="none", row_group_size=3)
    content = bytearray(told.getvalue())
    footer = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    threes = [at for at in range(footer + 1, len(content)) if content[at] == 6 and content[at - 1] == 0x16]
    assert len(threes) == 4
    content[threes[figure]] = 8
    person = taken(place, bytes(content), "ssd_person.parquet")
    refused = ("refused", "the Parquet file is damaged or incomplete", 0)
    assert (person.status, person.reason, person.rows_loaded) == (("loaded", "", 3) if loaded else refused)


@pytest.mark.parametrize("content", [HEADER, HEADER + "\r\n", HEADER + "\n\n,,,\n"])
def test_a_header_without_rows_is_an_empty_feed(place: Place, content: str) -> None:
    outcome = taken(place, content)
    assert (outcome.status, outcome.rows_loaded, outcome.lake_file) == ("empty", 0, "")


def test_columns_that_nobody_reads_are_named_and_those_that_lack_are_listed(place: Place) -> None:
    row = {
        name: value
        for name, value in GOOD["ssd_cin_episodes"].items()
        if name not in ("cine_referral_outcome_json", "cine_referral_nfa")
    }
    place.deliver(
        ssd_person=[GOOD["ssd_person"]], ssd_cin_episodes=[{**row, "cine_close_reason": "RC1", "Smith, John": "x"}]
    )
    outcome = place.night()["990", "ssd_cin_episodes"]
    assert outcome.extra_columns == ("cine_close_reason", "1 not named here")
    assert outcome.missing_columns == ("cine_referral_nfa", "single_assessment_flag", "cine_referral_outcome_json")
    assert outcome.rows_loaded == 1


def test_a_file_without_its_optional_key_loads(place: Place) -> None:
    row = {"disa_person_id": "K1", "disa_disability_code": "MOB"}
    place.deliver(ssd_person=[GOOD["ssd_person"]], ssd_disability=[row, row, {**row, "disa_disability_code": "LD"}])
    outcome = place.night()["990", "ssd_disability"]
    assert (outcome.rows_loaded, outcome.ignored, outcome.contract_kept) == (2, {"exact duplicate": 1}, True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-03-02", date(2020, 3, 2)),
        ("2020-03-02 00:00:00", date(2020, 3, 2)),
        ("2020-03-02T23:59:59.000Z", date(2020, 3, 2)),
        ("2020-03-02 00:00:00.0000000 +01:00", date(2020, 3, 2)),
        ("02/03/2020", date(2020, 3, 2)),
        ("02/03/2020 14:05", date(2020, 3, 2)),
        ("NULL", None),
        (" ", None),
        ("2/3/2020", "type.date"),
        ("2020-3-2", "type.date"),
        ("20200302", "type.date"),
        ("03/31/2020", "type.date"),
        ("2019-02-29", "type.date"),
        ("43892", "type.date"),
        ("2020-03-02 noon", "type.date"),
    ],
)
def test_dates_as_they_are_written(place: Place, text: str, day: date | str | None) -> None:
    place.deliver(ssd_person=[GOOD["ssd_person"]], ssd_contacts=[{**GOOD["ssd_contacts"], "cont_contact_date": text}])
    outcome = place.night()["990", "ssd_contacts"]
    if isinstance(day, str):
        assert outcome.rules == {day: 1}
    else:
        assert rows(place, outcome, "cont_contact_date") == [(day,)]


@pytest.mark.parametrize(
    ("feed", "column", "text", "value"),
    [
        ("ssd_person", "pers_sex", "Male", "M"),
        ("ssd_person", "pers_sex", "2", "F"),
        ("ssd_person", "pers_sex", "Not known", "U"),
        ("ssd_legal_status", "lega_legal_status", "c2: Full care order", "C2"),
        ("ssd_legal_status", "lega_legal_status", "V2 Single period of accommodation", "V2"),
        ("ssd_cp_visits", "cppv_cp_visit_seen", "Yes", "Y"),
        ("ssd_cp_visits", "cppv_cp_visit_seen", "false", "N"),
        ("ssd_missing", "miss_missing_episode_type", "A", "ABSENT"),
        ("ssd_missing", "miss_missing_rhi_offered", "NA", "NA"),
        ("ssd_care_leavers", "clea_care_leaver_in_touch", "Yes - in touch", "YES"),
        ("ssd_care_leavers", "clea_care_leaver_accom_suitable", "2.0", "2"),
        ("ssd_care_leavers", "clea_care_leaver_activity", "0", "0"),
        ("ssd_person", "pers_ethnicity", "wbri - White British", "WBRI"),
        ("local_contact_decisions", "outcome", "Early_Help", "early_help"),
        ("ssd_cla_placement", "clap_cla_placement_distance", "999.9", 999.9),
    ],
)
def test_codes_as_they_are_written(place: Place, feed: str, column: str, text: str, value: object) -> None:
    files = {name: [row] for name, row in GOOD.items()}
    place.deliver(**{**files, feed: [{**GOOD[feed], column: text}]})
    assert rows(place, place.night()["990", feed], column) == [(value,)]


@pytest.mark.parametrize(
    ("json", "flag"),
    [
        ('{"SINGLE_ASSESSMENT_FLAG": "Y"}', "Y"),
        ('{"NFA_FLAG":"N","single_assessment_flag":"yes"}', "Y"),
        ('{"SINGLE_ASSESSMENT_FLAG": true}', "Y"),
        ('{"SINGLE_ASSESSMENT_FLAG": null, "NFA_FLAG": "Y"}', None),
        ('{"SINGLE_ASSESSMENT_FLAG": "", "NFA_FLAG": "Y"}', None),
        ('{"NFA_FLAG": "Y"}', None),
        ("not json", None),
        ("", None),
    ],
)
def test_flags_inside_json(place: Place, json: str, flag: str | None) -> None:
    referral = {**GOOD["ssd_cin_episodes"], "cine_referral_outcome_json": json}
    place.deliver(ssd_person=[GOOD["ssd_person"]], ssd_cin_episodes=[referral])
    assert rows(place, place.night()["990", "ssd_cin_episodes"], "single_assessment_flag") == [(flag,)]
