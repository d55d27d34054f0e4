"""The front door: quick, polite, and with an exit code for each kind of ending."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from orchestration import doctor
from orchestration.doctor import Finding
from orchestration.problems import Exit
from orchestration.settings import Home

SCORECARDS = Path(sys.executable).parent / "scorecards"
SLOW = ("dagster", "dbt", "duckdb", "pandas", "pandera", "ibis", "pyarrow", "numpy")


def scorecards(*arguments: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SCORECARDS, *arguments], capture_output=True, text=True, timeout=timeout)


def test_help_imports_nothing_slow() -> None:
    code = "import sys, json, orchestration.cli; print(json.dumps(list(sys.modules)))"
    loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout)
    assert [name for name in SLOW if name in loaded] == []


def test_help_answers_at_once() -> None:
    times = []
    for _ in range(5):
        started = time.perf_counter()
        assert scorecards("--help").returncode == 0
        times.append(time.perf_counter() - started)
    assert min(times) < 0.5


def test_help_names_the_commands_and_hides_the_inner_one() -> None:
    told = scorecards("--help").stdout
    assert all(name in told for name in ("sample", "nightly", "check", "doctor", "serve"))
    assert "prepare" not in told


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--landing", "nowhere"], Exit.NOTHING_TO_DO, "the landing folder does not exist"),
        (["--landing", ".", "--as-of", "31/12/2020"], Exit.USAGE, "YYYY-MM-DD"),
    ],
)
def test_a_night_that_cannot_start_says_why_on_one_screen(
    tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    found = scorecards("nightly", "--home", tmp_path / "home", *arguments)
    assert found.returncode == code
    assert found.stdout == ""
    assert words in found.stderr
    assert "what to do" in found.stderr
    assert len(found.stderr.splitlines()) < 20
    assert "Traceback" not in found.stderr
    assert not (tmp_path / "home" / "published").exists()


def test_a_second_night_is_refused(tmp_path: Path) -> None:
    from orchestration.lock import one_run

    with one_run(Home(tmp_path), "this test"):
        found = scorecards("nightly", "--home", tmp_path, "--landing", tmp_path)
    assert found.returncode == Exit.BUSY
    assert f"process {os.getpid()} (this test)" in found.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_night_ends_soon_with_its_own_code_and_frees_the_lock(tmp_path: Path, number: int) -> None:
    from orchestration.lock import FILE, holder

    home = Home(tmp_path / "home")
    process = subprocess.Popen(
        [SCORECARDS, "nightly", "--home", home.root, "--landing", tmp_path], stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    while not (home.root / FILE).exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(number)
    _, told = process.communicate(timeout=15)
    assert process.returncode == Exit.INTERRUPTED
    assert "interrupted" in told
    assert holder(home) is None


def test_doctor_finds_nothing_on_a_sound_machine(tmp_path: Path) -> None:
    (tmp_path / "landing" / "981" / "2020-12-31").mkdir(parents=True)
    found = scorecards("doctor", "--home", tmp_path / "home", "--landing", tmp_path / "landing")
    assert found.returncode == 0, found.stdout
    assert "Nothing is wrong" in found.stdout


def test_doctor_says_how_to_mend_what_it_finds(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    (home.root / "vault").mkdir(parents=True)
    home.root.chmod(0o755)
    found = scorecards("doctor", "--home", home.root, "--landing", tmp_path / "nowhere")
    assert found.returncode == 1
    assert f"chmod -R go-rwx {home.root}" in found.stdout
    assert "scorecards sample" in found.stdout


def test_doctor_knows_who_holds_the_lock(tmp_path: Path) -> None:
    from orchestration.lock import one_run

    with one_run(Home(tmp_path), "this test"):
        assert "this test" in scorecards("doctor", "--home", tmp_path).stdout


def test_doctor_compares_with_the_lock_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor.package_versions().level == "ok"
    locked = {**doctor.locked_versions(), "duckdb": "1.0.0"}
    monkeypatch.setattr(doctor, "locked_versions", lambda: locked)
    found = doctor.package_versions()
    assert found.is_problem
    assert "locked 1.0.0" in found.told


def test_doctor_notices_a_taken_port_and_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        assert doctor.port_free(server.getsockname()[1]).level == "note"
    monkeypatch.setattr(doctor, "LEAST_FREE_BYTES", 1 << 62)
    assert doctor.disk_space(Home(tmp_path)).is_problem


def test_doctor_comes_to_the_end_whatever_happens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken() -> Finding:
        raise RuntimeError("no")

    monkeypatch.setattr(doctor, "clock", broken)
    found = doctor.examine(Home(tmp_path), tmp_path, 3000)
    assert len(found) == 14
    assert any("RuntimeError" in finding.told for finding in found)


def test_a_check_ends_with_its_own_codes_and_says_where_to_read(tmp_path: Path) -> None:
    (tmp_path / "ssd_contacts.csv").write_text("cont_contact_id,cont_person_id,cont_contact_date\nC1,K1,CANARY\n")
    found = scorecards("check", tmp_path / "ssd_contacts.csv", "--out", tmp_path / "report")
    assert found.returncode == Exit.REJECTS
    assert "1 of 1 row would be rejected" in found.stdout
    assert str(tmp_path / "report" / "check.html") in found.stdout
    assert "assumed" in found.stdout
    assert "CANARY" not in found.stdout + found.stderr
    assert scorecards("check", tmp_path / "nowhere").returncode == Exit.USAGE
