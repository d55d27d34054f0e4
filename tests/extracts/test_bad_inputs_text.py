"""Bad inputs that are wrong, or mean harm, within a cell. docs/bad_inputs.md lists them all."""

from __future__ import annotations

import csv

import duckdb
import pytest

from orchestration.extracts.outcomes import FileOutcome
from tests.extracts.good import GOOD, Place, csv_text

HEADER = "dept_team_id,dept_team_name\n"


def taken(place: Place, content: bytes | str) -> FileOutcome:
    place.put("ssd_department.csv", content)
    return place.night()["990", "ssd_department"]


def names(place: Place, outcome: FileOutcome) -> dict[str, str]:
    path = place.home.root / outcome.lake_file
    rows = duckdb.sql(f"from read_parquet('{path}', hive_partitioning = false)").select("dept_team_id, dept_team_name")
    return dict(rows.fetchall())


def faults(place: Place, feed: str) -> list[tuple[str, str, str]]:
    path = place.home.quarantine / "990" / "2020-12-31" / f"{feed}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [(line["row"], line["column"], line["rule"]) for line in csv.DictReader(file)]


DAYS = {
    "2019-03-02": "", "02/03/2019": "", "2019-03-02T23:59:59Z": "", "2019-03-02 00:30:00+01:00": "",
    "02/03/2019 10:15": "",
    "2019-02-31": "type.date", "31/02/2019": "type.date", "03/31/2019": "type.date", "2/3/2019": "type.date",
    "02/03/19": "type.date", "02-Mar-2019": "type.date", "2 March 2019": "type.date", "20190302": "type.date",
    "43526": "type.date", "2019/03/02": "type.date", "02.03.2019": "type.date",
    "1900-01-01": "date.placeholder", "2999-12-31": "date.placeholder", "0001-01-01": "date.placeholder",
}  # fmt: skip


def test_days_in_every_writing(place: Place) -> None:
    """B07: year first or day first are the declared forms, with or without a time (the day stays the one written);
    month first, two figures of a year and the rest go to quarantine, none is guessed."""
    rows = [
        {**GOOD["ssd_contacts"], "cont_contact_id": f"C{number}", "cont_contact_date": day}
        for number, day in enumerate(DAYS, start=1)
    ]
    place.deliver(ssd_person=[GOOD["ssd_person"]], ssd_contacts=rows)
    outcome = place.night()["990", "ssd_contacts"]
    wrong = {
        (str(number), rule) for number, rule in enumerate(DAYS.values(), start=1) if rule
    }  # one of the placeholders lies in the future too
    assert {(row, rule) for row, _, rule in faults(place, "ssd_contacts") if rule != "date.future"} == wrong
    assert outcome.rows_loaded == 5
    path = place.home.root / outcome.lake_file
    days = duckdb.sql(f"select distinct cont_contact_date::varchar from '{path}'").fetchall()
    assert days == [("2019-03-02",)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_declared_encodings(place: Place, encoding: str) -> None:
    """B08: with or without a byte order mark; Windows-1252 with its curly quotes is read, and said."""
    outcome = taken(place, (HEADER + "T1,“Nörth”\nT2,São\n").encode(encoding))
    assert names(place, outcome) == {"T1": "“Nörth”", "T2": "São"}
    assert outcome.warnings == ({"file.cp1252": 2} if encoding == "cp1252" else {})


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_wide_encodings_are_refused(place: Place, encoding: str) -> None:
    """B08: UTF-16 and UTF-32, with their mark and without."""
    outcome = taken(place, (HEADER + "T1,North\n").encode(encoding))
    assert (outcome.status, outcome.code) == ("refused", "file.unreadable")


def test_bytes_that_are_not_text_are_named_by_their_place(place: Place) -> None:
    """B08: a Latin byte in a UTF-8 file, a NUL and a byte that Windows-1252 does not have; the others keep their
    letters."""
    content = HEADER.encode() + "T1,Nörth\nT2,Süd\n".encode() + b"T3,W\xe9st\nT4,\0\nT5,East\n"
    outcome = taken(place, content)
    assert names(place, outcome) == {"T1": "Nörth", "T2": "Süd", "T5": "East"}
    places = [content.index(b"\xe9"), content.index(b"\0")]
    assert faults(place, "ssd_department") == [
        ("3", f"byte {places[0]}", "row.bytes"), ("4", f"byte {places[1]}", "row.bytes")
    ]  # fmt: skip
    content = HEADER.encode() + b"T1,W\xe9st\nT2,\x81\n"
    assert names(place, taken(place, content)) == {"T1": "Wést"}
    assert faults(place, "ssd_department") == [("2", f"byte {content.index(0x81)}", "row.bytes")]


@pytest.mark.parametrize("blank", ["", "\n"], ids=["fast reader", "patient reader"])
def test_what_nobody_sees_is_taken_out_and_counted(place: Place, blank: str) -> None:
    """B08: control characters, zero widths, marks and overrides of direction, no-break spaces around a value. A line
    end inside a quoted text stays, and so do joiners, which some languages are written with."""
    rows = [
        'T1,"\u202eNorth\u202c\x07 side"', "T2,\u200bSouth\u00a0", "T\u200f3,We\ufeffst", 'T4,"two\nlines"',
        "T5,नम\u200dस्", "T6,plain “text” – yes",
    ]  # fmt: skip
    outcome = taken(place, HEADER + blank + "\n".join(rows) + "\n")
    assert names(place, outcome) == {
        "T1": "North side", "T2": "South", "T3": "West", "T4": "two\nlines", "T5": "नम\u200dस्",
        "T6": "plain “text” – yes",
    }  # fmt: skip
    assert outcome.warnings == {"text.stripped:dept_team_id": 1, "text.stripped:dept_team_name": 3}


FORMULAS = (
    '=HYPERLINK("http://x.example","Click")', "+1+1", "-2+3", "@SUM(A1)", "=cmd|'/c calc'!A0", " =1+1", "＝1+1",
    "a\t=1", '";=1+1', "'=1",
)  # fmt: skip


def test_formula_text_is_the_same_in_the_lake(place: Place) -> None:
    """B16: text that a spreadsheet would run stays as it came (spaces around it apart); the exports make it inert."""
    rows = [{"dept_team_id": f"T{n}", "dept_team_name": text} for n, text in enumerate(FORMULAS)]
    outcome = taken(place, csv_text(rows))
    assert names(place, outcome) == {f"T{n}": text.strip() for n, text in enumerate(FORMULAS)}


INJECTIONS = (
    "'; drop table raw.run; --", '"; drop schema raw cascade; --', "{{ 1 / 0 }}", "{% raw %}", "{# no #}", "${HOME}",
    "$(touch x)", "%s %d {0}", "' || (select 1) || '", "#import \"x\"", "\\x00", "?", "$1",
)  # fmt: skip


def test_code_in_data_is_data(place: Place) -> None:
    """B18: SQL, Jinja and shell text in names, ids and codes is loaded or quarantined as text, and never run."""
    rows = [{"dept_team_id": text, "dept_team_name": text} for text in INJECTIONS]
    people = [{**GOOD["ssd_person"], "pers_person_id": f"K{n}", "pers_sex": t} for n, t in enumerate(INJECTIONS)]
    ethnic = [{**GOOD["ssd_person"], "pers_person_id": t, "pers_ethnicity": t} for t in INJECTIONS if t != "?"]
    place.deliver(ssd_department=rows, ssd_person=[*people, *ethnic])
    found = place.night()
    assert names(place, found["990", "ssd_department"]) == {text: text for text in INJECTIONS}
    assert found["990", "ssd_person"].rules == {"code.set": len(INJECTIONS)}
    assert found["990", "ssd_person"].rows_loaded == len(INJECTIONS) - 1
