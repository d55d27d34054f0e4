"""Dagster's web server and daemon, side by side, on this machine only.

Belongs here: starting both and stopping both. Does not belong here: what they show and run (`definitions`).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from orchestration.instance import open_instance, prepare_environment, reap
from orchestration.lock import one_run
from orchestration.night import stop_on_signal
from orchestration.problems import Problem, Stop
from orchestration.redact import problem_of
from orchestration.screen import show_problem
from orchestration.settings import HOME_VARIABLE, LANDING_VARIABLE, PROJECT, Home

HOST = "127.0.0.1"
PATIENCE_SECONDS = 15


def serve(home: Home, landing: Path, port: int) -> int:
    """Serve until Ctrl-C or SIGTERM (0) or until one of the two ends by itself (its exit code, at least 1)."""
    try:
        _prepare(home, landing)
    except Exception as error:
        problem: Problem = problem_of(error, "serve")
        show_problem(problem)
        return int(problem.exit_code)
    with stop_on_signal():
        started: list[subprocess.Popen[bytes]] = []
        try:
            started = [subprocess.Popen(command, cwd=PROJECT) for command in commands(port)]
            print(f"http://{HOST}:{port} (Ctrl-C stops it)", flush=True)  # noqa: T201
            while all(process.poll() is None for process in started):
                time.sleep(0.5)
            return max(1, *(abs(process.returncode or 0) for process in started))
        except KeyboardInterrupt:
            return 0
        finally:
            stop(started)


def commands(port: int) -> list[list[str]]:
    """The two command lines; absolute, because a scheduler's PATH may lack them."""
    folder = Path(sys.executable).parent
    workspace = ["-w", str(PROJECT / "workspace.yaml")]
    return [
        [str(folder / "dagster-webserver"), "-h", HOST, "-p", str(port), *workspace],
        [str(folder / "dagster-daemon"), "run", *workspace],
    ]


def stop(started: list[subprocess.Popen[bytes]]) -> None:
    """Ask all to end, then make those end that do not."""
    for process in started:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + PATIENCE_SECONDS
    for process in started:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _prepare(home: Home, landing: Path) -> None:
    prepare_environment(home)
    os.environ[HOME_VARIABLE], os.environ[LANDING_VARIABLE] = str(home.root), str(landing)
    from orchestration import transform

    transform.prepare(home)
    with open_instance(home) as instance:
        try:
            with one_run(home, "scorecards serve, starting"):
                reap(instance)
        except Stop:
            pass  # a run is at work, so what counts as running may well be running
