"""What is taken from the landing folder, what is left, and that taking it twice changes nothing."""

from __future__ import annotations

import json
import os
import stat
from datetime import date
from pathlib import Path

import pytest

from orchestration.extracts import ledger, vault
from orchestration.extracts.folders import is_settled
from orchestration.extracts.landing import receive
from tests.extracts.good import AS_AT, GOOD, Place, csv_text

PEOPLE = csv_text([GOOD["ssd_person"]])


def test_a_file_is_copied_once_and_listed_once(place: Place) -> None:
    place.put("SSD_Person.CSV", PEOPLE)
    first, second = receive(place.landing, place.home), receive(place.landing, place.home)
    assert [(entry.feed, entry.kind, entry.file_name) for entry in first.received] == [
        ("ssd_person", "new", "SSD_Person.CSV")
    ]
    assert (second.received, second.unchanged) == ([], 1)
    assert len(ledger.entries(place.home)) == 1
    assert [path.name for path in place.home.vault.iterdir()] == [first.received[0].sha256]


def test_the_newest_content_wins_and_both_are_kept(place: Place) -> None:
    for content in (PEOPLE, PEOPLE.replace("F,", "M,"), PEOPLE):
        place.put("ssd_person.csv", content)
        receive(place.landing, place.home)
    entries = ledger.entries(place.home)
    assert [entry.kind for entry in entries] == ["new", "supersedes", "supersedes"]
    assert ledger.deliveries(place.home)[0].files["ssd_person"].sha256 == entries[0].sha256
    assert len(list(place.home.vault.iterdir())) == 2


def test_two_different_files_for_one_feed_refuse_that_feed_until_one_goes(place: Place) -> None:
    place.put("ssd_person.csv", PEOPLE)
    other = place.put("SSD_PERSON.csv.gz", b"\x1f\x8b other")
    place.deliver(ssd_department=[GOOD["ssd_department"]])
    assert len(receive(place.landing, place.home).refused) == 1
    assert receive(place.landing, place.home).received == []
    outcomes = place.night()
    assert outcomes["990", "ssd_person"].status == "refused"
    assert "2 files with different content" in outcomes["990", "ssd_person"].reason
    assert outcomes["990", "ssd_department"].status == "loaded"
    other.unlink()
    assert place.night()["990", "ssd_person"].status == "loaded"


def test_a_file_that_was_refused_for_its_header_is_taken_when_the_mapping_makes_it_sound(place: Place) -> None:
    """Its name says contacts, its header plans, until the mapping says what its other columns are."""
    columns = "cppl_cp_plan_id,cppl_cp_plan_start_date,cppl_person_id,cppl_cp_plan_end_date,cppl_cp_plan_ola"
    place.put("ssd_contacts.csv", f"{columns},Kontakt,Wer,Wann\nP1,2020-01-02,K1,,,C1,K1,2020-03-02\n")
    assert [entry.kind for entry in receive(place.landing, place.home).received] == ["refused"]
    assert place.night()["990", "ssd_contacts"].status == "refused"
    mapping = '"Kontakt" = "cont_contact_id"\n"Wer" = "cont_person_id"\n"Wann" = "cont_contact_date"\n'
    (place.home.make(place.home.mappings) / "990.toml").write_text(f"[ssd_contacts.headers]\n{mapping}")
    receipt = receive(place.landing, place.home)
    assert [entry.kind for entry in receipt.received] == ["supersedes"]
    assert receipt.refused == []
    assert place.night()["990", "ssd_contacts"].rows_loaded == 1
    assert receive(place.landing, place.home).unchanged == 1


@pytest.mark.parametrize("closed", ["990", "990/2020-12-31"])
@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), FileNotFoundError(2, "No such file")])
def test_a_folder_that_cannot_be_read_costs_its_council_alone(
    place: Place, monkeypatch: pytest.MonkeyPatch, closed: str, error: OSError
) -> None:
    """Closed to us, or taken away between two looks; the landing folder itself has to be readable."""
    place.put("ssd_person.csv", PEOPLE)
    place.put("ssd_person.csv", PEOPLE, "991")
    inside, unreadable = Path.iterdir, place.landing / closed

    def iterdir(path: Path) -> object:
        if path == unreadable:
            raise error
        return inside(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    receipt = receive(place.landing, place.home)
    assert [entry.la_code for entry in receipt.received] == ["991"]
    told = f"the folder cannot be read: {error.strerror}"
    assert [(refusal.place, refusal.reason) for refusal in receipt.refused] == [(closed, told)]
    unreadable = place.landing
    with pytest.raises(OSError, match=str(error.strerror)):
        receive(place.landing, place.home)


def test_a_folder_that_may_be_listed_and_not_entered_is_told_as_such(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.put("ssd_person.csv", PEOPLE)
    monkeypatch.setattr("orchestration.extracts.folders.os.access", lambda path, _: path.name != "990")
    receipt = receive(place.landing, place.home)
    assert [refusal.reason for refusal in receipt.refused] == ["the folder cannot be read: Permission denied"]


@pytest.mark.parametrize(
    "name", ["~$ssd_person.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini", ".~lock.ssd_person.csv#", "._ssd_person.csv"]
)
def test_litter_is_ignored_without_a_word_of_warning(place: Place, name: str) -> None:
    place.put(name, "x")
    receipt = receive(place.landing, place.home)
    assert (len(receipt.ignored), receipt.unrecognised, receipt.received) == (1, [], [])


HOSTILE = {
    "pattern": "x[1].csv", "star": "x*.csv", "option": "-rf.csv", "formula": "=cmd.csv", "hidden": ".ssd_person.csv",
    "quote": 'a"b.csv', "new line": "a\nb.csv", "right to left": "ssd_\u202ecsv.person", "backslash": "..\\x.csv",
    "device": "CON.csv", "printer": "lpt1.csv", "semicolon": "a;b.csv", "home": "~x.csv", "dollar": "$(id).csv",
    "long": "x" * 240 + ".csv",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_b14_names_outside_the_allow_list_are_left_and_listed(place: Place, name: str) -> None:
    """B14: hostile landing names, whatever they hold; no message repeats a sign that does something."""
    place.put(name, PEOPLE)
    receipt = receive(place.landing, place.home)
    assert (len(receipt.unrecognised), receipt.received) == (1, [])
    assert receipt.unrecognised[0].place.isprintable()
    assert receipt.unrecognised[0].reason.startswith("its name ")


@pytest.mark.parametrize("name", ["ssd_person.xlsx", "ssd_person", "ssd_per son.csv", "People (final), O'Neill's.txt"])
def test_a_file_of_any_other_name_is_known_by_its_header(place: Place, name: str) -> None:
    place.put(name, PEOPLE)
    entry = receive(place.landing, place.home).received[0]
    assert (entry.feed, entry.evidence) == ("ssd_person", "4 of 4 columns of ssd_person, among them the key")


def test_only_regular_files_in_real_folders_are_taken(place: Place, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text(PEOPLE)
    folder = place.folder()
    (folder / "ssd_person.csv").symlink_to(secret)
    (folder / "ssd_contacts.csv").mkdir()
    os.mkfifo(folder / "ssd_department.csv")
    (place.landing / "991").symlink_to(place.landing / "990")
    (place.landing / "990" / "2020-11-30").symlink_to(folder)
    receipt = receive(place.landing, place.home)
    assert receipt.received == []
    assert len(receipt.unrecognised) == 5


@pytest.mark.parametrize(
    "folder", ["99/2020-12-31", "9900/2020-12-31", "990/31-12-2020", "990/2020-02-30", "990/latest"]
)
def test_only_folders_named_by_council_and_day_are_opened(place: Place, folder: str) -> None:
    path = place.landing / folder
    path.mkdir(parents=True)
    (path / "ssd_person.csv").write_text(PEOPLE)
    assert receive(place.landing, place.home).received == []


@pytest.mark.parametrize("step", ["file_digest", "sha256"], ids=["while it is hashed", "while it is copied"])
def test_a_file_that_changes_under_the_reading_waits(place: Place, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    path = place.put("ssd_person.csv", PEOPLE)
    original = getattr(vault.hashlib, step)

    def meanwhile(*args: object) -> object:
        with path.open("a") as file:
            file.write("K2,F,WBRI,2011-01-01\n")
        return original(*args)

    monkeypatch.setattr(vault.hashlib, step, meanwhile)
    receipt = receive(place.landing, place.home)
    assert receipt.received == []
    assert "changed while it was read" in receipt.refused[0].reason
    assert list(place.home.vault.iterdir()) == []


def test_what_a_killed_run_left_half_written_is_swept(place: Place) -> None:
    place.put("ssd_person.csv", PEOPLE)
    place.home.make(place.home.vault)
    (place.home.vault / ".123.partial").write_text("half")
    receive(place.landing, place.home)
    assert [path.name for path in place.home.vault.iterdir() if path.name.startswith(".")] == []


def test_a_known_file_is_not_written_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.put("ssd_person.csv", PEOPLE)
    receive(place.landing, place.home)
    monkeypatch.setattr(vault, "_copy", lambda *_: pytest.fail("copied twice"))
    assert receive(place.landing, place.home).unchanged == 1


def test_everything_written_is_closed_to_other_users(place: Place) -> None:
    before = os.umask(0)
    try:
        place.deliver(**{name: [row] for name, row in GOOD.items()})
        place.night()
    finally:
        os.umask(before)
    written = [place.home.root, *place.home.root.rglob("*")]
    open_to_others = [path for path in written if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert open_to_others == []
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o400 for path in place.home.vault.iterdir())


def test_a_ledger_line_cut_short_is_received_again(place: Place) -> None:
    place.deliver(ssd_person=[GOOD["ssd_person"]], ssd_department=[GOOD["ssd_department"]])
    receive(place.landing, place.home)
    path = place.home.ledger / "deliveries.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    assert len(receive(place.landing, place.home).received) == 1
    assert [json.loads(line)["feed"] for line in path.read_text().splitlines()] == ["ssd_department", "ssd_person"]


def test_a_damaged_ledger_names_the_line_and_stops(place: Place) -> None:
    place.deliver(ssd_person=[GOOD["ssd_person"]])
    receive(place.landing, place.home)
    path = place.home.ledger / "deliveries.jsonl"
    path.write_text("{}\n" + path.read_text())
    with pytest.raises(ledger.LedgerDamaged, match="line 1"):
        ledger.entries(place.home)


def test_a_folder_has_settled_when_its_files_have_rested(place: Place) -> None:
    folder = place.folder()
    assert not is_settled(folder, 0)
    file = place.put("ssd_person.csv", PEOPLE)
    touched = max(file.stat().st_mtime, folder.stat().st_mtime)
    assert not is_settled(folder, 60, now=touched + 59)
    assert is_settled(folder, 60, now=touched + 61)
    place.put("ssd_contacts.csv.part", "x")
    assert not is_settled(folder, 60, now=touched + 1000)


def test_councils_and_dates_stay_apart(place: Place) -> None:
    place.deliver("990", AS_AT, ssd_person=[GOOD["ssd_person"]])
    place.deliver("991", date(2020, 11, 30), ssd_person=[GOOD["ssd_person"]])
    receive(place.landing, place.home)
    assert [(d.la_code, str(d.as_at)) for d in ledger.deliveries(place.home)] == [
        ("990", "2020-12-31"), ("991", "2020-11-30")
    ]  # fmt: skip
