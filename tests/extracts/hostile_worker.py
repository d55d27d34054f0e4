"""The reading process with faults that tests ask for: a file whose content holds a word of `FAULTS` does what it says.

Belongs here: standing in for `orchestration.extracts.worker` in tests, started as a module as that is. Nothing of it is
in the program.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from orchestration.extracts import ingest as ingest_room
from orchestration.extracts import worker
from orchestration.extracts.outcomes import RowLawBroken
from tests.extracts.good import CANARY

_read = ingest_room.read


def _segfault() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _exhaust() -> None:
    bytearray(worker.MAX_ADDRESSES)


def _hang() -> None:
    time.sleep(3600)


def _raise() -> None:
    raise ValueError(f"a value: {CANARY}")


def _lose_a_row() -> None:
    raise RowLawBroken("990/2020-12-31/x.csv: 2 rows in, 1 loaded + 0 quarantined + 0 ignored = 1")


FAULTS = {
    b"fault:segfault": _segfault, b"fault:memory": _exhaust, b"fault:hang": _hang, b"fault:exception": _raise,
    b"fault:row law": _lose_a_row,
}  # fmt: skip


def _reading(connection: Any, path: Path, feed: Any, *more: Any) -> Any:
    content = path.read_bytes()
    for word, fault in FAULTS.items():
        if word in content:
            fault()
    return _read(connection, path, feed, *more)


if __name__ == "__main__":
    ingest_room.read = _reading
    sys.exit(worker.main(ingest_room.ingest))
