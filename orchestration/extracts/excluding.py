# ruff: noqa: S608 - the statements are put together from declared names and quoted text only
"""Rows of test children and ghost workers are set aside by name of reason, with everything that hangs on them.

Belongs here: marking them as ignored, before any rule looks at them. Does not belong here: whom the list names
(`contracts.excluded`).
"""

from __future__ import annotations

from functools import cache

import duckdb

from orchestration.contracts.excluded import excluded_of
from orchestration.contracts.feeds import FEEDS
from orchestration.contracts.shape import Feed
from orchestration.extracts.files import sql_text

REASON = "test record"
_KEYS = "excluded_keys"


def exclude(connection: duckdb.DuckDBPyConnection, feed: Feed, la_code: str, rows: str, ignored: str) -> None:
    """Add to `ignored` (source_row, reason) the rows of `rows` whose child or worker the council's list names.

    A row that names nobody but hangs on such a record (a visit on its plan) goes with it; the keys of a delivery's
    records are kept on the connection for that.
    """
    wanted = [one.holds(feed.person, la_code) for one in excluded_of(la_code, "child") if feed.person]
    if feed.name == "ssd_person":
        wanted = [one.holds(feed.key[0], la_code) for one in excluded_of(la_code, "child")]
    if feed.worker:
        wanted += [one.holds(feed.worker, la_code) for one in excluded_of(la_code, "worker")]
    connection.execute(f"create table if not exists {_KEYS} (feed varchar, key_column varchar, key varchar)")
    through = feed.through
    if through:
        keys = f"select key from {_KEYS} where feed = {sql_text(through.feed)} and key_column = {sql_text(through.key)}"
        wanted.append(f"{through.column} in ({keys})")
    if not wanted:
        return
    meant = f"from {rows} where coalesce({' or '.join(wanted)}, false)"
    new = f"and source_row not in (select source_row from {ignored})"
    connection.execute(f"insert into {ignored} select source_row, {sql_text(REASON)} {meant} {new}")
    for column in _followed()[feed.name]:
        connection.execute(
            f"insert into {_KEYS} select {sql_text(feed.name)}, {sql_text(column)}, {column} {meant} "
            f"and {column} is not null"
        )


@cache
def _followed() -> dict[str, list[str]]:
    """Feed → the columns by which rows of other feeds hang on its rows."""
    found: dict[str, set[str]] = {name: set() for name in FEEDS}
    for feed in FEEDS.values():
        if feed.through:
            found[feed.through.feed].add(feed.through.key)
    return {name: sorted(columns) for name, columns in found.items()}
