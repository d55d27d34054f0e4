"""One night in this process: the job that the schedule runs, run here and now, and what came of it.

Belongs here: the order lock, prepare, reap, run, verify. Does not belong here: the steps themselves (`assets`), drawing
progress (`cli`).
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from orchestration.instance import open_instance, prepare_environment, reap
from orchestration.lock import one_run
from orchestration.problems import Exit, Problem
from orchestration.progress import tell
from orchestration.redact import problem_of
from orchestration.settings import HOME_VARIABLE, LANDING_VARIABLE, Home

if TYPE_CHECKING:
    import dagster as dg

# The console would repeat every event, and the screen at the end says what matters.
QUIET_CONSOLE = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dataclass(frozen=True)
class Outcome:
    """What a night came to: an edition, or the problem that kept one from being published."""

    run_id: str = ""
    edition: Path | None = None
    problem: Problem | None = None
    seconds: float = 0.0
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        if self.problem:
            return self.problem.exit_code
        return Exit.PUBLISHED if self.edition else Exit.UNEXPECTED


def run_night(home: Home, landing: Path, as_of: str = "") -> Outcome:
    """Run the job `nightly` on this landing folder and home. Never raises: whatever happens is in the outcome."""
    started = time.perf_counter()
    outcome = Outcome()
    try:
        prepare_environment(home)
        os.environ[HOME_VARIABLE], os.environ[LANDING_VARIABLE] = str(home.root), str(landing)
        with stop_on_signal(), one_run(home, "scorecards nightly"):
            outcome = _under_lock(home, landing, as_of)
    except KeyboardInterrupt:
        outcome = Outcome(problem=_interrupted(home))
    except Exception as error:
        outcome = Outcome(problem=problem_of(error, "nightly"))
    return Outcome(
        outcome.run_id, outcome.edition, outcome.problem, round(time.perf_counter() - started, 1), outcome.facts
    )


def _under_lock(home: Home, landing: Path, as_of: str) -> Outcome:
    tell("prepare")
    from orchestration import transform

    transform.prepare(home)
    from orchestration.definitions import JOB, build_defs
    from orchestration.resources import AS_OF_TAG, Night, parse_as_of

    night = Night(home_folder=str(home.root), landing_folder=str(landing), as_of=as_of)
    if as_of:
        parse_as_of(as_of)
    job = build_defs(night).resolve_job_def(JOB)
    with open_instance(home) as instance:
        reap(instance)
        try:
            result = job.execute_in_process(
                instance=instance,
                raise_on_error=False,
                run_config=QUIET_CONSOLE,
                tags={AS_OF_TAG: as_of} if as_of else {},
            )
        except KeyboardInterrupt:
            reap(instance)
            raise
        outcome = _outcome(home, instance, result)
        if outcome.problem and outcome.problem.exit_code != Exit.INTERRUPTED:
            from orchestration.alerts import raise_alert

            raise_alert(home, result.run_id, outcome.problem)
    return outcome


def _outcome(home: Home, instance: dg.DagsterInstance, result: dg.ExecuteInProcessResult) -> Outcome:
    from orchestration.publishing import current
    from orchestration.sensors import problem_of_run

    if not result.success:
        return Outcome(result.run_id, problem=problem_of_run(instance, result.run_id))
    facts = {
        key: getattr(value, "value", value)
        for event in result.asset_materializations_for_node("published__edition")
        for key, value in event.metadata.items()
    }
    edition = current(home)
    if edition is None or str(edition) != str(Path(str(facts.get("path", ""))).resolve()):
        problem = Problem(
            what="the run ended well, but the edition in force is not the one it made",
            where=str(home.published / "current"),
            mend="run scorecards doctor; if it finds nothing, report this as a defect",
            exit_code=Exit.PUBLISH,
        )
        return Outcome(result.run_id, problem=problem)
    return Outcome(result.run_id, edition=edition, facts=facts)


@contextmanager
def stop_on_signal() -> Iterator[None]:
    """Within this, SIGTERM stops the night as Ctrl-C does: the run is marked, the lock freed, the exit code set."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupted(home: Home) -> Problem:
    return Problem(
        what="the night was interrupted before it was done",
        where=str(home.root),
        why="Ctrl-C or a request to stop (SIGTERM)",
        mend="run it again: it starts from what was already received, and the published edition still stands",
        exit_code=Exit.INTERRUPTED,
    )
