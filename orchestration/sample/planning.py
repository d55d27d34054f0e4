"""Plans for children in care that other systems hold: the permanence tracker and the virtual school.

Belongs here: local_permanence and local_peps, built on the periods of care and their reviews. Does not belong here:
care plans, reviews and adoption as the case system holds them (`care_work`).
"""

from __future__ import annotations

import numpy as np

from orchestration.sample import levels
from orchestration.sample.care_state import Care
from orchestration.sample.care_work import Work
from orchestration.sample.clock import EXTRACT, FAR, FIRST, Ints, add_wd, birthday
from orchestration.sample.people import People
from orchestration.sample.tables import Table, keep, known, take

_FOSTERING, _ADOPTION, _GUARDIANSHIP, _HOME, _ALONE = range(5)
_PLANS = np.array(
    ["long_term_fostering", "adoption", "special_guardianship", "return_home", "supported_living"], dtype=object
)
_TERMS = 40  # education plans of one child, at most


def tables(rng: np.random.Generator, people: People, care: Care, work: Work) -> dict[str, Table]:
    """Both tables."""
    return {
        "local_permanence": _permanence(rng, people, care, work),
        "local_peps": _education(rng, people, care),
    }


def _second_review(care: Care, work: Work) -> Ints:
    """The day of each period's second review held; FAR where there was none."""
    held = work.review_date < FAR
    order = np.lexsort((work.review_date[held], work.review_period[held]))
    period, day = work.review_period[held][order], work.review_date[held][order]
    first = np.searchsorted(period, np.arange(len(care.start)))
    count = np.searchsorted(period, np.arange(len(care.start)), side="right") - first
    second = np.full(len(care.start), FAR)
    two = count >= 2
    second[two] = day[first[two] + 1]
    return second


def _aims(rng: np.random.Generator, people: People, care: Care) -> Ints:
    """What is planned for each period: what came of it where it has ended, else by age."""
    reason = care.reason.astype(str)
    old = care.start - people.dob[care.person] > 15 * 365
    aim = np.where(rng.random(len(reason)) < 0.62, _FOSTERING, np.where(old, _ALONE, _HOME))
    aim[np.isin(reason, ["E4A", "E4B", "E41"])] = _HOME
    aim[np.isin(reason, ["E45", "E46", "E47", "E48"])] = _GUARDIANSHIP
    aim[np.isin(reason, ["E11", "E12"])] = _ADOPTION
    return aim


def _permanence(rng: np.random.Generator, people: People, care: Care, work: Work) -> Table:
    """Few have a plan by their second review, most some months after it; one in eight plans is changed for another."""
    n = len(care.start)
    second = np.minimum(_second_review(care, work), care.start + 120)
    early = rng.random(n) < levels.PERMANENCE_EARLY
    recorded = np.where(early, second - rng.integers(0, 40, n), second + rng.integers(20, 220, n))
    recorded = add_wd(np.maximum(recorded, care.start + 7), 0)
    aim, over = _aims(rng, people, care), np.minimum(care.end, EXTRACT + 1)
    made = np.flatnonzero((recorded < over) & (early | (rng.random(n) < 0.84)))
    turned = made[(rng.random(len(made)) < 0.12) & (recorded[made] + 200 < over[made])]
    change = recorded[turned] + rng.integers(100, 200, len(turned))
    # the plan that was changed comes first, under the aim of going home
    period = np.concatenate([made, turned])
    begun = np.concatenate([recorded[made], recorded[turned]])
    begun[np.isin(made, turned).nonzero()[0]] = change
    ended = np.concatenate([care.end[made], change])
    wanted = np.concatenate([aim[made], np.full(len(turned), _HOME)])
    last_day = np.minimum(ended, EXTRACT)
    m = len(period)
    matched = begun + rng.integers(60, 900, m)
    wants_match = np.isin(wanted, [_FOSTERING, _ADOPTION]) & (rng.random(m) < 0.62)
    worked = begun + rng.integers(120, 900, m)
    book = care.end[period] + rng.integers(-60, 12, m)
    adopted = np.isin(care.reason[period].astype(str), ["E11", "E12"]) & (wanted == _ADOPTION)
    table = {
        "plan_id": np.arange(m),
        "person_id": care.person[period],
        "plan": take(_PLANS, wanted),
        "recorded_date": begun,
        "ended_date": known(ended),
        "matched_date": np.where(wants_match & (matched < last_day), matched, FAR),
        "life_story_work_date": np.where((worked < last_day) & (rng.random(m) < 0.5), worked, FAR),
        "life_story_book_date": np.where(adopted & (rng.random(m) < 0.85), known(book), FAR),
    }
    order = np.lexsort((period, begun))
    table = {column: values[order] for column, values in table.items()}
    table["plan_id"] = np.arange(m)
    return keep(table, table["recorded_date"] <= EXTRACT)


def _education(rng: np.random.Generator, people: People, care: Care) -> Table:
    """A plan soon after the child comes into care or turns five, and then one a term until sixteen."""
    n = len(care.start)
    born = people.dob[care.person]
    first = np.maximum(np.maximum(care.start + rng.integers(5, 26, n), birthday(born, 5)), FIRST[0] - 150)
    first = first + np.where(care.start < FIRST[0], rng.integers(0, 100, n), 0)
    day = first[:, None] + np.arange(_TERMS)[None, :] * 122 + rng.integers(-12, 13, (n, _TERMS))
    period, day = np.repeat(np.arange(n), _TERMS), add_wd(np.minimum(day.ravel(), EXTRACT + 60), 0)
    real = (day >= care.start[period]) & (day < care.end[period]) & (day <= EXTRACT)
    real &= day < birthday(born, 16)[period]
    real &= rng.random(len(day)) >= levels.PEP_MISSED
    period, day = period[real], day[real]
    order = np.lexsort((period, day))
    return {"pep_id": np.arange(len(day)), "person_id": care.person[period][order], "pep_date": day[order]}
