"""A workbook or a CSV file → one Parquet file of text per sheet, in a process of its own (`opener`).

Belongs here: the only code that opens what an untrusted workbook holds. It runs below limits of memory, time and size,
so that a file made to exhaust the machine ends this process and nothing else. Does not belong here: what a sheet means.
No formula is run and nothing outside the file is followed: a cell is the value that the file itself holds.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.extracts.annex_a import error_cells
from orchestration.extracts.annex_a.lists import find_header
from orchestration.extracts.recognition.heads import head_of
from orchestration.extracts.zips import BROKEN, fault_of

MAX_SHEETS, MAX_COLUMNS = 200, 500
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BATCH = 50_000
_FIRST = 1 << 20
"""Bytes of each part that are searched for errors before the fast way is taken; with errors the sheet is read twice."""
_DAMAGED = "the workbook is damaged, incomplete, or not one that can be read"


class Refused(Exception):
    """The file is not read, and why; the text is fit to send to the service."""


def main(source: str, folder: str, first: str = "") -> int:
    """Write `0.parquet` … and `told.json` into `folder`: {sha256, is_workbook, is_1904, sheets: [{name, rows, width}]},
    or {refused}. `first`: so many rows of a text file only; a workbook is read whole in any case."""
    told: dict[str, Any]
    try:
        told = _write(Path(source), Path(folder), int(first) if first else None)
    except Refused as error:
        told = {"refused": str(error)}
    except MemoryError:
        told = {"refused": "the file needs more memory than a file may"}
    (Path(folder) / "told.json").write_text(json.dumps(told), encoding="utf-8")
    return 0


def _write(source: Path, folder: Path, first: int | None) -> dict[str, Any]:
    with source.open("rb") as file:
        start = file.read(8)
    if not start.startswith(_ZIP) and start != _OLE:
        return {"is_workbook": False, "sheets": [_keep("", _csv(source, first), folder / "0.parquet")]}
    content = source.read_bytes()
    is_1904 = _check_zip(content) if start.startswith(_ZIP) else _is_1904_xls(content)
    sheets = [_keep(name, table, folder / f"{n}.parquet") for n, (name, table) in enumerate(_workbook(content))]
    sha256 = hashlib.sha256(content).hexdigest()
    return {"is_workbook": True, "is_1904": is_1904, "sha256": sha256, "sheets": sheets}


def _keep(name: str, table: pa.Table, path: Path) -> dict[str, Any]:
    width = table.num_columns
    if width > MAX_COLUMNS:
        raise Refused(f"a sheet has more than {MAX_COLUMNS} columns")
    # `pa.array` would load pandas first, which takes as long as a tenth of the reading
    numbers = pa.py_buffer(np.arange(1, table.num_rows + 1, dtype="int64"))
    columns = [*table.columns, pa.Array.from_buffers(pa.int64(), table.num_rows, [None, numbers])]
    names = [*(f"c{place}" for place in range(width)), "line"]
    # it lives for a moment; more than one thread can read it when it has several groups of rows
    fast: dict[str, Any] = {"compression": "none", "use_dictionary": False, "write_statistics": False}
    fast["row_group_size"] = _BATCH
    pq.write_table(pa.table(columns, names=names), path, **fast)
    return {"name": name, "rows": table.num_rows, "width": width}


def _check_zip(content: bytes) -> bool:
    """Sizes that the archive states; what it really unpacks to is bounded by the limits of this process. Whether its
    days count from 1904."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            fault = fault_of(archive, len(content))
            if fault:
                raise Refused(f"the workbook is not opened: {fault}")
            with archive.open("xl/workbook.xml") as part:
                return re.search(rb"""\bdate1904\s*=\s*["'](1|true|on)["']""", part.read(1 << 20)) is not None
    except KeyError:
        return False
    except (*BROKEN, OSError):
        raise Refused("the workbook is damaged or incomplete") from None


def _is_1904_xls(content: bytes) -> bool:
    """The record DATEMODE stands once, among the first of an .xls workbook."""
    found = re.search(rb"\x22\x00\x02\x00([\x00\x01])\x00", content)
    return found is not None and found[1] == b"\x01"


def _workbook(content: bytes) -> Iterator[tuple[str, pa.Table]]:
    import fastexcel

    book = _guarded(lambda: fastexcel.read_excel(content))
    if len(book.sheet_names) > MAX_SHEETS:
        raise Refused(f"the workbook has more than {MAX_SHEETS} sheets")
    may_be_first = error_cells.may_be_in(content, _FIRST)
    with error_cells.searched(content) as may_be:
        for number, name in enumerate(book.sheet_names):
            yield name, _guarded(lambda: _texts(book, number, may_be_first, may_be))  # noqa: B023 - called before the next turn


def _guarded(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except MemoryError:
        raise
    # a fault of the reader's own code arrives outside Exception
    except BaseException as error:
        locked = "password" in str(error).lower() or "encrypt" in str(error).lower()
        raise Refused("the workbook is locked with a password" if locked else _DAMAGED) from None


def _texts(book: Any, number: int, may_be_first: bool, may_be: Callable[[], bool]) -> pa.Table:
    """What a person would read in each cell, a day as YYYY-MM-DD hh:mm:ss; an error as Excel writes it. Rows count from
    the top of the sheet, columns from the first that is filled.

    The library's fast way leaves an error empty. So it is taken while the parts are searched for errors, and its cells
    are used where there are none.
    """
    how: dict[str, Any] = {"header_row": None, "skip_rows": 0, "dtypes": "string"}
    if not may_be_first:
        fast = book.load_sheet_eager(number, **how)
        if not may_be():
            return pa.Table.from_batches([fast])
        del fast
    return error_cells.put_back(*book.load_sheet(number, **how).to_arrow_with_errors())


def _csv(source: Path, first: int | None) -> pa.Table:
    from orchestration.extracts.scout import Unreadable, scout

    chunks: list[list[pa.Array]] = []
    try:
        encoding = scout(source).encoding
        csv.field_size_limit(1 << 20)
        with source.open(encoding=encoding, errors="replace", newline="") as file:
            records = islice(csv.reader(file, delimiter=_delimiter(source), strict=True), first)
            while rows := list(islice(records, _BATCH)):
                chunks.append(_columns(rows))
    except Unreadable as error:
        raise Refused(str(error)) from None
    except csv.Error:
        raise Refused("the file is not CSV: a quote or a field without end") from None
    width = max(map(len, chunks), default=0)
    padded = [
        [*chunk, *(pa.nulls(len(chunk[0]), pa.string()) for _ in range(width - len(chunk)))]
        for chunk in chunks
        if chunk
    ]
    names = [f"c{place}" for place in range(width)]
    return pa.concat_tables([pa.table(chunk, names=names) for chunk in padded]) if padded else pa.table({})


def _delimiter(source: Path) -> str:
    """What stands between the cells: that with which a row is the header of a list, else (the council may have headers
    of its own) that which makes the longest row."""
    heads = head_of(source).rows or {",": []}
    known = (one for one, rows in heads.items() if find_header(rows))
    return next(known, max(heads, key=lambda one: max(map(len, heads[one]), default=0)))


def _columns(rows: list[list[str]]) -> list[pa.Array]:
    width = max(map(len, rows))
    if width > MAX_COLUMNS:
        raise Refused(f"a row has more than {MAX_COLUMNS} columns")
    # a blank line is a row too
    width = max(width, 1)
    return [pa.array([row[place] if place < len(row) else None for row in rows], pa.string()) for place in range(width)]
