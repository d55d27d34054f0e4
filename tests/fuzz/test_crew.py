"""The watchdog of `make fuzz` ends a delivery that does nothing, and lets one be that works.

Belongs here: what is seen from outside a process. Does not belong here: deliveries, which `test_fuzz` tries with the
command of a process taken over.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from tests.fuzz import crew


def watched(command: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What the watchdog says of a worker that runs this, after five looks at it."""
    monkeypatch.setattr(crew, "LOOK_EVERY", 0.1)
    monkeypatch.setattr(crew, "IDLE_AFTER", 0.3)
    worker = object.__new__(crew._Worker)
    with subprocess.Popen(command, start_new_session=True) as process:
        worker.process = SimpleNamespace(pid=process.pid)
        worker.number, worker.since, worker.looked, worker.looks = 1, time.monotonic(), 0.0, []
        why = ""
        while not why and len(worker.looks) < 5:
            time.sleep(0.11)
            why = worker.hangs()
        os.killpg(process.pid, signal.SIGKILL)
    return why


def test_the_watchdog_ends_a_delivery_that_does_nothing_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "nothing was done" in watched(["sleep", "60"], monkeypatch)
    assert watched([sys.executable, "-c", "while True: pass"], monkeypatch) == ""
    assert watched(["sh", "-c", f"{sys.executable} -c 'while True: pass' & exec sleep 60"], monkeypatch) == ""


def test_the_watchdog_ends_a_delivery_that_works_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the clock, and before that by the work that was done."""
    monkeypatch.setattr(crew, "STUCK_AFTER", 0.0)
    assert watched([sys.executable, "-c", "while True: pass"], monkeypatch) == "a hang of more than 0 s"
    monkeypatch.setattr(crew.trial, "HANG_AFTER", -1.0)
    assert watched([sys.executable, "-c", "while True: pass"], monkeypatch).endswith("s of work")
