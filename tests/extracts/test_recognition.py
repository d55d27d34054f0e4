"""What a file is taken for: by its bytes and its header, with its name as a second witness."""

from __future__ import annotations

import gzip
import os
import socket
import struct
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.extracts.landing import receive
from orchestration.extracts.recognition.answers import Ambiguous, Recognised, Unknown
from orchestration.extracts.recognition.receipts import receipt_path
from orchestration.extracts.recognition.recognise import recognise
from orchestration.extracts.recognition.shapes import shapes
from tests.extracts.annex_a_books import HEADERS, book
from tests.extracts.good import GOOD, Place, csv_text

PEOPLE = csv_text([GOOD["ssd_person"]])
CONTACTS = csv_text([GOOD["ssd_contacts"]])
CANARY = "CANARY7731"


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("table", shapes())
def test_every_table_is_known_by_its_header_alone(tmp_path: Path, table: str) -> None:
    """With all of its columns, and with no more than it cannot do without."""
    shape = shapes()[table]
    for number, columns in enumerate((shape.columns, shape.required | set(sorted(shape.own)[:1]))):
        answer = recognise(put(tmp_path, f"{number}.dat", ",".join(sorted(columns)).upper() + "\n1\n"))
        assert isinstance(answer, Recognised), answer
        assert (answer.feed, answer.kind) == (table, shape.kind)
        assert f"{len(columns)} of {len(shape.columns)} columns of {table}" in answer.evidence


@pytest.mark.parametrize("number", HEADERS)
def test_every_list_is_known_in_text_and_in_a_workbook(tmp_path: Path, number: int) -> None:
    text = "A title\n\n" + ",".join(f'"{name}"' for name in HEADERS[number]) + "\n"
    answer = recognise(put(tmp_path, "x.txt", text))
    assert isinstance(answer, Recognised)
    assert (answer.feed, answer.kind) == (f"annex_a_list_{number}", "annex_a")
    assert "in row 3" in answer.evidence


def test_containers_are_known_by_their_bytes_and_not_by_their_names(tmp_path: Path) -> None:
    pq.write_table(pa.table({name: [value] for name, value in GOOD["ssd_contacts"].items()}), tmp_path / "a.csv")
    put(tmp_path, "b.parquet", gzip.compress(CONTACTS.encode()))
    put(tmp_path, "c.xml", CONTACTS)
    put(tmp_path, "d.xlsx", CONTACTS.replace(",", ";"))
    put(tmp_path, "e.csv", CONTACTS.encode("utf-16"))
    evidence = "3 of 3 columns of ssd_contacts, among them the key"
    for name, more in (
        ("a.csv", ""),
        ("b.parquet", ""),
        ("c.xml", ""),
        ("d.xlsx", ", between semicolons"),
        ("e.csv", ""),
    ):
        assert recognise(tmp_path / name) == Recognised("ssd_contacts", "feed", evidence + more)
    workbook = recognise(put(tmp_path, "f.csv", book({"x": [HEADERS[1]]})))
    assert isinstance(workbook, Recognised)
    assert workbook.feed == "annex_a_list_1"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"), (b" \n\r\n", "it is empty"), (b"%PDF-1.7", "it is a PDF"),
        (b"\x89PNG\r\n", "it is a picture"),
        (f"{CANARY},F,2010-01-01\n".encode(), "none of its first 30 rows is the header of a feed, a list or a table"),
        (b"person_id,team\n1,2\n", "none of its first 30 rows is the header of a feed, a list or a table"),
        (f"cont_person_id,cont_contact_date,{CANARY}\n".encode(),
         "nearest to its header: 2 of 3 columns of ssd_contacts; 1 other column; it lacks cont_contact_id"),
        (b"<html>", "is XML"),
    ],
)  # fmt: skip
def test_what_is_unknown_is_told_by_what_was_found(tmp_path: Path, content: bytes, reason: str) -> None:
    answer = recognise(put(tmp_path, "thing.csv", content))
    assert isinstance(answer, Unknown)
    assert reason in answer.reason
    assert CANARY not in answer.reason


def test_a_name_against_its_header_is_refused_with_both(place: Place) -> None:
    place.put("ssd_cp_plans.csv", CONTACTS)
    place.deliver(ssd_person=[GOOD["ssd_person"]])
    outcome = place.night()["990", "ssd_cp_plans"]
    assert (outcome.status, outcome.reason) == (
        "refused",
        "its name says ssd_cp_plans, of which it has 0 of 5 columns, but its header is another's: "
        "3 of 3 columns of ssd_contacts, among them the key",
    )
    # a file that is what it says is not held up by it
    place.put("plans of the council.csv", csv_text([GOOD["ssd_cp_plans"]]))
    assert place.night()["990", "ssd_cp_plans"].status == "loaded"


def test_two_candidates_alike_are_refused_and_both_named(place: Place) -> None:
    place.put("extract.csv", csv_text([{**GOOD["ssd_contacts"], **GOOD["ssd_department"]}]))
    refusal = receive(place.landing, place.home).refused[0]
    assert refusal.reason.startswith("its header is that of several tables alike: ")
    assert "ssd_contacts" in refusal.reason
    assert "ssd_department" in refusal.reason
    answer = recognise(place.folder() / "extract.csv")
    assert isinstance(answer, Ambiguous)
    assert answer.candidates == ("ssd_contacts", "ssd_department")


def test_the_name_decides_between_two_that_fit(tmp_path: Path) -> None:
    text = csv_text([{**GOOD["ssd_contacts"], **GOOD["ssd_department"]}])
    answer = recognise(put(tmp_path, "ssd_department.csv", text))
    assert isinstance(answer, Recognised)
    assert answer.evidence.startswith("its name; 2 of 2 columns of ssd_department")


def test_a_file_that_lacks_a_column_stays_what_its_name_says(place: Place) -> None:
    place.put("ssd_contacts.csv", "cont_person_id,cont_contact_date\nK1,2020-01-01\n")
    assert place.night()["990", "ssd_contacts"].reason == "the file lacks cont_contact_id"


@pytest.mark.parametrize(
    ("name", "feed"),
    [
        ("2019/extract.csv", "ssda903_uasc_2019"), ("Asylum 2019-20.csv", "ssda903_uasc_2019-20"),
        ("x.csv", "ssda903_uasc"), ("uasc_2018.csv", "ssda903_uasc_2018"), ("2018/uasc_2019.csv", "ssda903_uasc_2019"),
    ],
)  # fmt: skip
def test_a_table_of_the_return_keeps_the_year_of_its_name(tmp_path: Path, name: str, feed: str) -> None:
    answer = recognise(put(tmp_path, "file", "CHILD,SEX,DOB,DUC\n"), name)
    assert isinstance(answer, Recognised)
    assert answer.feed == feed


def test_the_evidence_stands_in_the_receipt_and_in_the_ledger(place: Place) -> None:
    place.put("our contacts.txt", CONTACTS)
    place.put("ssd_person.csv", PEOPLE)
    place.put("letter.pdf", "%PDF-1.4")
    place.put("~$book.xlsx", "x")
    for _ in range(2):
        receipt = receive(place.landing, place.home)
        lines = receipt_path(place.home, "990", "2020-12-31").read_bytes().decode().split("\r\n")
        assert lines == [
            "file_name,what_became_of_it,taken_as,why",
            "letter.pdf,left lying,,it is a PDF",
            "~$book.xlsx,ignored,,left behind by a desktop or an editor",
            'our contacts.txt,taken,ssd_contacts,"3 of 3 columns of ssd_contacts, among them the key"',
            'ssd_person.csv,taken,ssd_person,"its name; 4 of 4 columns of ssd_person, among them the key"',
            "",
        ]
    assert receipt.unchanged == 2


def test_b15_only_regular_files_of_one_name_are_opened(place: Place, tmp_path: Path) -> None:
    """B15: symlink, hard link, FIFO, device, socket, and a directory named like a file; none is waited for."""
    folder, outside = place.folder(), put(tmp_path, "outside.csv", PEOPLE)
    (folder / "symlink.csv").symlink_to(outside)
    os.link(outside, folder / "hardlink.csv")
    os.mkfifo(folder / "fifo.csv")
    os.mkfifo(folder / "fifo.zip")
    (folder / "folder.csv").mkdir()
    listener = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(folder)  # the path of a socket may not be long
    try:
        listener.bind("socket.csv")
    finally:
        os.chdir(here)
    expected = {"symlink.csv", "hardlink.csv", "fifo.csv", "fifo.zip", "folder.csv", "socket.csv"}
    if os.geteuid() == 0:
        os.mknod(folder / "device.csv", 0o600 | 0o020000, os.makedev(1, 3))
        os.chown(put(folder, "other.csv", PEOPLE), 12345, 12345)
        expected |= {"device.csv", "other.csv"}
    receipt = receive(place.landing, place.home)
    listener.close()
    told = {refusal.place.rpartition("/")[2]: refusal.reason for refusal in receipt.unrecognised}
    assert set(told) == expected
    assert receipt.received == []
    assert "hard link" in told["hardlink.csv"]
    assert told.get("other.csv", "another user").startswith(("it belongs to another user", "another user"))


def encrypted() -> bytes:
    """The container that Office writes for a workbook with a password, in three sectors: one of them allocates, one
    lists the two streams by name. The streams themselves are left out."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE

    def entry(name: str, kind: int, child: int, right: int) -> bytes:
        text = name.encode("utf-16-le")
        head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2 if text else 0, kind, 1, free, right, child)
        return head + bytes(36) + struct.pack("<IQ", end, 0)

    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0)
    allocation = struct.pack("<III", 0xFFFFFFFD, end, end)
    listed = entry("Root Entry", 5, 1, free) + entry("EncryptionInfo", 2, free, 2)
    listed += entry("EncryptedPackage", 2, free, free) + entry("", 0, free, free)
    return header.ljust(512, b"\xff") + allocation.ljust(512, b"\xff") + listed + bytes(512)


def test_b04_a_workbook_with_a_password_says_so(place: Place) -> None:
    """B04: Office keeps an encrypted workbook in an OLE container, whatever its name ends in."""
    place.put("book.xlsx", encrypted())
    place.put("book.dat", encrypted() + b"\0")
    reasons = [refusal.reason for refusal in receive(place.landing, place.home).refused]
    assert reasons == ["the workbook is locked with a password"] * 2
