"""What is done for children on plans: visits and review conferences.

Belongs here: the work a plan brings with it, built to each month's printed share. Does not belong here: the plans.
"""

from __future__ import annotations

import numpy as np

from orchestration.sample import levels
from orchestration.sample.clock import FAR, FIRST, LAST, MONTHS, Ints, add_wd, pick_days, wd


def visits(rng: np.random.Generator, start: Ints, end: Ints) -> tuple[Ints, Ints, np.ndarray, np.ndarray]:
    """Visits by month: the quota of children seen in the last 15 working days, the others earlier or not found in."""
    in_time, alone = levels.shares(levels.CP_VISITS, rng), levels.shares(levels.CP_ALONE, rng)
    parts = []
    for m in range(MONTHS):
        last = int(LAST[m])
        plan = np.flatnonzero((start <= last - 1) & (end > last))
        due = wd(start[plan], np.full(len(plan), last)) >= 15
        n_due = int(due.sum())
        rank = np.full(len(plan), n_due)
        rank[due] = rng.permutation(n_due)
        seen = rank < levels.quota(in_time[m], n_due)
        seen |= ~due & (rng.random(len(plan)) < 0.8)
        recent = add_wd(last, 0) - rng.integers(0, 19, len(plan))
        recent = np.maximum(np.maximum(recent, add_wd(last + 1, 0) - 18), start[plan])
        recent = np.minimum(pick_days(rng, np.minimum(recent, last), np.minimum(recent + 2, last)), last)
        early = np.maximum(int(FIRST[m]), start[plan])
        limit = int(add_wd(last - 60, wd(last - 60, last) - 16))  # the last day that is 16 working days before the end
        can = early <= limit
        away = ~seen & ((rng.random(len(plan)) < 0.5) | ~can)
        again = (seen | away | (~seen & can)) & can & (rng.random(len(plan)) < np.where(seen | away, 0.75, 1.0))
        again |= ~seen & ~away
        # of the children for whom a visit is due, the last visit of the month decides whether they were seen alone
        privately = np.zeros(len(plan), bool)
        able = np.flatnonzero(due & ~away)
        privately[rng.permutation(able)[: levels.quota(alone[m], n_due)]] = True
        early_day = pick_days(rng, np.minimum(early, limit), np.full(len(plan), limit))
        ordinary = rng.random(len(plan)) < 0.25
        for rows, day, was_seen, was_alone in (
            (seen, recent, seen, privately & seen),
            (away, recent, np.zeros(len(plan), bool), np.zeros(len(plan), bool)),
            (again, early_day, np.ones(len(plan), bool), np.where(seen | away, ordinary, privately)),
        ):
            parts.append((plan[rows], day[rows], was_seen[rows], was_alone[rows]))
    plan, date, was_seen, was_alone = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.lexsort((plan, date))
    return plan[order], date[order], was_seen[order], was_alone[order]


def reviews(rng: np.random.Generator, start: Ints, end: Ints) -> tuple[Ints, Ints, Ints]:
    """Reviews due after three months and then every six, held in the month in which they are due."""
    step = np.arange(8)
    due = start[:, None] + 88 + 178 * step[None, :] + rng.integers(-6, 7, (len(start), 8))
    plan = np.repeat(np.arange(len(start)), 8)
    due = add_wd(np.clip(due.ravel(), None, LAST[-1] + 120), 0)
    real = (due >= FIRST[0]) & (due <= LAST[-1] + 100) & (due < end[plan] - 25)
    plan, due = plan[real], due[real]
    held = np.full(len(due), FAR)
    share = levels.shares(levels.RCPC, rng)
    for m in range(MONTHS):
        mine = np.flatnonzero((due >= FIRST[m]) & (due <= LAST[m]))
        mine = mine[start[plan[mine]] < FIRST[m]]
        n_late = len(mine) - levels.quota(share[m], len(mine))
        late = rng.permutation(mine[due[mine] < add_wd(LAST[m], 0)])[:n_late]
        held[mine] = pick_days(rng, np.maximum(FIRST[m], due[mine] - 12), due[mine])
        held[late] = pick_days(rng, due[late] + 1, np.full(len(late), LAST[m]))
    shown = (held < FAR) | (due > LAST[-1])
    order = np.lexsort((plan[shown], due[shown]))
    return plan[shown][order], due[shown][order], held[shown][order]
