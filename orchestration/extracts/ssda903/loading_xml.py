"""An XML return → the tables that its CSV files would fill.

Belongs here: reading one file whole or not at all. Does not belong here: which element is which row (`elements`), the
return's year and what is in force (`loading`). The line of a row is the ordinal of its element among those of its
table.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from orchestration.extracts import guarded_xml
from orchestration.extracts.guarded_xml import name_of
from orchestration.extracts.reading import Reading, prepare
from orchestration.extracts.scout import Unreadable
from orchestration.extracts.sources import Source
from orchestration.extracts.ssda903.elements import ROOT, Walker
from orchestration.extracts.ssda903.names import guessed_from, named_xml
from orchestration.extracts.ssda903.tables import OTHER, XML_TABLES
from orchestration.extracts.xml_records import BATCH, Record, keep, take_back


def recognise(name: str, file: Path) -> str | None:
    """The ledger's name of an XML file that is a return, by its root; None when it is something else. A file that
    cannot be read is one when its name says so, to be refused where the service looks. Raises `OSError`."""
    try:
        _, root = next(guarded_xml.opening(file))
        return named_xml(name).feed if name_of(root) == ROOT else None
    except (Unreadable, StopIteration):
        return guessed_from(name)


def read_xml(connection: duckdb.DuckDBPyConnection, sources: list[Source], path: Path) -> None:
    """Fill the tables from one file; one that cannot be taken is noted as refused, and no part of it stays."""
    prepare(connection)
    parts = {source.table.name: source for source in sources}
    try:
        _read(connection, parts, path)
    except Unreadable as error:
        take_back(connection, sources, str(error))


def _read(connection: duckdb.DuckDBPyConnection, parts: dict[str, Source], path: Path) -> None:
    guarded_xml.scan(path)
    walker, label, batch = Walker(), parts[OTHER].year, list[Record]()
    with path.open("rb") as file:
        for _, element in guarded_xml.elements(file, (ROOT,)):
            batch.extend(walker.walk(element))
            if len(batch) >= BATCH:
                keep(connection, parts, batch, label)
                batch = []
    keep(connection, parts, batch, label)
    for name, table in XML_TABLES.items():
        columns = frozenset(column.name for column in table.shape.columns)
        extra = tuple(sorted(walker.unknown)) if name == OTHER else ()
        parts[name].reading = Reading(walker.counted[name], columns, extra)
