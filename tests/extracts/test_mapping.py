"""A council's mapping file: what may stand in it, what is refused and in which words, and what it does to rows."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from orchestration.extracts import outcomes
from orchestration.extracts.lake import inputs_hash, selected
from orchestration.extracts.landing import receive
from orchestration.extracts.ledger import deliveries
from orchestration.extracts.limited import Reader
from orchestration.extracts.mapping.applying import day
from orchestration.extracts.mapping.drafting import draft
from orchestration.extracts.mapping.loading import MAX_BYTES, mapping_of
from orchestration.extracts.mapping.schema import BadMapping
from orchestration.extracts.mapping.words import vocabularies
from tests.extracts.annex_a_books import book
from tests.extracts.good import GOOD, Place

CANARY = "Kasimir Blau"


def write(place: Place, content: str | bytes, la_code: str = "990") -> None:
    path = place.home.make(place.home.mappings) / f"{la_code}.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)


PEOPLE = """
[ssd_person]
dates = "mdy"
delimiter = ";"

[ssd_person.headers]
"Client No" = "pers_person_id"
"D.o.B." = "pers_dob"
gender = "pers_sex"

[ssd_person.values.pers_sex]
"Mädchen" = "F"
knabe = "M"
"""
ROWS = (
    "client no;Gender; d.o.b. \nK1;mädchen;12/31/2010\nK2;Knabe ;01/02/2011\nK3;girl;2011-01-03\nK4;divers;31/12/2010\n"
)


def test_headers_values_days_and_delimiter_are_read_as_the_file_says(place: Place) -> None:
    """Month first: 12/31 is the last day of December, 01/02 the second of January; 31/12 is no day. `girl` is a
    spelling that every council may use, `divers` is nobody's: counted, and rejected by the closed set."""
    write(place, PEOPLE)
    place.put("our people.txt", ROWS)
    outcome = place.night()["990", "ssd_person"]
    assert (outcome.rows_in, outcome.rows_loaded, outcome.rules) == (4, 3, {"code.set": 1, "type.date": 1})
    assert outcome.warnings == {"value.unmapped:pers_sex": 1}
    rows = duckdb.sql(
        f"select pers_person_id, pers_sex, pers_dob::varchar "
        f"from read_parquet('{place.home.root / outcome.lake_file}') order by all"
    ).fetchall()
    assert rows == [("K1", "F", "2010-12-31"), ("K2", "M", "2011-01-02"), ("K3", "F", "2011-01-03")]
    entry = deliveries(place.home)[0].files["ssd_person"]
    assert entry.evidence == (
        "3 of 4 columns of ssd_person, among them the key, 3 of them by the mapping, between semicolons"
    )


def test_a_changed_mapping_is_another_reading(place: Place) -> None:
    write(place, PEOPLE)
    place.put("ssd_person.csv", ROWS)
    assert place.night()["990", "ssd_person"].rows_loaded == 3
    delivery, before = deliveries(place.home)[0], inputs_hash(selected(place.home))
    assert outcomes.remembered(place.home, delivery, mapping_of(place.home, "990").sha256) is not None
    write(place, PEOPLE.replace("knabe", "kerl"))
    assert outcomes.remembered(place.home, delivery, mapping_of(place.home, "990").sha256) is None
    found = place.night()["990", "ssd_person"]
    assert (found.rows_loaded, found.warnings) == (2, {"value.unmapped:pers_sex": 2})
    assert inputs_hash(selected(place.home)) != before


def test_a_first_mapping_is_applied_to_what_lies_in_the_lake_already(place: Place) -> None:
    """Through the reader of a night, which does not start for what it takes as known."""
    place.put("ssd_person.csv", "pers_person_id,pers_sex,pers_dob\nK1,XX,2010-01-02\nK2,M,2010-01-02\n")
    receive(place.landing, place.home)
    (delivery,) = deliveries(place.home)
    with Reader(place.home) as reader:
        counted = []
        for mapping in (None, '[ssd_person.values.pers_sex]\nXX = "F"\n'):
            if mapping:
                write(place, mapping)
            (person,) = [one for one in reader.ingest(delivery) if one.feed == "ssd_person"]
            counted.append((person.rows_loaded, person.rows_quarantined))
    assert counted == [(1, 1), (2, 0)]


def test_a_draft_that_nobody_has_edited_yet_changes_nothing(place: Place) -> None:
    """It has sections without entries, of a feed and of a list."""
    rows = "".join(f"K{number},Weiblich,2010-01-02\n" for number in range(6))
    place.put("ssd_person.csv", f"pers_person_id,pers_sex,pers_dob\n{rows}K7,F,2010-01-02\n")
    sheet = [["Child Unique ID", "Gender", "Date of Birth", "Date of Contact"]]
    sheet += [[f"B{number}", "Weiblich", "01/02/2010", "03/04/2020"] for number in range(6)]
    place.put("contacts.xlsx", book({"x": sheet}))
    before = place.night()
    drafted = draft(place.folder(), place.home, "990")
    assert "[ssd_person.values.pers_sex]" in drafted.text
    assert "[annex_a_list_1.values.gender]" in drafted.text
    write(place, drafted.text)
    assert mapping_of(place.home, "990").tables["ssd_person"].values == {"pers_sex": {}}
    counts = [
        {place: (one.status, one.rows_loaded, one.rules) for place, one in found.items()}
        for found in (before, place.night())
    ]
    assert counts[0] == counts[1]
    assert (before["990", "ssd_person"].rows_loaded, before["990", "ssd_person"].rules) == (1, {"code.set": 6})


def test_tables_of_the_return_and_lists_are_mapped_too(place: Place) -> None:
    write(
        place,
        """
        [ssda903_header]
        dates = "mdy"
        headers = {"Kind" = "child", "Geburt" = "dob"}
        values.sex = {"w" = "2"}
        """,
    )
    write(
        place,
        """
        [annex_a_list_1]
        headers = {"Kontakt am" = "contact_date", "Kennzeichen" = "child"}
        dates = "dmy"
        values.gender = {"w" = "F"}
        """,
        "991",
    )
    place.put("kinder 2020.csv", "Kind,SEX,Geburt,ETHNIC\nA1,w,12/31/2010,WBRI\n")
    sheet = [["Kennzeichen", "Gender", "Date of Birth", "Kontakt am"], ["B1", "w", "01/02/2010", "03/04/2020"]]
    place.put("contacts.xlsx", book({"x": [*sheet, ["B2", "f", "5/6/2010", "12/31/2020"]]}), "991")
    found = place.night()
    assert found["990", "ssda903_header_2020"].rows_loaded == 1
    assert found["991", "annex_a_list_1"].rules == {"type.date": 1}
    rows = duckdb.sql(
        f"select cont_person_id, cont_contact_date::varchar from "
        f"read_parquet('{place.home.root / found['991', 'ssd_contacts'].lake_file}')"
    ).fetchall()
    assert rows == [("B1", "2020-04-03")]


@pytest.mark.parametrize(
    ("dates", "text", "read"),
    [
        ("dmy", "03/04/2020", "2020-04-03"), ("mdy", "03/04/2020", "2020-03-04"),
        ("mdy", "3.4.2020 10:00", "2020-03-04"),
        ("dmy", "2020-04-03", "2020-04-03"), ("iso", "03/04/2020", None), ("serial", "43924", "2020-04-03"),
        ("serial", "43924.5", "2020-04-03"), ("dmy", "43924", None), ("dmy", "31/02/2020", None),
        ("mdy", "31/12/2020", None),
        ("dmy", "03/04/20", None), ("iso", "3 April 2020", None),
    ],
)  # fmt: skip
def test_days_in_the_declared_writing_and_no_other(dates: str, text: str, read: str | None) -> None:
    """B07: one declared format; 43924 days after 30 December 1899 is 3 April 2020."""
    found = duckdb.execute(f"select {day('x', dates)} from (select ?::varchar as x)", [text]).fetchone()
    assert found == (read or f"not as declared: {text}",)


BAD = {
    "unknown key": ("[ssd_person]\ncolour = 1", "[ssd_person] colour is not a setting; the settings are dates"),
    "unknown section": ("[ssd_persons]", "[ssd_persons] is not a feed, a list"),
    "not a section": ('ssd_person = "x"', "[ssd_person] the section must be a section of its own"),
    "wrong type": ("[ssd_person.headers]\nid = 3", "[ssd_person] headers.id must be text in quotes"),
    "headers that are none": ("[ssd_person]\nheaders = 3", "[ssd_person] headers must be a section of its own"),
    "empty field": ('[ssd_person.headers]\nid = ""', "[ssd_person] headers.id is empty"),
    "empty header": ('[ssd_person.headers]\n"" = "pers_sex"', "headers.(a name not repeated here) is empty"),
    "empty code": ('[ssd_person.values.pers_sex]\nw = ""', "values.pers_sex.w is empty"),
    "long header": (
        f'[ssd_person.headers]\n"{"x" * 201}" = "pers_sex"', "repeated here) is longer than 200 characters",
    ),
    "long value": (
        f'[ssd_person.values.pers_sex]\n"{"x" * 201}" = "F"', "repeated here) is longer than 200 characters",
    ),
    "wrong format": ('[ssd_person]\ndates = "ymd"', '[ssd_person] dates must be one of "dmy", "mdy", "iso", "serial"'),
    "wrong delimiter": ('[ssd_person]\ndelimiter = ":"', "[ssd_person] delimiter must be one of"),
    "list with semicolons": ('[annex_a_list_1]\ndelimiter = ";"', "it is found, not declared"),
    "unknown field": (
        '[ssd_person.headers]\nid = "pers_id"', "headers: entry 1 leads to pers_id, which is no",
    ),
    "unknown code": (
        '[ssd_person.values.pers_sex]\nx = "F"\nw = "W"', "values.pers_sex: entry 2 leads to a code",
    ),
    "not coded": ('[ssd_person.values.pers_dob]\nx = "y"', "values.pers_dob: this field has no codes; those"),
    "same header": ('[ssd_person.headers]\nID = "pers_sex"\n"id " = "pers_dob"', "differ only in capitals or spaces"),
    "same value": ('[ssd_person.values.pers_sex]\nW = "F"\n"w " = "M"', "differ only in capitals or spaces"),
    "key twice": ('[ssd_person]\ndates = "dmy"\ndates = "mdy"', "in line 3 is not TOML, or a key stands twice"),
    "section twice": ("[ssd_person]\n[ssd_person]", "in line 2 is not TOML, or a key stands twice"),
    "yaml": ("a: &a [x]\nb: [*a, *a]", "in line 1 is not TOML"),
    "cut off": ('[ssd_person]\ndates = "dm', "990.toml: "),
    "not UTF-8": (b"[ssd_person]\n# \xff", "not UTF-8"),
    "too large": ("#" * (MAX_BYTES + 1), "larger than 256 KiB"),
    "too deep": ("x = " + "[" * 5000, "nested too deep"),
    "long number": ("x = " + "1" * 5000, "a number in it has more figures than are read"),
    "secret": (
        f'[ssd_person]\n"{CANARY}" = 1\n[ssd_person.headers]\n"{CANARY}" = "{CANARY}"',
        "(a name not repeated here)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_b28_a_mapping_out_of_order_is_refused_with_file_section_and_key(place: Place, name: str) -> None:
    """B28: unknown keys, wrong types, duplicate keys, anchors, size, encoding, depth; no value is repeated."""
    content, told = BAD[name]
    write(place, content)
    with pytest.raises(BadMapping) as caught:
        mapping_of(place.home, "990")
    assert told in str(caught.value)
    assert str(caught.value).startswith("990.toml: ")
    assert CANARY not in str(caught.value)


def test_b28_a_mapping_is_a_plain_file_of_the_folder(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B28: links and paths that lead elsewhere; the folder itself may lie anywhere."""
    outside = tmp_path / "outside.toml"
    outside.write_text(PEOPLE)
    place.home.make(place.home.mappings)
    (place.home.mappings / "990.toml").symlink_to(outside)
    with pytest.raises(BadMapping, match="not a regular file"):
        mapping_of(place.home, "990")
    with pytest.raises(BadMapping, match="three digits"):
        mapping_of(place.home, "../outside")
    assert mapping_of(place.home, "991").tables == {}
    monkeypatch.setenv("SCORECARDS_MAPPINGS", str(tmp_path / "versions"))
    (tmp_path / "versions").mkdir()
    (tmp_path / "versions" / "990.toml").write_text(PEOPLE)
    assert set(mapping_of(place.home, "990").tables) == {"ssd_person"}


def test_every_format_has_its_words() -> None:
    assert {"ssd_person", "local_audits", "annex_a_list_11", "ssda903_oc3"} <= vocabularies().keys()
    assert vocabularies()["ssd_contacts"].days == {"cont_contact_date"}
    assert vocabularies()["annex_a_list_1"].days == {"contact_date", "dob"}
    assert "local_commentary" in vocabularies()
    assert "analysis" not in vocabularies()["local_commentary"].coded


def test_b09_another_delimiter_is_refused_by_its_name(place: Place) -> None:
    """B09: the dialect is declared; the reason says what was found, and with the declaration it is read."""
    row = GOOD["ssd_person"]
    for delimiter, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
        text = "\n".join(delimiter.join(cells) for cells in (row, row.values())) + "\n"
        place.put("ssd_person.csv", text)
        reason = place.night()["990", "ssd_person"].reason
        assert reason.endswith(f": its fields stand between {name}, where commas are declared")
    write(place, '[ssd_person]\ndelimiter = "|"')
    assert place.night()["990", "ssd_person"].rows_loaded == 1


def test_b10_headers_blank_twice_in_capitals_and_in_row_3(place: Place) -> None:
    """B10: a blank header is not read, capitals do not matter, a column twice is refused, a late header is told."""
    header, row = ",".join(GOOD["ssd_person"]), ",".join(GOOD["ssd_person"].values())
    place.put("ssd_person.csv", f"{header.upper()},, \n{row},x,y\n")
    assert place.night()["990", "ssd_person"].rows_loaded == 1
    place.put("ssd_person.csv", f"{header},Pers_DOB\n{row},2010-01-01\n")
    assert place.night()["990", "ssd_person"].reason == "the header has a column twice: pers_dob"
    place.put("ssd_person.csv", f"People of the council\n\n{header}\n{row}\n")
    assert place.night()["990", "ssd_person"].reason.endswith("its header stands in row 3 and has to stand in row 1")
