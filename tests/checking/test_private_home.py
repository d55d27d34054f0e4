"""What a check works in is closed to others and gone afterwards, whatever happens to the process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from orchestration.checking.private import PREFIX, private_home, sweep
from orchestration.lock import FILE

WAITING = """
import signal, sys, time
from pathlib import Path
from orchestration.checking import check
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # the tests may run under nohup
check.write_page = lambda *_: time.sleep(60)
sys.exit(int(check.run_check(Path(sys.argv[1]), "", "", Path(sys.argv[2])).exit_code))
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_it_is_closed_to_others_and_holds_what_the_readers_unpack(temporary: Path) -> None:
    with private_home() as home:
        assert home.root.parent == temporary
        assert home.root.stat().st_mode & 0o777 == 0o700
        with tempfile.NamedTemporaryFile() as file:
            assert Path(file.name).is_relative_to(home.root)
    assert tempfile.gettempdir() == str(temporary)
    assert list(temporary.iterdir()) == []


def test_what_a_killed_check_left_behind_goes_with_the_next_one(temporary: Path) -> None:
    killed, foreign = temporary / f"{PREFIX}killed", temporary / "something else"
    for folder in (killed, foreign):
        (folder / "vault").mkdir(parents=True)
        (folder / FILE).touch()
    (temporary / f"{PREFIX}link").symlink_to(foreign)
    with private_home() as home:
        assert not killed.exists()
        sweep()
        assert home.root.exists()
    assert foreign.exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_stopped_check_leaves_nothing_behind(tmp_path: Path, temporary: Path, number: int) -> None:
    (tmp_path / "empty").mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary)}
    process = subprocess.Popen(
        [sys.executable, "-c", WAITING, tmp_path / "empty", tmp_path / "out"], env=environment, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 60
    while not list(temporary.glob(f"{PREFIX}*/vault")) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(temporary.glob(f"{PREFIX}*/vault")), "it was at work"
    time.sleep(0.5)
    process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert list(temporary.iterdir()) == []
