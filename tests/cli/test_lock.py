"""One run at a time: refused while a holder lives, free as soon as it is dead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.lock import FILE, holder, one_run
from orchestration.problems import Exit, Stop
from orchestration.settings import Home

HOLD = """
import sys, time
from pathlib import Path
from orchestration.lock import one_run
from orchestration.settings import Home
with one_run(Home(Path(sys.argv[1])), "another night"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def other(home: Home) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(home.root)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_run_is_refused_and_told_who_is_at_work(home: Home, other: subprocess.Popen[str]) -> None:
    with pytest.raises(Stop) as stopped, one_run(home, "mine"):
        pass
    assert stopped.value.problem.exit_code == Exit.BUSY
    assert f"process {other.pid} (another night)" in stopped.value.problem.why
    by = holder(home)
    assert by is not None
    assert by.pid == other.pid


def test_a_killed_holder_leaves_nothing_to_clean_up(home: Home, other: subprocess.Popen[str]) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert "another night" in (home.root / FILE).read_text(encoding="utf-8")
    assert holder(home) is None
    with one_run(home, "mine"):
        pass


def test_the_number_of_a_dead_holder_may_belong_to_a_living_process(home: Home) -> None:
    home.make(home.root)
    (home.root / FILE).write_text(f'{{"pid": {os.getpid()}, "what": "long ago", "since": "then"}}', encoding="utf-8")
    assert holder(home) is None
    with one_run(home, "mine"):
        pass


def test_the_same_process_may_take_it_again(home: Home) -> None:
    with one_run(home, "command line"):
        with one_run(home, "its run"):
            pass
        assert holder(home) is not None, "the inner taking must not free the outer one"
    assert holder(home) is None


def test_the_lock_file_is_closed_to_others(home: Home) -> None:
    with one_run(home, "mine"):
        assert (home.root / FILE).stat().st_mode & 0o077 == 0
