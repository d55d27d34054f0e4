# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and numbers only
"""A file of an inspectors' delivery → its lists: unpacked by a process of its own, headers found.

Belongs here: running `unpack`, finding which sheet is which list. Does not belong here: what happens inside that
process, what a row means.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.extracts.annex_a.lists import Header, find_header
from orchestration.extracts.annex_a.unpack import MAX_SECONDS
from orchestration.extracts.files import open_duckdb, sql_path
from orchestration.extracts.scout import Unreadable
from orchestration.settings import PROJECT

# a title, a note and a blank row stand above some headers; further down a row is content
FIRST_ROWS = 30


@dataclass(frozen=True)
class Sheet:
    """One sheet (or the one table of a CSV file) that is a list. `told`: how messages name it; `names`: its header."""

    told: str
    path: Path
    header: Header
    names: tuple[str | None, ...]
    rows: int
    is_text: bool


@contextmanager
def lists_in(file: Path, *, heads_only: bool = False) -> Iterator[list[Sheet]]:
    """The lists that a file holds, as Parquet files that live until the block ends. Raises `Unreadable`."""
    folder = Path(tempfile.mkdtemp(prefix="annex-a-"))
    try:
        sheets = _unpacked(file, folder, heads_only=heads_only)
        connection = open_duckdb()
        try:
            found = [_sheet(connection, folder, number, told) for number, told in enumerate(sheets)]
        finally:
            connection.close()
        yield [sheet for sheet in found if sheet]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def feed_of(file: Path) -> str | None:
    """The name under which the file stands in the ledger: `annex_a` for a workbook of several lists, that of the list
    for a file of one; None when it has no list. Raises `Unreadable`."""
    with lists_in(file, heads_only=True) as sheets:
        numbers = {sheet.header.number for sheet in sheets}
    if not numbers:
        return None
    return f"annex_a_list_{numbers.pop()}" if len(numbers) == 1 else "annex_a"


def _unpacked(file: Path, folder: Path, *, heads_only: bool) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "orchestration.extracts.annex_a.unpack", str(file), str(folder)]
    command += [str(FIRST_ROWS)] if heads_only else []
    try:
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, timeout=MAX_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Unreadable("the file takes longer to read than a file may") from None
    told = folder / "sheets.json"
    if done.returncode != 0 or not told.is_file():
        raise Unreadable("the file cannot be read within the limits of memory and time")
    found = json.loads(told.read_text(encoding="utf-8"))
    if isinstance(found, dict):
        raise Unreadable(found["refused"])
    return list(found)


def _sheet(connection: duckdb.DuckDBPyConnection, folder: Path, number: int, told: dict[str, object]) -> Sheet | None:
    path, width, name = folder / f"{number}.parquet", int(str(told["width"])), str(told["name"])
    if not width:
        return None
    columns = ", ".join(f"c{place}" for place in range(width))
    rows = connection.execute(
        f"select {columns} from read_parquet({sql_path(path)}) order by line limit {FIRST_ROWS}"
    ).fetchall()
    header = find_header(rows)
    if header is None:
        return None
    # by its number: a sheet can be named after a child, and no pattern tells a child's name from a list's
    spoken = f"sheet {number + 1}" if name else ""
    names = tuple(rows[header.row - 1])
    return Sheet(spoken, path, header, names, int(str(told["rows"])) - header.row, is_text=not name)
