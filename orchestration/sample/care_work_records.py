"""The work done in care as SSD tables: visits, reviews, care plans, health checks, adoption.

Belongs here: how that work is written down. Does not belong here: the care itself (`care_records`).
"""

from __future__ import annotations

import numpy as np

from orchestration.sample.care_state import Care
from orchestration.sample.care_work import Work
from orchestration.sample.clock import FAR, LAST
from orchestration.sample.columns import JSON_KEYS
from orchestration.sample.tables import Table, flags, only, outcomes


def build(rng: np.random.Generator, care: Care, work: Work) -> dict[str, Table]:
    """All tables about the work."""
    n, n_plan = len(work.visit_date), len(work.plan_start)
    kinds = np.array(["Dental Check", "Health Assessment"], dtype=object)
    plans = [[key] for key in JSON_KEYS["lacp_cla_care_plan_json"]]
    return {
        "ssd_cla_visits": {
            "clav_cla_visit_id": np.arange(n),
            "clav_cla_id": work.visit_period,
            "clav_person_id": care.person[work.visit_period],
            "clav_cla_visit_date": work.visit_date,
            "clav_cla_visit_seen": flags(work.visit_seen),
            "clav_cla_visit_seen_alone": flags(work.visit_seen & (rng.random(n) < 0.6)),
        },
        "local_visit_frequency": {
            "person_id": care.person[work.seldom_period],
            "frequency_days": np.full(len(work.seldom_period), 91),
            "valid_from": work.seldom_from,
            "valid_to": care.end[work.seldom_period],
        },
        "ssd_cla_reviews": {
            "clar_cla_review_id": np.arange(len(work.review_due)),
            "clar_cla_id": work.review_period,
            "clar_cla_review_due_date": work.review_due,
            "clar_cla_review_date": work.review_date,
            "clar_cla_review_cancelled": np.full(len(work.review_due), "N", dtype=object),
            "clar_cla_review_participation": work.review_part,
        },
        "ssd_cla_care_plan": {
            "lacp_table_id": np.arange(n_plan),
            "lacp_person_id": care.person[work.plan_period],
            "lacp_cla_care_plan_start_date": work.plan_start,
            "lacp_cla_care_plan_end_date": work.plan_end,
            "lacp_cla_care_plan_json": outcomes("lacp_cla_care_plan_json", rng.integers(0, len(plans), n_plan), plans),
        },
        "ssd_cla_health": {
            "clah_health_check_id": np.arange(len(work.check_date)),
            "clah_person_id": care.person[work.check_period],
            "clah_health_check_type": kinds[work.check_kind],
            "clah_health_check_date": work.check_date,
            "clah_health_check_status": np.where(work.check_done, "Completed", "Refused").astype(object),
        },
        "ssd_permanence": _permanence(rng, care, work),
    }


def _permanence(rng: np.random.Generator, care: Care, work: Work) -> Table:
    period, placed, n = work.adopted_period, work.adopted_placed, len(work.adopted_period)
    base = np.where(placed < FAR, placed, LAST[-1])
    adopted = np.isin(care.reason[period].astype(str), ["E11", "E12"])
    return {
        "perm_table_id": np.arange(n),
        "perm_person_id": care.person[period],
        "perm_cla_id": period,
        "perm_adm_decision_date": base - rng.integers(120, 200, n),
        "perm_part_of_sibling_group": np.where(rng.random(n) < 0.3, "1", "0").astype(object),
        "perm_placement_order_date": np.where(adopted, base - rng.integers(60, 110, n), FAR),
        "perm_matched_date": np.where(placed < FAR, base - rng.integers(10, 50, n), FAR),
        "perm_placed_for_adoption_date": placed,
        "perm_permanence_order_date": np.where(adopted, care.end[period], FAR),
        "perm_permanence_order_type": only(adopted, "Adoption"),
    }
