"""One case through the real way in: received, ingested, and everything that was said or counted looked at.

Belongs here: the path, the verdict, the work that a delivery took. Does not belong here: making cases, many of them at
once and whoever never ends (`crew`).
"""

from __future__ import annotations

import io
import logging
import os
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from orchestration.extracts import lake
from orchestration.extracts.ingest import ingest
from orchestration.extracts.landing import receive
from orchestration.extracts.limited import Reader
from orchestration.extracts.outcomes import FileOutcome, RowLawBroken
from orchestration.extracts.recognition.receipts import Receipt
from orchestration.settings import Home
from tests.fuzz import account, leaks
from tests.fuzz.account import COUNCIL, Trial
from tests.fuzz.cases import Case

HANG_AFTER = 30.0
"""Seconds of processor time that a delivery may take. A delivery of some files may take no longer than the promise
gives one."""


def run(case: Case, folder: Path | None = None, *, as_it_is: bool = False) -> Trial:
    """Deliver the case into a home of its own and judge what comes of it. `as_it_is`: read in the process with limits
    that a night uses; otherwise in this one."""
    trial = Trial(case.kind, case.number)
    with tempfile.TemporaryDirectory(prefix="fuzz-", dir=folder) as place, _listening() as heard:
        landing, home = Path(place) / "landing", Home(Path(place) / "home")
        started, worked = time.perf_counter(), _work()
        lay(case, landing / COUNCIL / str(case.as_at))
        receipt, outcomes = Receipt(), list[FileOutcome]()
        try:
            receipt = receive(landing, home)
            with Reader(home) as reader:
                for delivery in lake.deliveries(home):
                    outcomes += reader.ingest(delivery) if as_it_is else ingest(home, delivery)
        except RowLawBroken as error:
            trial.breaches["row law"] = str(error)
            heard.write(traceback.format_exc())
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            trial.breaches["traceback"] = traceback.format_exc()
            # a night would have printed it: its text counts as said
            heard.write("".join(traceback.format_exception_only(error)))
        trial.seconds, spent = time.perf_counter() - started, _work() - worked
        if not trial.breaches:
            account.hold(case, home, receipt, outcomes, trial)
        if spent > HANG_AFTER:
            trial.breaches["hang"] = f"{spent:.0f} s of work"
        said = _all_said(home, receipt, outcomes, heard.getvalue())
        told = leaks.found(said, case.texts, _may_be_said(case))
        if told:
            trial.breaches["value in a message"] = "\n".join(leaks.around(said, told))
    return trial


def _work() -> float:
    """Seconds of processor time of this process and of those that it started and that ended."""
    return sum(os.times()[:4])


def scratch() -> Path | None:
    """Where homes stand: in memory where the machine has such a place."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and os.access(memory, os.W_OK) else None


def quiet() -> None:
    """Nothing that a library prints past Python reaches the terminal of a run."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)


def lay(case: Case, folder: Path) -> None:
    for name, content in case.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@contextmanager
def _listening() -> Iterator[io.StringIO]:
    heard = io.StringIO()
    handler, root = logging.StreamHandler(heard), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with redirect_stdout(heard), redirect_stderr(heard):
            yield heard
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


def _all_said(home: Home, receipt: Receipt, outcomes: list[FileOutcome], heard: str) -> str:
    """Receipt, outcomes, what was printed or logged, and every file of the home but those that hold rows by design."""
    said = [heard, repr(receipt), *map(repr, outcomes)]
    kept = (home.vault, home.lake / "raw", home.unpacked)
    for path in home.root.rglob("*"):
        if path.is_file() and not any(path.is_relative_to(one) for one in kept):
            said.append(f"{path.name} {path.read_bytes().decode('utf-8', 'replace')}")
    return "\n".join(said)


def _may_be_said(case: Case) -> str:
    return "\n".join([*case.files, *case.names, str(case.as_at), COUNCIL])
