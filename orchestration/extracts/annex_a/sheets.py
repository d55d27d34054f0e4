# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and numbers only
"""A file of an inspectors' delivery → its lists: unpacked by a process of its own, headers found.

Belongs here: running `unpack`, finding which sheet is which list. Does not belong here: what happens inside that
process, what a row means.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration.extracts import opener
from orchestration.extracts.annex_a import unpack
from orchestration.extracts.annex_a.lists import Header, Spellings, find_header
from orchestration.extracts.files import open_duckdb, sql_path
from orchestration.extracts.scout import Unreadable

# a title, a note and a blank row stand above some headers; further down a row is content
FIRST_ROWS = 30
_TOLD = "told.json"


@dataclass(frozen=True)
class Sheet:
    """One sheet (or the one table of a CSV file) that is a list. `told`: how messages name it; `names`: its header.
    `is_1904`: its serial numbers count days from 1904."""

    told: str
    path: Path
    header: Header
    names: tuple[str | None, ...]
    rows: int
    is_text: bool
    is_1904: bool


@contextmanager
def lists_in(file: Path, unpacked: Path | None = None, more: Spellings | None = None) -> Iterator[list[Sheet]]:
    """The lists that a file of the vault holds, as Parquet files that live until the block ends. Raises `Unreadable`.

    `unpacked`: where `feed_of` left what it read of the same content; a workbook is not read twice. `more`: the
    council's own headers.
    """
    kept = unpacked / file.name if unpacked else None
    folder = kept if kept and (kept / _TOLD).is_file() else Path(tempfile.mkdtemp(prefix="annex-a-"))
    try:
        told = _told(folder) if folder == kept else _unpack(file, folder)
        yield _lists(folder, told, more)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def feed_of(file: Path, unpacked: Path | None = None, more: Spellings | None = None) -> str | None:
    """The name under which the file stands in the ledger: `annex_a` for a workbook of several lists, that of the list
    for a file of one; None when it has no list. Raises `Unreadable`.

    What a workbook holds is left in `unpacked`, under the hash of its content, until it is ingested or `forget` is
    called; without that folder nothing is left.
    """
    folder = Path(tempfile.mkdtemp(prefix="annex-a-", dir=unpacked))
    try:
        told = _unpack(file, folder, heads_only=True)
        numbers = {sheet.header.number for sheet in _lists(folder, told, more)}
        if unpacked and numbers and told["is_workbook"]:
            kept = unpacked / str(told["sha256"])
            shutil.rmtree(kept, ignore_errors=True)
            folder.rename(kept)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if not numbers:
        return None
    return f"annex_a_list_{numbers.pop()}" if len(numbers) == 1 else "annex_a"


def forget(unpacked: Path) -> None:
    """Remove what was read of workbooks that were then not ingested."""
    for folder in unpacked.glob("*"):
        shutil.rmtree(folder, ignore_errors=True)


def _unpack(file: Path, folder: Path, *, heads_only: bool = False) -> dict[str, Any]:
    code = opener.run(unpack.__name__, file, str(folder), str(FIRST_ROWS) if heads_only else "")
    if code == opener.TOO_LONG:
        raise Unreadable("the file takes longer to read than a file may")
    if code != 0 or not (folder / _TOLD).is_file():
        raise Unreadable("the file cannot be read within the limits of memory and time")
    told = _told(folder)
    if "refused" in told:
        raise Unreadable(told["refused"])
    return told


def _told(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / _TOLD).read_text(encoding="utf-8"))
    return told


def _lists(folder: Path, told: dict[str, Any], more: Spellings | None) -> list[Sheet]:
    connection = open_duckdb()
    try:
        found = [
            _sheet(connection, folder / f"{number}.parquet", one, number, more, is_1904=told.get("is_1904", False))
            for number, one in enumerate(told["sheets"])
        ]
    finally:
        connection.close()
    return [sheet for sheet in found if sheet]


def _sheet(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    one: dict[str, Any],
    number: int,
    more: Spellings | None,
    *,
    is_1904: bool,
) -> Sheet | None:
    if not one["width"]:
        return None
    columns = ", ".join(f"c{place}" for place in range(one["width"]))
    rows = connection.execute(
        f"select {columns} from read_parquet({sql_path(path)}) where line <= {FIRST_ROWS} order by line"
    ).fetchall()
    header = find_header(rows, more)
    if header is None:
        return None
    # by its number: a sheet can be named after a child, and no pattern tells a child's name from a list's
    spoken = f"sheet {number + 1}" if one["name"] else ""
    names = tuple(rows[header.row - 1])
    return Sheet(spoken, path, header, names, one["rows"] - header.row, is_text=not one["name"], is_1904=is_1904)
