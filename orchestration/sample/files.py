"""Rows to files: texts, date styles, and the physical form in which each feed is delivered.

Belongs here: bytes. The same seed gives the same bytes: fixed order, no clock, and a gzip header without a time
(pyarrow's own writer, so that they do not change with the machine's zlib). Does not belong here: any value.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from orchestration.sample.clock import FAR
from orchestration.sample.columns import COLUMNS
from orchestration.sample.tables import Table, kind, rows

COMPRESSED = ("ssd_contacts", "ssd_involvements", "ssd_cp_visits")
PARQUET = ("ssd_cla_health", "ssd_disability")
DAY_FIRST = ("ssd_early_help_episodes", "ssd_missing", "ssd_cp_reviews")
WITH_TIME = ("ssd_involvements", "ssd_cin_plans", "ssd_cla_visits", "ssd_professionals")
_PREFIXES = {
    "person_id": "W",
    "contact_id": "C",
    "referral_id": "R",
    "assessment_id": "A",
    "s47_enquiry_id": "S",
    "icpc_id": "I",
    "cp_plan_id": "P",
    "cla_id": "L",
    "cla_placement_id": "LP",
    "professional_id": "SW",
    "worker_id": "SW",
    "missing_episode_id": "MISS",  # as the case system's own table writes it
    "employee_id": "E",
    "absence_id": "B",
    "audit_id": "Q",
}
_FIRST_DAY, _LAST_DAY = -30_000, 25_000  # 1887 to 2038
_DAYS = np.arange(_FIRST_DAY, _LAST_DAY).astype("datetime64[D]")
_ISO = pa.array([str(day) for day in _DAYS])
_STYLES = {
    "iso": _ISO,
    "day first": pa.array([f"{d[8:]}/{d[5:7]}/{d[:4]}" for d in _ISO.to_pylist()]),
    "with time": pa.array([f"{d} 00:00:00" for d in _ISO.to_pylist()]),
}


def _style(name: str) -> str:
    return "day first" if name in DAY_FIRST else "with time" if name in WITH_TIME else "iso"


def person_id(index: int) -> str:
    """The text of a person's id."""
    return f"W{1_000_000 + index}"


def _prefix(column: str) -> str:
    bare = column if column in _PREFIXES else column.split("_", 1)[1]
    return _PREFIXES.get(bare, column.split("_", 1)[0].upper())


def _texts(name: str, column: str, values: np.ndarray) -> pa.Array:
    if values.dtype.kind == "O" or values.dtype.kind == "U":
        return pa.array(values.astype(object), pa.string())
    if values.dtype.kind == "f":
        return pa.array([f"{value:g}" for value in np.round(values, 2).tolist()], pa.string())
    if kind(column) == "date":
        return _STYLES[_style(name)].take(pa.array(values - _FIRST_DAY, mask=values == FAR))
    numbers = pa.array(values, mask=values < 0)
    if kind(column) == "id":
        return pc.binary_join_element_wise(_prefix(column), pc.cast(pc.add(numbers, 1_000_000), pa.string()), "")
    return pc.cast(numbers, pa.string())


def text_table(name: str, table: Table) -> pa.Table:
    """Every column of the feed as text, in the order of the dataset; columns that nobody fills are empty."""
    n = rows(table)
    empty = pa.nulls(n, pa.string())
    columns = [_texts(name, column, table[column]) if column in table else empty for column in COLUMNS[name]]
    return pa.table(columns, names=list(COLUMNS[name]))


def write(folder: Path, name: str, table: pa.Table) -> Path:
    """One feed in its form: CSV, gzipped CSV, or Parquet (where dates are dates again)."""
    if name in PARQUET:
        path = folder / f"{name}.parquet"
        typed = table
        for i, column in enumerate(table.column_names):
            if kind(column) == "date" and _style(name) == "iso":
                typed = typed.set_column(i, column, pc.cast(table[column].combine_chunks(), pa.date32()))
        pq.write_table(typed, path, compression="snappy")
        return path
    options = pyarrow.csv.WriteOptions(quoting_style="needed")
    if name in COMPRESSED:
        path = folder / f"{name}.csv.gz"
        with pa.OSFile(str(path), "wb") as file, pa.CompressedOutputStream(file, "gzip") as stream:
            pyarrow.csv.write_csv(table, stream, options)
        return path
    path = folder / f"{name}.csv"
    pyarrow.csv.write_csv(table, str(path), options)
    return path
