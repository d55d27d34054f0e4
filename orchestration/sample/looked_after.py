"""Children looked after: who comes into care and who leaves it.

Belongs here: the monthly simulation that brings the children of each age and sex to the printed numbers at each
month's last day. Does not belong here: changes while they are there (`care_moves`) and what is done for them
(`care_work`).
"""

from __future__ import annotations

import numpy as np

from orchestration.sample import levels
from orchestration.sample.assessing import Episodes
from orchestration.sample.care_moves import Moves
from orchestration.sample.care_state import Care, State
from orchestration.sample.clock import FAR, FIRST, LAST, MONTHS, Ints, age, birthday, months_before, pick_days
from orchestration.sample.people import People

_EDGES = {"under_1": (0, 0), "1_4": (1, 4), "5_9": (5, 9), "10_15": (10, 15), "16_plus": (16, 17)}
_CHURN = {"under_1": 1, "1_4": 1, "5_9": 0, "10_15": 1, "16_plus": 0}
_LEAVE = ["E3", "E4A", "E4B", "E41", "E45", "E46", "E47", "E48", "E9", "E13", "E8"]


def build(people: People, rng: np.random.Generator, scale: float, episodes: Episodes) -> Care:
    """All periods of care from April 2017, and those open on that day."""
    state = State(people)
    moves = Moves(state, rng, scale)
    door = _Door(state, rng, scale, episodes, moves.uasc)
    for m in range(MONTHS):
        door.month(m)
        moves.month(m)
    return state.finished()


class _Door:
    """Entering and leaving care."""

    def __init__(self, state: State, rng: np.random.Generator, scale: float, episodes: Episodes, uasc: Ints) -> None:
        self.state, self.rng, self.episodes, self.scale, self.uasc = state, rng, episodes, scale, uasc
        self.bands = {band: levels.counts(n, rng, scale, trend=0.06, swing=0.012) for band, n in levels.BANDS.items()}
        self.female = levels.monthly(levels.FEMALE, rng, swing=0) / np.sum(list(levels.BANDS.values()), axis=0).mean()
        self.female[levels.PRINTED :] = np.array(levels.FEMALE) / np.sum(list(levels.BANDS.values()), axis=0)
        self.adoptions = levels.counts(levels.ADOPTIONS, rng, scale)
        self._opening()

    def _opening(self) -> None:
        """The children already in care on 31 March 2017, of whom many have been so for years."""
        day = int(FIRST[0]) - 1
        for band, (low, high) in _EDGES.items():
            person = self.state.people.children(int(self.bands[band][0]), day, low, high)
            age_days = day - self.state.people.dob[person]
            length = (self.rng.random(len(person)) * np.minimum(age_days, 1000)).astype(np.int64)
            code = np.where(self.rng.random(len(person)) < 0.1, "V2", "C2").astype(object)
            code[length < 300] = "C1"
            self.state.enter(person, day - length, code)

    def month(self, m: int) -> None:
        """The month's leavers and starters."""
        first, last, rng = int(FIRST[m]), int(LAST[m]), self.rng
        dob = self.state.people.dob
        open_ = self.state.open_after(first - 1)
        adult = open_[birthday(dob[self.state.person[open_]], 18) <= last]
        self.state.end[adult] = np.maximum(birthday(dob[self.state.person[adult]], 18), first)
        self.state.reason[adult] = np.where(rng.random(len(adult)) < 0.6, "E5", "E8").astype(object)
        open_ = self.state.open_after(last)
        years = age(dob[self.state.person[open_]], last)
        adopted = 0
        wanted_new: dict[str, int] = {}
        for band, (low, high) in _EDGES.items():
            there = open_[(years >= low) & (years <= high)]
            wanted = int(self.bands[band][m])
            churn = levels.quota(_CHURN[band], self.scale) + int(m % 2 == 0 and band == "10_15")
            n_adopted = 0
            if band == "1_4":
                ready = there[(last - self.state.start[there] > 500)]
                n_adopted = min(int(self.adoptions[m]), len(ready))
                adopted = n_adopted
            leavers = max(len(there) - wanted + churn, n_adopted)
            wanted_new[band] = max(wanted - len(there) + leavers, 0)
            if n_adopted:
                oldest = ready[np.argsort(self.state.start[ready] + rng.integers(0, 400, len(ready)), kind="stable")]
                self._leave(oldest[:adopted], first, last, adoption=True)
            others = there[(self.state.end[there] == FAR) & (last - self.state.start[there] > 40)]
            # short stays end first, except that babies are kept until they may be placed for adoption
            rank = rng.random(len(others)) + (last - self.state.start[others]) / (1500 if low else 10**5)
            others = others[np.argsort(rank, kind="stable")][: max(leavers - n_adopted, 0)]
            self._leave(others, first, last, adoption=False)
        self._admit(m, wanted_new)

    def _leave(self, period: Ints, first: int, last: int, adoption: bool) -> None:
        n = len(period)
        self.state.end[period] = pick_days(self.rng, np.maximum(first, self.state.start[period] + 1), np.full(n, last))
        if adoption:
            self.state.reason[period] = np.where(self.rng.random(n) < 0.5, "E11", "E12").astype(object)
        else:
            share = np.cumsum([0.1, 0.28, 0.08, 0.06, 0.08, 0.07, 0.04, 0.03, 0.04, 0.12])
            self.state.reason[period] = np.array(_LEAVE, dtype=object)[
                np.searchsorted(share, self.rng.random(n), side="right")
            ]

    def _admit(self, m: int, wanted: dict[str, int]) -> None:
        """Children known to the front door where one of the right age is, else children who were not."""
        first, last, rng, dob = int(FIRST[m]), int(LAST[m]), self.rng, self.state.people.dob
        open_ = self.state.open_after(last)
        lacking = levels.quota(self.female[m], len(open_) + sum(wanted.values()))
        lacking -= int((self.state.people.sex[self.state.person[open_]] == 0).sum())
        lo, hi = np.searchsorted(self.episodes.date, [first - 150, first])
        recent = np.arange(lo, hi)
        recent = np.unique(self.episodes.person[recent[self.episodes.close[recent] > last]])
        recent = recent[~np.isin(recent, self.state.person)]
        years = age(dob[recent], last)
        need_uasc = int(self.uasc[m]) - self.state.lone_children(last)
        left = sum(wanted.values())
        for band, (low, high) in _EDGES.items():
            n = wanted[band]
            girls = int(np.clip(levels.quota(lacking / max(left, 1), n), 0, n))
            lacking, left = lacking - girls, left - n
            chosen = []
            for sex, count in ((0, girls), (1, n - girls)):
                lone = min(max(need_uasc, 0), count) if (band == "16_plus" and sex == 1) else 0
                fits = (years >= low) & (years <= high) & (self.state.people.sex[recent] == sex)
                # nobody comes of age within the month of arrival
                fits &= dob[recent] > months_before(last, 12 * 18) + 40
                known = rng.permutation(recent[fits])[: count - lone]
                new = self.state.people.children(count - len(known), last, low, high)
                self.state.people.sex[new] = sex
                self.state.people.dob[new] = np.maximum(self.state.people.dob[new], months_before(last, 12 * 18) + 45)
                dob = self.state.people.dob
                chosen.append(np.concatenate([known, new]))
            person = np.concatenate(chosen)
            start = pick_days(rng, np.maximum(first, dob[person]), np.full(len(person), last))
            code = np.where(rng.random(len(person)) < (0.75 if low >= 10 else 0.5), "V2", "C1").astype(object)
            self.state.enter(person, np.maximum(start, dob[person]), code)
