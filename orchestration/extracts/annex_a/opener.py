"""A process that has the reader library loaded, and for each untrusted file a copy of it that opens the file and ends.

Belongs here: starting that process, asking it, and ending it. Does not belong here: what a copy does (`unpack`), what
its result means (`sheets`). Since November 2026: loading the library took longer than opening most files, and a
delivery may be eleven lists. The process itself opens nothing; only its copies do, below their limits.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

from orchestration.extracts.annex_a import unpack
from orchestration.settings import PROJECT

TOO_LONG = -signal.SIGALRM
"""What `run` returns for a file that took longer than a file may."""
_GRACE = 10
_lock = threading.Lock()
_started: dict[int, subprocess.Popen[bytes]] = {}


def run(source: Path, folder: Path, first: str = "") -> int:
    """The exit code of `unpack.main` with these arguments in a process of its own; negative when a signal ended it."""
    with _lock:
        for _ in range(2):  # the machine may have ended the process since it was asked last
            process = start()
            answer = _asked(process, json.dumps([str(source), str(folder), first]).encode() + b"\n")
            if answer:
                return int(answer)
            end()
    return 1


def start() -> subprocess.Popen[bytes]:
    """The process, started where there is none. A copy of a program that has one starts its own."""
    process = _started.get(os.getpid())
    if process is None or process.poll() is not None:
        process = _started[os.getpid()] = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    return process


@atexit.register
def end() -> None:
    """Let the process go; a file that it is still opening is given up."""
    process = _started.pop(os.getpid(), None)
    if process is not None:
        process.kill()
        process.communicate()


def _asked(process: subprocess.Popen[bytes], question: bytes) -> bytes:
    """Its answer, or nothing where it has ended or does not come back."""
    asked, told = _pipes(process)
    try:
        asked.write(question)
        asked.flush()
    except OSError:
        return b""
    is_there, _, _ = select.select([told], [], [], unpack.MAX_SECONDS + _GRACE)
    return told.readline() if is_there else b""


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise ValueError("the process was started without pipes")
    return process.stdin, process.stdout


def serve() -> None:
    """Answer each line of the input with the exit code of a copy that opened that file, until the input ends."""
    import fastexcel  # noqa: F401 - loaded here, once

    for line in sys.stdin.buffer:
        copy = os.fork()
        if copy == 0:
            _open(*json.loads(line))
        code = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
        os.write(sys.stdout.fileno(), f"{code}\n".encode())


def _open(source: str, folder: str, first: str) -> None:
    code = 1
    try:
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(quiet, stream)
        os.umask(0o077)
        signal.alarm(unpack.MAX_SECONDS)
        code = unpack.main(source, folder, first)
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve()
