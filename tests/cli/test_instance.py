"""Dagster's own state: runs left behind are marked, the event log is the default one but faster, alerts come once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from orchestration import alerts
from orchestration.event_storage import OneConnectionEventLogStorage
from orchestration.instance import LEFT_BEHIND, QUIET, open_instance, prepare_environment, reap
from orchestration.problems import Problem
from orchestration.settings import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    for name in ("DAGSTER_HOME", *QUIET):
        monkeypatch.setenv(name, "")
    mask = os.umask(0o022)
    found = Home(tmp_path / "home")
    prepare_environment(found)
    yield found
    os.umask(mask)


@dg.op
def nothing() -> None: ...


@dg.job
def idle() -> None:
    nothing()


def test_a_run_that_was_killed_is_marked_failed_and_a_finished_one_is_left(home: Home) -> None:
    with open_instance(home) as instance:
        done = idle.execute_in_process(instance=instance).run_id
        killed = instance.create_run_for_job(idle, status=dg.DagsterRunStatus.STARTED).run_id
        assert reap(instance) == [killed]
        assert reap(instance) == []
        status = {run.run_id: run.status for run in instance.get_runs()}
        assert status == {done: dg.DagsterRunStatus.SUCCESS, killed: dg.DagsterRunStatus.FAILURE}
        messages = [record.event_log_entry.message for record in instance.get_records_for_run(killed).records]
        assert any(LEFT_BEHIND in message for message in messages)


def test_events_are_where_dagsters_own_storage_finds_them(home: Home) -> None:
    with open_instance(home) as instance:
        assert isinstance(instance.event_log_storage, OneConnectionEventLogStorage)
        run_id = idle.execute_in_process(instance=instance).run_id
        ours = [record.event_log_entry.message for record in instance.get_records_for_run(run_id).records]
    settings = home.dagster / "dagster.yaml"
    settings.write_text("telemetry:\n  enabled: false\n", encoding="utf-8")
    with dg.DagsterInstance.get() as plain:
        assert not isinstance(plain.event_log_storage, OneConnectionEventLogStorage)
        assert [record.event_log_entry.message for record in plain.get_records_for_run(run_id).records] == ours
    assert len(ours) > 5


def test_what_the_instance_writes_is_closed_to_others_and_sends_nothing(home: Home) -> None:
    with open_instance(home) as instance:
        idle.execute_in_process(instance=instance)
        assert instance.telemetry_enabled is False
    opened = [str(path) for path in home.dagster.rglob("*") if path.stat().st_mode & 0o077]
    assert opened == []
    assert not list(home.dagster.rglob("*telemetry*"))


def test_settings_are_brought_up_to_date(home: Home) -> None:
    home.make(home.dagster)
    (home.dagster / "dagster.yaml").write_text("telemetry:\n  enabled: true\n", encoding="utf-8")
    with open_instance(home) as instance:
        assert instance.telemetry_enabled is False
        assert instance.run_monitoring_enabled


def test_an_alert_is_raised_once_and_survives_a_dead_mail_server(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(alerts.SERVER_VARIABLE, "127.0.0.1:9")
    monkeypatch.setenv(alerts.TO_VARIABLE, "data-team@example.org")
    path = alerts.raise_alert(home, "run-1", Problem("the ledger is damaged", "line 4"))
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert "the ledger is damaged" in text
    assert "could not be sent" in text
    assert alerts.raise_alert(home, "run-1", Problem("the ledger is damaged")) is None
