"""Many cases at once: two processes at most, each watched, and replaced when it dies or hangs.

Belongs here: workers, the watchdog, adding results up. Does not belong here: what a case is, how much work it took
(`trial` counts that where a delivery ends; the watchdog ends those that do not), printing.
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

IDLE_AFTER, STUCK_AFTER, LOOK_EVERY = 30.0, 600.0, 1.0
"""Seconds in which a delivery may do nothing, seconds in which it has to end, and seconds between two looks at it.
Waiting for a processor is not doing nothing: on a busy machine two seconds of work can take a minute."""
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
        self.since = self.looked = 0.0
        self.looks: list[tuple[int, bool]] = []

    def give(self, number: int) -> None:
        self.number, self.since, self.looks = number, time.monotonic(), []
        self.here.send(number)

    def hangs(self) -> str:
        """Why its delivery is ended, by what it and the processes that it started do; nothing while it may go on."""
        now = time.monotonic()
        if self.number is None or now - max(self.since, self.looked) <= LOOK_EVERY or self.process.pid is None:
            return ""
        self.looked = now
        self.looks.append(look(self.process.pid))
        # the first look sees what was worked before this delivery too
        if self.looks[-1][0] - self.looks[0][0] > trial.HANG_AFTER:
            return f"a hang of more than {trial.HANG_AFTER:.0f} s of work"
        # a look stands for the second before it
        enough = round(IDLE_AFTER / LOOK_EVERY) + 1
        last = self.looks[-enough:]
        if len(last) == enough and len(set(last)) == 1 and last[0][1]:
            return f"a hang of more than {IDLE_AFTER:.0f} s in which nothing was done"
        return f"a hang of more than {STUCK_AFTER:.0f} s" if now - self.since > STUCK_AFTER else ""

    def stop(self) -> None:
        self.process.kill()
        self.process.join()


def look(pid: int) -> tuple[int, bool]:
    """Seconds of processor time of a process and of those that it started and that still run, and whether none of them
    works, waits for a processor or waits for a disk."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,cputimes=,state="], capture_output=True, text=True, check=False)
    family, work, states = {pid}, 0, set[str]()
    for line in sorted(map(str.split, listed.stdout.splitlines()), key=lambda line: int(line[0])):
        one, parent, seconds = map(int, line[:3])
        if one in family or parent in family:
            family.add(one)
            work += seconds
            states.add(line[3])
    return work, bool(states) and not states & {"R", "D"}


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
        ready = wait([worker.here for worker in crew], timeout=LOOK_EVERY)
        for worker in [one for one in crew if one.here in ready]:
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
            if why := worker.hangs():
                _lost(tally, worker, why)
                crew[crew.index(worker)] = _Worker(seed)


def _lost(tally: Tally, worker: _Worker, what: str) -> None:
    worker.stop()
    if worker.number is not None:
        tally.breaches.append((worker.number, what, ""))
