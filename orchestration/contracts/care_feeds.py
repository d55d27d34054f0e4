"""The feeds about children looked after, care leavers and the people who work with them.

Belongs here: declarations, as in `feeds`, which joins both lists. Does not belong here: anything else.
"""

from __future__ import annotations

from orchestration.contracts import codes
from orchestration.contracts.declare import may, must
from orchestration.contracts.shape import Column, Feed, Link, Through

CLA_EPISODES = Feed(
    "ssd_cla_episodes",
    (
        must("clae_cla_episode_id", "id"),
        must("clae_person_id", "id"),
        must("clae_cla_episode_start_date", "date"),
        must("clae_cla_episode_ceased_date", "date"),
        must("clae_cla_episode_ceased_reason", "code", codes.CEASED_REASON),
        must("clae_cla_id", "id"),
    ),
    key=("clae_cla_episode_id",),
    person="clae_person_id",
    order=(("clae_cla_episode_start_date", "clae_cla_episode_ceased_date"),),
)
CLA_PLACEMENT = Feed(
    "ssd_cla_placement",
    (
        must("clap_cla_placement_id", "id"),
        may("clap_cla_id", "id"),
        may("clap_person_id", "id"),
        must("clap_cla_placement_start_date", "date"),
        must("clap_cla_placement_end_date", "date"),
        must("clap_cla_placement_type", "code", codes.PLACEMENT_TYPE),
        may("clap_cla_placement_provider", "code", codes.PLACEMENT_PROVIDER),
        may("clap_cla_placement_distance", "number"),
    ),
    key=("clap_cla_placement_id",),
    person="clap_person_id",
    through=Through("clap_cla_id", "ssd_cla_episodes", "clae_cla_id", (("clap_person_id", "clae_person_id"),)),
    order=(("clap_cla_placement_start_date", "clap_cla_placement_end_date"),),
)
LEGAL_STATUS = Feed(
    "ssd_legal_status",
    (
        must("lega_legal_status_id", "id"),
        must("lega_person_id", "id"),
        must("lega_legal_status", "code", codes.LEGAL_STATUS),
        must("lega_legal_status_start_date", "date"),
        must("lega_legal_status_end_date", "date"),
    ),
    key=("lega_legal_status_id",),
    person="lega_person_id",
    order=(("lega_legal_status_start_date", "lega_legal_status_end_date"),),
)
CLA_REVIEWS = Feed(
    "ssd_cla_reviews",
    (
        must("clar_cla_review_id", "id"),
        must("clar_cla_id", "id"),
        Column("clar_person_id", "id", resolved=True),
        must("clar_cla_review_due_date", "date", may_be_future=True),
        must("clar_cla_review_date", "date"),
        may("clar_cla_review_cancelled", "code", codes.YES_NO),
        may("clar_cla_review_participation", "code", codes.PARTICIPATION),
    ),
    key=("clar_cla_review_id",),
    person="clar_person_id",
    through=Through("clar_cla_id", "ssd_cla_episodes", "clae_cla_id", (("clar_person_id", "clae_person_id"),)),
)
CLA_VISITS = Feed(
    "ssd_cla_visits",
    (
        must("clav_cla_visit_id", "id"),
        may("clav_cla_id", "id"),
        may("clav_person_id", "id"),
        must("clav_cla_visit_date", "date"),
        must("clav_cla_visit_seen", "code", codes.YES_NO),
    ),
    key=("clav_cla_visit_id",),
    person="clav_person_id",
    through=Through("clav_cla_id", "ssd_cla_episodes", "clae_cla_id", (("clav_person_id", "clae_person_id"),)),
)
CLA_HEALTH = Feed(
    "ssd_cla_health",
    (
        must("clah_health_check_id", "id"),
        must("clah_person_id", "id"),
        must("clah_health_check_type"),
        must("clah_health_check_date", "date"),
        must("clah_health_check_status"),
    ),
    key=("clah_health_check_id",),
    person="clah_person_id",
)
CLA_CARE_PLAN = Feed(
    "ssd_cla_care_plan",
    (
        must("lacp_table_id", "id"),
        must("lacp_person_id", "id"),
        must("lacp_cla_care_plan_start_date", "date"),
        must("lacp_cla_care_plan_end_date", "date"),
    ),
    key=("lacp_table_id",),
    person="lacp_person_id",
    order=(("lacp_cla_care_plan_start_date", "lacp_cla_care_plan_end_date"),),
)
CARE_LEAVERS = Feed(
    "ssd_care_leavers",
    (
        must("clea_table_id", "id"),
        must("clea_person_id", "id"),
        may("clea_care_leaver_eligibility"),
        must("clea_care_leaver_in_touch", "code", codes.IN_TOUCH),
        may("clea_care_leaver_accommodation", "code", codes.ACCOMMODATION),
        must("clea_care_leaver_accom_suitable", "code", codes.SUITABLE),
        must("clea_care_leaver_activity", "code", codes.ACTIVITY),
        may("clea_pathway_plan_review_date", "date", may_be_future=True),
        may("clea_care_leaver_allocated_team"),
    ),
    key=("clea_table_id",),
    person="clea_person_id",
    history=True,
)
PERMANENCE = Feed(
    "ssd_permanence",
    (
        must("perm_table_id", "id"),
        must("perm_person_id", "id"),
        may("perm_cla_id", "id"),
        must("perm_placed_for_adoption_date", "date"),
        may("perm_permanence_order_date", "date", may_be_future=True),
        may("perm_permanence_order_type", "lower"),
    ),
    key=("perm_table_id",),
    person="perm_person_id",
    links=(Link("perm_cla_id", "ssd_cla_episodes", "clae_cla_id"),),
)
MISSING = Feed(
    "ssd_missing",
    (
        must("miss_table_id", "id"),
        must("miss_person_id", "id"),
        must("miss_missing_episode_start_date", "date"),
        must("miss_missing_episode_type", "code", codes.MISSING_TYPE),
        may("miss_missing_episode_end_date", "date"),
        may("miss_missing_rhi_offered", "code", codes.YES_NO_NA),
        may("miss_missing_rhi_accepted", "code", codes.YES_NO_NA),
    ),
    key=("miss_table_id",),
    person="miss_person_id",
    order=(("miss_missing_episode_start_date", "miss_missing_episode_end_date"),),
)
DEPARTMENT = Feed(
    "ssd_department",
    (must("dept_team_id", "id"), must("dept_team_name")),
    key=("dept_team_id",),
)
PROFESSIONALS = Feed(
    "ssd_professionals",
    (
        must("prof_professional_id", "id"),
        must("prof_agency_worker_flag", "code", codes.YES_NO),
        must("prof_professional_department"),
        must("prof_full_time_equivalency", "number"),
    ),
    key=("prof_professional_id",),
    worker="prof_professional_id",
    history=True,
)
INVOLVEMENTS = Feed(
    "ssd_involvements",
    (
        must("invo_involvements_id", "id"),
        must("invo_professional_id", "id"),
        may("invo_professional_team"),
        may("invo_person_id", "id"),
        must("invo_involvement_start_date", "date"),
        must("invo_involvement_end_date", "date"),
        must("invo_referral_id", "id"),
    ),
    key=("invo_involvements_id",),
    worker="invo_professional_id",
    # Eclipse and Mosaic tie a worker to the referral and leave the child out
    person="invo_person_id",
    person_may_be_blank=True,
    links=(
        Link("invo_professional_id", "ssd_professionals", "prof_professional_id"),
        Link("invo_referral_id", "ssd_cin_episodes", "cine_referral_id"),
    ),
    order=(("invo_involvement_start_date", "invo_involvement_end_date"),),
)

CARE_FEEDS = (
    CLA_EPISODES,
    CLA_PLACEMENT,
    LEGAL_STATUS,
    CLA_REVIEWS,
    CLA_VISITS,
    CLA_HEALTH,
    CLA_CARE_PLAN,
    CARE_LEAVERS,
    PERMANENCE,
    MISSING,
    DEPARTMENT,
    PROFESSIONALS,
    INVOLVEMENTS,
)
