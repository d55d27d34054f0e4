"""The workforce: teams, professionals, and who works with which child from when to when.

Belongs here: departments, professionals and involvements, with as many full-time workers in each team as give
December 2020 its printed caseload. Does not belong here: the cases themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orchestration.sample import levels
from orchestration.sample.care_state import Care
from orchestration.sample.clock import FAR, FIRST, LAST, MONTHS, Ints, pick_days
from orchestration.sample.front_door import FrontDoor
from orchestration.sample.leavers import Leavers
from orchestration.sample.protection import Protection
from orchestration.sample.tables import Table, take

TEAMS = np.array(
    [
        "Multi-Agency Safeguarding Hub",
        "Assessment Team 1",
        "Assessment Team 2",
        "Assessment Team 3",
        "Protection and Court Team (PACT) North",
        "Protection and Court Team (PACT) South",
        "Protection and Court Team (PACT) Central",
        "Looked After Children Team 1",
        "Looked After Children Team 2",
        "Pathways Team",
        "Children with Disabilities Team",
        "Early Help Hub",
        "Fostering and Adoption",
        "Quality Assurance",
        "Business Support",
    ],
    dtype=object,
)
TEAM_IDS = np.array([f"T{100 + i}" for i in range(len(TEAMS))], dtype=object)
GROUPS = {"assessment": [1, 2, 3], "pact": [4, 5, 6], "cla": [7, 8], "other": [9, 10]}
_IDLE = [0, 11, 12, 13, 14]
_PROFESSIONALS = 590


@dataclass
class Involvements:
    """Parallel arrays by involvement; `group` is an index into GROUPS, `episode` -1 where no referral is named."""

    person: Ints
    start: Ints
    end: Ints
    group: Ints
    episode: Ints


def involvements(
    rng: np.random.Generator, door: FrontDoor, protection: Protection, care: Care, leavers: Leavers
) -> Involvements:
    """All allocations: referrals to assessment, plans to court teams, care to its teams, care leavers to advisers."""
    parts = [_referrals(rng, door)]
    episodes = door.episodes
    on_plan = np.unique(protection.plan_person)
    long = np.flatnonzero((episodes.assessed < FAR) & (episodes.close > episodes.assessed + 20))
    long = long[~np.isin(episodes.person[long], on_plan) & ~np.isin(episodes.person[long], care.person)]
    begin = episodes.assessed[long] + 3
    parts.append((episodes.person[long], begin, episodes.close[long], np.full(len(long), 1), long))
    n = len(protection.plan_person)
    parts.append((protection.plan_person, protection.plan_start, protection.plan_end, np.full(n, 1), np.full(n, -1)))
    n = len(care.person)
    parts.append((care.person, care.start, care.end, np.full(n, 2), np.full(n, -1)))
    n = len(leavers.person)
    parts.append((leavers.person, leavers.since, leavers.since + 1000, np.full(n, 3), np.full(n, -1)))
    person, start, end, group, episode = (np.concatenate(part) for part in zip(*parts, strict=True))
    real = (start <= LAST[-1]) & (end > start)
    order = np.flatnonzero(real)[np.lexsort((person[real], start[real]))]
    return Involvements(person[order], start[order], end[order], group[order], episode[order])


def _referrals(rng: np.random.Generator, door: FrontDoor) -> tuple[Ints, ...]:
    """One worker for a referral: within two days for the month's share, later or never for the others."""
    episodes = door.episodes
    share = levels.shares(levels.ALLOCATED_48H, rng)
    n = len(episodes.person)
    start = pick_days(rng, episodes.date + 3, episodes.date + 9)
    never = rng.random(n) < 0.25
    for m in range(MONTHS):
        mine = np.arange(*np.searchsorted(episodes.date, [FIRST[m], LAST[m] + 1]))
        quick = rng.permutation(mine)[: levels.quota(share[m], len(mine))]
        start[quick] = episodes.date[quick] + np.searchsorted([0.7, 0.92], rng.random(len(quick)), side="right")
        start[quick] = np.minimum(start[quick], LAST[-1])
        never[quick] = False
    handed = np.where(episodes.assessed < FAR, episodes.assessed + rng.integers(12, 50, n), episodes.close + 8)
    end = np.where(episodes.nfa, np.maximum(episodes.close, start + 1), np.maximum(handed, start + 1))
    told = np.flatnonzero(~never)
    return episodes.person[told], start[told], end[told], np.zeros(len(told), np.int64), told


@dataclass
class Staff:
    """Parallel arrays by professional."""

    team: Ints
    agency: np.ndarray
    fte: np.ndarray
    group: Ints  # -1 for those who hold no cases


def staff(rng: np.random.Generator, scale: float, work: Involvements) -> Staff:
    """As many professionals in each group as its open cases and printed caseload ask for, and others without cases."""
    n = levels.quota(scale, _PROFESSIONALS)
    agency = np.zeros(n, bool)
    agency[rng.permutation(n)[: levels.quota(levels.AGENCY_HEADCOUNT / 100, n)]] = True
    pattern = np.array([1.0] * 11 + [0.8] * 4 + [0.6] * 3 + [0.5] * 2)
    fte = np.where(agency, 1.0, pattern[rng.permutation(n) % 20])
    # the full-time share of agency staff is printed too: shorten or lengthen employees' weeks until it holds
    for i in np.flatnonzero(~agency):
        gap = agency.sum() / fte.sum() * 100 - levels.AGENCY_FTE
        if abs(gap) < 0.05:
            break
        fte[i] = 0.6 if gap < 0 and fte[i] > 0.6 else 1.0 if gap > 0 else fte[i]
    open_ = work.group[(work.start <= LAST[-1]) & (work.end > LAST[-1])]
    group = np.full(n, -1)
    team = np.array(_IDLE)[rng.integers(0, len(_IDLE), n)]
    free = 0
    for g, (name, teams) in enumerate(GROUPS.items()):
        need = (open_ == g).sum() / levels.CASELOADS[name]
        size = int(np.abs(np.cumsum(fte[free:]) - need).argmin()) + 1
        members = np.arange(free, min(free + size, n))
        group[members] = g
        team[members] = np.array(teams)[np.arange(len(members)) % len(teams)]
        free += size
    return Staff(team, agency, fte, group)


def allocate(rng: np.random.Generator, work: Involvements, people: Staff) -> Ints:
    """A professional for every involvement, in turn within the group, so that caseloads are even."""
    who = np.full(len(work.person), 0)
    for g in range(len(GROUPS)):
        members = np.flatnonzero(people.group == g)
        mine = np.flatnonzero(work.group == g)
        turn = (np.arange(len(mine)) + rng.integers(0, 3, len(mine))) % len(members)
        who[mine] = members[turn]
    return who


def tables(work: Involvements, people: Staff, who: Ints) -> dict[str, Table]:
    """ssd_department, ssd_professionals and ssd_involvements."""
    n = len(people.team)
    numbers = np.array([f"{i:04d}" for i in range(n)], dtype=object)
    end = np.where(work.end > LAST[-1], FAR, work.end)
    return {
        "ssd_department": {"dept_team_id": TEAM_IDS, "dept_team_name": TEAMS},
        "ssd_professionals": {
            "prof_professional_id": np.arange(n),
            "prof_staff_id": numbers,
            "prof_professional_name": np.full(n, "Worker", dtype=object) + " " + numbers,
            "prof_agency_worker_flag": np.where(people.agency, "Y", "N").astype(object),
            "prof_professional_job_title": np.where(people.group >= 0, "Social Worker", "Practitioner").astype(object),
            "prof_professional_department": take(TEAMS, people.team),
            "prof_full_time_equivalency": people.fte,
        },
        "ssd_involvements": {
            "invo_involvements_id": np.arange(len(work.person)),
            "invo_professional_id": who,
            "invo_professional_role_id": np.full(len(work.person), "ALLOCATED CASE WORKER", dtype=object),
            "invo_professional_team": take(TEAM_IDS, people.team[who]),
            "invo_person_id": work.person,
            "invo_involvement_start_date": work.start,
            "invo_involvement_end_date": end,
            "invo_worker_change_reason": np.where(work.group == 0, "FCONTA", "TSPROC").astype(object),
            "invo_referral_id": work.episode,
        },
    }
