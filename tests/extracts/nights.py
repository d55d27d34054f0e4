"""A delivery after one night, as tests ask of it: outcomes by feed, loaded rows, rejects.

Belongs here: running the night and reading what it left. Does not belong here: files to deliver (`good`,
`annex_a_books`, `returns_903`, `census_cin`), assertions.
"""

from __future__ import annotations

import csv
from functools import cached_property
from typing import Any

import duckdb

from orchestration.extracts import lake
from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.reports import report_path
from tests.extracts.good import Place


class Night:
    """One night of a place with one council."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.outcomes: dict[str, FileOutcome] = {feed: outcome for (_, feed), outcome in place.night().items()}

    @cached_property
    def raw(self) -> duckdb.DuckDBPyConnection:
        """Schema raw, as it stands when it is first asked for."""
        connection = duckdb.connect()
        lake.mount(connection, self.place.home)
        return connection

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.raw.execute(query).fetchall()

    def people(self) -> list[tuple[Any, ...]]:
        """Id and sex of everybody."""
        return self.rows("select pers_person_id, pers_sex from raw.ssd_person order by all")

    def report(self) -> list[dict[str, str]]:
        """The reject report of the newest delivery."""
        la_code, as_at = max((outcome.la_code, outcome.as_at) for outcome in self.outcomes.values())
        with report_path(self.place.home, la_code, as_at).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def rejects(self, *columns: str) -> list[tuple[str, ...]]:
        """The rows that the report rejects: file, row, column and rule, or the columns named."""
        names = columns or ("file_name", "row", "column", "rule")
        return [tuple(line[name] for name in names) for line in self.report() if line["about"] == "row"]

    def close(self) -> None:
        self.raw.close()
