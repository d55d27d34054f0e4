"""The workforce as HR and the quality assurance unit know it, and the figures that the services return by hand.

Belongs here: local_hr_staff, local_hr_absence, local_audits and local_returns, at the printed levels. Does not belong
here: workers as the case system lists them (`workforce`), which is another list with other people on it.
"""

from __future__ import annotations

import numpy as np

from orchestration.sample import levels
from orchestration.sample.clock import _BASE, _UP_TO, EXTRACT, FAR, FIRST, LAST, MONTHS, WORKDAYS, Ints, day
from orchestration.sample.tables import Table, known, only, take

_TEAMS = np.array(
    ["Assessment", "MASH", "PACT North", "PACT South", "PACT Central", "Looked After Children Team 1",
     "Looked After Children Team 2", "Pathways Team", "Early Help", "Fostering and Adoption", "Business Support"],
    dtype=object,
)  # fmt: skip
_POSTS = [62, 30, 18, 18, 17, 20, 18, 17, 95, 45, 81]
_REASONS = np.array(["resigned", "retirement", "end of contract", "dismissed"], dtype=object)
_ILLNESSES = np.array(["cold or flu", "stress", "muscles or joints", "covid-19", "surgery", "not said"], dtype=object)
_LENGTHS = np.array([1, 2, 3, 5, 8, 15, 30])
_LENGTH_SHARES = [0.26, 0.24, 0.2, 0.15, 0.08, 0.05, 0.02]
_GRADES = np.array(["outstanding", "good", "requires_improvement", "inadequate"], dtype=object)


def tables(rng: np.random.Generator, scale: float) -> dict[str, Table]:
    """The four feeds, in the order in which they are drawn."""
    staff = _staff(rng, scale)
    return {
        "local_hr_staff": staff,
        "local_hr_absence": _absences(rng, scale, staff),
        "local_audits": _audits(rng, scale),
        "local_returns": _returns(),
    }


def _staff(rng: np.random.Generator, scale: float) -> Table:
    """Every post and the people who held it in turn: one leaves, the next begins on the first of a later month."""
    posts = np.repeat(np.arange(len(_TEAMS)), [max(levels.quota(scale, post), 1) for post in _POSTS])
    team, start, end = [], [], []
    for post in posts:
        begin = int(FIRST[0] - rng.integers(30, 5000))
        while begin <= EXTRACT:
            finish = max(begin + 20, int(FIRST[0])) + int(rng.exponential(365 / levels.LEAVERS_A_YEAR))
            team.append(int(post))
            start.append(begin)
            end.append(finish)
            follows = int(np.searchsorted(FIRST, finish, side="right"))
            begin = int(FIRST[follows]) if follows < MONTHS else FAR
    n = len(team)
    left = known(np.array(end))
    agency = rng.random(n) < 0.02
    return {
        "employee_id": np.arange(n),
        "team": take(_TEAMS, np.array(team)),
        "start_date": np.array(start),
        "leave_date": left,
        "is_permanent": np.where(agency | (rng.random(n) < 0.05), "N", "Y").astype(object),
        "is_agency": np.where(agency, "Y", "N").astype(object),
        "fte": np.where(rng.random(n) < 0.7, 1.0, 0.6),
        "leaving_reason": only(left < FAR, take(_REASONS, np.searchsorted([0.68, 0.84, 0.96], rng.random(n)))),
    }


def _absences(rng: np.random.Generator, scale: float, staff: Table) -> Table:
    """Spells of staff in post until each month has lost its days; those that run past the extract are still open."""
    wanted = levels.counts(levels.DAYS_LOST, rng, scale)
    lost = np.zeros(MONTHS + 3)
    who, start, end = [], [], []
    for m in range(MONTHS):
        first, beyond = (int(_UP_TO[edge - _BASE]) for edge in (FIRST[m] - 1, LAST[m]))
        here = np.flatnonzero((staff["start_date"] <= FIRST[m]) & (staff["leave_date"] > LAST[m]))
        while lost[m] < wanted[m]:
            begin = int(rng.integers(first, beyond))
            room = int(wanted[m] - lost[m])
            length = int(_LENGTHS[np.searchsorted(np.cumsum(_LENGTH_SHARES), rng.random(), side="right").clip(0, 6)])
            within = min(length, beyond - begin)
            if within > room:
                within = length = room
            lost[m] += within
            lost[m + 1] += min(length - within, 18)
            length = within + min(length - within, 18)
            who.append(int(here[rng.integers(0, len(here))]))
            start.append(int(WORKDAYS[begin]))
            end.append(int(WORKDAYS[begin + length - 1]))
    n = len(who)
    return {
        "absence_id": np.arange(n),
        "employee_id": np.array(who),
        "team": staff["team"][np.array(who)],
        "start_date": np.array(start),
        "end_date": known(np.array(end)),
        "reason": take(_ILLNESSES, rng.integers(0, len(_ILLNESSES), n)),
    }


def _audits(rng: np.random.Generator, scale: float) -> Table:
    """Audits scheduled month by month, the printed share undertaken by its end, and December's printed grades."""
    share = levels.shares(levels.AUDITS_DONE, rng)
    number = levels.quota(scale, levels.AUDITS_SCHEDULED)
    scheduled = np.repeat(LAST, number)
    done = np.full(len(scheduled), FAR)
    grade = rng.choice(len(_GRADES), len(scheduled), p=[0.03, 0.58, 0.34, 0.05])
    for m in range(MONTHS):
        mine = np.arange(m * number, (m + 1) * number)
        in_time = rng.permutation(mine)[: levels.quota(share[m], number)]
        done[in_time] = rng.integers(FIRST[m], LAST[m] + 1, len(in_time))
        late = np.setdiff1d(mine, in_time)[: levels.quota(0.1, number)]
        done[late] = LAST[m] + rng.integers(1, 25, len(late))
    # the last printed grades are those of the audits undertaken in the month, so none of an earlier month is among them
    done[(scheduled == LAST[-2]) & (done > LAST[-2])] = FAR
    last = np.flatnonzero((done >= FIRST[-1]) & (done <= LAST[-1]))
    good = levels.quota(levels.GRADES[0] / sum(levels.GRADES), len(last))
    poor = levels.quota(levels.GRADES[2] / sum(levels.GRADES), len(last))
    grade[last] = np.where(np.arange(len(last)) < good, 1, np.where(np.arange(len(last)) < len(last) - poor, 2, 3))
    done = known(done)
    return {
        "audit_id": np.arange(len(scheduled)),
        "team": take(_TEAMS, rng.integers(0, 9, len(scheduled))),
        "scheduled_date": scheduled,
        "completed_date": done,
        "grade": only(done < FAR, take(_GRADES, grade)),
    }


def _returns() -> Table:
    """One row for each indicator and month that its service said something of; one of every word."""
    rows: list[dict[str, object]] = []
    for code, figures in levels.RETURNS.items():
        for end, (numerator, denominator) in zip(LAST[-len(figures) :].tolist(), figures, strict=True):
            row = {"indicator_code": code, "period_end": end, "numerator": numerator, "denominator": denominator}
            rows.append(row | {"by": "Head of service", "on": min(end + 8, EXTRACT)})
    for code, said in levels.RETURNED_LAST.items():
        rows = [row for row in rows if (row["indicator_code"], row["period_end"]) != (code, int(LAST[-1]))]
        rows.append({"indicator_code": code, "period_end": int(LAST[-1]), **said})
    rows.sort(key=lambda row: (row["indicator_code"], row["period_end"]))

    def words(name: str) -> np.ndarray:
        return np.array([row.get(name) for row in rows], dtype=object)

    def numbers(name: str, none: int) -> Ints:
        return np.array([row.get(name, none) for row in rows], dtype=np.int64)

    due = [day(str(row["due"])) if "due" in row else FAR for row in rows]
    return {
        "indicator_code": words("indicator_code"),
        "period_end": numbers("period_end", FAR),
        "numerator": numbers("numerator", -1),
        "denominator": numbers("denominator", -1),
        "status": words("status"),
        "due_date": np.array(due, dtype=np.int64),
        "requested_from": words("requested_from"),
        "text": words("text"),
        "confirmed_by": words("by"),
        "confirmed_date": numbers("on", FAR),
    }
