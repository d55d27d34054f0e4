"""Dagster's own state under the home: its folder, its settings, runs that died without saying so.

Belongs here: DAGSTER_HOME and what is done with the instance before a run. Does not belong here: what a run does.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from orchestration.settings import PROJECT, Home

if TYPE_CHECKING:
    import dagster as dg

QUIET = {
    "DAGSTER_DISABLE_TELEMETRY": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DO_NOT_TRACK": "1",
}
"""Telemetry off: on a network that drops packets each attempt costs seconds."""

LEFT_BEHIND = (
    "The process of this run ended without a word (killed, or the machine stopped); marked failed at the next start."
)


def prepare_environment(home: Home) -> None:
    """Point this process and its children at the home; no telemetry, and new files closed to other users."""
    os.umask(0o077)
    os.environ.update(QUIET)
    os.environ["DAGSTER_HOME"] = str(home.dagster)


def prepare_folder(home: Home) -> None:
    """Make DAGSTER_HOME with the project's settings; an older copy of them is replaced."""
    home.make(home.root)
    home.make(home.dagster)
    template, target = PROJECT / "dagster.yaml", home.dagster / "dagster.yaml"
    if not target.exists() or target.read_bytes() != template.read_bytes():
        shutil.copyfile(template, target)


def open_instance(home: Home) -> dg.DagsterInstance:
    """The instance of this home, for use as a context manager. Call `prepare_environment` first."""
    import dagster as dg

    prepare_folder(home)
    return dg.DagsterInstance.get()


def reap(instance: dg.DagsterInstance) -> list[str]:
    """Mark runs failed that still count as running; their ids. The caller holds the lock of the home, so none lives."""
    import dagster as dg

    alive = [dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]
    left = instance.get_runs(filters=dg.RunsFilter(statuses=alive))
    for run in left:
        instance.report_run_failed(run, LEFT_BEHIND)
    return [run.run_id for run in left]
