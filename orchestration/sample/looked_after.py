"""Children looked after: who comes into care and leaves it, where they live and under which legal status.

Belongs here: the monthly simulation of care, which brings the children of each age, sex, status and kind of placement
to the printed numbers at each month's last day. Does not belong here: what is done for them there (`care_work`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orchestration.sample import levels
from orchestration.sample.clock import FAR, FIRST, LAST, MONTHS, Ints, age, birthday, months_before, pick_days
from orchestration.sample.front_door import Episodes
from orchestration.sample.people import People

_EDGES = {"under_1": (0, 0), "1_4": (1, 4), "5_9": (5, 9), "10_15": (10, 15), "16_plus": (16, 17)}
_CHURN = {"under_1": 1, "1_4": 1, "5_9": 0, "10_15": 1, "16_plus": 0}
OWN, AGENCY, OTHER = 0, 1, 2
_LEAVE = ["E3", "E4A", "E4B", "E41", "E45", "E46", "E47", "E48", "E9", "E13", "E8"]


@dataclass
class Care:
    """Parallel arrays by period of care, placement and legal status; `*_period` is an index into the periods."""

    person: Ints
    start: Ints
    end: Ints
    reason: np.ndarray
    uasc_start: Ints
    uasc_end: Ints  # -1 for children who never were, else the day the status ended (FAR: still open)
    place_period: Ints
    place_start: Ints
    place_end: Ints
    place_kind: Ints  # OWN, AGENCY or OTHER
    place_far: np.ndarray
    legal_period: Ints
    legal_start: Ints
    legal_end: Ints
    legal_code: np.ndarray


def build(people: People, rng: np.random.Generator, scale: float, episodes: Episodes) -> Care:
    """All periods of care from April 2017, and those open on that day."""
    return _Home(people, rng, scale, episodes).run()


class _Home:
    """The state of care at the end of the last month built."""

    def __init__(self, people: People, rng: np.random.Generator, scale: float, episodes: Episodes) -> None:
        self.people, self.rng, self.episodes, self.scale = people, rng, episodes, scale
        self.bands = {band: levels.counts(n, rng, scale, trend=0.06, swing=0.012) for band, n in levels.BANDS.items()}
        self.female = levels.monthly(levels.FEMALE, rng, swing=0) / np.sum(list(levels.BANDS.values()), axis=0).mean()
        self.female[levels.PRINTED :] = np.array(levels.FEMALE) / np.sum(list(levels.BANDS.values()), axis=0)
        self.adoptions = levels.counts(levels.ADOPTIONS, rng, scale)
        self.uasc = levels.counts(levels.UASC, rng, scale, swing=0.02)
        self.section20 = levels.counts(levels.SECTION_20, rng, scale)
        self.own, self.ifa = levels.shares(levels.OWN_PROVISION, rng), levels.shares(levels.IFA, rng)
        self.far = levels.shares(levels.OVER_20_MILES, rng)
        self.three = levels.shares(levels.PLACEMENTS_3, rng)
        self.person = self.start = self.end = self.uasc_start = self.uasc_end = np.empty(0, np.int64)
        self.reason = np.empty(0, dtype=object)
        self.place: dict[str, np.ndarray] = {
            k: np.empty(0, np.int64) for k in ("period", "start", "end", "kind", "far")
        }
        self.legal: dict[str, np.ndarray] = {k: np.empty(0, np.int64) for k in ("period", "start", "end")}
        self.legal["code"] = np.empty(0, dtype=object)
        self.current = self.status = np.empty(0, np.int64)  # open placement and legal status by period
        self.moved = self.moved_before = np.empty(0, np.int64)  # days of the last two moves by period

    def run(self) -> Care:
        self._opening()
        for m in range(MONTHS):
            self._leave_and_enter(m)
            self._unaccompanied(m)
            self._legal(m)
            self._move(m)
        place, legal = self.place, self.legal
        return Care(
            self.person,
            self.start,
            self.end,
            self.reason,
            self.uasc_start,
            self.uasc_end,
            place["period"],
            place["start"],
            place["end"],
            place["kind"],
            place["far"].astype(bool),
            legal["period"],
            legal["start"],
            legal["end"],
            legal["code"],
        )

    def _open(self, last: int) -> Ints:
        return np.flatnonzero(self.end > last)

    def _enter(self, person: Ints, start: Ints, code: np.ndarray) -> Ints:
        """New periods, each with its first placement and legal status; kinds of placement are set by `_move`."""
        n, first = len(person), len(self.person)
        new = np.arange(first, first + n)
        self.person, self.start = np.concatenate([self.person, person]), np.concatenate([self.start, start])
        self.end = np.concatenate([self.end, np.full(n, FAR)])
        self.uasc_end = np.concatenate([self.uasc_end, np.full(n, -1)])
        self.uasc_start = np.concatenate([self.uasc_start, np.full(n, FAR)])
        self.reason = np.concatenate([self.reason, np.full(n, None, dtype=object)])
        self.moved = np.concatenate([self.moved, np.full(n, -FAR)])
        self.moved_before = np.concatenate([self.moved_before, np.full(n, -FAR)])
        self.current = np.concatenate([self.current, self._place(new, start)])
        self.status = np.concatenate([self.status, self._status(new, start, code)])
        return new

    def _place(self, period: Ints, start: Ints) -> Ints:
        n, first = len(period), len(self.place["period"])
        fresh = {
            "period": period,
            "start": start,
            "end": np.full(n, FAR),
            "kind": np.full(n, -1),
            "far": np.full(n, -1),
        }
        self.place = {k: np.concatenate([self.place[k], fresh[k]]) for k in fresh}
        return np.arange(first, first + n)

    def _status(self, period: Ints, start: Ints, code: np.ndarray) -> Ints:
        n, first = len(period), len(self.legal["period"])
        fresh = {"period": period, "start": start, "end": np.full(n, FAR), "code": code}
        self.legal = {k: np.concatenate([self.legal[k], fresh[k]]) for k in fresh}
        return np.arange(first, first + n)

    def _opening(self) -> None:
        """The children already in care on 31 March 2017, of whom many have been so for years."""
        day = int(FIRST[0]) - 1
        for band, (low, high) in _EDGES.items():
            person = self.people.children(int(self.bands[band][0]), day, low, high)
            age_days = day - self.people.dob[person]
            length = (self.rng.random(len(person)) * np.minimum(age_days, 1000)).astype(np.int64)
            code = np.where(self.rng.random(len(person)) < 0.1, "V2", "C2").astype(object)
            code[length < 300] = "C1"
            self._enter(person, day - length, code)

    def _leave_and_enter(self, m: int) -> None:
        first, last, rng = int(FIRST[m]), int(LAST[m]), self.rng
        dob = self.people.dob
        open_ = self._open(first - 1)
        adult = open_[birthday(dob[self.person[open_]], 18) <= last]
        self.end[adult] = np.maximum(birthday(dob[self.person[adult]], 18), first)
        self.reason[adult] = np.where(rng.random(len(adult)) < 0.6, "E5", "E8").astype(object)
        open_ = self._open(last)
        years = age(dob[self.person[open_]], last)
        adopted = 0
        wanted_new: dict[str, int] = {}
        for band, (low, high) in _EDGES.items():
            there = open_[(years >= low) & (years <= high)]
            wanted = int(self.bands[band][m])
            churn = levels.quota(_CHURN[band], self.scale) + int(m % 2 == 0 and band == "10_15")
            n_adopted = 0
            if band == "1_4":
                ready = there[(last - self.start[there] > 500)]
                n_adopted = min(int(self.adoptions[m]), len(ready))
                adopted = n_adopted
            leavers = max(len(there) - wanted + churn, n_adopted)
            wanted_new[band] = max(wanted - len(there) + leavers, 0)
            if n_adopted:
                oldest = ready[np.argsort(self.start[ready] + rng.integers(0, 400, len(ready)), kind="stable")]
                self._leave(oldest[:adopted], first, last, adoption=True)
            others = there[(self.end[there] == FAR) & (last - self.start[there] > 40)]
            # short stays end first, except that babies are kept until they may be placed for adoption
            rank = rng.random(len(others)) + (last - self.start[others]) / (1500 if low else 10**5)
            others = others[np.argsort(rank, kind="stable")][: max(leavers - n_adopted, 0)]
            self._leave(others, first, last, adoption=False)
        self._admit(m, wanted_new)

    def _leave(self, period: Ints, first: int, last: int, adoption: bool) -> None:
        n = len(period)
        self.end[period] = pick_days(self.rng, np.maximum(first, self.start[period] + 1), np.full(n, last))
        if adoption:
            self.reason[period] = np.where(self.rng.random(n) < 0.5, "E11", "E12").astype(object)
        else:
            share = np.cumsum([0.1, 0.28, 0.08, 0.06, 0.08, 0.07, 0.04, 0.03, 0.04, 0.12])
            self.reason[period] = np.array(_LEAVE, dtype=object)[
                np.searchsorted(share, self.rng.random(n), side="right")
            ]

    def _admit(self, m: int, wanted: dict[str, int]) -> None:
        """Children known to the front door where one of the right age is, else children who were not."""
        first, last, rng, dob = int(FIRST[m]), int(LAST[m]), self.rng, self.people.dob
        open_ = self._open(last)
        lacking = levels.quota(self.female[m], len(open_) + sum(wanted.values()))
        lacking -= int((self.people.sex[self.person[open_]] == 0).sum())
        lo, hi = np.searchsorted(self.episodes.date, [first - 150, first])
        recent = np.arange(lo, hi)
        recent = np.unique(self.episodes.person[recent[self.episodes.close[recent] > last]])
        recent = recent[~np.isin(recent, self.person)]
        years = age(dob[recent], last)
        need_uasc = int(self.uasc[m]) - self._uasc_count(last)
        left = sum(wanted.values())
        for band, (low, high) in _EDGES.items():
            n = wanted[band]
            girls = int(np.clip(levels.quota(lacking / max(left, 1), n), 0, n))
            lacking, left = lacking - girls, left - n
            chosen = []
            for sex, count in ((0, girls), (1, n - girls)):
                lone = min(max(need_uasc, 0), count) if (band == "16_plus" and sex == 1) else 0
                fits = (years >= low) & (years <= high) & (self.people.sex[recent] == sex)
                # nobody comes of age within the month of arrival
                fits &= dob[recent] > months_before(last, 12 * 18) + 40
                known = rng.permutation(recent[fits])[: count - lone]
                new = self.people.children(count - len(known), last, low, high)
                self.people.sex[new] = sex
                self.people.dob[new] = np.maximum(self.people.dob[new], months_before(last, 12 * 18) + 45)
                dob = self.people.dob
                chosen.append(np.concatenate([known, new]))
            person = np.concatenate(chosen)
            start = pick_days(rng, np.maximum(first, dob[person]), np.full(len(person), last))
            code = np.where(rng.random(len(person)) < (0.75 if low >= 10 else 0.5), "V2", "C1").astype(object)
            self._enter(person, np.maximum(start, dob[person]), code)

    def _uasc_count(self, last: int) -> int:
        return int(((self.uasc_end > last) & (self.end > last)).sum())

    def _unaccompanied(self, m: int) -> None:
        """Bring the number of unaccompanied asylum-seeking children to the month's: boys of 14 and over, alone here."""
        first, last, rng, dob = int(FIRST[m]), int(LAST[m]), self.rng, self.people.dob
        gone = (self.uasc_end == FAR) & (self.end < FAR)
        self.uasc_end[gone] = self.end[gone]
        lacking = int(self.uasc[m]) - self._uasc_count(last)
        open_ = self._open(last)
        if lacking > 0:
            boys = open_[(self.uasc_end[open_] == -1) & (self.people.sex[self.person[open_]] == 1)]
            boys = boys[dob[self.person[boys]] < months_before(last, 12 * 14)]
            order = np.argsort(
                -self.start[boys] - 20 * (dob[self.person[boys]] < months_before(last, 192)), kind="stable"
            )
            pick = boys[order][:lacking]
            self.uasc_end[pick] = FAR
            self.uasc_start[pick] = np.where(
                self.start[pick] < first - 90, rng.integers(first, last + 1, len(pick)), self.start[pick]
            )
            self.uasc_start[pick] = np.where(
                self.start[pick] < first, np.maximum(self.uasc_start[pick], first), self.start[pick]
            )
            self.people.nation[self.person[pick]] = rng.integers(0, 9, len(pick))
            self.people.ethnicity[self.person[pick]] = np.where(rng.random(len(pick)) < 0.5, 13, 15)
        elif lacking < 0:
            pick = rng.permutation(open_[self.uasc_end[open_] == FAR])[:-lacking]
            self.uasc_end[pick] = rng.integers(first, last + 1, len(pick))

    def _legal(self, m: int) -> None:
        """Close the statuses of those who left, and turn accommodation into care orders down to the month's number."""
        first, last, rng = int(FIRST[m]), int(LAST[m]), self.rng
        self._close(self.legal, self.status)
        open_ = self._open(last)
        code = self.legal["code"][self.status[open_]]
        voluntary = open_[code == "V2"]
        lone = self.uasc_end[voluntary] >= 0
        surplus = len(voluntary) - int(self.section20[m])
        order = np.argsort(
            rng.random(len(voluntary)) + lone * 2.0 + (self.start[voluntary] >= first - 30), kind="stable"
        )
        self._change_status(voluntary[order][: max(surplus, 0)], "C1", first, last)
        if surplus < 0:
            interim = rng.permutation(open_[(code == "C1") & (self.legal["start"][self.status[open_]] < first)])
            self._change_status(interim[:-surplus], "V2", first, last)
        interim = open_[(code == "C1") & (self.legal["start"][self.status[open_]] < first - 190)]
        final = interim[rng.random(len(interim)) < 0.3]
        self._change_status(final[self.legal["code"][self.status[final]] == "C1"], "C2", first, last)
        young = open_[(code == "C2") & (self.people.dob[self.person[open_]] > months_before(last, 60))]
        self._change_status(rng.permutation(young)[: levels.quota(self.scale, 2)], "E1", first, last)

    def _change_status(self, period: Ints, code: str, first: int, last: int) -> None:
        low = np.maximum(first, self.legal["start"][self.status[period]] + 1)
        ok = low <= last
        period, low = period[ok], low[ok]
        day = pick_days(self.rng, low, np.full(len(period), last))
        self.legal["end"][self.status[period]] = day
        self.status[period] = self._status(period, day, np.full(len(period), code, dtype=object))

    def _close(self, chain: dict[str, np.ndarray], current: Ints) -> None:
        over = np.flatnonzero((self.end < FAR) & (chain["end"][current] == FAR))
        chain["end"][current[over]] = self.end[over]

    def _move(self, m: int) -> None:
        """Moves between placements, then what kind the month's new placements are, so that the shares come out."""
        first, last, rng = int(FIRST[m]), int(LAST[m]), self.rng
        self._close(self.place, self.current)
        open_ = self._open(last)
        year_ago = months_before(last, 12)
        settled = open_[self.place["start"][self.current[open_]] < first]
        three = self.moved_before[open_] > year_ago
        lacking = levels.quota(self.three[m], len(open_)) - int(three.sum())
        once = settled[(self.moved[settled] > year_ago) & (self.moved_before[settled] <= year_ago)]
        often = settled[self.moved_before[settled] > year_ago]
        never = settled[self.moved[settled] <= year_ago]
        again = rng.permutation(once)[: max(lacking, 0)]
        # as many first moves as will be needed for third placements later; a few restless children move on
        n_first = levels.quota(self.scale, 11) + max(lacking - len(once), 0)
        period = np.concatenate(
            [again, rng.permutation(often)[: levels.quota(self.scale, 3)], rng.permutation(never)[:n_first]]
        )
        day = pick_days(rng, np.full(len(period), first), np.full(len(period), last))
        self.place["end"][self.current[period]] = day
        self.moved_before[period], self.moved[period] = self.moved[period], day
        self.current[period] = self._place(period, day)
        self._kinds(m, open_)

    def _kinds(self, m: int, open_: Ints) -> None:
        rng, kind, far = self.rng, self.place["kind"], self.place["far"]
        here = self.current[open_]
        new = rng.permutation(here[kind[here] < 0])
        n_own = int(np.clip(levels.quota(self.own[m], len(open_)) - (kind[here] == OWN).sum(), 0, len(new)))
        n_ifa = levels.quota(self.ifa[m], len(open_)) - int((kind[here] == AGENCY).sum())
        n_ifa = int(np.clip(n_ifa, 0, len(new) - n_own))
        kind[new] = OTHER
        kind[new[:n_own]], kind[new[n_own : n_own + n_ifa]] = OWN, AGENCY
        new = rng.permutation(here[far[here] < 0])
        n_far = int(np.clip(levels.quota(self.far[m], len(open_)) - (far[here] == 1).sum(), 0, len(new)))
        far[new] = 0
        far[new[:n_far]] = 1
        over = np.flatnonzero(kind < 0)  # placements that began and ended within the month
        kind[over], far[over] = rng.integers(0, 3, len(over)), 0
