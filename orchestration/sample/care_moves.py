"""Changes in care: legal statuses, the status of unaccompanied children, moves, and what kind each new placement is.

Belongs here: what happens to children while they are looked after. Does not belong here: entering and leaving
(`looked_after`).
"""

from __future__ import annotations

import numpy as np

from orchestration.sample import levels
from orchestration.sample.care_state import AGENCY, OTHER, OWN, State
from orchestration.sample.clock import FAR, FIRST, LAST, Ints, months_before, pick_days


class Moves:
    """The month's changes, which bring statuses and placements to the printed numbers."""

    def __init__(self, state: State, rng: np.random.Generator, scale: float) -> None:
        self.state, self.rng, self.scale = state, rng, scale
        self.uasc = levels.counts(levels.UASC, rng, scale, swing=0.02)
        self.section20 = levels.counts(levels.SECTION_20, rng, scale)
        self.own, self.ifa = levels.shares(levels.OWN_PROVISION, rng), levels.shares(levels.IFA, rng)
        self.far = levels.shares(levels.OVER_20_MILES, rng)
        self.three = levels.shares(levels.PLACEMENTS_3, rng)

    def month(self, m: int) -> None:
        """All changes of the month, after children have entered and left."""
        self._unaccompanied(m)
        self._legal(m)
        self._move(m)

    def _unaccompanied(self, m: int) -> None:
        """Bring the number of unaccompanied asylum-seeking children to the month's: boys of 14 and over, alone here."""
        first, last, rng, dob = int(FIRST[m]), int(LAST[m]), self.rng, self.state.people.dob
        gone = (self.state.uasc_end == FAR) & (self.state.end < FAR)
        self.state.uasc_end[gone] = self.state.end[gone]
        lacking = int(self.uasc[m]) - self.state.lone_children(last)
        open_ = self.state.open_after(last)
        if lacking > 0:
            boys = open_[(self.state.uasc_end[open_] == -1) & (self.state.people.sex[self.state.person[open_]] == 1)]
            boys = boys[dob[self.state.person[boys]] < months_before(last, 12 * 14)]
            order = np.argsort(
                -self.state.start[boys] - 20 * (dob[self.state.person[boys]] < months_before(last, 192)), kind="stable"
            )
            pick = boys[order][:lacking]
            self.state.uasc_end[pick] = FAR
            self.state.uasc_start[pick] = np.where(
                self.state.start[pick] < first - 90, rng.integers(first, last + 1, len(pick)), self.state.start[pick]
            )
            self.state.uasc_start[pick] = np.where(
                self.state.start[pick] < first, np.maximum(self.state.uasc_start[pick], first), self.state.start[pick]
            )
            self.state.people.nation[self.state.person[pick]] = rng.integers(0, 9, len(pick))
            self.state.people.ethnicity[self.state.person[pick]] = np.where(rng.random(len(pick)) < 0.5, 13, 15)
        elif lacking < 0:
            pick = rng.permutation(open_[self.state.uasc_end[open_] == FAR])[:-lacking]
            self.state.uasc_end[pick] = rng.integers(first, last + 1, len(pick))

    def _legal(self, m: int) -> None:
        """Close the statuses of those who left, and turn accommodation into care orders down to the month's number."""
        first, last, rng = int(FIRST[m]), int(LAST[m]), self.rng
        self.state.close(self.state.legal, self.state.status)
        open_ = self.state.open_after(last)
        code = self.state.legal["code"][self.state.status[open_]]
        since = self.state.legal["start"][self.state.status[open_]]
        voluntary = open_[code == "V2"]
        lone = self.state.uasc_end[voluntary] >= 0
        surplus = len(voluntary) - int(self.section20[m])
        order = np.argsort(
            rng.random(len(voluntary)) + lone * 2.0 + (self.state.start[voluntary] >= first - 30), kind="stable"
        )
        self._change_status(voluntary[order][: max(surplus, 0)], "C1", first, last)
        if surplus < 0:
            interim = rng.permutation(open_[(code == "C1") & (since < first)])
            self._change_status(interim[:-surplus], "V2", first, last)
        interim = open_[(code == "C1") & (since < first - 190)]
        final = interim[rng.random(len(interim)) < 0.3]
        self._change_status(final[self.state.legal["code"][self.state.status[final]] == "C1"], "C2", first, last)
        young = open_[(code == "C2") & (self.state.people.dob[self.state.person[open_]] > months_before(last, 60))]
        self._change_status(rng.permutation(young)[: levels.quota(self.scale, 2)], "E1", first, last)

    def _change_status(self, period: Ints, code: str, first: int, last: int) -> None:
        low = np.maximum(first, self.state.legal["start"][self.state.status[period]] + 1)
        ok = low <= last
        period, low = period[ok], low[ok]
        day = pick_days(self.rng, low, np.full(len(period), last))
        self.state.legal["end"][self.state.status[period]] = day
        self.state.status[period] = self.state.new_statuses(period, day, np.full(len(period), code, dtype=object))

    def _move(self, m: int) -> None:
        """Moves between placements, then what kind the month's new placements are, so that the shares come out."""
        first, last, rng = int(FIRST[m]), int(LAST[m]), self.rng
        self.state.close(self.state.place, self.state.current)
        open_ = self.state.open_after(last)
        year_ago = months_before(last, 12)
        settled = open_[self.state.place["start"][self.state.current[open_]] < first]
        three = self.state.moved_before[open_] > year_ago
        lacking = levels.quota(self.three[m], len(open_)) - int(three.sum())
        once = settled[(self.state.moved[settled] > year_ago) & (self.state.moved_before[settled] <= year_ago)]
        often = settled[self.state.moved_before[settled] > year_ago]
        never = settled[self.state.moved[settled] <= year_ago]
        again = rng.permutation(once)[: max(lacking, 0)]
        # as many first moves as will be needed for third placements later; a few restless children move on
        n_first = levels.quota(self.scale, 11) + max(lacking - len(once), 0)
        period = np.concatenate(
            [again, rng.permutation(often)[: levels.quota(self.scale, 3)], rng.permutation(never)[:n_first]]
        )
        day = pick_days(rng, np.full(len(period), first), np.full(len(period), last))
        self.state.place["end"][self.state.current[period]] = day
        self.state.moved_before[period], self.state.moved[period] = self.state.moved[period], day
        self.state.current[period] = self.state.new_places(period, day)
        self._kinds(m, open_)

    def _kinds(self, m: int, open_: Ints) -> None:
        rng, kind, far = self.rng, self.state.place["kind"], self.state.place["far"]
        here = self.state.current[open_]
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
