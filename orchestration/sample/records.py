"""Front door, protection and support as SSD tables: column names, codes and JSON cells.

Belongs here: how what happened is written down. Does not belong here: what happened, nor any mess (`mess`).
"""

from __future__ import annotations

import numpy as np

from orchestration.sample.clock import FAR, LAST, Ints, add_wd
from orchestration.sample.front_door import FrontDoor
from orchestration.sample.protection import Protection
from orchestration.sample.tables import Table, flags, only, outcomes, take
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


def _known(days: Ints) -> Ints:
    """Nothing that happens after the extract date has happened yet."""
    return np.where(days > LAST[-1], FAR, days)


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
    close = _known(episodes.close)
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


def protection(
    rng: np.random.Generator, door: FrontDoor, made: Protection, court: tuple[Ints, Ints, Ints]
) -> dict[str, Table]:
    """Enquiries, conferences, plans, visits, reviews and pre-proceedings."""
    episodes, n, n_icpc, n_plan = door.episodes, len(made.s47_start), len(made.icpc_date), len(made.plan_start)
    ended = add_wd(made.s47_start, rng.integers(3, 15, n))
    team = TEAM_IDS[1 + rng.integers(0, 3, n)]
    linked, nobody = made.icpc_s47 >= 0, np.full(n_icpc, -1)
    icpc_referral = np.where(linked, episodes_of(made, linked), nobody)
    agreed = made.icpc_plan >= 0
    plan_icpc, plan_referral = np.full(n_plan, -1), np.full(n_plan, -1)
    plan_icpc[made.icpc_plan[agreed]] = np.flatnonzero(agreed)
    plan_referral[made.icpc_plan[agreed]] = icpc_referral[agreed]
    category = np.array(["NEG", "EMO", "PHY", "SAB", "MUL"], dtype=object)
    category = category[np.searchsorted([0.48, 0.85, 0.93, 0.97], rng.random(n_plan), side="right")]
    started = np.where(linked, made.s47_start[np.maximum(made.icpc_s47, 0)], made.icpc_date - 10)
    person, decided, met = court
    return {
        "ssd_s47_enquiry": {
            "s47e_s47_enquiry_id": np.arange(n),
            "s47e_referral_id": made.s47_episode,
            "s47e_person_id": episodes.person[made.s47_episode],
            "s47e_s47_start_date": made.s47_start,
            "s47e_s47_end_date": _known(ended),
            "s47e_s47_nfa": flags(~made.s47_conference),
            "s47e_s47_outcome_json": outcomes(
                "s47e_s47_outcome_json",
                np.where(ended > LAST[-1], -1, made.s47_conference.astype(np.int64)),
                [["NFA_FLAG"], ["CP_CONFERENCE_FLAG"]],
            ),
            "s47e_s47_completed_by_team": team,
        },
        "ssd_initial_cp_conference": {
            "icpc_icpc_id": np.arange(n_icpc),
            "icpc_icpc_meeting_id": np.arange(n_icpc),
            "icpc_s47_enquiry_id": made.icpc_s47,
            "icpc_person_id": made.icpc_person,
            "icpc_cp_plan_id": made.icpc_plan,
            "icpc_referral_id": icpc_referral,
            "icpc_icpc_transfer_in": flags(~linked),
            "icpc_icpc_target_date": add_wd(started, 15),
            "icpc_icpc_date": made.icpc_date,
            "icpc_icpc_outcome_cp_flag": flags(agreed),
            "icpc_icpc_outcome_json": outcomes(
                "icpc_icpc_outcome_json", agreed.astype(np.int64), [["PROV_OF_SERVICES_FLAG"], ["CP_FLAG"]]
            ),
            "icpc_icpc_team": TEAM_IDS[4 + rng.integers(0, 3, n_icpc)],
        },
        "ssd_cp_plans": {
            "cppl_cp_plan_id": np.arange(n_plan),
            "cppl_referral_id": plan_referral,
            "cppl_icpc_id": plan_icpc,
            "cppl_person_id": made.plan_person,
            "cppl_cp_plan_start_date": made.plan_start,
            "cppl_cp_plan_end_date": made.plan_end,
            "cppl_cp_plan_ola": only(rng.random(n_plan) < 0.9, "N"),
            "cppl_cp_plan_initial_category": category,
            "cppl_cp_plan_latest_category": category,
        },
        "ssd_cp_visits": {
            "cppv_cp_visit_id": np.arange(len(made.visit_date)),
            "cppv_person_id": made.plan_person[made.visit_plan],
            "cppv_cp_plan_id": made.visit_plan,
            "cppv_cp_visit_date": made.visit_date,
            "cppv_cp_visit_seen": flags(made.visit_seen),
            "cppv_cp_visit_seen_alone": flags(made.visit_alone),
            "cppv_cp_visit_bedroom": flags(made.visit_seen & (rng.random(len(made.visit_date)) < 0.6)),
        },
        "ssd_cp_reviews": {
            "cppr_cp_review_id": np.arange(len(made.review_due)),
            "cppr_person_id": made.plan_person[made.review_plan],
            "cppr_cp_plan_id": made.review_plan,
            "cppr_cp_review_due": made.review_due,
            "cppr_cp_review_date": made.review_date,
            "cppr_cp_review_outcome_continue_cp": only(made.review_date < FAR, "Y"),
            "cppr_cp_review_quorate": only(made.review_date < FAR, "Y"),
        },
        "ssd_pre_proceedings": {
            "prep_table_id": np.arange(len(person)),
            "prep_person_id": person,
            "prep_plo_family_id": np.arange(len(person)),
            "prep_pre_pro_decision_date": decided,
            "prep_initial_pre_pro_meeting_date": met,
        },
    }


def episodes_of(made: Protection, linked: np.ndarray) -> Ints:
    """The referral behind each conference's enquiry (any, where there is no enquiry)."""
    return made.s47_episode[np.where(linked, made.icpc_s47, 0)]
