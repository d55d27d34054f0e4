"""The SSDA903 return as one of the formats. Belongs here: nothing but what `ReturnFormat` asks for."""

from __future__ import annotations

from orchestration.extracts.ssda903.convert import SOURCES, select_for
from orchestration.extracts.ssda903.loading import load
from orchestration.extracts.ssda903.names import XML, of_feed
from orchestration.extracts.ssda903.tables import TABLES, XML_TABLES
from orchestration.extracts.tables import ReturnFormat, Table


def parts_of(feed: str) -> list[tuple[str, str, Table]]:
    """A CSV file of the return is one table, under its own name; an XML file holds them all."""
    named = of_feed(feed)
    if named is None:
        return []
    if named.table == XML:
        return [(f"{feed}_{name}", named.year, table) for name, table in XML_TABLES.items()]
    return [(feed, named.year, TABLES[named.table])]


SSDA903 = ReturnFormat("SSDA903", SOURCES, parts_of, load, select_for)
