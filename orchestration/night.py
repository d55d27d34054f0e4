"""One night in this process: the job that the schedule runs, run here and now, and what came of it.

Belongs here: the order lock, prepare, reap, run, verify. Does not belong here: the steps themselves (`assets`), drawing
progress (`cli`).
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
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
    """Run the job `nightly` on this landing folder and home. Never raises: whatever happens is in the outcome.

    An interrupted night leaves its worker thread and the lock behind, for the caller to end with the process
    (`os._exit`): every step survives being killed, and a thread in the middle of SQL cannot be asked to stop.
    """
    started = time.perf_counter()
    stack = ExitStack()
    try:
        prepare_environment(home)
        os.environ[HOME_VARIABLE], os.environ[LANDING_VARIABLE] = str(home.root), str(landing)
        stack.enter_context(one_run(home, "scorecards nightly"))
        outcome = _in_thread(lambda: _under_lock(home, landing, as_of))
    except KeyboardInterrupt:
        _mark_interrupted(home)
        _kept_by_interrupted.append(stack.pop_all())
        outcome = Outcome(problem=_interrupted(home))
    except Exception as error:
        outcome = Outcome(problem=problem_of(error, "nightly"))
    finally:
        stack.close()
    return replace(outcome, seconds=round(time.perf_counter() - started, 1))


_kept_by_interrupted: list[ExitStack] = []  # a lock that only the end of the process may free


def _in_thread(work: Callable[[], Outcome]) -> Outcome:
    """Do the work beside the main thread, which waits for signals.

    Dagster puts its own signal handlers in place on the main thread; what they raise can end up inside a destructor,
    where Python drops it, and the night would go on. On another thread it leaves signals alone.
    """
    results: list[Outcome] = []

    def body() -> None:
        try:
            results.append(work())
        except BaseException as error:
            results.append(Outcome(problem=problem_of(error, "nightly")))

    worker = threading.Thread(target=body, name="night", daemon=True)
    with stop_on_signal():
        worker.start()
        while worker.is_alive():
            worker.join(0.5)
    return results[0]


def _mark_interrupted(home: Home) -> None:
    """Say in Dagster's records that the run was stopped; the next start would otherwise call it dead (`reap`)."""
    import dagster as dg

    if not (home.dagster / "dagster.yaml").exists():
        return
    alive = [dg.DagsterRunStatus.NOT_STARTED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED]
    # the night has ended already: a mark that cannot be made must not hide why, and the next start makes it
    with suppress(Exception), open_instance(home) as instance:
        for run in instance.get_runs(filters=dg.RunsFilter(statuses=alive), limit=1):
            instance.report_run_canceled(run, "Stopped by Ctrl-C or SIGTERM.")


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
        result = job.execute_in_process(
            instance=instance,
            raise_on_error=False,
            run_config=QUIET_CONSOLE,
            tags={AS_OF_TAG: as_of} if as_of else {},
        )
        outcome = _outcome(home, instance, result)
        if outcome.problem:
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
    facts["held"] = [
        line
        for event in result.asset_materializations_for_node("ingest")
        for line in getattr(event.metadata.get("held"), "data", [])
    ]
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
def stop_on_signal(*more: signal.Signals) -> Iterator[None]:
    """Within this, SIGTERM, and `more`, stop the night as Ctrl-C does: the run is marked, the lock freed, the exit code
    set."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield  # signals are the main thread's affair
        return
    before = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGINT, *more)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupted(home: Home) -> Problem:
    return Problem(
        what="the night was interrupted before it was done",
        where=str(home.root),
        why="Ctrl-C or a request to stop (SIGTERM)",
        mend="run it again: it starts from what was already received, and the published edition still stands",
        exit_code=Exit.INTERRUPTED,
    )
