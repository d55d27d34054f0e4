"""Care leavers: young people of 17 to 21 who were in care, and how they live, month by month since December 2019.

Belongs here: the status history and the snapshots that a delivery shows. Does not belong here: their time in care.
"""

from __future__ import annotations

import numpy as np

from orchestration.sample import levels
from orchestration.sample.care_state import Care
from orchestration.sample.clock import FAR, FIRST, LAST, MONTHS, PRINTED, Ints, age, birthday
from orchestration.sample.people import People
from orchestration.sample.tables import Table, only, stack, take

_OUT = np.array(["DIED", "RHOM", "NREQ"], dtype=object)
_SUITABLE = np.array(list("BDEKTUZY"), dtype=object)
_UNSUITABLE = np.array(list("SVWXR"), dtype=object)
_ACTIVE = np.array(["F1", "F2", "P2", "F4", "F5", "P5"], dtype=object)
_IDLE = np.array(["G4", "G5", "G5", "G6"], dtype=object)


class Leavers:
    """The cohort: everyone who left care at 16 or over, in the period or before it."""

    def __init__(self, people: People, rng: np.random.Generator, scale: float, care: Care) -> None:
        self.people, self.rng, self.care = people, rng, care
        left = np.flatnonzero((care.end < FAR) & ~np.isin(care.reason.astype(str), ["E11", "E12", "E4A", "E3"]))
        left = left[birthday(people.dob[care.person[left]], 16) <= care.end[left]]
        earlier = people.children(levels.quota(scale, 90), int(FIRST[0]), 17, 19)
        self.person = np.concatenate([care.person[left], earlier])
        self.since = np.concatenate([care.end[left], np.full(len(earlier), FIRST[0] - 200)])
        n = len(self.person)
        # ranks keep a young person's situation much the same from month to month
        self.home_rank, self.work_rank, self.touch = rng.random(n), rng.random(n), rng.random(n)
        self.home, self.work = rng.integers(0, 8, n), rng.integers(0, 6, n)
        self.out = np.where(rng.random(n) < 0.03, rng.integers(0, 3, n), -1)

    def _status(self, m: int) -> Table:
        last, i = int(LAST[m]), m - PRINTED
        years = age(self.people.dob[self.person], last)
        here = np.flatnonzero((self.since <= last) & (years >= 17) & (years <= 21))
        years, n = years[here], len(here)
        counted = self.out[here] < 0
        yes = counted & (self.touch[here] < 0.94)
        suitable = self._best(
            self.home_rank[here] + self.rng.random(n) * 0.1, yes, levels.SUITABLE[i], int(counted.sum())
        )
        busy = np.zeros(n, bool)
        for group, share in ((years <= 18, levels.EET_17_18[i]), (years >= 19, levels.EET_19_21[i])):
            rank = self.work_rank[here] + self.rng.random(n) * 0.15
            busy |= self._best(rank, yes & group, share, int((counted & group).sum()))
        touch = np.where(yes, "YES", np.where(self.touch[here] < 0.98, "NO", "REFU")).astype(object)
        touch = np.where(counted, touch, take(_OUT, np.maximum(self.out[here], 0)))
        known = counted & (touch != "REFU")
        home = np.where(suitable, _SUITABLE[self.home[here]], _UNSUITABLE[self.home[here] % 5])
        work = np.where(busy, _ACTIVE[self.work[here]], _IDLE[self.work[here] % 4])
        return {
            "person_id": self.person[here],
            "status_date": np.full(n, last),
            "eligibility": np.where(years < 18, "Relevant child", "Former relevant child").astype(object),
            "in_touch": touch,
            "accommodation": only(known, home),
            "suitable": only(known, np.where(suitable, "1", "2")),
            "activity": only(known, work),
        }

    def _best(self, rank: np.ndarray, able: np.ndarray, percent: float, n: int) -> np.ndarray:
        chosen = np.zeros(len(rank), bool)
        pool = np.flatnonzero(able)
        chosen[pool[np.argsort(rank[pool], kind="stable")[: levels.quota(percent / 100, n)]]] = True
        return chosen

    def history(self) -> Table:
        """local_care_leaver_status: one row per young person and month end, December 2019 to December 2020."""
        self.months = [self._status(m) for m in range(PRINTED, MONTHS)]
        return stack(self.months)

    def snapshot(self, m: int, teams: np.ndarray, workers: Ints) -> Table:
        """ssd_care_leavers as it stood at a month's end: the cohort, and the children in care of 16 and over."""
        status, last, care = self.months[m - PRINTED], int(LAST[m]), self.care
        here = np.unique(care.person[(care.start <= last) & (care.end > last)])
        here = here[(age(self.people.dob[here], last) >= 16) & (age(self.people.dob[here], last) < 18)]
        here = np.setdiff1d(here, status["person_id"])
        n_status, n = len(status["person_id"]), len(status["person_id"]) + len(here)
        blank = np.full(len(here), None, dtype=object)
        in_cohort = np.concatenate(
            [~np.isin(status["in_touch"].astype(str), _OUT.astype(str)), np.ones(len(here), bool)]
        )
        planned = np.zeros(n, bool)
        pool = np.flatnonzero(in_cohort)
        share = levels.PATHWAY.get(str(np.datetime64(last, "D")), levels.PATHWAY_BEFORE) / 100
        planned[self.rng.permutation(pool)[: levels.quota(share, len(pool))]] = True
        columns = {
            "clea_care_leaver_in_touch": "in_touch",
            "clea_care_leaver_accommodation": "accommodation",
            "clea_care_leaver_accom_suitable": "suitable",
            "clea_care_leaver_activity": "activity",
        }
        return {
            "clea_table_id": np.arange(n),
            "clea_person_id": np.concatenate([status["person_id"], here]),
            "clea_care_leaver_eligibility": np.concatenate(
                [status["eligibility"], np.full(len(here), "Eligible child", dtype=object)]
            ),
            **{column: np.concatenate([status[source], blank]) for column, source in columns.items()},
            "clea_care_leaver_latest_contact": last - self.rng.integers(0, 60, n),
            "clea_pathway_plan_review_date": np.where(planned, last - self.rng.integers(0, 180, n), FAR),
            "clea_care_leaver_allocated_team": np.where(np.arange(n) < n_status, teams[0], teams[1]),
            "clea_care_leaver_worker_id": workers[self.rng.integers(0, len(workers), n)],
        }
