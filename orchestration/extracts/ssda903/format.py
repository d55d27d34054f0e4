"""The SSDA903 return as one of the formats. Belongs here: nothing but what `ReturnFormat` asks for."""

from __future__ import annotations

from orchestration.extracts.ssda903.convert import SOURCES, select_for
from orchestration.extracts.ssda903.loading import load
from orchestration.extracts.ssda903.names import of_feed
from orchestration.extracts.ssda903.tables import TABLES
from orchestration.extracts.tables import ReturnFormat, Table


def parts_of(feed: str) -> list[tuple[str, str, Table]]:
    """A file of the return is one table, under its own name."""
    named = of_feed(feed)
    return [(feed, named.year, TABLES[named.table])] if named else []


SSDA903 = ReturnFormat("SSDA903", SOURCES, parts_of, load, select_for)
