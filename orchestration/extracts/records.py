# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and hashes only
"""The patient CSV reader: slower than DuckDB's, exact about which record is which.

Belongs here: files that the fast path hands over (blank lines, quoted line ends, ragged rows, other encodings).
Does not belong here: anything the fast path can do.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from orchestration.extracts.marks import marked
from orchestration.extracts.scout import BAD, Unreadable, open_bytes

if TYPE_CHECKING:
    from orchestration.extracts.reading import Reading

_BATCH = 50_000
# Python refuses fields over 128 kB by default; a case note can be longer, a hundred times that is not a field
_LONGEST_FIELD = 16 << 20


def read_records(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    path: Path,
    encoding: str,
    places: dict[str, int],
    width: int,
    reading: Reading,
    delimiter: str = ",",
) -> None:
    """Fill `table` like the fast path does, and note blank records and those that cannot be rows.

    Raises `Unreadable` when the file ends inside a quoted field: what follows the open quote cannot be told apart, so a
    part of the file would go missing unseen.
    """
    columns = ", ".join(f"{name} varchar" for name in places)
    connection.execute(f"create or replace table {table} (source_row bigint, is_blank boolean, {columns})")
    batch: list[tuple[int, list[str]]] = []
    for number, record, bad in _records(path, encoding, delimiter):
        reading.rows_in += 1
        if bad is not None:
            reading.broken.append((number, "row.bytes"))
            reading.places[number] = f"byte {bad}"
        elif not any(field.strip() for field in record):
            reading.blank += 1
        elif len(record) != width:
            reading.broken.append((number, "row.shape"))
        else:
            batch.append((number, record))
        if len(batch) >= _BATCH:
            _insert(connection, table, places, batch, reading)
            batch = []
    _insert(connection, table, places, batch, reading)


class _Lines:
    """The lines of a file, with the byte at which the first one that is not text stands since `bad` was last None."""

    def __init__(self, text: io.TextIOWrapper, encoding: str, start: int) -> None:
        self._text, self._encoding, self._offset = text, encoding, start
        self.bad: int | None = None

    def __iter__(self) -> Iterator[str]:
        for line in self._text:
            length = len(line)
            if not line.isascii() or "\0" in line:
                length = self._length(line)
                found = BAD.search(line)
                if found and self.bad is None:
                    self.bad = self._offset + self._length(line[: found.start()])
            self._offset += length
            yield line

    def _length(self, text: str) -> int:
        return len(text.encode(self._encoding, "surrogateescape"))


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str], int | None]]:
    """Number, fields and the place of the first bad byte, if any, of each record after the header."""
    csv.field_size_limit(_LONGEST_FIELD)
    with open_bytes(path) as file:
        start = len(codecs.BOM_UTF8) if file.read(3) == codecs.BOM_UTF8 else 0
        if not start:
            file.seek(0)
        plain = encoding.removesuffix("-sig")
        with io.TextIOWrapper(file, plain, errors="surrogateescape", newline="") as text:
            lines = _Lines(text, plain, start)
            reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
            number = 0
            try:
                next(reader)
                lines.bad = None
                for number, record in enumerate(reader, start=1):
                    yield number, record, lines.bad
                    lines.bad = None
            except csv.Error as error:
                if "unexpected end of data" in str(error):
                    raise Unreadable(f"the file ends inside a quoted field that begins in row {number + 1}") from None
                raise Unreadable(f"row {number + 1} is not CSV: a quote or a field without end") from None


def _insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    places: dict[str, int],
    batch: list[tuple[int, list[str]]],
    reading: Reading,
) -> None:
    if not batch:
        return
    arrays = {"source_row": pa.array([number for number, _ in batch], pa.int64())}
    for name, place in places.items():
        arrays[name] = pa.array([record[place] for _, record in batch], pa.string())
    connection.register("arriving", pa.table(arrays))
    reading.note(marked(connection, {name: name for name in places}, "arriving"))
    tidied = ", ".join(f"tidy({name})" for name in places)
    connection.execute(f"insert into {table} select source_row, false, {tidied} from arriving")
    connection.unregister("arriving")
