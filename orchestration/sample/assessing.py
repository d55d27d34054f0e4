"""Referrals as episodes, and the assessment teams' desk.

Belongs here: what becomes of a referral once it is made: assessment, authorisation, closure. Does not belong here:
who is referred (`front_door`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from orchestration.sample import levels
from orchestration.sample.clock import FAR, FIRST, LAST, Ints, add_wd, pick_days, wd

Closed = Callable[[Ints, Ints], None]  # told the children and the closing dates of their episodes


@dataclass
class Episodes:
    """Referrals by index, grown month by month; `close` is FAR while open, `assessed` the last authorisation."""

    person: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    date: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    nfa: np.ndarray = field(default_factory=lambda: np.empty(0, bool))
    flag: np.ndarray = field(default_factory=lambda: np.empty(0, bool))
    close: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    assessed: Ints = field(default_factory=lambda: np.empty(0, np.int64))

    def add(self, person: Ints, date: Ints, nfa: np.ndarray, flag: np.ndarray) -> Ints:
        """New open episodes; returns their indexes."""
        first = len(self.person)
        n = len(person)
        self.person = np.concatenate([self.person, person])
        self.date = np.concatenate([self.date, date])
        self.nfa = np.concatenate([self.nfa, nfa])
        self.flag = np.concatenate([self.flag, flag])
        self.close = np.concatenate([self.close, np.full(n, FAR)])
        self.assessed = np.concatenate([self.assessed, np.full(n, FAR)])
        return np.arange(first, first + n)


class Desk:
    """The assessment teams' desk: what waits, what is authorised each month, in and out of time."""

    def __init__(self, rng: np.random.Generator, scale: float) -> None:
        self.rng = rng
        self.n = levels.counts(levels.ASSESSMENTS, rng, scale)
        self.in_time = levels.shares(levels.ASSESSMENT_45WD, rng, before=60)
        self.cin = levels.shares(levels.ASSESSMENT_CIN, rng)
        self.queue: Ints = np.empty(0, np.int64)
        self.started: Ints = np.empty(0, np.int64)
        self.stuck = np.empty(0, bool)  # one in twelve waits for weeks past its time
        self.done: list[tuple[Ints, Ints, Ints, np.ndarray]] = []

    def month(self, m: int, episodes: Episodes, waiting: Ints, closed: Closed) -> None:
        """Authorise the month's quota: the oldest late ones, then those in time, then reviews of open cases."""
        rng, first, last = self.rng, int(FIRST[m]), int(LAST[m])
        self.queue = np.concatenate([self.queue, waiting])
        begun = np.minimum(episodes.date[waiting] + rng.integers(0, 3, len(waiting)), LAST[-1])
        self.started = np.concatenate([self.started, begun])
        self.stuck = np.concatenate([self.stuck, rng.random(len(waiting)) < 0.08])
        self.stuck &= wd(self.started, np.full_like(self.started, last)) <= 66
        n = int(self.n[m])
        n_time = levels.quota(self.in_time[m], n)
        parts = []
        low = np.maximum(first, add_wd(self.started, 46))
        parts.append(self._take(low, np.full_like(low, last), n - n_time, oldest=True))
        low = np.maximum(first, add_wd(self.started, 6))
        parts.append(self._take(low, np.minimum(last, add_wd(self.started, 45)), n_time, oldest=False))
        parts.append(self._again(m, episodes, n - n_time - len(parts[0][0]), 46, 75))
        parts.append(self._again(m, episodes, n_time - len(parts[1][0]), 12, 44))
        episode, start, auth = (np.concatenate(part) for part in zip(*parts, strict=True))
        cin = rng.permutation(len(episode)) < levels.quota(self.cin[m], len(episode))
        self.done.append((episode, start, auth, cin))
        fresh = np.arange(len(episode)) < len(parts[0][0]) + len(parts[1][0])
        self._close(episodes, episode[fresh], auth[fresh], cin[fresh], closed)
        self._give_up(episodes, last, closed)

    def _take(self, low: Ints, high: Ints, n: int, oldest: bool) -> tuple[Ints, Ints, Ints]:
        fit = np.flatnonzero((low <= high) & ~self.stuck)
        order = np.argsort(self.started[fit], kind="stable")
        if not oldest:  # mostly by age, so that few run out of time
            age = np.argsort(order, kind="stable")
            order = np.argsort(age + (self.rng.random(len(fit)) * len(fit) / 2).astype(np.int64), kind="stable")
        # a part always stays on the desk; reviews of open cases make up the month's number
        pick = np.sort(fit[order][: min(max(n, 0), len(fit) * (3 if oldest else 4) // 5)])
        out = self.queue[pick], self.started[pick], pick_days(self.rng, low[pick], high[pick])
        stay = np.ones(len(self.queue), bool)
        stay[pick] = False
        self.queue, self.started, self.stuck = self.queue[stay], self.started[stay], self.stuck[stay]
        return out

    def _again(self, m: int, episodes: Episodes, n: int, least: int, most: int) -> tuple[Ints, Ints, Ints]:
        """Reassessments of cases that are open and were assessed before; invented cases never stand in for them."""
        last = int(LAST[m])
        known = episodes.assessed < FIRST[m]
        pool = np.flatnonzero(known & (episodes.close > last) & (episodes.date < add_wd(FIRST[m], 0) - 120))
        if len(pool) < n:
            pool = np.flatnonzero(known & (episodes.close > last))
        pick = self.rng.permutation(pool)[: max(n, 0)]
        auth = pick_days(self.rng, np.full(len(pick), FIRST[m]), np.full(len(pick), last))
        back = self.rng.integers(least, most + 1, len(pick))
        start = add_wd(auth - 120, wd(auth - 120, auth) - back)
        return pick, np.maximum(start, episodes.date[pick]), auth

    def _close(self, episodes: Episodes, episode: Ints, auth: Ints, cin: np.ndarray, closed: Closed) -> None:
        short = auth + self.rng.integers(1, 16, len(auth))
        long = auth + 70 + (self.rng.random(len(auth)) ** 2 * 420).astype(np.int64)
        episodes.assessed[episode] = auth
        episodes.close[episode] = np.where(cin, long, short)
        closed(episodes.person[episode], episodes.close[episode])

    def _give_up(self, episodes: Episodes, last: int, closed: Closed) -> None:
        """What has waited for more than 100 working days is closed without an authorised assessment."""
        old = wd(self.started, np.full_like(self.started, last)) > 100
        gone = self.queue[old]
        episodes.close[gone] = last - self.rng.integers(0, 10, len(gone))
        closed(episodes.person[gone], np.full(len(gone), -FAR))
        self.queue, self.started, self.stuck = self.queue[~old], self.started[~old], self.stuck[~old]

    def finish(self, episodes: Episodes) -> tuple[Ints, Ints, Ints, np.ndarray]:
        """All assessments, those still waiting at the end without an authorisation."""
        episode, start, auth, cin = (np.concatenate(part) for part in zip(*self.done, strict=True))
        n = len(self.queue)
        return (
            np.concatenate([episode, self.queue]),
            np.concatenate([start, self.started]),
            np.concatenate([auth, np.full(n, FAR)]),
            np.concatenate([cin, np.zeros(n, bool)]),
        )
