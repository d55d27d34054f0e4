"""What is done for children in care: visits, reviews, care plans, health checks and plans for adoption.

Belongs here: the services a period of care brings with it, built to the printed shares at each month's last day. Does
not belong here: who is in care and where they live (`looked_after`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orchestration.sample import levels
from orchestration.sample.care_state import Care
from orchestration.sample.clock import FAR, FIRST, LAST, MONTHS, Ints, add_wd, months_before, pick_days
from orchestration.sample.people import People

_ROUNDS = 17  # reviews from 2014 to 2021, at most
_SELDOM = 91  # days between visits to children settled in long-term placements; 42 for all others


@dataclass
class Work:
    """Parallel arrays by record; `*_period` is an index into the periods of care."""

    visit_period: Ints
    visit_date: Ints
    visit_seen: np.ndarray
    seldom_period: Ints
    seldom_from: Ints
    review_period: Ints
    review_due: Ints
    review_date: Ints
    review_part: np.ndarray
    plan_period: Ints
    plan_start: Ints
    plan_end: Ints
    check_period: Ints
    check_date: Ints
    check_kind: Ints  # 0 dental check, 1 health assessment
    check_done: np.ndarray
    adopted_period: Ints
    adopted_placed: Ints


def build(people: People, rng: np.random.Generator, care: Care) -> Work:
    """Everything done in care, from April 2017."""
    seldom, since = _settled(rng, care)
    return Work(
        *_visits(rng, care, seldom, since),
        seldom,
        since,
        *_reviews(people, rng, care),
        *_care_plans(rng, care),
        *_health(rng, care),
        *_adoptions(rng, care),
    )


def _settled(rng: np.random.Generator, care: Care) -> tuple[Ints, Ints]:
    """Periods of two years and more of which one in three has a visit every three months, and since when."""
    stays = np.flatnonzero(np.minimum(care.end, LAST[-1]) - care.start > 900)
    pick = stays[rng.random(len(stays)) < 0.3]
    return pick, np.maximum(care.start[pick] + 730, FIRST[0])


def _visits(rng: np.random.Generator, care: Care, seldom: Ints, since: Ints) -> tuple[Ints, Ints, np.ndarray]:
    """Month by month the quota of children seen within their interval, and nobody else."""
    share = levels.shares(levels.CLA_VISITS, rng)
    rare_from = np.full(len(care.start), FAR)
    rare_from[seldom] = since
    seen_last = np.full(len(care.start), -FAR)
    parts = []
    for m in range(MONTHS):
        first, last = int(FIRST[m]), int(LAST[m])
        here = np.flatnonzero((care.start <= last) & (care.end > last))
        interval = np.where(rare_from[here] <= last, _SELDOM, 42)
        due = care.start[here] <= last - interval
        still = seen_last[here] >= last - interval
        lacking = levels.quota(share[m], int(due.sum())) - int((due & still).sum())
        # children seen late last month stay in time; the rest of the quota is visited now
        able = np.flatnonzero(due & ~still)
        rank = rng.random(len(able)) + 0.6 * (interval[able] == _SELDOM)
        visited = np.zeros(len(here), bool)
        visited[able[np.argsort(rank, kind="stable")[: max(lacking, 0)]]] = True
        visited |= ~due | (due & still & (rng.random(len(here)) < np.where(interval == 42, 0.5, 0.05)))
        # few are visited so late that next month's share could not fall
        carry = rng.random(len(here)) < (0.3 if m + 1 < MONTHS and share[m + 1] > 0.6 else 0.05)
        latest = np.where(carry, last, np.minimum(last, first + 15))
        low = np.maximum(first, care.start[here])
        date = pick_days(rng, np.minimum(low, last), np.maximum(latest, np.minimum(low, last)))
        period = here[visited]
        seen_last[period] = np.maximum(seen_last[period], date[visited])
        parts.append((period, date[visited], np.ones(len(period), bool)))
        missed = ~visited & (rng.random(len(here)) < 0.12)
        parts.append((here[missed], date[missed], np.zeros(int(missed.sum()), bool)))
    period, date, seen = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.lexsort((period, date))
    return period[order], date[order], seen[order]


def _reviews(people: People, rng: np.random.Generator, care: Care) -> tuple[Ints, Ints, Ints, np.ndarray]:
    """Reviews after 20 working days, three months and then every six; the share in time is of the latest ones due."""
    n = len(care.start)
    first_due = add_wd(np.maximum(care.start, FIRST[0] - 1200), 20)
    steps = np.concatenate([[0], 88 + 178 * np.arange(_ROUNDS - 1)])
    due = first_due[:, None] + steps[None, :] + rng.integers(-8, 9, (n, _ROUNDS)) * (steps > 0)
    old = care.start < FIRST[0] - 1200
    due[old] = FIRST[0] - 170 + rng.integers(0, 178, int(old.sum()))[:, None] + 178 * np.arange(_ROUNDS)[None, :]
    due = add_wd(np.minimum(due, LAST[-1] + 300), 0)
    period, due = np.repeat(np.arange(n), _ROUNDS), due.ravel()
    real = (due >= FIRST[0] - 170) & (due < care.end[period]) & (due <= LAST[-1] + 120)
    period, due = period[real], due[real]
    order = np.lexsort((period, due))
    period, due = period[order], due[order]
    held = np.full(len(due), FAR)
    share = levels.shares(levels.CLA_REVIEWS, rng)
    state = np.zeros(n, np.int8)  # 0 none due yet, 1 latest in time, 2 latest not in time
    early: list[tuple[Ints, Ints, Ints]] = []  # reviews brought forward where too few are due for the month's share
    earlier = due < FIRST[0]
    held[earlier] = pick_days(rng, due[earlier] - 6, due[earlier])
    state[period[earlier]] = 1
    for m in range(MONTHS):
        last = int(LAST[m])
        mine = np.arange(*np.searchsorted(due, [FIRST[m], last + 1]))
        here = (care.start <= last) & (care.end > last)
        state[period[mine]] = 2
        cohort = int((here & (state > 0)).sum())
        counted = mine[here[period[mine]]]
        lacking = levels.quota(share[m], cohort) - int((here & (state == 1)).sum())
        prompt = np.concatenate([rng.permutation(counted)[: max(lacking, 0)], mine[~here[period[mine]]]])
        state[period[prompt]] = 1
        rest = rng.permutation(np.flatnonzero(here & (state == 2) & (care.start < FIRST[m] - 60)))
        rest = np.setdiff1d(rest, period[mine])[: max(lacking - len(counted), 0)]
        state[rest] = 1
        day = pick_days(rng, np.full(len(rest), FIRST[m]), np.full(len(rest), last))
        early.append((rest, day, day))
        late = np.setdiff1d(mine, prompt)
        held[prompt] = pick_days(rng, np.maximum(due[prompt] - 10, care.start[period[prompt]]), due[prompt])
        held[late] = pick_days(rng, due[late] + 1, due[late] + 30)
    forward = [np.concatenate(part) for part in zip(*early, strict=True)]
    period, due, held = (np.concatenate(part) for part in zip((period, due, held), forward, strict=True))
    order = np.lexsort((period, due))
    period, due, held = period[order], due[order], held[order]
    held[(held >= care.end[period]) & (held > due)] = FAR
    held[held > LAST[-1]] = FAR
    years = (np.minimum(held, LAST[-1]) - people.dob[care.person[period]]) // 365.25
    code = np.array([f"PN{i}" for i in range(1, 8)], dtype=object)
    drawn = np.searchsorted([0.42, 0.50, 0.52, 0.58, 0.72, 0.90], rng.random(len(due)), side="right")
    part = np.where(years < 4, "PN0", code[drawn]).astype(object)
    part[(held == FAR) | (rng.random(len(due)) < 0.02)] = None
    return period, due, held, part


def _care_plans(rng: np.random.Generator, care: Care) -> tuple[Ints, Ints, Ints]:
    """Plans open at each month's last day for the printed share; some lapse and are made again."""
    share = levels.shares(levels.CARE_PLAN, rng)
    current = np.full(len(care.start), -1)
    period = start = end = np.empty(0, np.int64)
    for m in range(MONTHS):
        first, last = int(FIRST[m]), int(LAST[m])
        over = np.flatnonzero((care.end <= last) & (current >= 0))
        end[current[over]] = care.end[over]
        current[over] = -1
        here = np.flatnonzero((care.start <= last) & (care.end > last))
        have = here[current[here] >= 0]
        lacking = levels.quota(share[m], len(here)) - len(have)
        if lacking < 0:
            lapse = rng.permutation(have)[:-lacking]
            end[current[lapse]] = pick_days(
                rng, np.maximum(first, start[current[lapse]] + 1), np.full(len(lapse), last)
            )
            current[lapse] = -1
            continue
        without = here[current[here] < 0]
        # the longest without a plan come first; those new this month mostly wait
        order = np.argsort(care.start[without] + rng.integers(0, 40, len(without)), kind="stable")
        new = without[order][:lacking]
        low = np.maximum(first, care.start[new])
        began = pick_days(rng, low, np.full(len(new), last))
        if m == 0:
            began = np.minimum(began, np.maximum(care.start[new] + 10, FIRST[0] - 300))
        current[new] = len(period) + np.arange(len(new))
        period, start = np.concatenate([period, new]), np.concatenate([start, np.maximum(began, care.start[new])])
        end = np.concatenate([end, np.full(len(new), FAR)])
    return period, start, end


def _health(rng: np.random.Generator, care: Care) -> tuple[Ints, Ints, Ints, np.ndarray]:
    """Four in five dental checks and health assessments of a year are done, fewer when the dentists were shut."""
    n = len(care.start)
    parts = []
    for kind, chance in ((0, 0.84), (1, 0.9)):
        offset = rng.integers(20, 200, n)
        base = np.maximum(care.start, FIRST[0] - 200)
        date = base[:, None] + offset[:, None] + 330 * np.arange(5)[None, :] + rng.integers(-20, 21, (n, 5))
        period, date = np.repeat(np.arange(n), 5), add_wd(np.minimum(date.ravel(), LAST[-1] + 90), 0)
        done = rng.random(len(date)) < chance
        shut = (kind == 0) & (date >= FIRST[36]) & (date <= LAST[38])
        done &= ~(shut & (rng.random(len(date)) < 0.5))
        told = done | (rng.random(len(date)) < 0.5)
        real = told & (date >= np.maximum(care.start[period], FIRST[0] - 400)) & (date < care.end[period])
        real &= date <= LAST[-1]
        parts.append((period[real], date[real], np.full(int(real.sum()), kind), done[real]))
    period, date, kinds, done = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.lexsort((kinds, period, date))
    return period[order], date[order], kinds[order], done[order]


def _adoptions(rng: np.random.Generator, care: Care) -> tuple[Ints, Ints]:
    """Adopted children, placed with their families about 430 days after they came into care, and some still waiting."""
    adopted = np.flatnonzero(np.isin(care.reason.astype(str), ["E11", "E12"]))
    placed = care.start[adopted] + 330 + rng.integers(0, 200, len(adopted))
    placed = np.minimum(placed, care.end[adopted] - rng.integers(70, 120, len(adopted)))
    waiting = np.flatnonzero((care.end == FAR) & (care.start < months_before(int(LAST[-1]), 10)))
    waiting = rng.permutation(waiting)[: max(len(adopted) // 8, 1)]
    period = np.concatenate([adopted, waiting])
    order = np.argsort(care.start[period], kind="stable")
    return period[order], np.concatenate([placed, np.full(len(waiting), FAR)])[order]
