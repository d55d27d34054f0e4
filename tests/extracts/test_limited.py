"""No file can crash, exhaust or hang a night: the process that reads is ended alone, and the rest is published."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.contracts.rulebook import RULEBOOK
from orchestration.extracts import lake, limited
from orchestration.extracts.ingest import ingest
from orchestration.extracts.landing import receive
from orchestration.extracts.ledger import Delivery
from orchestration.extracts.limited import Reader
from orchestration.extracts.outcomes import FileOutcome, RowLawBroken
from orchestration.extracts.vault import VaultDamaged
from orchestration.settings import PROJECT
from tests.extracts.good import CANARY, GOOD, Place, csv_text

HOSTILE = "tests.extracts.hostile_worker"
PATIENCE = 8.0
"""Seconds at one file until a reader counts as hung, on a machine with other work too."""
BAD = {
    "ssd_department": "fault:segfault",
    "ssd_contacts": "fault:memory",
    "ssd_early_help_episodes": "fault:hang",
    "ssd_professionals": "fault:exception",
}


def delivered(place: Place, bad: dict[str, str]) -> Delivery:
    for feed in {"ssd_person", "ssd_cin_episodes", *bad}:
        place.put(f"{feed}.csv", csv_text([GOOD[feed]]) + (f'"{bad[feed]} {CANARY}"\n' if feed in bad else ""))
    receive(place.landing, place.home)
    return lake.deliveries(place.home)[0]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def found(place: Place) -> dict[str, FileOutcome]:
    """One delivery of which four files are made to end the reader, each in its own way."""
    delivery = delivered(place, BAD)
    with Reader(place.home, seconds=PATIENCE, worker=HOSTILE) as reader:
        outcomes = reader.ingest(delivery)
        assert reader.ingest(delivery) == outcomes
    return {outcome.feed: outcome for outcome in outcomes}


@pytest.mark.parametrize(
    ("feed", "code", "told"),
    [
        ("ssd_department", "reader.crash", "(signal 11)"),
        ("ssd_contacts", "reader.memory", "(MemoryError at "),
        ("ssd_early_help_episodes", "reader.time", "(8 s)"),
        ("ssd_professionals", "reader.crash", "(ValueError at orchestration/extracts/ingest.py:"),
    ],
)
def test_a_file_that_ends_the_reader_is_refused_with_its_code(
    found: dict[str, FileOutcome], place: Place, feed: str, code: str, told: str
) -> None:
    outcome = found[feed]
    assert (outcome.status, outcome.code, outcome.lake_file) == ("refused", code, "")
    assert "the reader was ended while at this" in outcome.reason
    assert told in outcome.reason
    report = (place.home.reports / "990" / "2020-12-31.csv").read_text()
    assert f"file,{feed},{feed}.csv,,,{code},refused" in report
    assert RULEBOOK[code].severity == "file refused"


def test_the_rest_of_the_delivery_is_loaded(found: dict[str, FileOutcome]) -> None:
    assert {feed for feed, outcome in found.items() if outcome.status == "loaded"} == {"ssd_person", "ssd_cin_episodes"}


def test_no_value_leaves_the_reader(place: Place, found: dict[str, FileOutcome]) -> None:
    assert CANARY not in repr(found)
    assert place.telling(CANARY) == []


def test_what_was_refused_is_remembered_and_no_reader_is_started_again(
    place: Place, found: dict[str, FileOutcome]
) -> None:
    with Reader(place.home, worker="tests.extracts.no_such_module") as reader:
        assert {outcome.feed: outcome for outcome in reader.ingest(lake.deliveries(place.home)[0])} == found
    assert not [path for path in place.home.lake.iterdir() if path.name.startswith(".reading")]


def test_a_delivery_of_many_such_files_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight are tried, here one: the night would otherwise start a reader for each."""
    monkeypatch.setattr(limited, "MOST_ENDED", 1)
    place = Place(tmp_path)
    delivery = delivered(place, {"ssd_contacts": "fault:exception", "ssd_department": "fault:hang"})
    with Reader(place.home, seconds=PATIENCE, worker=HOSTILE) as reader:
        found = {one.feed: one for one in reader.ingest(delivery) if one.status != "missing"}
    assert {one.status for one in found.values()} == {"refused"}
    assert found["ssd_department"].reason == "not opened: 1 other files of the delivery ended the reader"
    assert "ValueError" in found["ssd_contacts"].reason


def test_the_reader_gives_what_reading_in_this_process_gives(tmp_path: Path) -> None:
    here, there = Place(tmp_path / "here"), Place(tmp_path / "there")
    in_process = ingest(here.home, delivered(here, {}))
    with Reader(there.home) as reader:
        by_reader = reader.ingest(delivered(there, {}))
    assert [{**vars(one), "seconds": 0} for one in by_reader] == [{**vars(one), "seconds": 0} for one in in_process]


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    with Reader(Place(tmp_path).home, seconds=PATIENCE, worker=HOSTILE) as reader:
        yield reader


def test_a_broken_row_law_and_a_damaged_vault_stay_errors(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the process that told of them has limits, no secrets, and nothing to read from the terminal."""
    monkeypatch.setenv("SCORECARDS_SECRET", "hunter2")
    place = Place(tmp_path)
    delivery = delivered(place, {"ssd_department": "fault:row law"})
    with pytest.raises(RowLawBroken, match="2 rows in, 1 loaded"):
        reader.ingest(delivery)
    process = reader._process
    assert process is not None
    of_process = Path(f"/proc/{process.pid}")
    assert b"SECRET" not in (of_process / "environ").read_bytes()
    limits = (of_process / "limits").read_text()
    assert all(f"{name:<26}{most:<21}{most}" in limits for name, most in
               [("Max core file size", 0), ("Max open files", 256), ("Max address space", 6 << 30),
                ("Max file size", 8 << 30)])  # fmt: skip
    (place.home.vault / delivery.files["ssd_person"].sha256).chmod(0o600)
    (place.home.vault / delivery.files["ssd_person"].sha256).write_text("altered")
    with pytest.raises(VaultDamaged, match="ssd_person is missing or altered"):
        reader.ingest(delivery)


def test_the_reader_ends_with_the_night_that_started_it(tmp_path: Path) -> None:
    """As after Ctrl-C (the night leaves by os._exit) or SIGKILL: nothing is left to tell the process to stop."""
    place = Place(tmp_path)
    delivered(place, {"ssd_person": "fault:hang"})
    night = f"""
import os, threading, time
from pathlib import Path
from orchestration.extracts import lake, limited
from orchestration.extracts.limited import Reader
from orchestration.settings import Home
home = Home(Path({str(place.home.root)!r}))
reader = Reader(home, worker={HOSTILE!r})
threading.Thread(target=lambda: reader.ingest(lake.deliveries(home)[0]), daemon=True).start()
while reader._process is None:
    time.sleep(0.01)
print(reader._process.pid, flush=True)
os._exit(130)
"""
    done = subprocess.run([sys.executable, "-c", night], cwd=PROJECT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 130, done.stderr
    until = time.monotonic() + 10
    while _is_alive(int(done.stdout)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _is_alive(int(done.stdout))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")")[-1].split()[0] != "Z"


def test_only_the_limited_process_reads_what_was_delivered() -> None:
    """`ingest` opens files that nobody here trusts; everything else asks `limited.Reader`."""
    importers = set()
    for module in (PROJECT / "orchestration").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "orchestration.extracts.ingest":
                importers.add(module.name)
    assert importers == {"worker.py"}
