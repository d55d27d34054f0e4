"""Front door, protection and support as SSD tables: column names, codes and JSON cells.

Belongs here: how what happened is written down. Does not belong here: what happened, nor any mess (`mess`).
"""

from __future__ import annotations

import numpy as np

from orchestration.sample.clock import FAR, Ints
from orchestration.sample.front_door import FrontDoor
from orchestration.sample.tables import Table, flags, known, only, outcomes, take
from orchestration.sample.workforce import TEAM_IDS

_SOURCES = np.array(["1A", "1B", "2A", "2B", "3A", "3D", "3E", "4", "5A", "5B", "6", "7", "8", "9", "10"], dtype=object)
_SOURCE_NAMES = np.array(
    [
        "Individual: family member",
        "Individual: acquaintance",
        "Schools",
        "Education services",
        "Health services: GP",
        "Health services: other primary health",
        "Health services: A&E",
        "Housing",
        "LA services: social care",
        "LA services: other internal",
        "Police",
        "Other legal agency",
        "Other",
        "Anonymous",
        "Unknown",
    ],
    dtype=object,
)
_SOURCE_SHARES = np.cumsum([0.07, 0.03, 0.18, 0.02, 0.02, 0.07, 0.06, 0.03, 0.06, 0.04, 0.30, 0.04, 0.04, 0.03])
_NEEDS = np.array([f"N{i}" for i in range(1, 10)], dtype=object)
_DECISIONS = np.array(["referral", "early_help", "advice", "nfa"], dtype=object)


def _source(rng: np.random.Generator, n: int) -> Ints:
    return np.searchsorted(_SOURCE_SHARES, rng.random(n), side="right")


def front_door(rng: np.random.Generator, door: FrontDoor) -> dict[str, Table]:
    """Contacts, their decisions, referrals and assessments."""
    n = len(door.contact_person)
    source, decided = _source(rng, n), np.flatnonzero(door.decision_date < FAR)
    contact_variants = [["NEW_REFERRAL_FLAG"], ["OTHER_OUTCOMES_EXIST_FLAG"], ["ADVICE_FLAG"], ["NFA_FLAG"]]
    episodes = door.episodes
    n_ref = len(episodes.person)
    plain = rng.integers(0, 3, n_ref)
    variant = np.where(episodes.nfa, 0, np.where(episodes.flag, 1, 2 + plain))
    referral_variants = [
        ["NFA_FLAG"],
        ["SINGLE_ASSESSMENT_FLAG"],
        ["OTHER_OUTCOMES_EXIST_FLAG"],
        ["STRATEGY_DISCUSSION_FLAG"],
        ["OTHER_OUTCOMES_EXIST_FLAG", "PRIVATE_FOSTERING_FLAG"],
    ]
    close = known(episodes.close)
    reason = np.where(episodes.nfa, 7, np.where(episodes.assessed == FAR, 6, 7 + (rng.random(n_ref) < 0.3)))
    reasons = np.array([f"RC{i}" for i in range(1, 10)], dtype=object)
    ref_source = _source(rng, n_ref)
    return {
        "ssd_contacts": {
            "cont_contact_id": np.arange(n),
            "cont_person_id": door.contact_person,
            "cont_contact_date": door.contact_date,
            "cont_contact_source_code": _SOURCES[source],
            "cont_contact_source_desc": _SOURCE_NAMES[source],
            "cont_contact_outcome_json": outcomes("cont_contact_outcome_json", door.contact_outcome, contact_variants),
        },
        "local_contact_decisions": {
            "contact_id": decided,
            "decision_date": door.decision_date[decided],
            "outcome": _DECISIONS[door.contact_outcome[decided]],
        },
        "ssd_cin_episodes": {
            "cine_referral_id": np.arange(n_ref),
            "cine_person_id": episodes.person,
            "cine_referral_date": episodes.date,
            "cine_cin_primary_need_code": _NEEDS[rng.integers(0, 9, n_ref) * (rng.random(n_ref) < 0.5)],
            "cine_referral_source_code": _SOURCES[ref_source],
            "cine_referral_source_desc": _SOURCE_NAMES[ref_source],
            "cine_referral_outcome_json": outcomes("cine_referral_outcome_json", variant, referral_variants),
            "cine_referral_nfa": flags(episodes.nfa),
            "cine_close_reason": take(reasons, np.where(close < FAR, reason, -1)),
            "cine_close_date": close,
            "cine_referral_team": TEAM_IDS[rng.integers(0, 4, n_ref)],
        },
        "ssd_cin_assessments": _assessments(rng, door),
    }


def _assessments(rng: np.random.Generator, door: FrontDoor) -> Table:
    order = np.lexsort((door.assessment_episode, door.assessment_start))
    episode, auth = door.assessment_episode[order], door.assessment_auth[order]
    cin, n = door.assessment_cin[order], len(order)
    ended = auth < FAR
    variants = [
        ["PROV_OF_SERVICES_FLAG"],
        ["NFA_FLAG"],
        ["REFERRAL_TO_OTHER_AGENCY_FLAG"],
        ["OTHER_ACTIONS_FLAG", "OTHER_OUTCOMES_EXIST_FLAG"],
    ]
    choice = np.where(~ended, -1, np.where(cin, 0, 1 + rng.integers(0, 3, n)))
    return {
        "cina_assessment_id": np.arange(n),
        "cina_person_id": door.episodes.person[episode],
        "cina_referral_id": episode,
        "cina_assessment_start_date": door.assessment_start[order],
        "cina_assessment_child_seen": flags(rng.random(n) < 0.95),
        "cina_assessment_auth_date": auth,
        "cina_assessment_outcome_json": outcomes("cina_assessment_outcome_json", choice, variants),
        "cina_assessment_outcome_nfa": only(ended, flags(choice == 1)),
        "cina_assessment_team": TEAM_IDS[1 + rng.integers(0, 3, n)],
    }


def support(
    rng: np.random.Generator, door: FrontDoor, plans: tuple[Ints, Ints, Ints], helped: tuple[Ints, Ints, Ints]
) -> dict[str, Table]:
    """Child-in-need plans and early help."""
    episode, start, end = plans
    person, begun, over = helped
    n, n_help = len(episode), len(person)
    return {
        "ssd_cin_plans": {
            "cinp_cin_plan_id": np.arange(n),
            "cinp_referral_id": episode,
            "cinp_person_id": door.episodes.person[episode],
            "cinp_cin_plan_start_date": start,
            "cinp_cin_plan_end_date": end,
            "cinp_cin_plan_team": TEAM_IDS[4 + rng.integers(0, 3, n)],
        },
        "ssd_early_help_episodes": {
            "earl_episode_id": np.arange(n_help),
            "earl_person_id": person,
            "earl_episode_start_date": begun,
            "earl_episode_end_date": over,
            "earl_episode_reason": np.full(n_help, "Family support", dtype=object),
            "earl_episode_organisation": np.full(n_help, "Early Help Hub", dtype=object),
        },
    }
