"""What starts a run or an alert by watching: the landing folder, and runs that fail.

Belongs here: Dagster sensors. Does not belong here: when a delivery is whole (`extracts.landing`) and what an alert
says (`alerts`).
"""

# no postponed annotations here: Dagster reads the type of `context` from the function itself

import hashlib
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from orchestration.alerts import raise_alert
from orchestration.extracts.folders import is_settled
from orchestration.problems import Problem
from orchestration.resources import Night

QUIET_SECONDS = 120
"""A delivery counts as whole when nothing in its folder was touched for this long."""

LOOK_EVERY_SECONDS = 60


def landing_sensor(job_name: str) -> dg.SensorDefinition:
    @dg.sensor(
        name="landing_folder",
        job_name=job_name,
        minimum_interval_seconds=LOOK_EVERY_SECONDS,
        default_status=dg.DefaultSensorStatus.STOPPED,
        description=(
            "Starts the night when a whole delivery has come to rest in the landing folder. Off unless switched on: the"
            " schedule takes new deliveries anyway."
        ),
    )
    def landing_folder(context: dg.SensorEvaluationContext, night: Night) -> dg.RunRequest | dg.SkipReason:
        seen = at_a_glance(delivery_folders(night.landing))
        if seen == context.cursor:
            return dg.SkipReason("nothing has changed since the last look that asked for a run")
        found = look(night.landing)
        if isinstance(found, dg.RunRequest):
            context.update_cursor(seen)
        return found

    return landing_folder


def look(landing: Path) -> dg.RunRequest | dg.SkipReason:
    """Ask for a run when every delivery folder has come to rest, keyed by what lies there, so that it is asked once."""
    folders = delivery_folders(landing)
    if not folders:
        return dg.SkipReason("no delivery in the landing folder")
    restless = [folder for folder in folders if not is_settled(folder, QUIET_SECONDS)]
    if restless:
        names = ", ".join(f"{folder.parent.name}/{folder.name}" for folder in restless)
        return dg.SkipReason(f"still being written, or empty: {names}")
    return dg.RunRequest(run_key=fingerprint(folders))


def delivery_folders(landing: Path) -> list[Path]:
    if not landing.is_dir():
        return []
    return sorted(path for path in landing.glob("[0-9][0-9][0-9]/????-??-??") if path.is_dir())


def fingerprint(folders: list[Path]) -> str:
    """Changes when any file's content does: SHA-256 over the name and the content of every file, in order."""
    digest = hashlib.sha256()
    for folder, file in _files(folders):
        with file.open("rb") as content:
            inner = hashlib.file_digest(content, "sha256").hexdigest()
        digest.update(f"{folder.parent.name}/{folder.name}/{file.relative_to(folder)} {inner}\n".encode())
    return digest.hexdigest()


def at_a_glance(folders: list[Path]) -> str:
    """As `fingerprint`, from names, sizes and times of change: cheap enough for every minute."""
    digest = hashlib.sha256()
    for _, file in _files(folders):
        found = file.stat()
        digest.update(f"{file} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _files(folders: list[Path]) -> Iterator[tuple[Path, Path]]:
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not file.is_symlink():
                yield folder, file


def failure_sensor() -> dg.SensorDefinition:
    @dg.run_failure_sensor(
        name="failed_night",
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Writes an alert under the home for each failed night, and sends it when a mail server is set.",
    )
    def failed_night(context: dg.RunFailureSensorContext, night: Night) -> None:
        run = context.dagster_run
        raise_alert(night.home, run.run_id, problem_of_run(context.instance, run.run_id))

    return failed_night


def problem_of_run(instance: dg.DagsterInstance, run_id: str) -> Problem:
    """Why a recorded run failed: the problem that its first failed step left, else that it ended without one."""
    records = instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.STEP_FAILURE).records
    for record in records:
        data = record.event_log_entry.get_dagster_event().step_failure_data
        if data.user_failure_data and "what" in data.user_failure_data.metadata:
            return Problem.from_metadata(dict(data.user_failure_data.metadata))
        if data.error:
            return Problem(
                what=f"step {record.event_log_entry.step_key} failed outside its own work",
                where=f"run {run_id}",
                why=f"{data.error.cls_name}; the text is in the run's page",
                mend="run scorecards doctor; if it finds nothing, report this as a defect",
            )
    return Problem(
        what="the run failed before a step could say why",
        where=f"run {run_id}",
        why="it was interrupted, killed, or could not start",
        mend="run scorecards doctor, then scorecards nightly",
    )
