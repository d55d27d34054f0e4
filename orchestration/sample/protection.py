"""Child protection: enquiries, conferences, plans, visits, reviews, and the meetings before court.

Belongs here: everything from the enquiry to the end of the plan, built so that each month's printed count and
percentage holds exactly. Does not belong here: where the children come from (`front_door`) and care (`looked_after`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orchestration.sample import levels, protection_work
from orchestration.sample.assessing import Episodes
from orchestration.sample.clock import FAR, FIRST, LAST, MONTHS, Ints, add_wd, birthday, months_before, pick_days, wd
from orchestration.sample.people import People

_LONG = 729  # days that the printed "two years and more" means


@dataclass
class Protection:
    """Parallel arrays by record; `*_s47` and `*_plan` are indexes into the other lists, -1 for none."""

    s47_episode: Ints
    s47_start: Ints
    s47_conference: np.ndarray
    icpc_s47: Ints
    icpc_person: Ints
    icpc_date: Ints
    icpc_plan: Ints
    plan_person: Ints
    plan_start: Ints
    plan_end: Ints
    visit_plan: Ints
    visit_date: Ints
    visit_seen: np.ndarray
    visit_alone: np.ndarray
    review_plan: Ints
    review_due: Ints
    review_date: Ints


def build(people: People, rng: np.random.Generator, scale: float, episodes: Episodes) -> Protection:
    """All of child protection for the referrals of the front door."""
    s47_episode, s47_start = _enquiries(people, rng, scale, episodes)
    icpc_s47, icpc_person, icpc_date = _conferences(people, rng, scale, episodes, s47_episode, s47_start)
    person, start, end, icpc_plan = _plans(people, rng, scale, icpc_person, icpc_date)
    conference = np.zeros(len(s47_episode), bool)
    conference[icpc_s47[icpc_s47 >= 0]] = True
    return Protection(
        s47_episode,
        s47_start,
        conference,
        icpc_s47,
        icpc_person,
        icpc_date,
        icpc_plan,
        person,
        start,
        end,
        *protection_work.visits(rng, start, end),
        *protection_work.reviews(rng, start, end),
    )


def _enquiries(people: People, rng: np.random.Generator, scale: float, episodes: Episodes) -> tuple[Ints, Ints]:
    """The month's enquiries on children referred in the last two months, one to a child in a quarter."""
    wanted = levels.counts(levels.S47, rng, scale)
    last_one = np.full(people.n, -FAR)
    parts = []
    for m in range(MONTHS):
        first, last = int(FIRST[m]), int(LAST[m])
        lo, hi = np.searchsorted(episodes.date, [months_before(first, 3), last + 1])
        recent = np.arange(lo, hi)
        open_ = ~episodes.nfa[recent] & (episodes.close[recent] > np.maximum(first, episodes.date[recent]) + 12)
        young = people.dob[episodes.person[recent]] > months_before(first, 12 * 17)
        born = people.dob[episodes.person[recent]] < last + 60
        free = last_one[episodes.person[recent]] < first - 92
        pool = recent[open_ & young & born & free]
        _, one_each = np.unique(episodes.person[pool], return_index=True)
        pool = np.sort(pool[one_each])
        # cases that stay open are enquired into first: they are the ones that reach a conference
        weight = rng.random(len(pool)) - 0.6 * (episodes.close[pool] > last + 60)
        pick = pool[np.argsort(weight, kind="stable")[: int(wanted[m])]]
        date = pick_days(rng, np.maximum(first, episodes.date[pick]), np.full(len(pick), last))
        last_one[episodes.person[pick]] = last
        order = np.argsort(date, kind="stable")
        parts.append((pick[order], date[order]))
    episode, start = (np.concatenate(part) for part in zip(*parts, strict=True))
    return episode, start


def _conferences(
    people: People, rng: np.random.Generator, scale: float, episodes: Episodes, s47_episode: Ints, s47_start: Ints
) -> tuple[Ints, Ints, Ints]:
    """The month's conferences in and out of 15 working days; now and then a child arrives with another's plan."""
    wanted, in_time = levels.counts(levels.ICPC, rng, scale), levels.shares(levels.ICPC_15WD, rng, before=48)
    person = episodes.person[s47_episode]
    used = np.zeros(len(s47_start), bool)
    last_one = np.full(people.n, -FAR)
    parts = []
    for m in range(MONTHS):
        first, last, n = int(FIRST[m]), int(LAST[m]), int(wanted[m])
        n_time = levels.quota(in_time[m], n)
        lo, hi = np.searchsorted(s47_start, [first - 75, last])
        window = np.arange(lo, hi)
        window = window[~used[window] & (last_one[person[window]] < first - 300)]
        _, one_each = np.unique(person[window], return_index=True)
        window = window[np.sort(one_each)]
        start = s47_start[window]
        late_low, late_high = np.maximum(first, add_wd(start, 16)), np.minimum(last, add_wd(start, 45))
        late = rng.permutation(np.flatnonzero(late_low <= late_high))[: n - n_time]
        time_low, time_high = np.maximum(first, add_wd(start, 3)), np.minimum(last, add_wd(start, 15))
        able = np.setdiff1d(np.flatnonzero(time_low <= time_high), late)
        time = rng.permutation(able)[:n_time]
        pick = np.concatenate([window[late], window[time]])
        date = np.concatenate(
            [pick_days(rng, late_low[late], late_high[late]), pick_days(rng, time_low[time], time_high[time])]
        )
        # transfer-in conferences have no enquiry here, and count as not in time
        n_in = min(n - len(pick), n) if n > len(pick) else int(m % 3 == 2 and len(late) > 0)
        if n == len(pick) and n_in:
            pick, date = pick[1:], date[1:]
        arrived = people.children(n_in, first, youngest=1, oldest=15)
        used[pick] = True
        who = np.concatenate([person[pick], arrived])
        last_one = np.concatenate([last_one, np.full(max(people.n - len(last_one), 0), -FAR)])
        last_one[who] = last
        when = np.concatenate([date, pick_days(rng, np.full(n_in, first), np.full(n_in, last))])
        order = np.argsort(when, kind="stable")
        parts.append((np.concatenate([pick, np.full(n_in, -1)])[order], who[order], when[order]))
    s47, who, when = (np.concatenate(part) for part in zip(*parts, strict=True))
    return s47, who, when


def _plans(
    people: People, rng: np.random.Generator, scale: float, icpc_person: Ints, icpc_date: Ints
) -> tuple[Ints, Ints, Ints, Ints]:
    """Plans from conferences; each month so many end that the stock at its last day is the printed one."""
    stock, long = levels.counts(levels.PLANS, rng, scale, swing=0.015), levels.counts(levels.PLANS_2_YEARS, rng, scale)
    n_open = int(stock[0])
    before = people.children(n_open, int(FIRST[0]), youngest=1, oldest=14)
    began = int(FIRST[0]) - 20 - (rng.random(n_open) * (0.3 + 0.7 * rng.random(n_open)) * 690).astype(np.int64)
    person, start, end = before, np.maximum(began, people.dob[before]), np.full(n_open, FAR)
    icpc_plan = np.full(len(icpc_person), -1)
    for m in range(MONTHS):
        first, last = int(FIRST[m]), int(LAST[m])
        held = np.arange(*np.searchsorted(icpc_date, [first, last + 1]))
        held = held[~np.isin(icpc_person[held], person[end > last])]
        least = max(int(stock[m]) - int((end > last).sum()), 0)
        n = max(levels.quota(0.86, len(held)), min(least, len(held)))
        held = np.sort(rng.permutation(held)[:n])
        icpc_plan[held] = len(person) + np.arange(n)
        person = np.concatenate([person, icpc_person[held]])
        start = np.concatenate([start, icpc_date[held]])
        end = np.concatenate([end, np.full(n, FAR)])
        _end_some(people, rng, (person, start, end), m, int(stock[m]), int(long[m]))
    return person, start, end, icpc_plan


def _end_some(
    people: People, rng: np.random.Generator, plans: tuple[Ints, Ints, Ints], m: int, stock: int, long: int
) -> None:
    """End plans: of those who come of age, then of the two-year plans above the month's level, then of any others."""
    person, start, end = plans
    first, last = int(FIRST[m]), int(LAST[m])
    open_ = np.flatnonzero(end > last)
    n = len(open_) - stock
    if n <= 0:
        return
    days = last - start[open_]
    adult = birthday(people.dob[person[open_]], 18) <= last + 31
    two_years = np.flatnonzero(days >= _LONG)
    surplus = two_years[np.argsort(-days[two_years], kind="stable")][: max(len(two_years) - long, 0)]
    nearly = rng.permutation(np.flatnonzero((days >= 520) & (days < _LONG)))
    rank = rng.random(len(open_)) + 1 + 2.0 * (days < 90) + 1.5 * (days >= 520)
    rank[nearly[int(2.6 * long) :]] = 0.6
    rank[surplus], rank[adult] = 0.5, 0.0
    pick = open_[np.argsort(rank, kind="stable")[:n]]
    end[pick] = pick_days(rng, np.maximum(first, start[pick] + 1), np.full(n, last))


def before_court(rng: np.random.Generator, scale: float, plans: Protection) -> tuple[Ints, Ints, Ints]:
    """Pre-proceedings: children on a plan, the date of the decision and of the first meeting (FAR: not yet held)."""
    share = levels.shares(levels.PREPROCEEDINGS_15WD, rng)
    parts = []
    for m in range(MONTHS):
        n = levels.quota(scale, 3 + m % 3)
        pool = np.flatnonzero((plans.plan_start < FIRST[m] - 90) & (plans.plan_end > LAST[m]))
        pick = rng.permutation(pool)[:n]
        meeting = pick_days(rng, np.full(len(pick), FIRST[m]), np.full(len(pick), LAST[m]))
        prompt = np.arange(len(pick)) < levels.quota(share[m], len(pick))
        back = np.where(prompt, rng.integers(5, 16, len(pick)), rng.integers(17, 40, len(pick)))
        decided = add_wd(meeting - 100, wd(meeting - 100, meeting) - back)
        parts.append((plans.plan_person[pick], decided, meeting))
    open_ = rng.permutation(np.flatnonzero((plans.plan_start < FIRST[-1] - 90) & (plans.plan_end > LAST[-1])))[:3]
    parts.append((plans.plan_person[open_], np.full(len(open_), LAST[-1] - 10), np.full(len(open_), FAR)))
    person, decided, meeting = (np.concatenate(part) for part in zip(*parts, strict=True))
    return person, decided, meeting
