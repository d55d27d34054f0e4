"""Registers that are kept outside the case system: youth justice outcomes, and children educated at home.

Belongs here: local_youth_justice and local_home_education. Many of their young people are not known to the case
system: some carry a number that it does not have, some none. Does not belong here: anything the case system holds.
"""

from __future__ import annotations

import numpy as np

from orchestration.sample import levels
from orchestration.sample.assessing import Episodes
from orchestration.sample.clock import EXTRACT, FAR, FIRST, LAST, MONTHS, Ints, age, birthday, pick_days
from orchestration.sample.people import ETHNICITIES, People
from orchestration.sample.tables import Table, flags, known, only, take

_STRANGERS = 8_000_000  # numbers that no person of the case system has
_OUTCOMES = np.array(["out_of_court", "community", "custody"], dtype=object)


def tables(rng: np.random.Generator, scale: float, people: People, episodes: Episodes) -> dict[str, Table]:
    """Both registers; their young people are in part persons with a referral."""
    familiar = np.unique(episodes.person)
    current = np.unique(episodes.person[episodes.close > EXTRACT])
    return {
        "local_youth_justice": _youth_justice(rng, scale, people, familiar),
        "local_home_education": _home_education(rng, scale, people, familiar, current),
    }


def _aged(people: People, familiar: Ints, on: int, youngest: int, oldest: int) -> Ints:
    years = age(people.dob[familiar], on)
    return familiar[(years >= youngest) & (years <= oldest)]


def _youth_justice(rng: np.random.Generator, scale: float, people: People, familiar: Ints) -> Table:
    parts = []
    for m in range(MONTHS):
        first, last = int(FIRST[m]), int(LAST[m])
        n = levels.quota(scale, levels.YOUTH_JUSTICE_OUTCOMES)
        older = rng.permutation(_aged(people, familiar, first, 15, 17))[: n // 2]
        person = np.concatenate([older, rng.permutation(_aged(people, familiar, first, 12, 14))[: n // 5]])
        strange = n - len(person)
        born = np.concatenate(
            [people.dob[person], rng.integers(int(birthday(first, -18)) + 40, int(birthday(first, -12)), strange)]
        )
        code = np.concatenate([people.ethnicity[person].astype(np.int64), _codes(rng, strange)])
        parts.append((np.concatenate([person, np.full(strange, -1)]), born, code, np.full(n, first), np.full(n, last)))
    person, born, code, first_day, last_day = (np.concatenate(part) for part in zip(*parts, strict=True))
    n = len(person)
    numbered = (person < 0) & (rng.random(n) < 0.5)
    person[numbered] = _STRANGERS + np.arange(int(numbered.sum()))
    held = pick_days(rng, first_day, last_day)
    kind = (rng.random(n) < 0.42).astype(np.int64)
    # one sentence of custody after another, the same number in any twelve months
    apart = 365 / max(levels.quota(scale, levels.CUSTODY_A_YEAR), 1)
    for at in np.arange(int(FIRST[0]) + 20, EXTRACT, apart) if levels.quota(scale, levels.CUSTODY_A_YEAR) else ():
        kind[np.argmin(np.abs(held - at))] = 2
    length = np.where(kind == 0, rng.integers(45, 120, n), rng.integers(120, 330, n))
    ended = known(held + length)
    suited = rng.random(n) < np.where(
        _years_at(born, ended) < 16, levels.SUITABLE_ETE_UNDER_16, levels.SUITABLE_ETE_OVER_16
    )
    return {
        "outcome_id": np.arange(n),
        "person_id": person,
        "birth_date": np.where(rng.random(n) < 0.01, FAR, born),
        "ethnicity": take(ETHNICITIES.astype(object), np.where(rng.random(n) < 0.03, -1, code)),
        "outcome_date": held,
        "outcome": _OUTCOMES[kind],
        "first_time_entrant": flags(rng.random(n) < 0.45),
        "disposal_end_date": ended,
        "suitable_ete": only(ended < FAR, flags(suited)),
    }


def _codes(rng: np.random.Generator, n: int) -> Ints:
    """Half of the strangers are white British, the others of any group."""
    return np.where(rng.random(n) < 0.5, 0, rng.integers(1, len(ETHNICITIES), n))


def _years_at(born: Ints, on: Ints) -> np.ndarray:
    return np.where(on < FAR, (on - born) / 365.25, 0)


def _home_education(rng: np.random.Generator, scale: float, people: People, familiar: Ints, current: Ints) -> Table:
    parts = []
    taken = np.empty(0, np.int64)
    for m in range(-30, MONTHS):
        first = int(FIRST[max(m, 0)]) + 30 * min(m, 0)
        grown = levels.HOME_EDUCATED_A_MONTH * (1.6 if m >= 41 else 1.0)  # many more in the autumn of 2020
        n = levels.quota(scale, grown)
        person = rng.permutation(np.setdiff1d(_aged(people, familiar, first, 5, 14), taken))[: n // 4]
        if m >= MONTHS - 24:  # some of whom social care knows today
            more = np.setdiff1d(_aged(people, current, first, 5, 14), [*taken, *person])
            person = np.concatenate([person, rng.permutation(more)[: n // 12]])
        taken = np.concatenate([taken, person])
        parts.append((np.concatenate([person, np.full(n - len(person), -1)]), first + rng.integers(0, 28, n)))
    person, start = (np.concatenate(part) for part in zip(*parts, strict=True))
    n, strange = len(person), person < 0
    person[strange] = _STRANGERS * 2 + np.arange(int(strange.sum()))
    end = start + rng.integers(90, 1500, n)
    allocated = start + rng.integers(4, 45, n)
    visited = start + rng.integers(20, 160, n)
    return {
        "registration_id": np.arange(n),
        "person_id": person,
        "registered_date": start,
        "ended_date": known(end),
        "allocated_date": np.where(rng.random(n) < 0.9, known(allocated), FAR),
        "first_visit_date": np.where((rng.random(n) < 0.82) & (visited < end), known(visited), FAR),
    }
