"""Many cases at once: two processes at most, each watched, and replaced when it dies or hangs.

Belongs here: workers, the watchdog, adding results up. Does not belong here: what a case is, printing.
"""

from __future__ import annotations

import multiprocessing as mp
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from tests.fuzz import cases, cheap, trial
from tests.fuzz.account import Trial

HANG_AFTER, STUCK_AFTER = 30.0, 600.0
"""Seconds of work that a delivery may take, and seconds in which it has to end, working or waiting: on a busy machine
two seconds of work can take a minute. A delivery of some files may take no longer than the promise gives one."""
AS_IT_IS = 50
"""One delivery of so many takes the way in as it is, with nothing paid once."""


@dataclass
class Tally:
    """What a run found. `figures`: (format, outcome) → files; `slowest`: format → seconds of the slowest delivery."""

    files: int = 0
    deliveries: int = 0
    as_it_is: int = 0
    figures: Counter[tuple[str, str]] = field(default_factory=Counter)
    reasons: dict[str, Counter[str]] = field(default_factory=dict)
    slowest: dict[str, float] = field(default_factory=dict)
    breaches: list[tuple[int, str, str]] = field(default_factory=list)

    def add(self, result: Trial, *, real: bool) -> None:
        self.deliveries += 1
        self.as_it_is += real
        for kind, outcome, reasons in result.files:
            self.files += 1
            self.figures[kind, outcome] += 1
            self.reasons.setdefault(kind, Counter()).update(reasons)
            self.slowest[kind] = max(self.slowest.get(kind, 0.0), result.seconds)
        self.breaches += [(result.number, breach, seen) for breach, seen in result.breaches.items()]


class _Worker:
    """A process that tries case after case; it says nothing between them."""

    def __init__(self, seed: int) -> None:
        self.here, there = mp.Pipe()
        self.process = mp.get_context("spawn").Process(target=_work, args=(there, seed), daemon=True)
        self.process.start()
        there.close()
        self.number: int | None = None
        self.since = 0.0
        self.worked: float | None = None

    def give(self, number: int) -> None:
        self.number, self.since, self.worked = number, time.monotonic(), None
        self.here.send(number)

    def hangs(self) -> bool:
        """Whether its delivery takes too long, by its own work and that of the processes that it started."""
        waited = time.monotonic() - self.since
        if self.number is None or waited <= HANG_AFTER:
            return False
        if self.worked is None:
            # it has had no more than half a minute of work before this first look
            self.worked = self._work()
        return waited > STUCK_AFTER or self._work() - self.worked > HANG_AFTER

    def _work(self) -> float:
        """Seconds of processor time of the process and of those that it started and that still run."""
        listed = subprocess.run(
            ["ps", "-eo", "pid=,ppid=,cputimes="], capture_output=True, text=True, check=False
        ).stdout
        family, work = {self.process.pid}, 0.0
        for pid, parent, seconds in sorted(tuple(map(int, line.split())) for line in listed.splitlines()):
            if pid in family or parent in family:
                family.add(pid)
                work += seconds
        return work

    def stop(self) -> None:
        self.process.kill()
        self.process.join()


def _work(pipe: Connection, seed: int) -> None:
    trial.quiet()
    scratch = trial.scratch()
    with cheap.way_in() as real:
        pipe.send("ready")
        while (number := pipe.recv()) is not None:
            as_it_is = is_real(number)
            with real() if as_it_is else nullcontext():
                pipe.send(trial.run(cases.make(seed, number), scratch, as_it_is=as_it_is))


def is_real(number: int) -> bool:
    return number % AS_IT_IS == 7


def run(seed: int, files: int, workers: int, tell: Callable[[Tally], None], first: int = 0) -> Tally:
    """Cases in the order of their numbers until so many files were tried, or Ctrl-C: what was found till then."""
    tally, crew = Tally(), [_Worker(seed) for _ in range(workers)]
    try:
        _run(tally, crew, seed, files, tell, first)
    except KeyboardInterrupt:
        for worker in crew:
            worker.stop()
    return tally


def _run(tally: Tally, crew: list[_Worker], seed: int, files: int, tell: Callable[[Tally], None], first: int) -> None:
    following = first
    while crew:
        ready = {worker.here: worker for worker in crew}
        for pipe in wait(list(ready), timeout=1.0):
            worker = ready[pipe]  # type: ignore[index]
            try:
                told: Any = worker.here.recv()
            except (EOFError, ConnectionResetError):
                _lost(tally, worker, "the process died")
                crew[crew.index(worker)] = _Worker(seed)
                continue
            if isinstance(told, Trial):
                tally.add(told, real=is_real(told.number))
                tell(tally)
            if tally.files >= files:
                worker.here.send(None)
                crew.remove(worker)
            else:
                worker.give(following)
                following += 1
        for worker in list(crew):
            if worker.hangs():
                _lost(tally, worker, f"a hang of more than {HANG_AFTER:.0f} s")
                crew[crew.index(worker)] = _Worker(seed)


def _lost(tally: Tally, worker: _Worker, what: str) -> None:
    worker.stop()
    if worker.number is not None:
        tally.breaches.append((worker.number, what, ""))
