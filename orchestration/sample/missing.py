"""Children who go missing or are absent, and the interviews when they are back.

Belongs here: missing episodes of children in care and at home. Does not belong here: who is in care.
"""

from __future__ import annotations

import numpy as np

from orchestration.sample import levels
from orchestration.sample.care_state import Care
from orchestration.sample.clock import FAR, FIRST, LAST, MONTHS, Ints, age, months_before
from orchestration.sample.people import People
from orchestration.sample.tables import Table, take


def build(people: People, rng: np.random.Generator, scale: float, care: Care, others: Ints) -> tuple[Ints, ...]:
    """Missing episodes: person, start, end, kind (1 absent), return interview offered and accepted (2 is blank)."""
    children, repeat = (
        levels.counts(levels.MISSING_CHILDREN, rng, scale),
        levels.counts(levels.MISSING_REPEAT, rng, scale),
    )
    parts = []
    for m in range(MONTHS):
        first, last = int(FIRST[m]), int(LAST[m])
        teens = np.flatnonzero((care.start < first) & (care.end > last))
        teens = care.person[teens[age(people.dob[care.person[teens]], first) >= 11]]
        n = int(children[m])
        in_care = rng.permutation(teens)[: n * 35 // 100]
        home = others[
            (people.dob[others] < months_before(first, 132)) & (people.dob[others] > months_before(last, 215))
        ]
        home = rng.permutation(np.setdiff1d(home, care.person))[: n - len(in_care)]
        who = rng.permutation(np.concatenate([in_care, home]))
        more = np.repeat(who[: int(repeat[m])], 1 + (rng.random(min(int(repeat[m]), len(who))) < 0.3))
        absent = rng.permutation(teens)[: levels.quota(scale, 3)]
        person = np.concatenate([who, more, absent])
        start = rng.integers(first, last + 1, len(person))
        start = np.sort(start)[rng.permutation(len(start))]
        end = start + np.searchsorted([0.45, 0.85, 0.95], rng.random(len(start)), side="right")
        kind = (np.arange(len(person)) >= len(who) + len(more)).astype(np.int64)
        cared = np.isin(person, teens)
        offered = np.where(cared | (rng.random(len(person)) < 0.9), 1, 0)
        offered[(kind == 1) | (~cared & (rng.random(len(person)) < 0.05))] = 2
        accepted = np.where(offered == 1, (rng.random(len(person)) < 0.86).astype(np.int64), 2)
        order = np.lexsort((person, start))
        parts.append(tuple(part[order] for part in (person, start, end, kind, offered, accepted)))
    return tuple(np.concatenate(part) for part in zip(*parts, strict=True))


def table(gone: tuple[Ints, ...]) -> Table:
    """ssd_missing."""
    person, start, end, absent, offered, accepted = gone
    answers = np.array(["N", "Y"], dtype=object)
    return {
        "miss_table_id": np.arange(len(person)),
        "miss_person_id": person,
        "miss_missing_episode_start_date": start,
        "miss_missing_episode_type": np.where(absent == 1, "Absent", "Missing").astype(object),
        "miss_missing_episode_end_date": np.where(end > FIRST[-1] + 30, FAR, end),
        "miss_missing_rhi_offered": take(answers, np.where(offered == 2, -1, offered)),
        "miss_missing_rhi_accepted": take(answers, np.where(accepted == 2, -1, accepted)),
    }
