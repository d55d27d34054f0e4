"""What is done for children in need, before court, and after a return from missing.

Belongs here: visits and reviews of children in need, assessments asked for at a pre-proceedings meeting, return home
interviews. Does not belong here: who is in need, met before court or went missing, which is decided elsewhere.
"""

from __future__ import annotations

import numpy as np

from orchestration.sample import levels
from orchestration.sample.assessing import Episodes
from orchestration.sample.care_state import Care
from orchestration.sample.clock import EXTRACT, FAR, FIRST, LAST, MONTHS, Ints, add_wd, months_before, pick_days, wd
from orchestration.sample.people import People
from orchestration.sample.protection import Protection
from orchestration.sample.tables import Table, flags, known

_VISIT_DAYS = 20  # working days: the council's own interval


def tables(
    rng: np.random.Generator,
    people: People,
    episodes: Episodes,
    plans: tuple[Ints, Ints, Ints],
    protected: Protection,
    care: Care,
    court: tuple[Ints, Ints, Ints],
    gone: tuple[Ints, ...],
) -> dict[str, Table]:
    """ssd_cin_visits, local_cin_reviews, local_legal_tracker and local_return_interviews."""
    return {
        "ssd_cin_visits": _visits(rng, people, episodes, protected, care),
        "local_cin_reviews": _reviews(rng, episodes, plans),
        "local_legal_tracker": _court_assessments(rng, court),
        "local_return_interviews": _interviews(rng, gone),
    }


def _in_need(people: People, episodes: Episodes, protected: Protection, care: Care, last: int) -> tuple[Ints, Ints]:
    """Children with an open referral on that day, neither protected nor looked after, and since when."""
    open_ = np.flatnonzero((episodes.date <= last) & (episodes.close > last))
    person, first = np.unique(episodes.person[open_], return_index=True)
    since = episodes.date[open_][first]
    elsewhere = np.concatenate(
        [
            protected.plan_person[(protected.plan_start <= last) & (protected.plan_end > last)],
            care.person[(care.start <= last) & (care.end > last)],
        ]
    )
    stays = ~np.isin(person, elsewhere) & (people.dob[person] > months_before(last, 12 * 18))
    return person[stays], since[stays]


def _visits(rng: np.random.Generator, people: People, episodes: Episodes, protected: Protection, care: Care) -> Table:
    """The month's quota of the children due a visit is seen in the last 20 working days; others were not found in."""
    share = levels.shares(levels.CIN_VISITS, rng)
    parts = []
    for m in range(MONTHS):
        last = int(LAST[m])
        person, since = _in_need(people, episodes, protected, care, last)
        due = wd(since, np.full(len(person), last)) >= _VISIT_DAYS
        rank = np.full(len(person), 0)
        rank[due] = rng.permutation(int(due.sum()))
        seen = np.where(due, rank < levels.quota(share[m], int(due.sum())), rng.random(len(person)) < 0.6)
        opening = int(add_wd(last - 60, wd(last - 60, last) - _VISIT_DAYS + 1))
        tried = seen | (rng.random(len(person)) < 0.4)
        # none in the last days, so that a visit of this month is not yet one of the next
        day = pick_days(rng, np.minimum(np.maximum(opening, since), last - 4), np.full(len(person), last - 4))
        day = np.maximum(day, since)
        parts.append((person[tried], day[tried], seen[tried]))
    person, day, seen = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.lexsort((person, day))
    return {
        "cinv_cin_visit_id": np.arange(len(order)),
        "cinv_person_id": person[order],
        "cinv_cin_visit_date": day[order],
        "cinv_cin_visit_seen": flags(seen[order]),
        "cinv_cin_visit_seen_alone": flags(seen[order] & (rng.random(len(order)) < 0.4)),
    }


def _reviews(rng: np.random.Generator, episodes: Episodes, plans: tuple[Ints, Ints, Ints]) -> Table:
    """Reviews of child in need plans every three months, the month's share of them held by the day they are due."""
    episode, start, end = plans
    step = np.arange(8)
    due = (start[:, None] + 85 + 90 * step[None, :] + rng.integers(-6, 7, (len(start), 8))).ravel()
    plan = np.repeat(np.arange(len(start)), 8)
    due = add_wd(np.minimum(due, EXTRACT + 100), 0)
    real = (due < end[plan]) & (due < EXTRACT + 95)
    plan, due = plan[real], due[real]
    prompt = rng.random(len(due)) < levels.CIN_REVIEWS / 100
    held = np.where(prompt, due - rng.integers(0, 10, len(due)), due + rng.integers(1, 40, len(due)))
    held = np.where((held < end[plan]) & (rng.random(len(due)) < 0.97), known(held), FAR)
    order = np.lexsort((plan, due))
    return {
        "review_id": np.arange(len(order)),
        "person_id": episodes.person[episode[plan[order]]],
        "review_due_date": due[order],
        "review_date": held[order],
    }


def _court_assessments(rng: np.random.Generator, court: tuple[Ints, Ints, Ints]) -> Table:
    """One assessment for each pre-proceedings meeting, those to come included; few take no more than 16 weeks."""
    person, _, meeting = court
    n = len(person)
    prompt = rng.random(n) < levels.COURT_ASSESSMENTS_16WK / 100
    length = np.where(prompt, rng.integers(80, 113, n), rng.integers(114, 190, n))
    return {
        "assessment_id": np.arange(n),
        "person_id": person,
        "meeting_date": meeting,
        "completed_date": known(np.minimum(meeting + length, FAR)),
    }


def _interviews(rng: np.random.Generator, gone: tuple[Ints, ...]) -> Table:
    """Returns from missing: the month's shares are interviewed in 3 days, in 3 working days, and later."""
    _, _, end, absent, *_ = gone
    back = np.flatnonzero(end <= EXTRACT)
    returned = end[back]
    interview = np.full(len(back), FAR)
    shares = [levels.shares(level, rng) for level in (levels.RHI_3D, levels.RHI_3WD, levels.RHI_COMPLETED)]
    third = add_wd(returned, 3)
    for m in range(MONTHS):
        mine = np.flatnonzero((returned >= FIRST[m]) & (returned <= LAST[m]) & (absent[back] == 0))
        mine = rng.permutation(mine)
        n_days, n_work, n_all = (levels.quota(share[m], len(mine)) for share in shares)
        # where the third working day is the third day, the two clocks say the same
        later = np.flatnonzero(third[mine] > returned[mine] + 3)[: max(n_work - n_days, 0)]
        work = mine[later]
        rest = np.delete(mine, later)
        days, late = rest[:n_days], rest[n_days : max(n_all - len(work), n_days)]
        interview[days] = returned[days] + rng.integers(0, 4, len(days))
        interview[work] = third[work]
        interview[late] = add_wd(returned[late], rng.integers(4, 15, len(late)))
    assessed = returned + rng.integers(0, 5, len(back))
    return {
        "missing_episode_id": back,
        "returned_date": returned,
        "interview_date": known(interview),
        "risk_assessment_date": np.where((rng.random(len(back)) < 0.7) & (absent[back] == 0), known(assessed), FAR),
    }
