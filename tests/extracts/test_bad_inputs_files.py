"""Bad inputs that are wrong as files: empty, cut off, of another kind, too large. docs/bad_inputs.md lists them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.contracts.feeds import FEEDS
from orchestration.extracts import scout as scout_room
from orchestration.extracts.files import open_duckdb
from orchestration.extracts.headers import MAX_COLUMNS
from orchestration.extracts.landing import receive
from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.reading import read
from orchestration.extracts.scout import MAX_LINE, Unreadable
from tests.extracts.good import Place

HEADER = "dept_team_id,dept_team_name\n"


def taken(place: Place, content: bytes | str) -> FileOutcome:
    place.put("ssd_department.csv", content)
    return place.night()["990", "ssd_department"]


@pytest.mark.parametrize(
    ("content", "status", "reason", "ignored"),
    [
        ("", "refused", "the file is empty, without even a header", {}),
        ("\n \n", "refused", "the file lacks dept_team_id, dept_team_name", {}),
        (HEADER.strip(), "empty", "the file has no rows", {}),
        (HEADER, "empty", "the file has no rows", {}),
        (HEADER + "\n,\n\n", "empty", "no row of the file was accepted", {"blank row": 3}),
    ],
    ids=["nothing", "blank lines", "header without line end", "header", "header and blank lines"],
)
def test_a_file_without_rows(place: Place, content: str, status: str, reason: str, ignored: dict[str, int]) -> None:
    """B01: nothing is loaded, with the reason; the figures that need the feed say that it is missing."""
    outcome = taken(place, content)
    assert (outcome.status, outcome.reason, outcome.lake_file) == (status, reason, "")
    assert outcome.ignored == ignored


def test_a_csv_cut_off_in_a_row(place: Place) -> None:
    """B02: the row that is short is named, and that the file may be cut off."""
    outcome = taken(place, HEADER + "T1,North\nT2,South\nT3")
    assert (outcome.rows_loaded, outcome.rules, outcome.warnings) == (2, {"row.shape": 1}, {"file.open_end": 1})


def test_a_csv_cut_off_in_a_quoted_field(place: Place) -> None:
    """B02: what follows the open quote cannot be told apart, so the file is refused."""
    outcome = taken(place, HEADER + 'T1,North\nT2,"South\nT3,West\n')
    assert (outcome.status, outcome.code) == ("refused", "file.unreadable")
    assert outcome.reason == "the file ends inside a quoted field that begins in row 2"


@pytest.mark.parametrize("before", ["T1,Nörth\n", "T1,North\n"], ids=["other letters before", "none before"])
def test_a_csv_cut_off_in_a_character(place: Place, before: str) -> None:
    """B02: the letters of the other rows are not read in another encoding because of the half one at the end."""
    outcome = taken(place, (HEADER + before + "T2,Sé").encode()[:-1])
    assert (outcome.rows_loaded, outcome.rules) == (1, {"row.bytes": 1})
    assert "file.cp1252" not in outcome.warnings


@pytest.mark.parametrize("magic", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"], ids=["xlsx", "xls"])
def test_a_workbook_named_csv(place: Place, magic: bytes) -> None:
    """B03: the first bytes decide, not the name, and nothing of it is loaded; its report stands where the name says."""
    place.put("ssd_department.csv", magic + b"\0" * 600)
    receipt = receive(place.landing, place.home)
    assert [(entry.feed, entry.kind) for entry in receipt.received] == [("ssd_department", "new")]
    outcome = place.night()["990", "ssd_department"]
    assert (outcome.status, outcome.reason) == ("refused", "the file is an Excel or zip file, not CSV or Parquet")


NAMED_AS_WORKBOOKS = pytest.mark.parametrize("name", ["list.xlsx", "list.xls", "list.xlsb", "ssd_person.xlsx"])


@NAMED_AS_WORKBOOKS
def test_a_workbook_that_is_cut_off(place: Place, name: str) -> None:
    """B03: it is left in the landing folder with the reason."""
    place.put(name, b"PK\x03\x04 cut")
    receipt = receive(place.landing, place.home)
    assert receipt.received == []
    assert [one.reason for one in receipt.refused] == ["the workbook is damaged or incomplete"]
    assert receipt.unrecognised == []


@NAMED_AS_WORKBOOKS
def test_a_csv_named_as_a_workbook(place: Place, name: str) -> None:
    """B03: it is read as the CSV that it is."""
    place.put(name, "pers_person_id,pers_dob\nK1,2010-01-01\n")
    receipt = receive(place.landing, place.home)
    assert [entry.feed for entry in receipt.received] == ["ssd_person"]
    assert receipt.refused + receipt.unrecognised == []
    assert place.night()["990", "ssd_person"].rows_loaded == 1


def reason_for(path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        read(open_duckdb(), path, FEEDS["ssd_department"])
    return str(refused.value)


def test_a_hundred_thousand_columns(tmp_path: Path) -> None:
    """B11: refused by the header."""
    path = tmp_path / "wide"
    path.write_text(",".join(f"c{n}" for n in range(100_000)) + "\n" + "," * 99_999 + "\n")
    assert reason_for(path) == f"the header has more than {MAX_COLUMNS:,} columns"


@pytest.mark.parametrize("quoted", [b"", b'"'], ids=["bare", "quoted"])
def test_a_field_of_a_gigabyte(tmp_path: Path, quoted: bytes) -> None:
    """B11: refused after its first 16 MiB, so it never stands in memory (the file is sparse: a hole of NULs)."""
    path = tmp_path / "long"
    with path.open("wb") as file:
        file.write(HEADER.encode() + b"T1," + quoted)
        file.truncate(1 << 30)
    assert reason_for(path) == f"a line is longer than {MAX_LINE >> 20} MiB"


def test_a_field_of_many_lines_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """B11: a quoted field that swallows the file ends at 16 MiB too."""
    path = tmp_path / "swallowing"
    path.write_bytes(HEADER.encode() + b'T1,"' + b"x" * 99 + (b"\n" + b"x" * 99) * 170_000 + b'"\n')
    assert reason_for(path) == "row 1 is not CSV: a quote or a field without end"
    monkeypatch.setattr(scout_room, "MAX_LINE", 50)
    monkeypatch.setattr(scout_room, "_CHUNK", 40)
    assert "a line is longer" in reason_for(path)
