"""The edition as its readers meet it: whole or absent, the same bytes for the same figures, nothing child-level."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from orchestration.publishing import PublishError, current, last_good, publish
from orchestration.publishing.promise import MARTS, MEASURE_COLUMNS, check_shape
from orchestration.settings import PROJECT, Home
from tests.publishing.marts_fixture import write_warehouse

STEPS = ["clear", "marts", "scorecards", "manifest", "rename", "switch"]


def files_of(edition: Path) -> dict[str, str]:
    manifest = json.loads((edition / "manifest.json").read_text())
    return {name: entry["sha256"] for name, entry in manifest["files"].items() if not name.endswith(".duckdb")}


def change_a_figure(rows: dict) -> dict:
    rows["kpi_measures"][0]["numerator"] += 1
    rows["edition"][0]["edition_id"] = "2021-01-31-def456"
    return rows


def test_an_edition_holds_exactly_the_promised_marts(home: Home, warehouse: Callable) -> None:
    warehouse()
    done = publish(home)
    assert current(home) == done.path == last_good(home)
    with duckdb.connect(str(done.path / "marts" / "scorecards.duckdb"), read_only=True) as con:
        tables = con.execute("select schema_name || '.' || table_name from duckdb_tables() order by 1").fetchall()
        columns = [row[0] for row in con.execute("describe marts.kpi_measures").fetchall()]
        counts = {name: con.execute(f"select count(*) from marts.{name}").fetchone()[0] for name in MARTS}
    assert [name for (name,) in tables] == sorted(f"marts.{name}" for name in MARTS)
    assert columns == list(MEASURE_COLUMNS) == pq.read_schema(done.path / "marts" / "kpi_measures.parquet").names
    assert counts == done.rows
    for name, rows in counts.items():
        assert pq.read_metadata(done.path / "marts" / f"{name}.parquet").num_rows == rows


def test_the_manifest_names_the_edition_and_every_file(home: Home, warehouse: Callable) -> None:
    warehouse()
    edition = publish(home).path
    manifest = json.loads((edition / "manifest.json").read_text())
    assert manifest["edition_id"] == edition.name
    assert (manifest["as_of"], manifest["code_version"], manifest["inputs_hash"]) == ("2020-12-31", "0.1.0", "abc123")
    assert set(manifest["files"]) | {"manifest.json"} == {
        path.relative_to(edition).as_posix() for path in edition.rglob("*") if path.is_file()
    }


def test_the_duckdb_file_is_in_the_old_format_and_keeps_its_descriptions(home: Home, warehouse: Callable) -> None:
    warehouse()
    file = publish(home).path / "marts" / "marts.duckdb"
    # Bytes 12 to 20 of a DuckDB file hold its storage version; 64 is the first that every 1.x release reads.
    assert int.from_bytes(file.read_bytes()[12:20], "little") == 64
    assert not file.with_name("marts.duckdb.wal").exists()
    with duckdb.connect(str(file), read_only=True) as con:
        column = con.execute("select comment from duckdb_columns() where column_name = 'value' and comment is not null")
        assert column.fetchall() == [("The figure, unrounded; it's a percentage times 100",)]
        table = con.execute("select comment from duckdb_tables() where comment is not null").fetchall()
        assert table == [("One row per council, indicator, month, view and slice.",)]


def test_the_same_marts_give_the_same_bytes(tmp_path: Path, warehouse: Callable, home: Home) -> None:
    rows = warehouse()
    first = files_of(publish(home).path)
    other = Home(tmp_path / "other")
    other.warehouse.parent.mkdir(parents=True)
    rows["kpi_measures"].reverse()
    write_warehouse(other.warehouse, rows)
    assert files_of(publish(other).path) == first


def test_publishing_the_same_edition_again_keeps_it(home: Home, warehouse: Callable) -> None:
    warehouse()
    first = publish(home)
    before = (first.path / "manifest.json").stat().st_mtime_ns
    again = publish(home)
    assert again.kept
    assert not first.kept
    assert again.path == first.path
    assert (first.path / "manifest.json").stat().st_mtime_ns == before


def test_an_edition_whose_figures_differ_stands_beside_the_old_one(home: Home, warehouse: Callable) -> None:
    rows = warehouse()
    first = publish(home)
    before = files_of(first.path)
    rows["kpi_measures"][0]["numerator"] += 1
    warehouse(rows)
    second = publish(home)
    assert current(home) == second.path != first.path
    assert files_of(first.path) == before != files_of(second.path)


@pytest.mark.parametrize("step", STEPS)
def test_a_failure_at_any_step_leaves_the_old_edition_in_force(home: Home, warehouse: Callable, step: str) -> None:
    rows = warehouse()
    old = publish(home).path
    before = files_of(old)
    warehouse(change_a_figure(rows))

    def fail(name: str) -> None:
        if name == step:
            raise RuntimeError(name)

    with pytest.raises(RuntimeError):
        publish(home, fail)
    assert current(home) == old
    assert files_of(old) == before
    assert last_good(home) == old
    done = publish(home)
    assert current(home) == done.path != old
    assert not [path for path in home.published.iterdir() if path.name.startswith(".")]


KILLED = """
import os, signal, sys
from pathlib import Path
from orchestration.publishing import publish
from orchestration.settings import Home
publish(Home(Path(sys.argv[1])), lambda step: os.kill(os.getpid(), signal.SIGKILL) if step == sys.argv[2] else None)
"""


@pytest.mark.parametrize("step", STEPS[1:])
def test_a_killed_run_leaves_the_old_edition_in_force(home: Home, warehouse: Callable, step: str) -> None:
    rows = warehouse()
    old = publish(home).path
    warehouse(change_a_figure(rows))
    killed = subprocess.run([sys.executable, "-c", KILLED, str(home.root), step], cwd=PROJECT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert current(home) == old == last_good(home)
    done = publish(home)
    assert current(home) == done.path
    assert done.edition_id == "2021-01-31-def456"
    assert not [path for path in home.published.iterdir() if path.name.startswith(".")]


def test_a_reader_never_sees_half_an_edition(home: Home, warehouse: Callable) -> None:
    rows = warehouse()
    publish(home)
    finished, reads, torn = threading.Event(), [], []

    def read() -> None:
        while not finished.is_set():
            folder = (home.published / "current").resolve()
            named = json.loads((folder / "manifest.json").read_text())["edition_id"]
            page = (folder / "scorecards" / "index.html").read_text()
            reads.append(named)
            if f"Edition {named}" not in page:
                torn.append(named)
            time.sleep(0.002)  # leave the publisher its share of the interpreter

    reader = threading.Thread(target=read)
    reader.start()
    for night in range(3):
        rows["edition"][0]["edition_id"] = f"night-{night}"
        warehouse(rows)
        publish(home)
    finished.set()
    reader.join()
    assert reads
    assert not torn
    assert set(reads) <= {"2020-12-31-abc123", *(f"night-{night}" for night in range(3))}


def test_a_damaged_edition_is_not_the_last_good_one(home: Home, warehouse: Callable) -> None:
    rows = warehouse()
    old = publish(home).path
    warehouse(change_a_figure(rows))
    new = publish(home).path
    page = new / "scorecards" / "index.html"
    page.write_text(page.read_text() + " ")
    assert current(home) == new
    assert last_good(home) == old


def test_published_files_are_open_to_readers_whatever_the_umask(home: Home, warehouse: Callable) -> None:
    before = os.umask(0o077)
    try:
        warehouse()
        edition = publish(home).path
    finally:
        os.umask(before)
    for path in [home.published, edition, *edition.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path.name


def test_nothing_of_another_schema_is_published(home: Home, warehouse: Callable) -> None:
    warehouse()
    edition = publish(home).path
    for path in edition.rglob("*"):
        assert path.is_dir() or b"CANARY" not in path.read_bytes()


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("create table marts.fct_contact as select 1 as x", "may not be published: fct_contact"),
        ("create view marts.secret as select * from facts.fct_contact", "may not be published: secret"),
        ("drop table marts.dim_month", "lacks dim_month"),
        ("alter table marts.kpi_scorecard add column person_id varchar", "looks child-level: person_id"),
        ("alter table marts.kpi_measures add column note varchar", "exactly the columns"),
        ("alter table marts.kpi_scorecard alter rating type blob", "has type BLOB"),
        ("insert into marts.kpi_measures select * from marts.kpi_measures limit 1", "keys"),
        ("insert into marts.edition select * from marts.edition", "rows but 1 keys"),
        ("delete from marts.edition", "must hold one row"),
        ("update marts.edition set edition_id = '../../etc'", "not usable as a folder name"),
        ("update marts.dim_council set la_code = '../x'", "not usable as a file name"),
    ],
)
def test_a_mart_that_breaks_the_promise_is_refused(
    home: Home, warehouse: Callable, statement: str, message: str
) -> None:
    warehouse()
    with duckdb.connect(str(home.warehouse)) as con:
        con.execute(statement)
    with pytest.raises(PublishError, match=message):
        publish(home)
    assert current(home) is None
    assert last_good(home) is None


def test_the_warehouse_that_is_not_there_is_named(home: Home) -> None:
    with pytest.raises(PublishError, match="no warehouse"):
        publish(home)


@pytest.mark.parametrize("name", ["person_id", "pers_person_id", "cont_contact_id", "child_key", "pers_dob", "upn"])
def test_a_child_level_name_is_recognised(name: str) -> None:
    with pytest.raises(PublishError, match="child-level"):
        check_shape("edition", [("edition_id", "VARCHAR"), (name, "VARCHAR")])
