"""A home that lives as long as one check, and nobody else can read.

Belongs here: making it, and taking it away whatever happens. Does not belong here: what is done in it.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from orchestration.lock import FILE, holder, one_run
from orchestration.night import stop_on_signal
from orchestration.settings import Home

PREFIX = "scorecards-check-"


@contextmanager
def private_home() -> Iterator[Home]:
    """A home below the machine's folder for temporary files, closed to other users and gone afterwards, also after an
    error, Ctrl-C, SIGTERM or a closed terminal. What a killed check (SIGKILL, power) left behind is removed by the next
    one."""
    sweep()
    folder, before = Path(tempfile.mkdtemp(prefix=PREFIX)), tempfile.tempdir
    try:
        # a terminal that is closed in the middle of a check sends SIGHUP; who asked to outlive it (nohup) does
        closed = [signal.SIGHUP] if signal.getsignal(signal.SIGHUP) == signal.SIG_DFL else []
        with stop_on_signal(*closed), one_run(Home(folder), "scorecards check"):
            # what the readers unpack on the way lies in here too
            scratch = folder / "scratch"
            scratch.mkdir(mode=0o700)
            _link_mappings(folder)
            tempfile.tempdir = str(scratch)
            yield Home(folder)
    finally:
        tempfile.tempdir = before
        _remove(folder)


def _link_mappings(folder: Path) -> None:
    """A council's own headers and codes count in a check as they do at night."""
    real, own = Home.from_environment().mappings, Home(folder).mappings
    if own != real and real.is_dir():
        own.symlink_to(real, target_is_directory=True)


def sweep() -> None:
    """Remove this user's private homes whose check is no longer at work."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            is_ours = not folder.is_symlink() and folder.is_dir() and folder.stat().st_uid == os.getuid()
            if is_ours and (folder / FILE).exists() and holder(Home(folder)) is None:
                _remove(folder)


def _remove(folder: Path) -> None:
    for _ in range(3):
        try:
            shutil.rmtree(folder, ignore_errors=True)
        except KeyboardInterrupt:  # a second Ctrl-C does not leave children's records behind
            continue
        return
