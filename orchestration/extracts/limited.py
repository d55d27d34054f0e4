"""Reading deliveries in a process of its own, so that no file can crash, exhaust or hang a night.

Belongs here: starting that process, watching it, ending it, and what an end costs (the file at work is refused, the
delivery is read again without it). Does not belong here: what happens inside (`worker`), reading (`ingest`).
"""

from __future__ import annotations

import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from orchestration.extracts import outcomes
from orchestration.extracts.ledger import Delivery
from orchestration.extracts.mapping.loading import mapping_of
from orchestration.extracts.outcomes import Ended, FileOutcome, RowLawBroken
from orchestration.extracts.vault import VaultDamaged
from orchestration.extracts.worker import request_of
from orchestration.settings import PROJECT, Home

MAX_SECONDS = 600.0
"""Wall clock for one file, or one feed made of files; 5.5 million rows took 21 seconds."""
_MAX_START = 120.0
MOST_ENDED = 8
"""After so many files of one delivery that ended the reader, no further one of it is opened."""
_WORKER = "orchestration.extracts.worker"
_FOLDER = ".reading-"
# what a program needs to run at all; keys, passwords and proxies stay with the night
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONHASHSEED", "LD_LIBRARY_PATH")
_WORDS = {
    "memory": "it needs more memory than a file may",
    "time": "it takes longer than a file may",
    "crash": "it broke the program that reads it",
}


class ReaderFailed(Exception):
    """The reading process ended where no file is to blame: a defect, or a machine without room. Safe to show."""


@dataclass(frozen=True)
class _End:
    """How a reading was ended: at which file or feed ('' between them), and one of `_WORDS` with particulars."""

    at: str
    kind: str
    told: str = ""

    @property
    def ended(self) -> Ended:
        particulars = f" ({self.told})" if self.told else ""
        return Ended(f"reader.{self.kind}", f"the reader was ended while at this: {_WORDS[self.kind]}{particulars}")


class Reader:
    """Reads deliveries one after another in one process, started when the first is not known already.

    To be used as a context manager: at its end the process ends, and it ends by itself when this one does.
    """

    def __init__(self, home: Home, *, seconds: float = MAX_SECONDS, worker: str = _WORKER) -> None:
        self.home, self.seconds, self.worker = home, seconds, worker
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None
        self._heard = b""

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def ingest(self, delivery: Delivery) -> list[FileOutcome]:
        """As `ingest.ingest`. Raises `VaultDamaged`, `RowLawBroken`, `BadMapping`, `ReaderFailed` and `OSError`."""
        known = outcomes.remembered(self.home, delivery, mapping_of(self.home, delivery.la_code).sha256)
        if known is not None:
            return known
        ended: dict[str, Ended] = {}
        while (end := self._read(delivery, ended)) is not None:
            self._stop()
            if not end.at or end.at in ended:
                raise ReaderFailed(f"the reader was ended between two files: {_WORDS[end.kind]} {end.told}".strip())
            ended[end.at] = end.ended
            if len(ended) == MOST_ENDED:
                rest = Ended("reader.crash", f"not opened: {MOST_ENDED} other files of the delivery ended the reader")
                ended = dict.fromkeys(delivery.files, rest) | ended
        found = outcomes.latest(self.home, delivery.la_code, delivery.as_at)
        if found is None:
            raise ReaderFailed("the reader left no outcomes")
        return found

    def _read(self, delivery: Delivery, ended: dict[str, Ended]) -> _End | None:
        """Have the delivery read once; None when all went well."""
        at = ""
        try:
            process = self._process or self._start()
            assert process.stdin is not None
            process.stdin.write(request_of(self.home, delivery, ended))
            process.stdin.flush()
            while (told := self._next(process, self.seconds)) is not None:
                if "at" in told:
                    at = str(told["at"])
                elif "error" in told:
                    _raise(told)
                elif "ended" in told:
                    return _End(at, str(told["ended"]), str(told["text"]))
                else:
                    return None
        except TimeoutError:
            return _End(at, "time", f"{self.seconds:g} s")
        except BrokenPipeError:
            pass
        return _End(at, "crash", _how(self._process))

    def _next(self, process: subprocess.Popen[bytes], seconds: float) -> dict[str, Any] | None:
        """The next line that the process says; None when it has ended. Raises `TimeoutError`."""
        assert process.stdout is not None
        deadline = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while b"\n" not in self._heard:
                left = deadline - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise TimeoutError
                chunk = os.read(process.stdout.fileno(), 1 << 16)
                if not chunk:
                    return None
                self._heard += chunk
        line, _, self._heard = self._heard.partition(b"\n")
        told: dict[str, Any] = json.loads(line)
        return told

    def _start(self) -> subprocess.Popen[bytes]:
        lake = self.home.make(self.home.lake)
        for leftover in lake.glob(f"{_FOLDER}*"):  # of a night that was killed; the lock lets no other be at work
            shutil.rmtree(leftover, ignore_errors=True)
        self._folder = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=lake))
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        self._heard = b""
        self._process = subprocess.Popen(
            [sys.executable, "-m", self.worker],
            cwd=PROJECT,
            env=environment | {"TMPDIR": str(self._folder), "MALLOC_ARENA_MAX": "4", "OMP_NUM_THREADS": "4"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback of a library can hold a value
            start_new_session=True,  # Ctrl-C is the night's affair; and all that it starts can be ended with it
        )
        if self._next(self._process, _MAX_START) is None:
            raise BrokenPipeError
        return self._process

    def _stop(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.communicate()
            self._process = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def _how(process: subprocess.Popen[bytes] | None) -> str:
    """How the process came to its end, in words that name no value."""
    code = process.wait() if process else 0
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _raise(told: dict[str, Any]) -> None:
    if told["error"] == "OSError":
        raise OSError(told["errno"], told["text"])
    raise {"VaultDamaged": VaultDamaged, "RowLawBroken": RowLawBroken}[told["error"]](told["text"])
