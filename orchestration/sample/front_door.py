"""The front door: contacts, decisions and referrals, month after month.

Belongs here: who is referred when, and what becomes of it up to the closure of the episode. Every month is built to
the quotas of `levels`, so that the figures hold exactly rather than on average. Does not belong here: child
protection and care.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from orchestration.sample import levels
from orchestration.sample.assessing import Desk, Episodes
from orchestration.sample.clock import FAR, FIRST, LAST, MONTHS, Ints, add_wd, months_before, pick_days
from orchestration.sample.people import People

_REFERRALS_12M = 0.13  # of referrals: children referred in the year before whose case was never assessed


@dataclass
class FrontDoor:
    """What the front door produced, as parallel arrays; see `records` for the SSD tables made of it."""

    contact_person: Ints
    contact_date: Ints
    contact_outcome: Ints  # 0 referral, 1 early help, 2 advice, 3 no further action
    decision_date: Ints  # FAR where not yet decided
    episodes: Episodes
    assessment_episode: Ints
    assessment_start: Ints
    assessment_auth: Ints
    assessment_cin: np.ndarray


def build(
    people: People, rng: np.random.Generator, scale: float, tick: Callable[[str, int, int], None] = lambda *_: None
) -> FrontDoor:
    """All contacts, referrals and assessments of the 45 months, month after month."""
    n_contacts = levels.counts(levels.CONTACTS, rng, scale)
    n_referrals = levels.counts(levels.REFERRALS, rng, scale)
    chosen = _Chooser(people, rng, scale)
    desk = Desk(rng, scale)
    episodes = Episodes()
    nfa, flag = levels.shares(levels.REFERRAL_NFA, rng), levels.shares(levels.REFERRAL_ASSESSED, rng)
    contacts: list[tuple[Ints, Ints, Ints]] = []
    for m in range(MONTHS):
        person, date = chosen.referred(m, int(n_referrals[m]))
        n = len(person)
        outcome = rng.permutation(n)
        is_nfa = outcome < levels.quota(nfa[m], n)
        is_flag = (outcome >= levels.quota(nfa[m], n)) & (outcome < levels.quota(nfa[m], n) + levels.quota(flag[m], n))
        new = episodes.add(person, date, is_nfa, is_flag)
        # a fixed share goes on to an assessment; those with a recorded assessment decision first
        waiting = new[is_flag | (~is_nfa & (rng.random(n) < 0.80))]
        never = np.setdiff1d(new, waiting)
        lapse = np.where(is_nfa[never - new[0]], rng.integers(0, 4, len(never)), rng.integers(5, 60, len(never)))
        episodes.close[never] = episodes.date[never] + lapse
        chosen.pending(episodes.person[waiting])
        desk.month(m, episodes, waiting, chosen.closed)
        contacts.append(_contacts(people, rng, m, int(n_contacts[m]), person, date, chosen))
        tick("front door", m + 1, MONTHS)
    who, when, what = (np.concatenate(part) for part in zip(*contacts, strict=True))
    return FrontDoor(who, when, what, _decisions(rng, when), episodes, *desk.finish(episodes))


class _Chooser:
    """Picks the children of each month's referrals, so that exactly the wanted number of them are re-referrals."""

    def __init__(self, people: People, rng: np.random.Generator, scale: float) -> None:
        self.people, self.rng = people, rng
        self.again = levels.counts(levels.REREFERRALS_AFTER_CLOSURE, rng, scale)
        capacity = len(people.dob)
        self.last_referral: Ints = np.full(capacity, -FAR)
        self.last_close: Ints = np.full(capacity, -FAR)  # of an assessed episode; FAR while one may be assessed
        self.close_before: Ints = np.full(capacity, -FAR)  # the same before the episode that may be assessed
        self.seen: Ints = np.empty(0, np.int64)

    def _room(self) -> None:
        lacking = len(self.people.dob) - len(self.last_referral)
        if lacking > 0:
            self.last_referral = np.concatenate([self.last_referral, np.full(lacking, -FAR)])
            self.last_close = np.concatenate([self.last_close, np.full(lacking, -FAR)])
            self.close_before = np.concatenate([self.close_before, np.full(lacking, -FAR)])

    def _draw(self, pool: Ints, n: int) -> Ints:
        return np.sort(self.rng.permutation(pool)[: max(n, 0)])

    def referred(self, m: int, n: int) -> tuple[Ints, Ints]:
        """The month's referred children and their referral dates."""
        self._room()
        people, first, last = self.people, int(FIRST[m]), int(LAST[m])
        known = slice(0, people.n)
        minor = people.dob[known] > months_before(first, 12 * 17 + 6)
        close, referred = self.last_close[known], self.last_referral[known]
        year_ago = months_before(first, 13)
        closed = np.flatnonzero(minor & (close >= months_before(last, 12)) & (close < first))
        after_closure = self._draw(closed, min(int(self.again[m]), n))
        unassessed = minor & (close < year_ago) & (referred >= months_before(last, 12)) & (referred < first)
        other = self._draw(np.flatnonzero(unassessed), min(levels.quota(_REFERRALS_12M, n), n - len(after_closure)))
        fresh = n - len(after_closure) - len(other)
        familiar = self.seen[
            (people.dob[self.seen] > months_before(first, 12 * 17))
            & (self.last_close[self.seen] < year_ago)
            & (self.last_referral[self.seen] < year_ago)
        ]
        familiar = self._draw(np.unique(familiar), fresh * 35 // 100)
        new = people.children(fresh - len(familiar), first, oldest=16)
        unborn = new[self.rng.random(len(new)) < 0.02]
        people.dob[unborn] = last + self.rng.integers(0, 160, len(unborn))
        person = np.concatenate([after_closure, other, familiar, new])
        date = pick_days(self.rng, np.full(len(person), first), np.full(len(person), last))
        if m % 3 == 1 and len(new) > 1:  # two families' workers send the same referral on one day
            person[-1], date[-1] = person[-2], date[-2]
        self._room()
        self.last_referral[person] = date
        order = np.argsort(date, kind="stable")
        return person[order], date[order]

    def pending(self, person: Ints) -> None:
        """Children whose new episode may be assessed: no quota may take them until it is closed."""
        waiting = self.last_close[person] == FAR
        self.close_before[person] = np.where(waiting, self.close_before[person], self.last_close[person])
        self.last_close[person] = FAR

    def closed(self, person: Ints, close: Ints) -> None:
        """The episode's closing date is known; -FAR where it was never assessed, so that an earlier one counts on."""
        self.last_close[person] = np.where(close == -FAR, self.close_before[person], close)


def _contacts(
    people: People, rng: np.random.Generator, m: int, n: int, person: Ints, date: Ints, chosen: _Chooser
) -> tuple[Ints, Ints, Ints]:
    """The month's contacts: one for every referral, on its day, and the others from old and new families."""
    n_other = max(n - len(person), 0)
    minor = chosen.seen[people.dob[chosen.seen] > months_before(int(FIRST[m]), 12 * 17 + 6)]
    back = rng.permutation(minor)[: n_other * 30 // 100]
    new = people.children(n_other - len(back), int(FIRST[m]))
    other = np.concatenate([back, new])
    on = pick_days(rng, np.full(n_other, FIRST[m]), np.full(n_other, LAST[m]))
    weekend = rng.random(n_other) < 0.05
    on = np.where(weekend, rng.integers(FIRST[m], LAST[m] + 1, n_other), on)
    what = np.searchsorted([0.17, 0.62], rng.random(n_other), side="right") + 1
    chosen.seen = np.concatenate([chosen.seen, new])
    who = np.concatenate([person[:n], other])
    when = np.concatenate([date[:n], on])
    order = np.argsort(when, kind="stable")
    return who[order], when[order], np.concatenate([np.zeros(len(person[:n]), np.int64), what])[order]


def _decisions(rng: np.random.Generator, contact: Ints) -> Ints:
    """When each contact was decided: in one working day, except for each deciding month's share of late ones."""
    prompt = np.where(rng.random(len(contact)) < 0.45, contact, add_wd(contact, 1))
    prompt = np.maximum(prompt, contact)
    share = levels.shares(levels.DECISION_1WD, rng, before=93)
    late = add_wd(contact, rng.integers(2, 6, len(contact)))
    decided = prompt.copy()
    for m in range(MONTHS):
        within = np.flatnonzero((prompt >= FIRST[m]) & (prompt <= LAST[m]))
        able = within[
            late[within] <= LAST[m]
        ]  # a late decision stays in the month, so the month's number of decisions holds
        n = len(within) - levels.quota(share[m], len(within))
        slow = rng.permutation(able)[:n]
        decided[slow] = late[slow]
    return np.where(decided > LAST[-1], FAR, decided)
