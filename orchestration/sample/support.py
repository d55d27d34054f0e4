"""Help outside protection and care: child-in-need plans, early-help episodes, and the step down from one to the other.

Belongs here: plans that follow an assessment with services, and early help. Does not belong here: the assessments.
"""

from __future__ import annotations

import numpy as np

from orchestration.sample import levels
from orchestration.sample.clock import FAR, FIRST, LAST, MONTHS, Ints, pick_days
from orchestration.sample.front_door import FrontDoor
from orchestration.sample.people import People

_STEP_DOWN = 0.2  # of ended child-in-need plans; West Sussex prints 21 %
_ASSESSED = 0.11  # of assessments authorised, as West Sussex prints


def cin_plans(rng: np.random.Generator, door: FrontDoor) -> tuple[Ints, Ints, Ints]:
    """Episode, start and end of the plans made after an assessment that ended in services."""
    episodes = door.episodes
    made = np.flatnonzero(door.assessment_cin)
    first_one = np.unique(door.assessment_episode[made], return_index=True)[1]
    made = made[np.sort(first_one)]
    episode = door.assessment_episode[made]
    start = pick_days(rng, door.assessment_auth[made] + 3, door.assessment_auth[made] + 20)
    end = np.where(episodes.close[episode] > LAST[-1], FAR, episodes.close[episode] - rng.integers(0, 4, len(made)))
    real = (start <= LAST[-1]) & (end > start + 20)
    episode, start, end = episode[real], start[real], end[real]
    order = np.argsort(start, kind="stable")
    return episode[order], start[order], end[order]


def early_help(
    people: People, rng: np.random.Generator, scale: float, door: FrontDoor, plans: tuple[Ints, Ints, Ints]
) -> tuple[Ints, Ints, Ints]:
    """Person, start and end of early-help episodes: some after a plan or a contact, the others from schools."""
    wanted = levels.counts(levels.EARLY_HELP, rng, scale)
    episode, _, ended = plans
    parts = []
    for m in range(MONTHS):
        first, last, n = int(FIRST[m]), int(LAST[m]), int(wanted[m])
        down = np.flatnonzero((ended >= first) & (ended <= last))
        down = rng.permutation(down)[: min(levels.quota(_STEP_DOWN, len(down)), n)]
        lo, hi = np.searchsorted(door.contact_date, [first, last + 1])
        asked = lo + np.flatnonzero(door.contact_outcome[lo:hi] == 1)
        asked = rng.permutation(asked)[: max(min(n * 6 // 10, n - len(down)), 0)]
        new = people.children(n - len(down) - len(asked), first, oldest=16)
        person = np.concatenate([door.episodes.person[episode[down]], door.contact_person[asked], new])
        low = np.concatenate([ended[down], door.contact_date[asked], np.full(len(new), first)])
        start = pick_days(rng, np.minimum(low, last), np.full(len(person), last))
        parts.append((person, start))
    person, start = (np.concatenate(part) for part in zip(*parts, strict=True))
    end = start + rng.integers(40, 320, len(start))
    order = np.lexsort((person, start))
    return person[order], start[order], np.where(end > LAST[-1], FAR, end)[order]


def after_assessments(
    rng: np.random.Generator, door: FrontDoor, helped: tuple[Ints, Ints, Ints]
) -> tuple[Ints, Ints, Ints]:
    """The same episodes, some of them now of children whose assessment ended without services a little before.

    They take the place of children whom the front door never met, so that no month's number changes.
    """
    person, start, end = (part.copy() for part in helped)
    stranger = ~np.isin(person, np.concatenate([door.episodes.person, door.contact_person]))
    for m in range(MONTHS):
        first, last = int(FIRST[m]), int(LAST[m])
        authorised = door.assessment_auth
        pool = np.flatnonzero((authorised >= first - 12) & (authorised <= last - 2) & ~door.assessment_cin)
        wanted = levels.quota(_ASSESSED, int(((authorised >= first) & (authorised <= last)).sum()))
        free = rng.permutation(np.flatnonzero(stranger & (start >= first) & (start <= last)))[:wanted]
        pick = rng.permutation(pool)[: len(free)]
        free = free[: len(pick)]
        began = pick_days(rng, np.maximum(authorised[pick], first), np.full(len(pick), last))
        person[free] = door.episodes.person[door.assessment_episode[pick]]
        end[free] = np.where(end[free] < FAR, end[free] + np.maximum(began - start[free], 0), FAR)
        end[free] = np.where(end[free] > LAST[-1], FAR, end[free])
        start[free] = began
    order = np.lexsort((person, start))
    return person[order], start[order], end[order]
