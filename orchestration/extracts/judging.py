# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and hashes only
"""Typed rows → loaded, quarantined, ignored: which row breaks which rule in which column.

Belongs here: running the contract's rules over one file in DuckDB (row rules and references in one scan, the key among
what survives) and keeping the account of rows. Does not belong here: the rules themselves (`contracts.rules`), writing
files. Nothing here fetches a value: rows are known by their number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from orchestration.contracts.rules import TEXT_SUFFIX, typing_rules
from orchestration.contracts.schemas import loaded_rules, noted_rules
from orchestration.contracts.shape import Feed
from orchestration.extracts.excluding import exclude
from orchestration.extracts.files import sql_text
from orchestration.extracts.reading import Reading
from orchestration.extracts.sense import against_sense
from orchestration.extracts.typed import TYPED_TABLE

FAULTS_TABLE = "faults"
IGNORED_TABLE = "ignored_rows"
LOADED_TABLE = "loaded_rows"
_FLAGS_TABLE = "flags"
COPY = "exact duplicate"

Accepted = Mapping[str, ir.Table]


@dataclass
class Verdict:
    """Counts of one file: `rules` rule → faults (a row can have several), `ignored` reason → rows, `noted` → rows."""

    loaded: int = 0
    quarantined: int = 0
    rules: dict[str, int] = field(default_factory=dict)
    ignored: dict[str, int] = field(default_factory=dict)
    noted: dict[str, int] = field(default_factory=dict)


def judge(
    connection: duckdb.DuckDBPyConnection, feed: Feed, accepted: Accepted, la_code: str, *, has_key: bool
) -> Verdict:
    """Judge `typed_rows` and leave `loaded_rows`, `faults` (source_row, column_name, rule) and `ignored_rows`.

    A broken row is quarantined before its key is looked at, so that the sound row of a pair with one key is the one
    that loads; of two sound ones the first in the file loads.
    """
    connection.execute(
        f"create or replace table {FAULTS_TABLE} (source_row bigint, column_name varchar, rule varchar);"
        f"create or replace table {IGNORED_TABLE} (source_row bigint, reason varchar)"
    )
    backend = ibis.duckdb.from_connection(connection)
    _ignore_other_councils(connection, feed, la_code)
    _resolve(connection, feed, accepted)
    exclude(connection, feed, la_code, TYPED_TABLE, IGNORED_TABLE)
    flagged = _flag(connection, _flags(backend, feed, accepted, has_key=has_key))
    _judge_key(connection, feed, has_key=has_key)
    _load(connection)
    # a note is of rows that load all the same
    found_noted = _noted(connection, flagged)
    found_noted |= _spelt_alike(connection, feed)
    found_noted |= _unchecked(feed, accepted, connection)
    found_noted |= against_sense(connection, feed, LOADED_TABLE, accepted)
    return _account(connection, found_noted)


def add_broken(connection: duckdb.DuckDBPyConnection, reading: Reading) -> None:
    """Records that could not be rows join the faults, with their place instead of a column."""
    if not reading.broken:
        return
    rows, rules = zip(*reading.broken, strict=True)
    places = pa.array([reading.places.get(row) for row in rows], pa.string())
    connection.register("arriving", pa.table({"row": pa.array(rows, pa.int64()), "place": places, "rule": rules}))
    connection.execute(f"insert into {FAULTS_TABLE} from arriving")
    connection.unregister("arriving")


def _ignore_other_councils(connection: duckdb.DuckDBPyConnection, feed: Feed, la_code: str) -> None:
    if feed.own_council:
        connection.execute(
            f"insert into {IGNORED_TABLE} select source_row, 'other council' from {TYPED_TABLE} "
            f"where {feed.own_council} <> ?",
            [la_code],
        )


def _resolve(connection: duckdb.DuckDBPyConnection, feed: Feed, accepted: Accepted) -> None:
    """Fill what the row leaves empty from its parent. A parent id that stands twice (a period has many episodes)
    gives its greatest value, which is one and the same when the extract is sound."""
    through = feed.through
    if through is None or through.feed not in accepted:
        return
    parent = f"{through.feed}_kept"
    gives = ", ".join(f"max({theirs}) as {theirs}" for _, theirs in through.gives)
    replaced = ", ".join(f"coalesce(t.{own}, p.{theirs}) as {own}" for own, theirs in through.gives)
    connection.execute(
        f"create or replace table {TYPED_TABLE} as select t.* replace ({replaced}) from {TYPED_TABLE} t left join "
        f"(select {through.key}, {gives} from {parent} group by {through.key}) p "
        f"on t.{through.column} = p.{through.key}"
    )


def _flags(
    backend: ibis.backends.duckdb.Backend, feed: Feed, accepted: Accepted, *, has_key: bool
) -> tuple[list[tuple[str, str]], list[tuple[str, str]], str]:
    """(rule, column) of what is judged and of what is only noted, and the SELECT that yields source_row and a flag for
    each (r0, r1, …, n0, …) of the rows that break any. It depends on the declaration and on which parents are there,
    on nothing that a file holds."""
    table = backend.table(TYPED_TABLE)
    rules = [*typing_rules(feed), *loaded_rules(feed, accepted, has_key=has_key)]
    judged = [(rule.name, column, holds) for rule in rules for column, holds in rule.holds(table).items()]
    notes = noted_rules(feed, accepted)
    told = [(note.name, column, holds) for note in notes for column, holds in note.holds(table).items()]
    columns = {f"r{i}": ~holds for i, (_, _, holds) in enumerate(judged)}
    columns |= {f"n{i}": ~holds for i, (_, _, holds) in enumerate(told)}
    query = ""
    if columns:
        flags = table.filter(ibis.or_(*columns.values())).select(source_row=table.source_row, **columns)
        query = str(backend.compile(flags))
    return [(rule, column) for rule, column, _ in judged], [(note, column) for note, column, _ in told], query


def _flag(
    connection: duckdb.DuckDBPyConnection, flags: tuple[list[tuple[str, str]], list[tuple[str, str]], str]
) -> dict[str, str]:
    """Evaluate every rule in one scan and list faults as rows; returns the notes that any row has, rule:column → its
    column of `flags`."""
    judged, told, query = flags
    if not query:
        return {}
    columns = [*(f"r{i}" for i in range(len(judged))), *(f"n{i}" for i in range(len(told)))]
    connection.execute(f"create or replace table {_FLAGS_TABLE} as {query}")
    totals = connection.execute(
        f"select {', '.join(f'count(*) filter (where {name})' for name in columns)} from {_FLAGS_TABLE}"
    ).fetchone()
    counts = dict(zip(columns, totals or (), strict=True))
    for i, (rule, column) in enumerate(judged):
        if counts[f"r{i}"]:
            connection.execute(
                f"insert into {FAULTS_TABLE} select source_row, {sql_text(column)}, {sql_text(rule)} "
                f"from {_FLAGS_TABLE} where r{i} and source_row not in (select source_row from {IGNORED_TABLE})"
            )
    return {f"{note}:{column}": f"n{i}" for i, (note, column) in enumerate(told) if counts[f"n{i}"]}


def _noted(connection: duckdb.DuckDBPyConnection, flagged: dict[str, str]) -> dict[str, int]:
    """rule:column → loaded rows of which it is noted."""
    if not flagged:
        return {}
    counts = ", ".join(f"count(*) filter (where {name})" for name in flagged.values())
    found = connection.execute(
        f"select {counts} from {_FLAGS_TABLE} where source_row in (select source_row from {LOADED_TABLE})"
    ).fetchone()
    return {note: rows for note, rows in zip(flagged, found or (), strict=True) if rows}


def _spelt_alike(connection: duckdb.DuckDBPyConnection, feed: Feed) -> dict[str, int]:
    """Rows of children whose ids differ in case or marks alone. They stay two children: only people can say."""
    if feed.name != "ssd_person":
        return {}
    # ids in capitals and figures are alike only when they are the same
    if not _one(connection, f"select count(*) from {LOADED_TABLE} where regexp_matches(pers_person_id, '[^A-Z0-9]')"):
        return {}
    bare = "regexp_replace(upper(pers_person_id), '[^A-Z0-9]', '', 'g')"
    rows = _one(
        connection,
        f"select coalesce(sum(times), 0) from (select count(*) as times from {LOADED_TABLE} "
        f"where {bare} <> '' group by {bare} having count(distinct pers_person_id) > 1)",
    )
    return {"key.alike:pers_person_id": rows} if rows else {}


def _judge_key(connection: duckdb.DuckDBPyConnection, feed: Feed, *, has_key: bool) -> None:
    """Rows that repeat an earlier sound row: the same in every loaded column → ignored, otherwise → quarantined."""
    own = [column.name for column in feed.columns if column.name != feed.own_council]
    key = list(feed.key) if has_key else own
    names = ", ".join(key)
    sound = (
        f"select * from {TYPED_TABLE} where source_row not in (select source_row from {FAULTS_TABLE}) "
        f"and source_row not in (select source_row from {IGNORED_TABLE})"
    )
    repeated = connection.execute(f"select 1 from ({sound}) group by {names} having count(*) > 1 limit 1").fetchone()
    if repeated is None:
        return
    connection.execute(
        f"create or replace temp table repeats as select source_row, "
        f"row_number() over (partition by {', '.join(own)} order by source_row) > 1 as is_copy "
        f"from ({sound}) qualify row_number() over (partition by {names} order by source_row) > 1"
    )
    connection.execute(f"insert into {IGNORED_TABLE} select source_row, '{COPY}' from repeats where is_copy")
    connection.execute(
        f"insert into {FAULTS_TABLE} select source_row, {sql_text(feed.key[0])}, 'key.unique' "
        f"from repeats where not is_copy"
    )


def _load(connection: duckdb.DuckDBPyConnection) -> None:
    """What survives becomes `loaded_rows` where it stands: a copy took a twentieth of a large file's time (November
    2026)."""
    lost = f"select source_row from {FAULTS_TABLE} union all select source_row from {IGNORED_TABLE}"
    connection.execute(f"delete from {TYPED_TABLE} where source_row in ({lost})")
    described = connection.execute(f"describe {TYPED_TABLE}").fetchall()
    for name in (row[0] for row in described if row[0].endswith(TEXT_SUFFIX)):
        connection.execute(f"alter table {TYPED_TABLE} drop column {name}")
    connection.execute(f"drop table if exists {LOADED_TABLE}; alter table {TYPED_TABLE} rename to {LOADED_TABLE}")


def _account(connection: duckdb.DuckDBPyConnection, found_noted: dict[str, int]) -> Verdict:
    verdict = Verdict(noted=found_noted)
    verdict.loaded = _one(connection, f"select count(*) from {LOADED_TABLE}")
    verdict.quarantined = _one(connection, f"select count(distinct source_row) from {FAULTS_TABLE}")
    verdict.rules = _counted(connection, f"select rule, count(*) from {FAULTS_TABLE} group by rule order by rule")
    verdict.ignored = _counted(
        connection, f"select reason, count(*) from {IGNORED_TABLE} group by reason order by reason"
    )
    return verdict


def _unchecked(feed: Feed, accepted: Accepted, connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """References that no delivered feed could confirm, counted so that nobody takes them for checked."""
    parents = {feed.person: "ssd_person"} if feed.person else {}
    if feed.through:
        parents[feed.through.column] = feed.through.feed
    rows = _one(connection, f"select count(*) from {LOADED_TABLE}")
    return {
        f"reference.unchecked:{column}": rows for column, parent in parents.items() if parent not in accepted and rows
    }


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _counted(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, int]:
    return {str(name): int(count) for name, count in connection.execute(query).fetchall()}
