# ruff: noqa: S608 - the statements are put together from declared names and numbers only
"""Records taken out of an XML return → the tables of its format.

Belongs here: what a record is, counting them, keeping batches of them, taking a whole file back. Does not belong here:
safety of the bytes (`guarded_xml`), which element is which record (`elements` of each format).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa
from lxml import etree

from orchestration.extracts.reading import Reading
from orchestration.extracts.sources import Source

BATCH = 20_000
REPEATED = "element.repeated"
_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
Fields = dict[str, str]


@dataclass
class Record:
    """One record element: the table it belongs to, its ordinal in the file among those, its fields as text. `broken` is
    the rule by which it cannot be taken; `twice` are the fields that stand twice with different content."""

    table: str
    ordinal: int
    fields: Fields
    broken: str = ""
    twice: set[str] = field(default_factory=set)

    def fill(self, name: str, text: str) -> None:
        """Take a field; one that stands twice with different content breaks the record."""
        before = self.fields.get(name)
        if before and text and before != text:
            self.broken = REPEATED
            self.twice.add(name)
        self.fields[name] = before or text


@dataclass
class RecordWalker:
    """Counts the records taken out of a file, and names the elements that nobody knows."""

    counted: Counter[str] = field(default_factory=Counter)
    unknown: set[str] = field(default_factory=set)

    def record(self, table: str, fields: Fields | None = None, broken: str = "") -> Record:
        self.counted[table] += 1
        return Record(table, self.counted[table], dict(fields or {}), broken)

    def other(self, element: etree._Element) -> Record:
        """An element that is no record of any table that is read."""
        self.name_unknown(element)
        return self.record("other")

    def name_unknown(self, element: etree._Element) -> None:
        """Remember the name, where it looks like one: a file could hold a value in its place."""
        if _PLAIN_NAME.fullmatch(str(element.tag)):
            self.unknown.add(str(element.tag))


def text_of(element: etree._Element) -> str:
    return "".join(element.itertext()).strip()


def keep(
    connection: duckdb.DuckDBPyConnection,
    parts: Mapping[str, Source],
    records: Iterable[Record],
    label: str,
    year: str = "null",
) -> None:
    """Insert records into the tables of their sources; a broken one is rejected. `parts`: table → source."""
    by_table: dict[str, list[Record]] = {}
    for record in records:
        if record.broken:
            parts[record.table].reject(record.ordinal, "", record.broken)
        else:
            by_table.setdefault(record.table, []).append(record)
    for name, found in by_table.items():
        source = parts[name]
        columns = [column.name for column in source.table.shape.columns]
        arrays = {"line": pa.array([record.ordinal for record in found], pa.int64())}
        for column in columns:
            arrays[column] = pa.array([record.fields.get(column) for record in found], pa.string())
        connection.register("arriving", pa.table(arrays))
        connection.execute(
            f"insert into return_{source.table.name} by name select {source.number} as file_no, line, "
            f"'{label}' as label, {year} as year, "
            f"{', '.join(f'tidy({column}) as {column}' for column in columns)} from arriving"
        )
        connection.unregister("arriving")


def take_back(connection: duckdb.DuckDBPyConnection, sources: Iterable[Source], reason: str) -> None:
    """Refuse a file: no part of it stays."""
    for source in sources:
        connection.execute(f"delete from return_{source.table.name} where file_no = {source.number}")
        source.reading, source.refused = Reading(0, frozenset()), reason
        source.rejected, source.faults = set(), []
