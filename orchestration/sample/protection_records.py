"""Child protection as SSD tables: enquiries, conferences, plans, visits, reviews and pre-proceedings.

Belongs here: how protection is written down. Does not belong here: what happened, nor any mess (`mess`).
"""

from __future__ import annotations

import numpy as np

from orchestration.sample.clock import FAR, LAST, Ints, add_wd
from orchestration.sample.front_door import FrontDoor
from orchestration.sample.protection import Protection
from orchestration.sample.tables import Table, flags, known, only, outcomes
from orchestration.sample.workforce import TEAM_IDS


def build(
    rng: np.random.Generator, door: FrontDoor, made: Protection, court: tuple[Ints, Ints, Ints]
) -> dict[str, Table]:
    """Enquiries, conferences, plans, visits, reviews and pre-proceedings."""
    episodes, n, n_icpc, n_plan = door.episodes, len(made.s47_start), len(made.icpc_date), len(made.plan_start)
    ended = add_wd(made.s47_start, rng.integers(3, 15, n))
    team = TEAM_IDS[1 + rng.integers(0, 3, n)]
    linked, nobody = made.icpc_s47 >= 0, np.full(n_icpc, -1)
    icpc_referral = np.where(linked, _episodes_of(made, linked), nobody)
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
            "s47e_s47_end_date": known(ended),
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


def _episodes_of(made: Protection, linked: np.ndarray) -> Ints:
    """The referral behind each conference's enquiry (any, where there is no enquiry)."""
    return made.s47_episode[np.where(linked, made.icpc_s47, 0)]
