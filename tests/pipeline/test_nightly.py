"""One night after another on a council of twelve children, through the command line and Dagster's own job.

Belongs here: what a night promises as a whole (published or explained, nothing lost, nothing leaked). Does not belong
here: the figures (the oracle and dbt's unit tests) and single rooms (their own tests).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from orchestration import night, transform
from orchestration.assets import feeds
from orchestration.instance import QUIET, open_instance, prepare_environment
from orchestration.lock import holder
from orchestration.problems import Exit
from orchestration.publishing import current
from orchestration.settings import Home
from tests.pipeline.council import CANARIES, write_delivery

SCORECARDS = Path(sys.executable).parent / "scorecards"


def nightly(landing: Path, home: Home) -> subprocess.CompletedProcess[str]:
    command = [str(SCORECARDS), "nightly", "--landing", str(landing), "--home", str(home.root)]
    return subprocess.run(command, capture_output=True, text=True, timeout=400)


TYPED_BIRTH_DATE = CANARIES["birth date"][:10]


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A night sets variables and the umask of its process; the next test file must not find them."""
    for name in ("DAGSTER_HOME", *QUIET, "SCORECARDS_HOME", "SCORECARDS_LANDING", "SCORECARDS_WAREHOUSE"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    mask = os.umask(0o077)
    yield
    os.umask(mask)


@pytest.fixture(scope="module")
def landing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("landing")
    write_delivery(folder)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def first(landing: Path, home: Home) -> subprocess.CompletedProcess[str]:
    """The first night of an empty home."""
    return nightly(landing, home)


@pytest.fixture
def edition(first: subprocess.CompletedProcess[str], home: Home) -> Iterator[str]:
    """The bytes of the edition in force, as one hash; the test must leave them as they are."""
    before = hash_of(home)
    yield before
    assert hash_of(home) == before, "a night that failed has changed what is published"


def hash_of(home: Home) -> str:
    folder = current(home)
    assert folder is not None
    digest = hashlib.sha256(folder.name.encode())
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def parquet_of(home: Home) -> dict[str, bytes]:
    folder = current(home)
    assert folder is not None
    return {path.name: path.read_bytes() for path in sorted((folder / "marts").glob("*.parquet"))}


def test_the_first_night_publishes_and_says_where(first: subprocess.CompletedProcess[str], home: Home) -> None:
    assert first.returncode == 0, first.stderr
    assert "Published edition 2020-12-31-" in first.stdout
    assert str(home.published / "current" / "scorecards" / "index.html") in first.stdout
    assert (home.published / "current" / "scorecards" / "index.html").is_file()
    assert first.stderr == ""


def test_contacts_are_counted_as_on_paper(first: subprocess.CompletedProcess[str], home: Home) -> None:
    """Children 1 to 11 have a contact on the 5th: October (3, 6, 9), November (1, 4, 7, 10), December (2, 5, 8, 11).

    Of those added by hand the duplicate counts once (December), the orphan and the one without a date not at all, and
    that of the child with the odd birth date counts (December): 3, 4 and 6.
    """
    path = home.published / "current" / "marts" / "kpi_measures.parquet"
    found = duckdb.sql(
        f"""select strftime(period_end, '%m'), value from read_parquet('{path}')
        where indicator_code = 'contacts_received' and view = 'month' and slice_type = 'all'
                and period_end >= '2020-10-31' order by 1"""
    ).fetchall()
    assert found == [("10", 3.0), ("11", 4.0), ("12", 6.0)]


def test_words_are_published_and_those_that_name_a_child_are_not(
    first: subprocess.CompletedProcess[str], home: Home
) -> None:
    path = home.published / "current" / "marts" / "kpi_commentary.parquet"
    found = duckdb.sql(f"select indicator_code, analysis from read_parquet('{path}')").fetchall()
    assert found == [("contacts_received", "Fewer, as expected,\nover Christmas.")]


def test_the_run_stands_in_dagster_with_every_check_and_no_error(
    first: subprocess.CompletedProcess[str], home: Home
) -> None:
    prepare_environment(home)
    with open_instance(home) as instance:
        run = instance.get_runs()[-1]
        assert run.job_name == "nightly"
        assert run.status == dg.DagsterRunStatus.SUCCESS
        planned = instance.get_records_for_run(run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION_PLANNED)
        evaluated = instance.get_records_for_run(run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION)
        assert len(evaluated.records) == len(planned.records) > 40
        materialized = instance.get_records_for_run(run.run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION)
        contacts = next(
            event.metadata
            for record in materialized.records
            if (event := record.event_log_entry.asset_materialization)
            and event.asset_key == feeds.feed_key("ssd_contacts")
        )
        counts = {name: contacts[name].value for name in ("rows_in", "rows_quarantined", "rows_ignored", feeds.ROWS)}
        assert counts["rows_in"] == 16
        assert counts["rows_in"] == sum(counts.values()) - counts["rows_in"], "rows are lost or made"


def test_everything_but_the_editions_is_closed_to_others(first: subprocess.CompletedProcess[str], home: Home) -> None:
    private = [path for path in home.root.rglob("*") if home.published not in [path, *path.parents]]
    opened = [str(path) for path in private if not path.is_symlink() and path.stat().st_mode & 0o077]
    assert len(private) > 50
    assert opened == []


def test_no_value_of_a_row_is_anywhere_but_in_the_data(first: subprocess.CompletedProcess[str], home: Home) -> None:
    """Byte by byte over everything the night wrote but the vault, the lake and the warehouse, which hold the rows."""
    data = (home.vault, home.lake, home.warehouse.parent)
    searched = 0
    for path in home.root.rglob("*"):
        if not path.is_file() or any(folder in path.parents for folder in data):
            continue
        searched += 1
        content = path.read_bytes()
        for what, value in (*CANARIES.items(), ("birth date once typed", TYPED_BIRTH_DATE)):
            assert value.encode() not in content, f"{what} stands in {path.relative_to(home.root)}"
    for what, value in CANARIES.items():
        assert value not in first.stdout + first.stderr, f"{what} was printed"
    assert searched > 30
    received = b"".join(path.read_bytes() for path in home.vault.iterdir() if path.is_file())
    for what, value in CANARIES.items():
        assert value.encode() in received, f"{what} was never delivered, so that it is nowhere shows nothing"


def test_no_value_of_a_row_is_inside_the_compressed_marts(first: subprocess.CompletedProcess[str], home: Home) -> None:
    for path in (home.published / "current" / "marts").glob("*.parquet"):
        text = repr(duckdb.sql(f"from read_parquet('{path}')").fetchall())
        for what, value in CANARIES.items():
            assert value not in text, f"{what} stands in {path.name}"


def test_the_same_night_again_leaves_the_edition_alone(landing: Path, home: Home, edition: str) -> None:
    before = parquet_of(home)
    outcome = night.run_night(home, landing)
    assert outcome.exit_code == 0, outcome.problem
    assert outcome.facts["already_published"]
    assert parquet_of(home) == before
    assert len(before) >= 7


def test_vault_and_ledger_alone_give_the_same_bytes_in_another_home(home: Home, edition: str, tmp_path: Path) -> None:
    """The restore drill: a new machine, an empty landing folder, and only what the runbook says to back up."""
    elsewhere, nothing_new = Home(tmp_path / "other home"), tmp_path / "landing"
    nothing_new.mkdir()
    for folder in (home.vault, home.ledger):
        shutil.copytree(folder, elsewhere.root / folder.name)
    outcome = night.run_night(elsewhere, nothing_new)
    assert outcome.exit_code == 0, outcome.problem
    assert parquet_of(elsewhere) == parquet_of(home)


def test_a_night_stopped_in_its_middle_is_marked_and_harms_nothing(landing: Path, home: Home, edition: str) -> None:
    def state_of_the_warehouse() -> tuple[int, int] | None:
        # not the inode alone: a file system may give the number of the file just removed to the one just made
        found = home.warehouse.stat() if home.warehouse.exists() else None
        return (found.st_ino, found.st_mtime_ns) if found else None

    before = state_of_the_warehouse()
    command = [str(SCORECARDS), "nightly", "--landing", str(landing), "--home", str(home.root)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 120
    while state_of_the_warehouse() == before and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    process.terminate()
    _, told = process.communicate(timeout=15)
    assert process.returncode == Exit.INTERRUPTED, told
    prepare_environment(home)
    with open_instance(home) as records:
        run = records.get_runs(limit=1)[0]
        assert run.status == dg.DagsterRunStatus.CANCELED
    assert holder(home) is None


def test_a_failed_dbt_test_publishes_nothing(
    landing: Path, home: Home, edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = transform.build

    def with_a_failure(*arguments: object) -> list[transform.NodeResult]:
        results = build(*arguments)  # type: ignore[arg-type]
        number = next(index for index, result in enumerate(results) if result.is_test)
        broken = results[number]
        results[number] = transform.NodeResult(broken.unique_id, "fail", 0.1, 3, "")
        return results

    monkeypatch.setattr(transform, "build", with_a_failure)
    outcome = night.run_night(home, landing)
    assert outcome.exit_code == Exit.CHECKS
    assert outcome.problem is not None
    assert "3 failing rows" in outcome.problem.where
    assert (home.root / "alerts" / f"{outcome.run_id}.txt").is_file()


def test_tests_that_never_ran_publish_nothing(
    landing: Path, home: Home, edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = transform.build

    def models_only(*arguments: object) -> list[transform.NodeResult]:
        return [result for result in build(*arguments) if not result.is_test]  # type: ignore[arg-type]

    monkeypatch.setattr(transform, "build", models_only)
    outcome = night.run_night(home, landing)
    assert outcome.exit_code == Exit.CHECKS
    assert outcome.problem is not None
    assert "not executed" in outcome.problem.what


def test_an_error_text_with_a_value_in_it_stays_where_it_was_raised(
    landing: Path, home: Home, edition: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    canary = "QQCANARYINERROR"

    def leaky(*_: object) -> None:
        try:
            raise ValueError(f"could not convert {canary}")
        except ValueError as error:
            raise RuntimeError(f"Conversion Error: {canary}") from error

    monkeypatch.setattr(feeds.Reader, "ingest", leaky)
    outcome = night.run_night(home, landing)
    assert outcome.exit_code == Exit.UNEXPECTED
    assert outcome.problem is not None
    assert "RuntimeError (Conversion Error)" in outcome.problem.why
    printed = capfd.readouterr()
    assert canary not in printed.out + printed.err + outcome.problem.text()
    for folder in (home.dagster, home.root / "alerts", home.dbt):
        for path in folder.rglob("*"):
            assert not path.is_file() or canary.encode() not in path.read_bytes(), path


def test_a_broken_feed_costs_its_indicators_and_no_others(
    first: subprocess.CompletedProcess[str], landing: Path, tmp_path: Path
) -> None:
    broken_landing, broken_home = tmp_path / "landing", Home(tmp_path / "home")
    write_delivery(broken_landing, broken=True)
    outcome = night.run_night(broken_home, broken_landing)
    assert outcome.exit_code == 0, outcome.problem
    path = broken_home.published / "current" / "marts" / "kpi_scorecard.parquet"
    status = dict(
        duckdb.sql(
            f"""select indicator_code, status from read_parquet('{path}')
            where period_end = '2020-12-31' and indicator_code in ('contacts_received', 'referrals_started_count')"""
        ).fetchall()
    )
    assert status["contacts_received"].startswith("feed missing")
    assert status["referrals_started_count"] == "ok"


def test_a_damaged_ledger_stops_the_night_with_a_reason(landing: Path, home: Home, edition: str) -> None:
    ledger = home.ledger / "deliveries.jsonl"
    sound = ledger.read_bytes()
    ledger.write_bytes(b"{not a line}\n" + sound)
    try:
        outcome = night.run_night(home, landing)
    finally:
        ledger.write_bytes(sound)
    assert outcome.exit_code == Exit.CONTRACT
    assert outcome.problem is not None
    assert "line 1" in outcome.problem.where
