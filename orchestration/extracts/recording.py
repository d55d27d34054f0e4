# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and numbers only
"""Adding an edition to the ledger of published figures, once it is in force.

Belongs here: which figures are written, and the writing. Does not belong here: reading the ledger (`figures`), when an
edition is added (`assets`).
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from orchestration.extracts.figures import (
    COLUMNS,
    FOLDER,
    INDEX,
    KEY,
    FiguresDamaged,
    Recorded,
    hash_of,
    one_row_per_key,
    recorded,
    seal,
)
from orchestration.extracts.files import append_lines, open_duckdb, private_files, sql_path, sync_folder
from orchestration.settings import Home

MANIFEST = "manifest.json"
TABLES = ("kpi_measures", "kpi_scorecard", "dim_indicator", "dim_council", "edition")
SAID = ("numerator", "denominator", "value", "status", "definition_version", "population_vintage")
WITHDRAWN = "not published"
"""Status of a figure that an edition before had and this one has not, though its month is still reported."""


class NotWhole(Exception):
    """The marts of an edition cannot be read or are not those of its manifest, so nothing of it is recorded."""


def record(home: Home, edition: Path) -> Recorded | None:
    """Add a published edition to the ledger and return its entry; None when there is nothing to add.

    Nothing is added when the edition is the last one on the ledger already, and when the ledger has a later as-of date:
    a look back is no news, and the figures of that day are on record since then. Only figures that are new or differ
    from the last published ones are written: of the whole council in every view, of its parts in the headline view.
    Raises `FiguresDamaged` (the ledger), `NotWhole` (the edition) and `OSError` (writing).
    """
    entries = recorded(home)
    tables = _tables(edition)
    with closing(open_duckdb()) as connection, private_files():
        connection.execute("set threads = 1")  # the same rows give the same file
        with _failing_as(NotWhole(f"the marts of the edition {edition.name} cannot be read")):
            edition_id, as_of, code_version = _named(connection, tables["edition"])
            newest = entries[-1] if entries else None
            if newest and (newest.edition_id == edition_id or as_of < date.fromisoformat(newest.as_of)):
                return None
            connection.execute(f"create temp table now as {_figures(tables)}")
            connection.execute(f"create temp table council as from {tables['dim_council']}")
        with _failing_as(FiguresDamaged(f"a file of ledger/{FOLDER} cannot be read")):
            connection.execute(f"create temp table last as {one_row_per_key(home, entries, 'edition_number desc')}")
        number = len(entries) + 1
        file = f"{number:05}-{edition_id}.parquet"
        own = f"'{edition_id}' as edition_id, date '{as_of}' as as_of, {number} as edition_number"
        target = home.make(home.ledger / FOLDER) / file
        with _failing_as(OSError(errno.EIO, f"a file of ledger/{FOLDER} cannot be written")):
            rows = _write(connection, target, f"select *, {own} from ({CHANGED})")
    entry = Recorded(number, edition_id, as_of.isoformat(), code_version, file, hash_of(target), rows)
    entry = replace(entry, chain=seal(entries, entry))
    with private_files():
        append_lines(home.ledger / INDEX, json.dumps(asdict(entry)) + "\n")
    sync_folder(home.ledger)
    return entry


def _tables(edition: Path) -> dict[str, str]:
    """Table → SQL that reads it, of an edition whose files are the ones that its manifest lists."""
    files = {table: edition / "marts" / f"{table}.parquet" for table in TABLES}
    try:
        listed: dict[str, Any] = json.loads((edition / MANIFEST).read_text(encoding="utf-8"))["files"]
        whole = all(hash_of(file) == listed[f"marts/{table}.parquet"]["sha256"] for table, file in files.items())
    except (OSError, ValueError, KeyError, TypeError):
        whole = False
    if not whole:
        raise NotWhole(f"the marts of the edition {edition.name} are not those of its manifest")
    return {table: f"read_parquet({sql_path(file)})" for table, file in files.items()}


def _named(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[str, date, str]:
    found = connection.execute(f"select edition_id, as_of, code_version from {table}").fetchone()
    if found is None:
        raise NotWhole("the edition does not say which one it is")
    return str(found[0]), found[1], str(found[2])


def _figures(tables: dict[str, str]) -> str:
    """SELECT of what the edition says, key and content: its headline view with all parts, the others as a whole."""
    return f"""
        select {", ".join(f"measure.{name}" for name in KEY)}, measure.numerator, measure.denominator,
            measure.value, measure.status, indicator.version as definition_version, score.population_vintage
        from {tables["kpi_measures"]} as measure
        inner join {tables["dim_indicator"]} as indicator on measure.indicator_code = indicator.indicator_code
        left join {tables["kpi_scorecard"]} as score
            on measure.la_code = score.la_code and measure.indicator_code = score.indicator_code
            and measure.period_end = score.period_end
        where measure.slice_type = 'all' or measure.view = indicator.headline_view"""


_SAME = " and ".join(f"now.{name} = last.{name}" for name in KEY)
CHANGED = f"""
    select now.* from now left join last on {_SAME}
    where last.la_code is null or {" or ".join(f"now.{name} is distinct from last.{name}" for name in SAID)}
    union all
    select {", ".join(f"last.{name}" for name in KEY)}, null, null, null, '{WITHDRAWN}', null, null
    from last
    inner join council
        on last.la_code = council.la_code
        and last.period_end between council.first_period_end and council.last_period_end
    left join now on {_SAME}
    where now.la_code is null and last.status <> '{WITHDRAWN}'"""
"""SELECT of key and content of the figures (`now`) that differ from the last ones on the ledger (`last`)."""


@contextmanager
def _failing_as(error: Exception) -> Iterator[None]:
    """An error of the engine leaves as this one; the engine's own text can hold a value."""
    try:
        yield
    except duckdb.Error as cause:
        error.args = (*error.args[:-1], f"{error.args[-1]} ({type(cause).__name__})")
        raise error from None


def _write(connection: duckdb.DuckDBPyConnection, target: Path, query: str) -> int:
    """Write the file beside its place, make it durable, then put it there; return its rows. What a killed night left
    under the name is not on the index, and is replaced."""
    partial = target.with_name(f".{target.name}.partial")
    columns = ", ".join(f"{name}::{kind} as {name}" for name, kind in COLUMNS.items())
    done = connection.execute(
        f"copy (select {columns} from ({query}) order by {', '.join(KEY)}) "
        f"to {sql_path(partial)} (format parquet, compression zstd)"
    ).fetchone()
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(target)
    sync_folder(target.parent)
    return int(done[0]) if done else 0
