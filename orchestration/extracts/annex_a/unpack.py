"""A workbook or a CSV file → one Parquet file of text per sheet, in a process of its own.

Belongs here: the only code that opens what an untrusted workbook holds. It runs below limits of memory, time and size,
so that a file made to exhaust the machine ends this process and nothing else. Does not belong here: what a sheet means.
No formula is run and nothing outside the file is followed: a cell is the value that the file itself holds.
"""

from __future__ import annotations

import csv
import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

MAX_MEMORY, MAX_SECONDS = 4 << 30, 300
MAX_ENTRIES, MAX_BYTES, MAX_RATIO, _SMALL = 2000, 1 << 30, 200, 64 << 20
MAX_SHEETS, MAX_COLUMNS = 200, 500
_WHOLE = re.compile(r"\d{1,15}\.0")


class Refused(Exception):
    """The file is not read, and why; the text is fit to send to the service."""


def main(source: str, folder: str, first: str = "") -> int:
    """Write `0.parquet` … and `sheets.json` ([{name, rows, width}] or {refused}) into `folder`; `first` rows only."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    told: Any
    try:
        told = _write(Path(source), Path(folder), int(first) if first else None)
    except Refused as error:
        told = {"refused": str(error)}
    except MemoryError:
        told = {"refused": "the file needs more memory than a file may"}
    (Path(folder) / "sheets.json").write_text(json.dumps(told), encoding="utf-8")
    return 0


def _write(source: Path, folder: Path, first: int | None) -> list[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with source.open("rb") as file:
        start = file.read(8)
    if start[:4] == b"PK\x03\x04":
        _check_zip(source)
    is_workbook = start[:4] == b"PK\x03\x04" or start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    found = []
    for number, (name, rows) in enumerate(_workbook(source, first) if is_workbook else _csv(source, first)):
        width = max(map(len, rows), default=0)
        if width > MAX_COLUMNS:
            raise Refused(f"a sheet has more than {MAX_COLUMNS} columns")
        if any(len(row) < width for row in rows):
            rows = [[*row, *([None] * (width - len(row)))] for row in rows]
        columns = [pa.array(_texts(column), pa.string()) for column in zip(*rows, strict=True)]
        columns.append(pa.array(range(1, len(rows) + 1), pa.int64()))
        names = [f"c{place}" for place in range(width)] + ["line"]
        pq.write_table(pa.table(columns, names=names), folder / f"{number}.parquet", compression="none")
        found.append({"name": name, "rows": len(rows), "width": width})
    return found


def _check_zip(source: Path) -> None:
    """Sizes that the archive states; what it really unpacks to is bounded by the limits of this process."""
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise Refused("the workbook is damaged or incomplete") from None
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        raise Refused(f"the workbook has more than {MAX_ENTRIES} parts")
    if size > MAX_BYTES or size > max(_SMALL, source.stat().st_size * MAX_RATIO):
        raise Refused("the workbook unpacks to far more than its size")


def _workbook(source: Path, first: int | None) -> list[tuple[str, list[list[Any]]]]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_path(str(source))
        sheets = [one for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
        if len(sheets) > MAX_SHEETS:
            raise Refused(f"the workbook has more than {MAX_SHEETS} sheets")
        return [
            (one.name, book.get_sheet_by_name(one.name).to_python(skip_empty_area=False, nrows=first)) for one in sheets
        ]
    except calamine.PasswordError:
        raise Refused("the workbook is locked with a password") from None
    except (calamine.CalamineError, OSError, ValueError):
        raise Refused("the workbook is damaged, incomplete, or not one that can be read") from None
    except Refused:
        raise
    # a fault of the reader's own code arrives outside Exception
    except BaseException as error:
        if isinstance(error, MemoryError):
            raise
        raise Refused("the workbook is damaged, incomplete, or not one that can be read") from None


def _csv(source: Path, first: int | None) -> list[tuple[str, list[list[Any]]]]:
    from orchestration.extracts.scout import Unreadable, scout

    try:
        encoding = scout(source).encoding
        csv.field_size_limit(1 << 20)
        with source.open(encoding=encoding, errors="replace", newline="") as file:
            return [("", list(islice(csv.reader(file, strict=True), first)))]
    except Unreadable as error:
        raise Refused(str(error)) from None
    except csv.Error:
        raise Refused("the file is not CSV: a quote or a field without end") from None


def _texts(column: tuple[Any, ...]) -> list[str | None]:
    if set(map(type, column)) == {str}:
        return [value or None for value in column]
    return [_text(value) for value in column]


def _text(value: Any) -> str | None:
    """What a person would read in the cell: a whole number without '.0', a day as YYYY-MM-DD."""
    kind = type(value)
    if kind is str:
        return value or None
    if kind is float:
        text = repr(value)
        return text[:-2] if _WHOLE.fullmatch(text) else text
    if value is None:
        return None
    if kind is date:
        return str(value.isoformat())
    if kind is datetime:
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if kind is bool:
        return "Yes" if value else "No"
    return str(value)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
