"""Cells of a workbook that hold an error of Excel (`#REF!`), which the reader library tells in its slower way only.

Belongs here: whether a workbook may have such cells, asked while it is read, and putting what a person would see into
them. Does not belong
here: opening a workbook (`unpack`), what becomes of a row with an error (`cells`).
"""

from __future__ import annotations

import io
import os
import re
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

from orchestration.extracts.zips import BROKEN

# a text that is shared has no type; every other part may be a sheet, whatever its name
_WORKBOOK, _TEXTS = "xl/workbook.xml", "xl/sharedStrings.xml"
_CHUNK = 1 << 18
# what the reader calls an error → what stands in the cell
_ERRORS = {
    "Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!",
    "Value": "#VALUE!", "GettingData": "#GETTING_DATA",
}  # fmt: skip


@contextmanager
def searched(content: bytes) -> Iterator[Callable[[], bool]]:
    """What `may_be_in` says, found out on another core in the meantime; true where that was not possible.

    By a copy of this process and not by a thread: where memory is limited a thread can end before it has begun, and
    whoever started it waits for ever (Python 3.11, November 2026).
    """
    copy = os.fork()
    if copy == 0:
        code = 1
        try:
            code = int(may_be_in(content))
        finally:
            os._exit(code)
    told: list[bool] = []

    def answer() -> bool:
        if not told:
            told.append(os.waitpid(copy, 0)[1] != 0)
        return told[0]

    try:
        yield answer
    finally:
        if not told:
            os.kill(copy, signal.SIGKILL)
            answer()


def may_be_in(content: bytes, first: int | None = None) -> bool:
    """Whether a cell of an .xlsx workbook may hold an error, by how the type of such a cell is written; of any other
    file it may. `first`: as far as so many bytes of each part say it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = set(archive.namelist()) - {_TEXTS}
            return _WORKBOOK not in parts or any(_may_be_in_part(archive, name, first) for name in sorted(parts))
    except (*BROKEN, OSError):
        return True


def _may_be_in_part(archive: zipfile.ZipFile, name: str, first: int | None) -> bool:
    end, read = b"", 0
    with archive.open(name) as part:
        while (first is None or read < first) and (chunk := part.read(_CHUNK)):
            held = end + chunk
            if b'"e"' in held or b"'e'" in held:
                return True
            end, read = held[-2:], read + len(chunk)
    return False


def put_back(batch: pa.RecordBatch, errors: Any) -> pa.Table:
    """The cells of a sheet with its errors as Excel writes them; in `batch` they are empty."""
    table = pa.Table.from_batches([batch])
    wrong: dict[int, dict[int, str]] = {}
    for error in errors.errors if errors else ():
        row, column = error.offset_position
        kind = re.search(r"Error\((\w+)\)", error.detail)
        wrong.setdefault(column, {})[row] = _ERRORS.get(kind[1] if kind else "", "#ERROR!")
    for column, cells in wrong.items():
        texts = table.column(column).to_pylist()
        for row, text in cells.items():
            texts[row] = text
        table = table.set_column(column, table.column_names[column], pa.array(texts, pa.string()))
    return table
