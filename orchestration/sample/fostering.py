"""The council's own fostering households: approved, trained, ended, and written into the register later than that.

Belongs here: local_foster_carers. Since spring 2020 a backlog of panel decisions is entered months after they took
effect, so a later delivery lowers figures already published. Does not belong here: who is placed with whom.
"""

from __future__ import annotations

import numpy as np

from orchestration.sample import levels
from orchestration.sample.clock import EXTRACT, FAR, FIRST, LAST, MONTHS, PRINTED, Ints, day
from orchestration.sample.tables import Table, known, only, take

_REASONS = np.array(["retirement", "personal_circumstances", "adopting", "resigned", "deregistered"], dtype=object)
_REASON_SHARES = np.array([0.32, 0.62, 0.82, 0.96])
_BACKLOG = day("2020-04-01"), day("2020-10-31")


def tables(rng: np.random.Generator, scale: float) -> dict[str, Table]:
    """local_foster_carers: mainstream households that follow the printed stock, and connected carers."""
    start, end = _mainstream(rng, scale)
    near = levels.quota(scale, 120)
    near_start = np.sort(rng.integers(int(FIRST[0]) - 300, EXTRACT - 20, near))
    near_end = near_start + rng.integers(60, 700, near)
    approved, ended = np.concatenate([start, near_start]), known(np.concatenate([end, near_end]))
    mainstream, n = np.arange(len(approved)) < len(start), len(approved)
    gone = ended < FAR
    trained = approved + rng.integers(90, 700, n)
    trained = np.where((rng.random(n) < 0.4) & (trained < ended) & mainstream, known(trained), FAR)
    late = (ended >= _BACKLOG[0]) & (ended <= _BACKLOG[1]) & (rng.random(n) < 0.35)
    told = ended + np.where(late, rng.integers(45, 200, n), rng.integers(1, 15, n))
    reason = np.searchsorted(_REASON_SHARES, rng.random(n), side="right")
    return {
        "local_foster_carers": {
            "carer_id": np.arange(n),
            "carer_type": np.where(mainstream, "mainstream", "connected").astype(object),
            "approved_date": approved,
            "approval_recorded_date": np.minimum(approved + rng.integers(1, 25, n), EXTRACT),
            "ended_date": ended,
            "end_recorded_date": np.where(gone, np.minimum(told, EXTRACT), FAR),
            "end_reason": only(gone, take(_REASONS, reason)),
            "adolescent_training_date": trained,
        }
    }


def _mainstream(rng: np.random.Generator, scale: float) -> tuple[Ints, Ints]:
    """Approval and ending of each household, so that every month ends with the wanted number."""
    before = np.linspace(levels.FOSTER_CARERS_2017, levels.FOSTER_CARERS[0], PRINTED + 1)[:-1]
    wanted = [levels.quota(level, scale) for level in [*before, *levels.FOSTER_CARERS]]
    first = levels.quota(scale, levels.FOSTER_CARERS_2017)
    start = np.sort(int(FIRST[0]) - rng.integers(30, 4500, first))
    end = np.full(first, FAR)
    for m in range(MONTHS):
        here = np.flatnonzero(end == FAR)
        new = max(int(rng.integers(0, 4) * min(scale, 1)), wanted[m] - len(here))
        leave = rng.permutation(here)[: max(len(here) + new - wanted[m], 0)]
        end[leave] = rng.integers(int(FIRST[m]), int(LAST[m]) + 1, len(leave))
        start = np.concatenate([start, np.sort(rng.integers(int(FIRST[m]), int(LAST[m]) + 1, new))])
        end = np.concatenate([end, np.full(new, FAR)])
    return start, end
