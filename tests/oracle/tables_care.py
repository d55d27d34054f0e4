"""Feeds of looked-after children, care leavers, missing episodes and workers, and the local feeds."""

from __future__ import annotations

from tests.oracle.columns import ACCOMMODATION, ACTIVITY, IN_TOUCH, PLACEMENT, PROVIDER, SUITABLE, Table, columns

CARE: dict[str, Table] = {
    "ssd_cla_episodes": Table(
        ("clae_cla_episode_id",),
        "clae_person_id",
        columns(
            id="clae_cla_episode_id clae_person_id clae_cla_id",
            date="clae_cla_episode_start_date clae_cla_episode_ceased_date",
            text="clae_cla_episode_ceased_reason",
        ),
        (("clae_cla_episode_start_date", "clae_cla_episode_ceased_date"),),
    ),
    "ssd_cla_placement": Table(
        ("clap_cla_placement_id",),
        "clap_person_id",
        {
            **columns(
                id="clap_cla_placement_id clap_cla_id clap_person_id",
                date="clap_cla_placement_start_date clap_cla_placement_end_date",
                number="clap_cla_placement_distance",
            ),
            "clap_cla_placement_type": PLACEMENT,
            "clap_cla_placement_provider": PROVIDER,
        },
        (("clap_cla_placement_start_date", "clap_cla_placement_end_date"),),
        via="clap_cla_id",
    ),
    "ssd_legal_status": Table(
        ("lega_legal_status_id",),
        "lega_person_id",
        columns(
            id="lega_legal_status_id lega_person_id",
            text="lega_legal_status",
            date="lega_legal_status_start_date lega_legal_status_end_date",
        ),
        (("lega_legal_status_start_date", "lega_legal_status_end_date"),),
    ),
    "ssd_cla_reviews": Table(
        ("clar_cla_review_id",),
        None,
        columns(
            id="clar_cla_review_id clar_cla_id",
            late="clar_cla_review_due_date",
            date="clar_cla_review_date",
            flag="clar_cla_review_cancelled",
            text="clar_cla_review_participation",
        ),
        via="clar_cla_id",
    ),
    "ssd_cla_visits": Table(
        ("clav_cla_visit_id",),
        "clav_person_id",
        columns(
            id="clav_cla_visit_id clav_cla_id clav_person_id", date="clav_cla_visit_date", flag="clav_cla_visit_seen"
        ),
        via="clav_cla_id",
    ),
    "ssd_cla_health": Table(
        ("clah_health_check_id",),
        "clah_person_id",
        columns(
            id="clah_health_check_id clah_person_id",
            date="clah_health_check_date",
            text="clah_health_check_type clah_health_check_status",
        ),
    ),
    "ssd_cla_care_plan": Table(
        ("lacp_table_id",),
        "lacp_person_id",
        columns(id="lacp_table_id lacp_person_id", date="lacp_cla_care_plan_start_date lacp_cla_care_plan_end_date"),
        (("lacp_cla_care_plan_start_date", "lacp_cla_care_plan_end_date"),),
    ),
    "ssd_permanence": Table(
        ("perm_table_id",),
        "perm_person_id",
        columns(id="perm_table_id perm_person_id perm_cla_id", date="perm_placed_for_adoption_date"),
    ),
    "ssd_missing": Table(
        ("miss_table_id",),
        "miss_person_id",
        columns(
            id="miss_table_id miss_person_id",
            date="miss_missing_episode_start_date miss_missing_episode_end_date",
            text="miss_missing_episode_type",
            flag="miss_missing_rhi_offered miss_missing_rhi_accepted",
        ),
        (("miss_missing_episode_start_date", "miss_missing_episode_end_date"),),
    ),
    "ssd_involvements": Table(
        ("invo_involvements_id",),
        "invo_person_id",
        columns(
            id="invo_involvements_id invo_person_id invo_professional_id invo_referral_id",
            date="invo_involvement_start_date invo_involvement_end_date",
        ),
        (("invo_involvement_start_date", "invo_involvement_end_date"),),
        person_may_be_empty=True,
    ),
    "ssd_care_leavers": Table(
        ("clea_table_id",),
        "clea_person_id",
        {
            **columns(
                id="clea_table_id clea_person_id clea_care_leaver_allocated_team", late="clea_pathway_plan_review_date"
            ),
            "clea_care_leaver_in_touch": IN_TOUCH,
            "clea_care_leaver_accommodation": ACCOMMODATION,
            "clea_care_leaver_accom_suitable": SUITABLE,
            "clea_care_leaver_activity": ACTIVITY,
        },
    ),
    "ssd_professionals": Table(
        ("prof_professional_id",),
        None,
        columns(
            id="prof_professional_id",
            text="prof_professional_department",
            flag="prof_agency_worker_flag",
            number="prof_full_time_equivalency",
        ),
    ),
    "local_contact_decisions": Table(
        ("contact_id", "decision_date", "outcome"),
        None,
        columns(id="contact_id", date="decision_date", text="outcome"),
        via="contact_id",
    ),
    "local_visit_frequency": Table(
        ("person_id", "valid_from"),
        "person_id",
        columns(id="person_id", number="frequency_days", date="valid_from", late="valid_to"),
        (("valid_from", "valid_to"),),
    ),
    "local_care_leaver_status": Table(
        ("person_id", "status_date"),
        "person_id",
        {
            **columns(id="person_id", date="status_date"),
            "in_touch": IN_TOUCH,
            "accommodation": ACCOMMODATION,
            "suitable": SUITABLE,
            "activity": ACTIVITY,
        },
    ),
    "local_populations": Table(
        ("mid_year", "vintage", "age_from", "age_to"),
        None,
        columns(id="la_code mid_year vintage", number="age_from age_to population"),
    ),
}
