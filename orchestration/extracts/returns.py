# ruff: noqa: S608 - the statements are put together from declared names only
"""The files of other formats of one delivery at work: read once, converted feed by feed, every row accounted for.

Belongs here: what the ingest asks of another format, and what became of each row of each file. Does not belong here:
reading and what a row means (the formats), judging (the rooms that judge every feed).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from orchestration.extracts.accounts import OWN_FILE, convert_rows, hash_of_files, keep_rejected, settle_rows
from orchestration.extracts.cin_census.format import CIN_CENSUS
from orchestration.extracts.converting import Converted
from orchestration.extracts.ledger import Delivery, Entry
from orchestration.extracts.mapping.loading import CouncilMapping
from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.reading import Reading
from orchestration.extracts.reports import Fault
from orchestration.extracts.sources import INCOMPLETE, Source
from orchestration.extracts.ssda903.format import SSDA903
from orchestration.extracts.tables import KNOWN_PEOPLE, REJECTED, ReturnFormat
from orchestration.extracts.typed import define_macros
from orchestration.extracts.yearly import reach

# where two name the same child, the first is taken
FORMATS = (CIN_CENSUS, SSDA903)
# placements and stays with adopters are runs of these rows
_IN_ORDER = frozenset(("ssd_cla_episodes",))


class Returns:
    """The files of other formats of one delivery. With none of them it does nothing and gives nothing.

    For each feed in turn: `convert`, the judging of every feed, `settle`; or `pass_over` when the feed came as a file
    of its own. Then `outcomes` and `faults`.
    """

    number = 0

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        delivery: Delivery,
        vault_path: Callable[[Entry], Path],
        mapping: CouncilMapping,
    ) -> None:
        self.connection, self.delivery, self.mapping = connection, delivery, mapping
        self.sources: list[Source] = []
        self.by_format: dict[str, list[Source]] = {form.name: self._sources_of(form) for form in FORMATS}
        if self.sources:
            define_macros(connection)
            connection.execute(
                f"create or replace table {REJECTED} (file_no integer, line bigint);"
                f"create or replace table {KNOWN_PEOPLE} (child varchar)"
            )
        for form in FORMATS:
            if self.by_format[form.name]:
                form.load(connection, self.by_format[form.name], delivery.as_at, vault_path)

    def _sources_of(self, form: ReturnFormat) -> list[Source]:
        found = []
        for name, entry in sorted(self.delivery.files.items()):
            for feed, year, table in form.parts_of(name):
                own = self.mapping.of(table.shape.name)
                found.append(Source(len(self.sources), entry, feed, year, table, mapping=own))
                self.sources.append(found[-1])
        return found

    def gives(self, feed: str) -> bool:
        """Whether a readable file of the delivery can give rows of this feed."""
        return bool(self._of(feed))

    def lags(self, feed: str) -> bool:
        """Whether April is over on the delivery's day, and the newest return ends in March."""
        _, _, last = self._reach(feed)
        return last is not None and last.replace(month=4, day=30) <= self.delivery.as_at

    def convert(self, feed: str) -> Converted:
        """Fill `text_rows` with the feed's rows, in the order of the files, and remember where each came from."""
        as_at = self.delivery.as_at.isoformat()
        select = " union all by name ".join(f"({form.select_for(feed, as_at)})" for form in self._usable(feed))
        self._pass_over_unusable(feed)
        rows_in, columns = convert_rows(self.connection, select, self.number)
        files = self._of(feed)
        names = ", ".join(source.entry.file_name for source in files)
        reading = Reading(rows_in, columns - self._lacking(files))
        form, first, last = self._reach(feed)
        return Converted(reading, names, hash_of_files(files), form, first, first, last)

    def settle(self, feed: str) -> None:
        """After a feed was judged: give each loaded row its place in the return, and each fault to the file it is
        in."""
        mains = {source.number for source in self.sources if source.table.main == feed}
        settle_rows(self.connection, self.number, self.sources, mains, _header)
        if mains:
            keep_rejected(self.connection, self.number, REJECTED, copies=feed in _IN_ORDER)

    def refusal(self, feed: str) -> str:
        """Why a feed is not made although some of its returns could be read: a part of them makes wrong figures."""
        if self._usable(feed):
            return ""
        told = [f"{source.entry.file_name} was refused: {source.refused}" for source in self._refused(feed)]
        return "; ".join(dict.fromkeys(told))

    def pass_over(self, feed: str, reason: str = OWN_FILE) -> None:
        """Account for rows that no feed is made of: it came as a file of its own, or would be incomplete."""
        for source in self.sources:
            self._pass_over(source, feed, reason)

    def _pass_over_unusable(self, feed: str) -> None:
        usable = [form.name for form in self._usable(feed)]
        for name, sources in self.by_format.items():
            for source in sources if name not in usable else ():
                self._pass_over(source, feed, INCOMPLETE)

    def _pass_over(self, source: Source, feed: str, reason: str) -> None:
        if source.table.main == feed and not source.refused:
            in_force = f"return_{source.table.name} where why is null and file_no = {source.number}"
            source.ignored[reason] += int(self._rows(f"select count(*) from {in_force}")[0][0])

    def outcomes(self) -> list[FileOutcome]:
        """What became of each file. Raises `RowLawBroken`."""
        found, told = [], set[Entry]()
        for source in self.sources:
            if source.refused and source.entry in told:
                continue
            told.add(source.entry)
            outcome = source.outcome(self.delivery)
            found.append(replace(outcome, feed=source.entry.feed) if source.refused else outcome)
        return found

    def faults(self) -> dict[str, list[Fault]]:
        """Rejected rows by the name that the file has in the ledger."""
        return {source.feed: sorted(source.faults) for source in self.sources if source.faults}

    def _reach(self, feed: str) -> tuple[str, date | None, date | None]:
        """The format that gives the feed, the first where two do, and the first and last day of what is there whole."""
        form, *_ = self._usable(feed)
        deciding = [source for source in self._of_format(form, feed) if source.table.name == form.feeds[feed][0]]
        beside = [source for source in self.by_format[form.name] if not source.refused]
        first, last = reach(self.connection, feed, deciding, beside, self.delivery.as_at)
        return form.name.lower().replace(" ", "_"), first, last

    def _lacking(self, files: list[Source]) -> set[str]:
        """Columns of the feeds whose column of the return is in none of the files."""
        held, named = set(), set()
        for source in files:
            made_from = source.table.made_from or {}
            named |= set(made_from)
            first = {column: name.split(", ")[0].lower() for column, name in made_from.items()}
            held |= {column for column in first if source.table.is_whole or first[column] in source.reading.present}
        return named - held

    def _refused(self, feed: str) -> list[Source]:
        """Refused files for which the feed is not made of the others either."""
        found = []
        for form in FORMATS:
            deciding = form.feeds.get(feed, ())[:1]
            for source in self.by_format[form.name]:
                costs = bool(deciding) if form.one_file else source.table.name in deciding
                if costs and source.refused:
                    found.append(source)
        return found

    def _usable(self, feed: str) -> list[ReturnFormat]:
        """The formats that give rows of this feed and have none of its files refused."""
        refused = {source.number for source in self._refused(feed)}
        return [
            form
            for form in FORMATS
            if self._of_format(form, feed)
            and not refused.intersection(source.number for source in self.by_format[form.name])
        ]

    def _of(self, feed: str) -> list[Source]:
        return [source for form in self._usable(feed) for source in self._of_format(form, feed)]

    def _of_format(self, form: ReturnFormat, feed: str) -> list[Source]:
        tables = form.feeds.get(feed, ())
        found = self.by_format[form.name]
        return [source for source in found if source.table.name in tables and not source.refused]

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()


def _header(source: Source, column: str) -> str:
    return (source.table.made_from or {}).get(column, column)
