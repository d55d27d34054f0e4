"""The process that reads deliveries: below limits of memory and file size, with no secrets, no input, no terminal.

Belongs here: the limits, one request after another, telling the night what is at work and how it went. Does not belong
here: reading (`ingest`), starting and ending this process (`limited`). Each request and each answer is a line of JSON.
No answer holds a value: of an error that is not the program's own only its type and place leave.
"""

from __future__ import annotations

import json
import os
import queue
import resource
import signal
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from orchestration.extracts.ledger import Delivery, Entry
from orchestration.extracts.outcomes import Ended, RowLawBroken
from orchestration.extracts.vault import VaultDamaged
from orchestration.redact import place_of
from orchestration.settings import Home

MAX_ADDRESSES = 6 << 30
"""Bytes of address space: a delivery of 370,000 rows takes 2.5 GiB of it, and 0.3 GiB of memory."""
MAX_FILE = 8 << 30
MAX_OPEN = 256

Say = Callable[[dict[str, Any]], None]


def main(read: Callable[..., Any] | None = None) -> int:
    """Serve requests from standard input until it closes; `read` stands in for `ingest` in tests."""
    _limit()
    answers = _answers()

    def say(told: dict[str, Any]) -> None:
        answers.write(json.dumps(told).encode() + b"\n")

    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    if read is None:
        # the libraries that read are imported below the limits
        from orchestration.extracts.ingest import ingest

        read = ingest
    say({"at": ""})
    while True:
        say(_served(json.loads(requests.get()), read, say))


def request_of(home: Home, delivery: Delivery, ended: dict[str, Ended]) -> bytes:
    """The line that asks for one delivery."""
    files = {feed: vars(entry) for feed, entry in delivery.files.items()}
    given_up = {name: vars(why) for name, why in ended.items()}
    asked = {"home": str(home.root), "la_code": delivery.la_code, "as_at": str(delivery.as_at)}
    return json.dumps({**asked, "files": files, "ended": given_up}).encode() + b"\n"


def _limit() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, MAX_ADDRESSES),
        (resource.RLIMIT_FSIZE, MAX_FILE),
        (resource.RLIMIT_NOFILE, MAX_OPEN),
        (resource.RLIMIT_CORE, 0),  # a core file would hold children's records
    ):
        hard = resource.getrlimit(kind)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))


def _answers() -> BinaryIO:
    """Standard output for answers alone; whatever a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return answers


def _listen(requests: queue.SimpleQueue[bytes]) -> None:
    """Take requests; when the night has gone, however it went, end at once with every process that was started."""
    for line in sys.stdin.buffer:
        requests.put(line)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _served(asked: dict[str, Any], read: Callable[..., Any], say: Say) -> dict[str, Any]:
    """Read one delivery and say how it ended."""
    files = {feed: Entry(**entry) for feed, entry in asked["files"].items()}
    delivery = Delivery(asked["la_code"], date.fromisoformat(asked["as_at"]), files)
    ended = {name: Ended(**why) for name, why in asked["ended"].items()}
    try:
        read(Home(Path(asked["home"])), delivery, ended, lambda name: say({"at": name}))
    except (VaultDamaged, RowLawBroken) as error:
        return {"error": type(error).__name__, "text": str(error)}
    except OSError as error:
        return {"error": "OSError", "errno": error.errno, "text": error.strerror or type(error).__name__}
    except BaseException as error:
        return {"ended": "memory" if _is_memory(error) else "crash", "text": _told(error)}
    return {"done": True}


def _is_memory(error: BaseException) -> bool:
    return isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryException"


def _told(error: BaseException) -> str:
    place = place_of(error)
    return f"{type(error).__name__}{f' at {place}' if place else ''}"


if __name__ == "__main__":
    sys.exit(main())
