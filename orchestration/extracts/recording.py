# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and numbers only
"""Adding an edition to the ledger of published figures, once it is in force.

Belongs here: which figures are written, and the writing. Does not belong here: reading the ledger (`figures`), when an
edition is added (`assets`).
"""

from __future__ import annotations

import json
import os
from contextlib import closing
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
    Raises `FiguresDamaged` and `NotWhole`.
    """
    entries = recorded(home)
    tables = _tables(edition)
    try:
        with closing(open_duckdb()) as connection, private_files():
            connection.execute("set threads = 1")  # the same rows give the same file
            edition_id, as_of, code_version = _named(connection, tables["edition"])
            newest = entries[-1] if entries else None
            if newest and (newest.edition_id == edition_id or as_of < date.fromisoformat(newest.as_of)):
                return None
            number = len(entries) + 1
            file = f"{number:05}-{edition_id}.parquet"
            own = f"'{edition_id}' as edition_id, date '{as_of}' as as_of, {number} as edition_number"
            target = home.make(home.ledger / FOLDER) / file
            rows = _write(connection, target, f"select *, {own} from ({_changed(home, entries, tables)})")
    except duckdb.Error as error:
        # the engine's own text can hold a value
        raise NotWhole(f"the marts of the edition {edition.name} cannot be read ({type(error).__name__})") from None
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


def _changed(home: Home, entries: list[Recorded], tables: dict[str, str]) -> str:
    """SELECT of key and content of the figures that differ from the last ones on the ledger."""
    same = " and ".join(f"now.{name} = last.{name}" for name in KEY)
    return f"""
        with last as materialized ({one_row_per_key(home, entries, "edition_number desc")}),
        now as materialized (
            select {", ".join(f"measure.{name}" for name in KEY)}, measure.numerator, measure.denominator,
                measure.value, measure.status, indicator.version as definition_version, score.population_vintage
            from {tables["kpi_measures"]} as measure
            inner join {tables["dim_indicator"]} as indicator on measure.indicator_code = indicator.indicator_code
            left join {tables["kpi_scorecard"]} as score
                on measure.la_code = score.la_code and measure.indicator_code = score.indicator_code
                and measure.period_end = score.period_end
            where measure.slice_type = 'all' or measure.view = indicator.headline_view
        )
        select now.* from now left join last on {same}
        where last.la_code is null or {" or ".join(f"now.{name} is distinct from last.{name}" for name in SAID)}
        union all
        select {", ".join(f"last.{name}" for name in KEY)}, null, null, null, '{WITHDRAWN}', null, null
        from last
        inner join {tables["dim_council"]} as council
            on last.la_code = council.la_code
            and last.period_end between council.first_period_end and council.last_period_end
        left join now on {same}
        where now.la_code is null and last.status <> '{WITHDRAWN}'"""


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
