"""Families on the edge of care: who is worked with, how their goals are scored, and who comes into care all the same.

Belongs here: local_edge_of_care. Children who come into care are taken from those whom `looked_after` brought there.
Does not belong here: the care itself.
"""

from __future__ import annotations

import numpy as np

from orchestration.sample import levels
from orchestration.sample.care_state import Care
from orchestration.sample.clock import FAR, FIRST, LAST, MONTHS, PRINTED, Ints, pick_days
from orchestration.sample.front_door import FrontDoor
from orchestration.sample.tables import Table, known, only

_STARTS_A_MONTH = 19
_ENTER_CARE = 0.245  # of the cases begun; some of them only after the case is closed
_TEAM = "Edge of care"


def tables(rng: np.random.Generator, scale: float, door: FrontDoor, care: Care) -> dict[str, Table]:
    """local_edge_of_care: cases that follow the printed stock, and referrals that never became one."""
    person, start, end = _cases(rng, scale, door, care)
    n, never = len(person), levels.quota(len(person), 0.12)
    refused = rng.permutation(n)[:never]
    first_day = start + rng.integers(3, 21, n)
    last_day = np.where(end < FAR, end - rng.integers(0, 15, n), int(LAST[-1]) - rng.integers(0, 70, n))
    twice = last_day > first_day + 20
    better = np.zeros(n, bool)
    scored = np.flatnonzero(twice)
    scored = scored[np.argsort(last_day[scored], kind="stable")]
    better[scored] = (np.arange(len(scored)) * 7) % 50 < round(50 * levels.EDGE_OF_CARE_IMPROVED / 100)
    low = rng.integers(2, 9, n) / 2
    high = low + np.where(better, rng.integers(6, 11, n), rng.integers(-2, 6, n)) / 2
    told = known(first_day) < FAR
    return {
        "local_edge_of_care": {
            "case_id": np.arange(n + never),
            "person_id": np.concatenate([person, person[refused]]),
            "referral_date": np.concatenate([start - rng.integers(2, 15, n), start[refused] - 200]),
            "start_date": np.concatenate([start, np.full(never, FAR)]),
            "end_date": np.concatenate([end, np.full(never, FAR)]),
            "first_score": _text(low, told, never),
            "first_score_date": np.concatenate([known(first_day), np.full(never, FAR)]),
            "latest_score": _text(high, twice, never),
            "latest_score_date": np.concatenate([np.where(twice, last_day, FAR), np.full(never, FAR)]),
            "team": np.full(n + never, _TEAM, dtype=object),
        }
    }


def _text(score: np.ndarray, told: np.ndarray, blank: int) -> np.ndarray:
    words = np.array([f"{value:g}" for value in score.tolist()], dtype=object)
    return np.concatenate([only(told, words), np.full(blank, None, dtype=object)])


def _cases(rng: np.random.Generator, scale: float, door: FrontDoor, care: Care) -> tuple[Ints, Ints, Ints]:
    """Person, start and end of the work, month after month."""
    before = np.linspace(60, levels.EDGE_OF_CARE[0], PRINTED + 1)[:-1]
    wanted = [levels.quota(level, scale) for level in [*before, *levels.EDGE_OF_CARE]]
    settled = np.isin(care.legal_code.astype(str), ["V3", "V4"])
    brief = np.unique(care.legal_period[settled])
    entered = np.setdiff1d(np.flatnonzero(care.uasc_end < 0), brief)
    used = np.zeros(max(int(care.person.max()), int(door.episodes.person.max())) + 1, bool)
    used[care.person] = True  # of the others none may come into care later
    taken = np.zeros(len(care.start), bool)
    person, start, end = (np.empty(0, np.int64) for _ in range(3))
    for m in range(MONTHS):
        first, last = int(FIRST[m]), int(LAST[m])
        lo, hi = np.searchsorted(door.episodes.date, [first - 120, first])
        pool = np.unique(door.episodes.person[lo:hi])
        new = levels.quota(scale, _STARTS_A_MONTH)
        soon = entered[(care.start[entered] > last) & (care.start[entered] <= last + 120) & ~taken[entered]]
        soon = rng.permutation(soon)[: levels.quota(_ENTER_CARE, new)]
        taken[soon] = True
        others = rng.permutation(pool[~used[pool]])[: new - len(soon)]
        used[others] = True
        begun = pick_days(rng, np.full(new, first), np.full(new, last))[: len(soon) + len(others)]
        person = np.concatenate([person, care.person[soon], others])
        start = np.concatenate([start, begun])
        end = np.concatenate([end, np.full(len(begun), FAR)])
        here = np.flatnonzero((end == FAR) & (start < first))
        leave = here[: max(int((end == FAR).sum()) - wanted[m], 0)]  # the longest ones
        end[leave] = rng.integers(first, last + 1, len(leave))
    return person, start, end
