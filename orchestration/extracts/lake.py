# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and hashes only
"""What the warehouse sees: schema `raw` over the lake files that are in force on the as-of date.

Belongs here: choosing deliveries, views per feed and of the published figures, the tables raw.run and raw.deliveries.
Does not belong here: writing lake files (`ingest`), anything downstream of `raw`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from orchestration.contracts.feeds import FEEDS
from orchestration.contracts.shape import Feed
from orchestration.extracts import accumulating, figures, outcomes, plausibility, snapshots
from orchestration.extracts.acceptances import accepted
from orchestration.extracts.files import sql_path
from orchestration.extracts.ledger import Delivery, deliveries
from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.snapshots import History, Kept
from orchestration.settings import Home

__all__ = ["Mounted", "NothingDelivered", "Selected", "deliveries", "inputs_hash", "mount", "selected"]


class NothingDelivered(Exception):
    """No council has a delivery on or before the as-of date."""


class NotIngested(Exception):
    """A delivery of the ledger was never ingested; run `ingest` for it first."""


@dataclass(frozen=True)
class Selected:
    """A delivery that is in view; `is_current` marks the council's newest one not after the as-of date."""

    delivery: Delivery
    is_current: bool
    outcomes: tuple[FileOutcome, ...]


@dataclass(frozen=True)
class Mounted:
    """What `mount` put into schema raw: the row of raw.run and the number of rows in each feed's view."""

    as_of: date
    edition_id: str
    code_version: str
    inputs_hash: str
    rows: dict[str, int]
    editions: int = 0
    """Earlier editions whose figures this night's are compared with."""


def selected(home: Home, as_of: date | None = None) -> list[Selected]:
    """Every delivery not after `as_of` (default: the newest extract date), oldest first within a council.

    A feed that is a surprise by its own history is held. Raises `NotIngested` and `AcceptancesDamaged`.
    """
    known = [delivery for delivery in deliveries(home) if as_of is None or delivery.as_at <= as_of]
    newest = {delivery.la_code: delivery.as_at for delivery in sorted(known, key=lambda d: d.as_at)}
    judged: dict[str, list[FileOutcome]] = {}
    for delivery in known:
        ingested = outcomes.latest(home, delivery.la_code, delivery.as_at)
        if ingested is None:
            raise NotIngested(f"delivery {delivery.la_code}/{delivery.as_at} has not been ingested")
        judged.setdefault(delivery.la_code, []).extend(ingested)
    taken = accepted(home)
    held = {la_code: plausibility.hold(found, taken) for la_code, found in judged.items()}
    return [
        Selected(
            delivery,
            delivery.as_at == newest[delivery.la_code],
            tuple(outcome for outcome in held[delivery.la_code] if outcome.as_at == delivery.as_at),
        )
        for delivery in known
    ]


def inputs_hash(chosen: list[Selected], earlier: Sequence[figures.Recorded] = ()) -> str:
    """What the night's figures depend on besides code and date: the files in view, what they were read by (the
    contract, the council's mapping), and what was published before."""
    files = sorted(
        # the name of a lake file says by what it was read
        (
            one.delivery.la_code,
            str(one.delivery.as_at),
            outcome.feed,
            outcome.file_hash,
            outcome.status,
            outcome.lake_file,
        )
        for one in chosen
        for outcome in one.outcomes
    )
    published = [earlier[-1].chain] if earlier else []
    return hashlib.sha256(repr((outcomes.contract_version(), files, *published)).encode()).hexdigest()


def mount(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    as_of: date | None = None,
    *,
    edition_id: str | None = None,
    code_version: str = "unknown",
) -> Mounted:
    """Create schema raw in the connection's database, in one transaction; what an earlier night mounted is replaced.

    Every feed of the contract has its view with the contract's columns and types, with no rows where nothing came.
    raw.published_figures holds what editions of earlier as-of dates said, one row per figure.
    Raises `NothingDelivered`, `NotIngested` and `FiguresDamaged`.
    """
    chosen = selected(home, as_of)
    if not chosen:
        raise NothingDelivered(f"no delivery on or before {as_of}" if as_of else "nothing has been delivered")
    day = as_of or max(one.delivery.as_at for one in chosen)
    earlier = figures.before(home, day)
    inputs = inputs_hash(chosen, earlier)
    version = hashlib.sha256((inputs + code_version).encode()).hexdigest()[:8]
    edition = edition_id or f"{day}-{version}"
    connection.execute("begin")
    try:
        connection.execute("create schema if not exists raw")
        histories = _histories(chosen)
        for feed in sorted(FEEDS.values(), key=lambda feed: accumulating.looks_at_others(feed.name)):
            connection.execute(f"create or replace view raw.{feed.name} as {_view(feed, home, chosen, histories)}")
        connection.execute(
            "create or replace table raw.run "
            "(as_of date, edition_id varchar, code_version varchar, inputs_hash varchar)"
        )
        connection.execute("insert into raw.run values (?, ?, ?, ?)", [day, edition, code_version, inputs])
        kept = {
            (la_code, name): snapshots.kept(connection, one, FEEDS[name], home)
            for (la_code, name), one in histories.items()
        }
        _write_deliveries(connection, chosen, histories, kept)
        published = figures.published_query(home, earlier, day)
        connection.execute(f"create or replace view raw.published_figures as {published}")
        connection.execute("commit")
    except BaseException:
        connection.execute("rollback")
        raise
    return Mounted(day, edition, code_version, inputs, _rows(chosen, kept), len(earlier))


def _histories(chosen: list[Selected]) -> dict[tuple[str, str], History]:
    """(council, feed) → the snapshots that it is made of, where its newest delivery is a snapshot."""
    found: dict[tuple[str, str], list[tuple[bool, FileOutcome]]] = {}
    for one in sorted(chosen, key=lambda one: one.delivery.as_at):
        for outcome in one.outcomes:
            if outcome.feed in FEEDS:
                found.setdefault((outcome.la_code, outcome.feed), []).append((one.is_current, outcome))
    made = {place: snapshots.history(deliveries) for place, deliveries in found.items()}
    return {place: history for place, history in made.items() if history}


def _in_view(feed: Feed, chosen: list[Selected]) -> list[FileOutcome]:
    return [
        outcome
        for one in chosen
        if one.is_current or feed.history
        for outcome in one.outcomes
        if outcome.feed == feed.name and outcome.lake_file
    ]


def _view(feed: Feed, home: Home, chosen: list[Selected], histories: dict[tuple[str, str], History]) -> str:
    columns = ", ".join(f"{name}::{sql_type} as {name}" for name, sql_type in feed.loaded_types.items())
    accumulated = [
        one
        for (_, name), one in histories.items()
        if name == feed.name and name in accumulating.RULES and not one.is_one
    ]
    councils = {one.la_code for one in accumulated}
    in_view = [outcome for outcome in _in_view(feed, chosen) if outcome.la_code not in councils]
    files = [sql_path(home.root / outcome.lake_file) for outcome in in_view]
    parts = [
        f"select {', '.join(feed.loaded_types)} from ({one.query(feed, home)}) where fate <> '{accumulating.REMOVED}'"
        for one in accumulated
    ]
    if files or not parts:
        empty = ", ".join(f"null::{sql_type} as {name}" for name, sql_type in feed.loaded_types.items())
        # the folder names la=… and as_at=… are for people; the columns come from the file
        plain = f"select {columns} from read_parquet([{', '.join(files)}], hive_partitioning = false)"
        parts.insert(0, plain if files else f"select {empty} where false")
    return " union all ".join(parts)


def _write_deliveries(
    connection: duckdb.DuckDBPyConnection,
    chosen: list[Selected],
    histories: dict[tuple[str, str], History],
    kept: dict[tuple[str, str], Kept],
) -> None:
    connection.execute(
        "create or replace table raw.deliveries (la_code varchar, as_at date, feed varchar, status varchar, "
        "reason varchar, file_name varchar, file_hash varchar, rows_in bigint, rows_loaded bigint, "
        "rows_quarantined bigint, rows_ignored bigint, missing_columns varchar, is_current boolean, format varchar, "
        "known_from date, state_from date, known_until date, snapshots integer, rows_earlier bigint, "
        "rows_ended bigint, rows_removed bigint)"
    )
    lines = []
    for one in chosen:
        for outcome in one.outcomes:
            # files of another format stand in the reject report; here are the feeds that were made of them
            if outcome.feed not in FEEDS:
                continue
            place = outcome.la_code, outcome.feed
            of = histories.get(place) if one.is_current else None
            said = kept[place] if of else Kept(outcome.rows_loaded)
            reach = of or outcome
            lines.append((
                outcome.la_code, outcome.as_at, outcome.feed, outcome.status, outcome.reason or None,
                outcome.file_name or None, outcome.file_hash or None, outcome.rows_in, outcome.rows_loaded,
                outcome.rows_quarantined, outcome.rows_ignored, ",".join(outcome.missing_columns), one.is_current,
                outcome.format or None, reach.known_from, reach.state_from, outcome.known_until,
                len(of.snapshots) if of else None, said.in_view - outcome.rows_loaded, said.ended, said.removed,
            ))  # fmt: skip
    connection.executemany(f"insert into raw.deliveries values ({', '.join('?' * 21)})", lines)


def _rows(chosen: list[Selected], kept: dict[tuple[str, str], Kept]) -> dict[str, int]:
    """Rows of each feed's view, without running it."""
    earlier = {
        (o.la_code, o.feed): kept[o.la_code, o.feed].in_view - o.rows_loaded
        for one in chosen
        if one.is_current
        for o in one.outcomes
        if (o.la_code, o.feed) in kept
    }
    return {
        feed.name: sum(o.rows_loaded for o in _in_view(feed, chosen))
        + sum(rows for (_, name), rows in earlier.items() if name == feed.name)
        for feed in FEEDS.values()
    }
