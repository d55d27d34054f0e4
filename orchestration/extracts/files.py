"""Files and connections of this room: closed to other users, written whole or not at all, read without the network.

Belongs here: the umask, atomic writes, opening DuckDB, quoting for DuckDB. Does not belong here: anything that knows a
feed or a delivery.
"""

from __future__ import annotations

import glob
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}


@contextmanager
def private_files() -> Iterator[None]:
    """Everything created inside is 0600 / 0700 (design section 4), whatever the caller's umask."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def open_duckdb(memory: str = "") -> duckdb.DuckDBPyConnection:
    """A connection of its own, in memory, that never reaches for an extension or the network.

    With `memory` ('2GB') it holds no more than that and puts the rest into files of the temporary folder.
    """
    # by default DuckDB would make the folder .tmp wherever the program happens to be started
    config = _OFFLINE | {"temp_directory": tempfile.gettempdir()}
    if memory:
        # every thread takes address space, which a process with limits has little of
        config |= {"memory_limit": memory, "threads": min(os.cpu_count() or 1, 8)}
    connection = duckdb.connect(":memory:", config=config)
    # a Parquet timestamp with a zone must not move a day with the machine's own zone
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set enable_progress_bar = false")
    return connection


def write_whole(path: Path, content: bytes) -> None:
    """Replace `path` in one step, so that a reader or a killed run never meets half of it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        with suppress(FileNotFoundError):
            partial.unlink()


def whole_lines(path: Path) -> list[str]:
    """The lines of an append-only list, none of a list that does not exist. What follows the last line end was cut
    short by a power failure; it is left out here and by the next `append_lines`."""
    if not path.exists():
        return []
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def append_lines(path: Path, lines: str) -> None:
    """Add whole lines to an append-only list and make them durable before returning."""
    with path.open("ab") as file:
        file.truncate(path.read_bytes().rfind(b"\n") + 1)
        file.write(lines.encode())
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sql_path(path: Path) -> str:
    """The path as a SQL string that means this one file; DuckDB would read `[`, `*` and `?` as patterns."""
    return sql_text(glob.escape(str(path)))


def sql_text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
