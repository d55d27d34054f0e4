"""Systems beside the case system: the early help module, and assessments of special educational needs.

Belongs here: local_early_help and local_ehc_assessments. Some of their people are not known to the case system. Does
not belong here: the early help episodes that the case system itself holds (`support`).
"""

from __future__ import annotations

import numpy as np

from orchestration.sample import levels
from orchestration.sample.clock import EXTRACT, FAR, FIRST, LAST, MONTHS, Ints, add_wd, age, pick_days
from orchestration.sample.front_door import FrontDoor
from orchestration.sample.people import People
from orchestration.sample.tables import Table, keep, known, take

_STRANGERS = 7_000_000  # numbers that no person of the case system has
_SOURCES = np.array(["mash", "csc_step_down", "school", "health", "family", "other"], dtype=object)
_TEAMS = np.array(["Early help North", "Early help South", "Early help Central"], dtype=object)
_MOMENT = 1_000_000  # a person and a day as one number


def tables(
    rng: np.random.Generator,
    scale: float,
    people: People,
    door: FrontDoor,
    plans: tuple[Ints, Ints, Ints],
    helped: tuple[Ints, Ints, Ints],
) -> dict[str, Table]:
    """Both tables; `plans` are the children in need plans and `helped` the early help episodes of `support`."""
    return {
        "local_early_help": _early_help(rng, door, plans, helped),
        "local_ehc_assessments": _assessments(rng, scale, people),
    }


def _lately(person: Ints, day: Ints, of: Ints, on: Ints, days: int) -> np.ndarray:
    """Whether something happened to the person in that many days up to the day."""
    moments = np.sort(of * _MOMENT + on)
    return np.searchsorted(moments, person * _MOMENT + day - days) < np.searchsorted(
        moments, person * _MOMENT + day, side="right"
    )


def _early_help(
    rng: np.random.Generator, door: FrontDoor, plans: tuple[Ints, Ints, Ints], helped: tuple[Ints, Ints, Ints]
) -> Table:
    """A case for each episode, referred some days before it; four in five of the open ones have a plan."""
    person, start, end = helped
    n = len(person)
    episode, _, plan_over = plans
    from_plan = _lately(person, start, door.episodes.person[episode], np.minimum(plan_over, EXTRACT + 1), 31)
    asked = door.contact_outcome == 1
    from_mash = _lately(person, start, door.contact_person[asked], door.contact_date[asked], 31)
    elsewhere = 2 + np.searchsorted([0.5, 0.75, 0.9], rng.random(n), side="right")
    # what came from social care by another way than a plan is not seen in its records
    source = np.where(from_plan | (rng.random(n) < 0.03), 1, np.where(from_mash, 0, elsewhere))
    referred = pick_days(rng, start - 9, start)
    to_plan = np.where(rng.random(n) < 0.93, rng.integers(4, 28, n), rng.integers(46, 72, n))
    planned = np.where(rng.random(n) < 0.03, FAR, add_wd(referred, to_plan))
    planned = np.where(planned < end - 5, known(planned), FAR)
    attempts = 1 + (rng.random(n) < 0.27) + (rng.random(n) < 0.08)
    accepted = known(add_wd(referred, 2 + 5 * attempts))
    accepted[rng.random(n) < 0.1] = FAR
    stranger = np.flatnonzero((source >= 2) & (rng.random(n) < 0.04))
    person = person.copy()
    person[stranger] = _STRANGERS + np.arange(len(stranger))
    return {
        "case_id": np.arange(n),
        "person_id": person,
        "referral_date": referred,
        "source": take(_SOURCES, source),
        "gateway_attempts": np.where(accepted < FAR, attempts, -1),
        "gateway_accepted_date": accepted,
        "plan_date": planned,
        "plan_end_date": np.where(planned < FAR, end, FAR),
        "closed_date": end,
        "team": take(_TEAMS, rng.integers(0, 3, n)),
    }


def _assessments(rng: np.random.Generator, scale: float, people: People) -> Table:
    """Requests of every month, six in ten answered within twenty weeks; two in three are of children unknown here."""
    n = levels.quota(levels.EHC_REQUESTS, scale)
    of_age = np.flatnonzero(people.dob[: people.n] < FAR)
    years = age(people.dob[of_age], int(LAST[-1]))
    of_age = of_age[(years >= 4) & (years <= 19)]
    month = np.repeat(np.arange(MONTHS), n)
    asked = pick_days(rng, FIRST[month], LAST[month])
    took = np.where(
        rng.random(len(asked)) < levels.EHC_IN_TIME,
        rng.integers(84, 141, len(asked)),
        rng.integers(141, 290, len(asked)),
    )
    person = of_age[rng.integers(0, len(of_age), len(asked))]
    strange = rng.random(len(asked)) < 0.65
    person[strange] = _STRANGERS + 500_000 + np.arange(int(strange.sum()))
    person[rng.random(len(asked)) < 0.02] = -1
    table = {
        "assessment_id": np.arange(len(asked)),
        "person_id": person,
        "request_date": asked,
        "completed_date": known(asked + took),
    }
    return keep(table, asked <= EXTRACT)
