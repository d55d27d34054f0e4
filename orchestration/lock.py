"""One run at a time on one home, by a lock that the operating system drops when its holder dies.

Belongs here: the lock and who holds it. Does not belong here: what to do with runs that a dead holder left behind
(`instance.reap`).
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO
from zoneinfo import ZoneInfo

from orchestration.problems import Exit, Problem, Stop
from orchestration.settings import Home

FILE = "run.lock"

# The command line takes the lock before it starts Dagster, and the job takes it again in the same process.
_held: dict[str, int] = {}


@dataclass(frozen=True)
class Holder:
    """Who holds the lock: process number, what it runs and since when (local time)."""

    pid: int
    what: str
    since: str


def holder(home: Home) -> Holder | None:
    """Who holds the lock now, None when nobody does. What a dead holder left in the file does not count."""
    path = home.root / FILE
    if not path.exists():
        return None
    with path.open("r", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return _read(file)
    return None


@contextmanager
def one_run(home: Home, what: str) -> Iterator[None]:
    """Hold the lock of this home; raises Stop with exit code BUSY when another process holds it.

    `flock` belongs to the open file, so a killed holder frees it at once and a reused process number means nothing.
    Within one process the lock may be taken again: the inner taking is free and the outer one lets go.
    """
    key = str(home.root)
    if key in _held:
        _held[key] += 1
        try:
            yield
        finally:
            _held[key] -= 1
        return
    home.make(home.root)
    file = os.fdopen(os.open(home.root / FILE, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8")
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Stop(_busy(home, _read(file))) from None
        _write(file, what)
        _held[key] = 1
        try:
            yield
        finally:
            del _held[key]
            file.seek(0)
            file.truncate()
    finally:
        file.close()


def _write(file: IO[str], what: str) -> None:
    since = datetime.now(ZoneInfo("Europe/London")).isoformat(timespec="seconds")
    file.seek(0)
    file.truncate()
    json.dump({"pid": os.getpid(), "what": what, "since": since}, file)
    file.flush()


def _read(file: IO[str]) -> Holder:
    try:
        found = json.loads(file.read())
        return Holder(int(found["pid"]), str(found["what"]), str(found["since"]))
    except (ValueError, KeyError):
        return Holder(0, "a run that has just started", "now")


def _busy(home: Home, by: Holder) -> Problem:
    return Problem(
        what="another run is at work on this home, so this one did not start",
        where=str(home.root),
        why=f"process {by.pid} ({by.what}) holds the lock since {by.since}",
        mend="wait for it to end, or stop that process; nothing has to be deleted by hand",
        exit_code=Exit.BUSY,
    )
