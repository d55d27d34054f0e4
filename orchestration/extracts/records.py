# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and hashes only
"""The patient CSV reader: slower than DuckDB's, exact about which record is which.

Belongs here: files that the fast path hands over (blank lines, quoted line ends, ragged rows, other encodings).
Does not belong here: anything the fast path can do.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from orchestration.extracts.scout import Unreadable, open_bytes

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
) -> None:
    """Fill `table` like the fast path does, and note blank records and those that cannot be rows.

    Raises `Unreadable` when the file ends inside a quoted field: what follows the open quote cannot be told apart, so a
    part of the file would go missing unseen.
    """
    columns = ", ".join(f"{name} varchar" for name in places)
    connection.execute(f"create or replace table {table} (source_row bigint, is_blank boolean, {columns})")
    batch: list[tuple[int, list[str]]] = []
    for number, record in _records(path, encoding):
        reading.rows_in += 1
        if not any(field.strip() for field in record):
            reading.blank += 1
        elif len(record) != width:
            reading.broken.append((number, "row.shape"))
        elif any("\0" in field for field in record):
            reading.broken.append((number, "row.bytes"))
        else:
            batch.append((number, record))
        if len(batch) >= _BATCH:
            _insert(connection, table, places, batch)
            batch = []
    _insert(connection, table, places, batch)


def _records(path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_LONGEST_FIELD)
    errors = "replace" if encoding == "cp1252" else "strict"
    with open_bytes(path) as file, io.TextIOWrapper(file, encoding, errors=errors, newline="") as text:
        reader = csv.reader(text, strict=True)
        number = 0
        try:
            next(reader)
            for number, record in enumerate(reader, start=1):
                yield number, record
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                raise Unreadable(f"the file ends inside a quoted field that begins in row {number + 1}") from None
            raise Unreadable(f"row {number + 1} is not CSV: a quote or a field without end") from None


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, places: dict[str, int], batch: list[tuple[int, list[str]]]
) -> None:
    if not batch:
        return
    arrays = {"source_row": pa.array([number for number, _ in batch], pa.int64())}
    for name, place in places.items():
        arrays[name] = pa.array([record[place] for _, record in batch], pa.string())
    connection.register("arriving", pa.table(arrays))
    tidied = ", ".join(f"tidy({name})" for name in places)
    connection.execute(f"insert into {table} select source_row, false, {tidied} from arriving")
    connection.unregister("arriving")
