"""The CIN census as one of the formats. Belongs here: nothing but what `ReturnFormat` asks for."""

from __future__ import annotations

from orchestration.extracts.cin_census.convert import SOURCES, select_for
from orchestration.extracts.cin_census.loading import load
from orchestration.extracts.cin_census.names import year_of_feed
from orchestration.extracts.cin_census.tables import TABLES
from orchestration.extracts.tables import ReturnFormat, Table


def parts_of(feed: str) -> list[tuple[str, str, Table]]:
    """One file holds every table; each has its line in the report."""
    year = year_of_feed(feed)
    return [] if year is None else [(f"{feed}_{name}", year, table) for name, table in TABLES.items()]


CIN_CENSUS = ReturnFormat("CIN census", SOURCES, parts_of, load, select_for, one_file=True)
