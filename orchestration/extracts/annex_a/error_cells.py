"""Cells of a workbook that hold an error of Excel (`#REF!`), which the reader library tells in its slower way only.

Belongs here: whether a workbook may have such cells, and putting what a person would see into them. Does not belong
here: opening a workbook (`unpack`), what becomes of a row with an error (`cells`).
"""

from __future__ import annotations

import io
import re
import zipfile
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
