# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and hashes only
"""One delivery from the vault to the lake: read, type, judge, prove, write; file by file, parents first.

Belongs here: the order of the steps and what each file's outcome is. Does not belong here: how any step works. Files
are not to be trusted, so only `worker` calls this, in a process with limits; a night comes through `limited.Reader`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir

from orchestration.contracts.feeds import FEEDS
from orchestration.contracts.schemas import what_breaks
from orchestration.contracts.shape import Feed
from orchestration.extracts import outcomes, reports
from orchestration.extracts.annex_a.book import Book
from orchestration.extracts.files import open_duckdb, private_files, sql_text
from orchestration.extracts.formats import Formats
from orchestration.extracts.judging import LOADED_TABLE, add_broken, judge
from orchestration.extracts.ledger import Delivery, Entry
from orchestration.extracts.mapping.loading import CouncilMapping, mapping_of
from orchestration.extracts.outcomes import Ended, FileOutcome
from orchestration.extracts.profiles import profile_of
from orchestration.extracts.reading import Reading, read
from orchestration.extracts.reports import Fault
from orchestration.extracts.returns import Returns
from orchestration.extracts.scout import Unreadable
from orchestration.extracts.sense import NEEDED
from orchestration.extracts.sources import INCOMPLETE
from orchestration.extracts.typed import type_rows
from orchestration.extracts.vault import path_of
from orchestration.settings import Home

MEMORY = "2GB"
"""What DuckDB may hold of one delivery at once; the rest goes to temporary files."""

MOST_ALIKE = 10_000
"""Texts of a column that Parquet keeps once each; looking for more takes a sixth of the writing and finds ids alone."""

AtWork = Callable[[str], None]


def ingest(
    home: Home, delivery: Delivery, ended: Mapping[str, Ended] | None = None, at_work: AtWork = lambda name: None
) -> list[FileOutcome]:
    """Outcomes of every feed of the contract for this delivery, those that did not come included.

    A delivery that was ingested before, with the same files and the same contract, is not read again. `ended`: the
    files and feeds (by their names in the ledger and the contract) at which an earlier reading was ended; they are
    refused unopened. `at_work` is told each name before it is opened or made, and '' when all are done. Raises
    `VaultDamaged`, `RowLawBroken` and `BadMapping`; everything that is wrong with one file costs that file only.
    """
    mapping = mapping_of(home, delivery.la_code)
    known = outcomes.remembered(home, delivery, mapping.sha256)
    if known is not None:
        return known
    with private_files(), closing(open_duckdb(MEMORY)) as connection:
        return _Ingest(home, delivery, connection, mapping, ended or {}, at_work).run()


class _Ingest:
    """One delivery at work; the connection holds one file's rows at a time and the parents' ids."""

    def __init__(
        self,
        home: Home,
        delivery: Delivery,
        connection: duckdb.DuckDBPyConnection,
        mapping: CouncilMapping,
        ended: Mapping[str, Ended],
        at_work: AtWork,
    ) -> None:
        self.home, self.connection, self.ended, self.at_work = home, connection, ended, at_work
        self.as_delivered, self.delivery = delivery, _without(delivery, ended)
        self.accepted: dict[str, ir.Table] = {}
        self.faults: dict[str, list[Fault]] = {}
        self.backend = ibis.duckdb.from_connection(connection)
        self.mapping = mapping
        lists = Book(connection, self.delivery, self._vaulted, home, mapping)
        self.returns = Formats(connection, Returns(connection, self.delivery, self._vaulted, mapping), lists)

    def run(self) -> list[FileOutcome]:
        found = [*(self._outcome(feed) for feed in FEEDS.values()), *self._returned()]
        found = [self._coded(outcome) for outcome in found]
        self.at_work("")
        la_code, as_at = self.delivery.la_code, self.delivery.as_at
        reports.write_report(self.home, la_code, as_at, found, self.faults)
        outcomes.remember(self.home, self.as_delivered, found, self.mapping.sha256)
        self._forget_older_files(found)
        return found

    def _coded(self, outcome: FileOutcome) -> FileOutcome:
        """Every refusal has the code of its rule beside its words."""
        if outcome.status != "refused" or outcome.code:
            return outcome
        code = self.ended[outcome.feed].code if outcome.feed in self.ended else "file.unreadable"
        return replace(outcome, code=code)

    def _outcome(self, feed: Feed) -> FileOutcome:
        started = time.monotonic()
        entry = self.delivery.files.get(feed.name)
        if entry is None and self.returns.refusal(feed.name):
            outcome = self._not_converted(feed, self.returns.refusal(feed.name))
        elif entry is None and self.returns.gives(feed.name):
            given_up = self.ended.get(feed.name)
            outcome = self._not_converted(feed, given_up.reason) if given_up else self._convert(feed)
        elif entry is None:
            outcome = FileOutcome(self.delivery.la_code, self.delivery.as_at, feed.name, "missing", "not delivered")
        elif entry.kind == "refused":
            self.returns.pass_over(feed.name)
            outcome = self._refused(feed, entry, entry.reason)
        else:
            self.returns.pass_over(feed.name)
            try:
                outcome = self._take(feed, entry)
            except Unreadable as error:
                outcome = self._refused(feed, entry, str(error))
        reports.write_quarantine(
            self.home, outcome.la_code, outcome.as_at, feed.name, outcome.file_name, self.faults.get(feed.name, [])
        )
        return replace(outcome, seconds=round(time.monotonic() - started, 3))

    def _refused(self, feed: Feed, entry: Entry, reason: str) -> FileOutcome:
        return FileOutcome(
            self.delivery.la_code, self.delivery.as_at, feed.name, "refused", reason, entry.file_name, entry.sha256
        )

    def _vaulted(self, entry: Entry) -> Path:
        self.at_work(entry.feed)
        return path_of(entry.sha256, self.home, told="/".join(entry.place))

    def _take(self, feed: Feed, entry: Entry) -> FileOutcome:
        reading = read(self.connection, self._vaulted(entry), feed, self.mapping.of(feed.name))
        return self._judged(feed, reading, entry.file_name, entry.sha256)

    def _convert(self, feed: Feed) -> FileOutcome:
        """A feed made of the files of another format; rejects are told of those files, where they can be mended."""
        self.at_work(feed.name)
        made = self.returns.convert(feed.name)
        outcome = self._judged(feed, made.reading, made.file_name, made.file_hash, converted=True)
        return replace(
            outcome,
            format=made.format,
            known_from=made.known_from,
            state_from=made.state_from,
            known_until=made.known_until,
        )

    def _not_converted(self, feed: Feed, reason: str) -> FileOutcome:
        self.returns.pass_over(feed.name, INCOMPLETE)
        return FileOutcome(self.delivery.la_code, self.delivery.as_at, feed.name, "refused", reason)

    def _returned(self) -> list[FileOutcome]:
        self.faults |= self.returns.faults()
        found = self.returns.outcomes()
        for outcome in found:
            reports.write_quarantine(
                self.home, outcome.la_code, outcome.as_at, outcome.feed, outcome.file_name,
                self.faults.get(outcome.feed, []),
            )  # fmt: skip
        return found

    def _judged(
        self, feed: Feed, reading: Reading, file_name: str, file_hash: str, *, converted: bool = False
    ) -> FileOutcome:
        la_code, as_at = self.delivery.la_code, self.delivery.as_at
        type_rows(self.connection, feed, reading.present, la_code, as_at.isoformat(), file_hash)
        has_key = all(feed.column(name).file_column in reading.present for name in feed.key)
        verdict = judge(self.connection, feed, self.accepted, la_code, has_key=has_key)
        add_broken(self.connection, reading)
        loaded = self.backend.table(LOADED_TABLE)
        # over no rows pandera.ibis takes every check as failed, because `all` of nothing is null (0.35)
        broken = what_breaks(feed, loaded, self.accepted, has_key=has_key) if verdict.loaded else {}
        if converted:
            self.returns.settle(feed.name)
        else:
            self.faults[feed.name] = reports.faults(self.connection)
        ignored = {**verdict.ignored, **reading.set_aside, "blank row": reading.blank}
        rules = dict(verdict.rules)
        for _, rule in reading.broken:
            rules[rule] = rules.get(rule, 0) + 1
        outcome = FileOutcome(
            la_code, as_at, feed.name,
            status="loaded" if verdict.loaded else "empty",
            reason="" if verdict.loaded else self._why_empty(reading),
            file_name=file_name,
            file_hash=file_hash,
            rows_in=reading.rows_in,
            rows_loaded=verdict.loaded,
            rows_quarantined=verdict.quarantined + len(reading.broken),
            rows_ignored=sum(ignored.values()),
            missing_columns=_missing(feed, reading),
            extra_columns=reading.extra_columns,
            rules=rules,
            ignored={reason: count for reason, count in ignored.items() if count},
            warnings=reading.noted | verdict.noted,
            contract_kept=not broken,
            format="ssd",
        )  # fmt: skip
        outcome.hold_row_law()
        if broken:
            told = ", ".join(sorted(broken))
            reason = f"loaded rows break the contract: {told}"
            return replace(outcome, status="refused", code="contract.broken", reason=reason, rows_loaded=0)
        self._keep_as_parent(feed, verdict.loaded)
        if not verdict.loaded:
            return outcome
        return replace(outcome, profile=profile_of(self.connection, feed), lake_file=self._write(feed, file_hash))

    def _why_empty(self, reading: Reading) -> str:
        return "the file has no rows" if reading.rows_in == 0 else "no row of the file was accepted"

    def _keep_as_parent(self, feed: Feed, loaded: int) -> None:
        """Columns that other feeds refer to stay; an empty parent cannot confirm anything and counts as not there."""
        columns = _referred_to()[feed.name]
        if columns and loaded:
            name = f"{feed.name}_kept"
            self.connection.execute(
                f"create or replace table {name} as select {', '.join(columns)} from {LOADED_TABLE}"
            )
            self.accepted[feed.name] = self.backend.table(name)

    def _write(self, feed: Feed, file_hash: str) -> str:
        read_by = outcomes.fingerprint(self.as_delivered, self.mapping.sha256)
        version = hashlib.sha256((file_hash + read_by).encode()).hexdigest()[:24]
        folder = self._lake_folder(feed.name)
        self.home.make(folder)
        path, partial = folder / f"{version}.parquet", folder / f".{version}.partial"
        self.connection.execute(
            f"copy (from {LOADED_TABLE} order by source_file, source_row) to {sql_text(str(partial))} "
            f"(format parquet, compression zstd, dictionary_size_limit {MOST_ALIKE})"
        )
        partial.replace(path)
        return str(path.relative_to(self.home.root))

    def _lake_folder(self, feed: str) -> Path:
        return self.home.lake / "raw" / feed / f"la={self.delivery.la_code}" / f"as_at={self.delivery.as_at}"

    def _forget_older_files(self, found: list[FileOutcome]) -> None:
        """Lake files of an earlier reading of this delivery; the vault can make them again."""
        current = {self.home.root / outcome.lake_file for outcome in found if outcome.lake_file}
        for path in (self.home.lake / "raw").glob(f"*/la={self.delivery.la_code}/as_at={self.delivery.as_at}/*"):
            if path not in current:
                path.unlink()


def _without(delivery: Delivery, ended: Mapping[str, Ended]) -> Delivery:
    """The delivery with the files at which a reading was ended as refused ones, which no format opens."""
    files = {
        name: replace(entry, kind="refused", reason=ended[name].reason) if name in ended else entry
        for name, entry in delivery.files.items()
    }
    return replace(delivery, files=files)


@cache
def _referred_to() -> dict[str, list[str]]:
    """Feed → the columns by which other feeds find its rows, and what they take from them."""
    found: dict[str, set[str]] = {name: set() for name in FEEDS}
    found["ssd_person"].add("pers_person_id")
    for name, columns in NEEDED.items():
        found[name] |= set(columns)
    for feed in FEEDS.values():
        for link in feed.links:
            found[link.feed].add(link.key)
        if feed.through:
            found[feed.through.feed] |= {feed.through.key, *(theirs for _, theirs in feed.through.gives)}
    return {name: sorted(columns) for name, columns in found.items()}


def _missing(feed: Feed, reading: Reading) -> tuple[str, ...]:
    """Contract columns that the file lacks, by loaded name; a flag inside a JSON column is told with its column."""
    lacking = [column for column in feed.columns if not column.resolved and column.file_column not in reading.present]
    names = [name for column in lacking for name in (column.name, column.source) if name]
    return tuple(dict.fromkeys(names))
