# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and numbers only
"""The ledger of published figures: what every edition said, for ever, one Parquet file for each edition.

Belongs here: the index `ledger/published.jsonl`, holding its files against it, what a night may see of the editions
before it. Does not belong here: adding an edition (`recording`), what a difference means (`kpi_revisions`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from orchestration.extracts.files import sql_path, whole_lines
from orchestration.settings import Home

INDEX = "published.jsonl"
FOLDER = "published"
KEY = ("la_code", "indicator_code", "period_end", "view", "slice_type", "slice_value")
COLUMNS = {
    "la_code": "varchar", "indicator_code": "varchar", "period_end": "date", "view": "varchar",
    "slice_type": "varchar", "slice_value": "varchar", "numerator": "double", "denominator": "double",
    "value": "double", "status": "varchar", "definition_version": "integer", "population_vintage": "varchar",
    "edition_id": "varchar", "as_of": "date", "edition_number": "integer",
}  # fmt: skip
"""A figure as an edition published it: its key, what was said, and by which edition."""


class FiguresDamaged(Exception):
    """The ledger of published figures is not what was written. Names the line or the file, never what stands there."""


@dataclass(frozen=True)
class Recorded:
    """One edition of the ledger. `file` holds the figures that were new or differed from the last published ones;
    `chain` seals this line and every one before it."""

    number: int
    edition_id: str
    as_of: str
    code_version: str
    file: str
    sha256: str
    rows: int
    chain: str = ""


def recorded(home: Home) -> list[Recorded]:
    """Every edition on the ledger, oldest first, each file read and held against its hash.

    A last line cut short by a power failure is left out: the edition is added again. Raises `FiguresDamaged`: with a
    part of the ledger gone, figures would be compared with others than those published, and nobody could tell.
    """
    found: list[Recorded] = []
    for number, line in enumerate(whole_lines(home.ledger / INDEX), start=1):
        try:
            entry = Recorded(**json.loads(line))
        except (ValueError, TypeError):
            raise FiguresDamaged(f"line {number} of ledger/{INDEX} cannot be read") from None
        if entry.number != number or entry.chain != seal(found, entry):
            raise FiguresDamaged(f"line {number} of ledger/{INDEX} was altered, or one before it")
        if hash_of(home.ledger / FOLDER / entry.file) != entry.sha256:
            raise FiguresDamaged(f"ledger/{FOLDER}/{entry.file} was altered or is lost")
        found.append(entry)
    return found


def before(home: Home, as_of: date) -> list[Recorded]:
    """The editions of earlier as-of dates: always the same for one date, whatever is published afterwards."""
    return [entry for entry in recorded(home) if date.fromisoformat(entry.as_of) < as_of]


def published_query(home: Home, entries: list[Recorded], as_of: date) -> str:
    """SELECT of the figures that a night of `as_of` is compared with, one row per key.

    Each is the last one published before the month of `as_of`, and for a figure that came out within that month the
    first: so a change can be seen for the rest of the month, however many nights that has.
    """
    is_earlier = f"as_of < date '{as_of.replace(day=1)}'"
    order = f"not ({is_earlier}), case when {is_earlier} then -edition_number else edition_number end"
    return one_row_per_key(home, entries, order)


def one_row_per_key(home: Home, entries: list[Recorded], order: str) -> str:
    """SELECT of all columns from the files of these editions: for each key the row that comes first in `order`."""
    if not entries:
        return f"select {', '.join(f'null::{kind} as {name}' for name, kind in COLUMNS.items())} where false"
    files = ", ".join(sql_path(home.ledger / FOLDER / entry.file) for entry in entries)
    columns = ", ".join(f"{name}::{kind} as {name}" for name, kind in COLUMNS.items())
    return (
        f"select {columns} from read_parquet([{files}], hive_partitioning = false) "
        f"qualify row_number() over (partition by {', '.join(KEY)} order by {order}) = 1"
    )


def seal(earlier: list[Recorded], entry: Recorded) -> str:
    """The hash of this line and, through the line before it, of every earlier one."""
    line = asdict(entry) | {"chain": earlier[-1].chain if earlier else ""}
    return hashlib.sha256(json.dumps(line, sort_keys=True).encode()).hexdigest()


def hash_of(file: Path) -> str:
    """SHA-256 of a file's content; '' when there is no such file."""
    if not file.is_file():
        return ""
    found = file.stat()
    return _hash_of(file, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


@lru_cache(maxsize=4096)
def _hash_of(file: Path, *_identity: int) -> str:
    """A night looks at the whole ledger three times, at each file as it is on disk once."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
