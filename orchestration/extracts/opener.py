"""A process that has the reader libraries loaded, and for each untrusted file a copy of it that opens it and ends.

Belongs here: starting that process, asking it, ending it, and the limits of a copy. Does not belong here: what a copy
does (the rooms that have a `main`). Since November 2026: loading the libraries took longer than opening most files, and
a delivery may be eleven lists. The process itself opens nothing; only its copies do, below their limits.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import select
import signal
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import IO

from orchestration.settings import PROJECT

MAX_MEMORY, MAX_SECONDS = 4 << 30, 300
LEAST_SECONDS, BYTES_A_SECOND = 8, 1 << 19
"""Processor seconds that any file may take, and bytes for each further one; 10 MB take 1.4 (November 2026). A small
workbook whose cells stand a million rows apart would keep the reader busy until the last."""
TOO_LONG = -signal.SIGALRM
"""What `run` returns for a file that took longer than a file may."""
_ROOMS = ("orchestration.extracts.annex_a.unpack", "orchestration.extracts.recognition.parquet_names")
# `unpack` loads it late, because whoever imports that room for a name has no need of it
_LIBRARY = "fastexcel"
_GRACE = 10
_lock = threading.Lock()
_started: dict[int, subprocess.Popen[bytes]] = {}


def run(room: str, source: Path, *more: str) -> int:
    """The exit code of the room's `main(source, *more)` in a process of its own; negative when a signal ended it."""
    question = json.dumps([room, str(source), *more]).encode() + b"\n"
    with _lock:
        for _ in range(2):  # the machine may have ended the process since it was asked last
            answer = b""
            try:
                answer = _asked(start(), question)
            finally:
                if not answer:  # or else the next file would get the answer that this one did not wait for
                    end()
            if answer:
                return int(answer)
    return 1


def seconds_for(size: int) -> int:
    """Processor seconds that a file of so many bytes may take."""
    return min(MAX_SECONDS, LEAST_SECONDS + size // BYTES_A_SECOND)


def limit(source: Path) -> None:
    """Hold this process to what opening the file may cost."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    seconds = seconds_for(source.stat().st_size)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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
    is_there, _, _ = select.select([told], [], [], MAX_SECONDS + _GRACE)
    return told.readline() if is_there else b""


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise ValueError("the process was started without pipes")
    return process.stdin, process.stdout


def serve() -> None:
    """Answer each line of the input with the exit code of a copy that opened that file, until the input ends."""
    for name in (*_ROOMS, _LIBRARY):
        import_module(name)
    for line in sys.stdin.buffer:
        copy = os.fork()
        if copy == 0:
            _open(*json.loads(line))
        code = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
        os.write(sys.stdout.fileno(), f"{code}\n".encode())


def _open(room: str, source: str, *more: str) -> None:
    code = 1
    try:
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(quiet, stream)
        os.umask(0o077)
        signal.alarm(MAX_SECONDS)
        limit(Path(source))
        code = import_module(room).main(source, *more)
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve()
