"""B29: a small share of `make fuzz` at every test run, and proof that it sees what it looks for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from orchestration.extracts import ingest, judging, landing, reading
from orchestration.extracts.scout import Unreadable
from tests.fuzz import cases, cheap, trial
from tests.fuzz.account import ACCEPTED, QUARANTINED, REFUSED

SEED = 29
# deliveries of each kind; some 250 files
SHARE = {"ssd": 22, "zip": 5, "ssda903": 6, "cin": 6, "annex": 4}


@pytest.fixture(scope="module")
def way_in() -> Iterator[None]:
    with cheap.way_in():
        yield


def numbers(kind: str, how_many: int) -> list[int]:
    return [number for number in range(2000) if cases.ORDER[number % len(cases.ORDER)] == kind][:how_many]


@pytest.mark.parametrize("kind", sorted(SHARE))
@pytest.mark.usefixtures("way_in")
def test_b29_damaged_files_have_one_of_three_outcomes_and_every_row_is_accounted_for(kind: str) -> None:
    found = [trial.run(cases.make(SEED, number)) for number in numbers(kind, SHARE[kind])]
    assert {one.number: one.breaches for one in found if one.breaches} == {}
    outcomes = {outcome for one in found for _, outcome, _ in one.files}
    assert {QUARANTINED, REFUSED} <= outcomes <= {ACCEPTED, QUARANTINED, REFUSED}


@pytest.mark.parametrize("kind", sorted(SHARE))
def test_a_case_is_the_same_whenever_it_is_made(kind: str) -> None:
    number = numbers(kind, 3)[-1]
    assert cases.make(SEED, number) == cases.make(SEED, number)


def breaches(kind: str, how_many: int = 6) -> set[str]:
    return {what for number in numbers(kind, how_many) for what in trial.run(cases.make(SEED, number)).breaches}


@pytest.mark.usefixtures("way_in")
def test_the_fuzz_sees_a_value_in_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def telling(header: Any, *_: Any) -> Any:
        raise Unreadable(f"the file lacks a column; it has {', '.join(header)}")

    # a header is names and may be told, a row of data may not: the first of them is taken for the header
    monkeypatch.setattr(reading, "match_header", telling)
    monkeypatch.setattr(reading, "first_record", lambda path, *_: path.read_text("utf-8", "replace").split("\n")[1:2])
    assert "value in a message" in breaches("ssd")


@pytest.mark.usefixtures("way_in")
def test_the_fuzz_sees_a_row_that_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def losing(connection: Any) -> None:
        load(connection)
        connection.execute(f"delete from {judging.LOADED_TABLE} where source_row = 1")

    load = judging._load
    monkeypatch.setattr(judging, "_load", losing)
    assert "row law" in breaches("ssd")


@pytest.mark.usefixtures("way_in")
def test_the_fuzz_sees_a_row_that_was_never_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def losing(*given: Any, **named: Any) -> Any:
        found = read(*given, **named)
        given[0].execute(f"delete from {reading.TEXT_TABLE} where source_row = 1 and not is_blank")
        found.rows_in -= 1
        return found

    read = ingest.read
    monkeypatch.setattr(ingest, "read", losing)
    assert "row law" in breaches("ssd")


@pytest.mark.usefixtures("way_in")
def test_the_fuzz_sees_a_lake_file_that_was_never_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest._Ingest, "_write", lambda *_: "")
    assert breaches("ssd") == {"row law"}


@pytest.mark.usefixtures("way_in")
def test_the_fuzz_sees_a_quarantine_that_was_never_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest.reports, "write_quarantine", lambda *_: None)
    assert breaches("ssd") == {"row law"}


@pytest.mark.usefixtures("way_in")
def test_the_fuzz_sees_a_traceback_and_the_value_in_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def falling(connection: Any, path: Any, *_: Any) -> Any:
        raise ValueError(path.read_bytes().decode("utf-8", "replace"))

    monkeypatch.setattr(ingest, "read", falling)
    assert {"traceback", "value in a message"} <= breaches("ssd")


@pytest.mark.usefixtures("way_in")
def test_the_fuzz_sees_a_delivery_that_works_too_long_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    def working(*given: Any, **named: Any) -> Any:
        until = time.process_time() + 0.25
        while time.process_time() < until:
            pass
        return read(*given, **named)

    read = ingest.read
    monkeypatch.setattr(ingest, "read", working)
    monkeypatch.setattr(trial, "HANG_AFTER", 0.2)
    assert breaches("ssd", 2) == {"hang"}


@pytest.mark.usefixtures("way_in")
def test_the_fuzz_sees_a_file_that_is_passed_over_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landing._Folder, "_take", lambda *_: None)
    assert breaches("ssd", 2) == {"file without an account"}
