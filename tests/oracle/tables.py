"""What the oracle reads of each feed: columns, kinds, keys and the pairs of dates that must be in order. No cleaning logic.

Column kinds: id (text), text, date, late (a date that may lie after the extract), number, flag (Y/N), or a set of allowed codes.
"""

from __future__ import annotations

from dataclasses import dataclass

SEX = frozenset(["F", "M", "U"])
DISABILITY = frozenset(["NONE", "MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "BEH", "CON", "AUT", "DDA"])
PLACEMENT = frozenset(
    [
        "A3",
        "A4",
        "A5",
        "A6",
        "H5",
        "K1",
        "K2",
        "P1",
        "P2",
        "P3",
        "R1",
        "R2",
        "R3",
        "R5",
        "S1",
        "T0",
        "T1",
        "T2",
        "T3",
        "T4",
        "U1",
        "U2",
        "U3",
        "U4",
        "U5",
        "U6",
        "Z1",
    ]
)
PROVIDER = frozenset(["PR0", "PR1", "PR2", "PR3", "PR4", "PR5"])
IN_TOUCH = frozenset(["YES", "NO", "DIED", "REFU", "NREQ", "RHOM"])
ACCOMMODATION = frozenset(["B", "C", "D", "E", "G", "H", "K", "R", "S", "T", "U", "V", "W", "X", "Y", "Z"])
SUITABLE = frozenset(["1", "2"])
ACTIVITY = frozenset(["F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5", "G4", "G5", "G6", "F3", "P3"])

Kind = str | frozenset[str]


@dataclass(frozen=True)
class Table:
    """One feed: key columns, person column, columns by kind, (start, end) pairs, the column that leads to a person."""

    key: tuple[str, ...]
    person: str | None
    columns: dict[str, Kind]
    order: tuple[tuple[str, str], ...] = ()
    via: str | None = None  # used where the person column is empty (or absent)
    person_may_be_empty: bool = False


def _columns(**kinds: str) -> dict[str, Kind]:
    """{'date': 'a b'} turned round into {'a': 'date', 'b': 'date'}."""
    return {column: kind for kind, names in kinds.items() for column in names.split()}


TABLES: dict[str, Table] = {
    "ssd_person": Table(
        ("pers_person_id",),
        None,
        {**_columns(id="pers_person_id", text="pers_ethnicity", late="pers_dob"), "pers_sex": SEX},
    ),
    "ssd_disability": Table(
        ("disa_table_id",),
        "disa_person_id",
        {**_columns(id="disa_table_id disa_person_id"), "disa_disability_code": DISABILITY},
    ),
    "ssd_immigration_status": Table(
        ("immi_immigration_status_id",),
        "immi_person_id",
        _columns(
            id="immi_immigration_status_id immi_person_id",
            text="immi_immigration_status",
            date="immi_immigration_status_start_date immi_immigration_status_end_date",
        ),
        (("immi_immigration_status_start_date", "immi_immigration_status_end_date"),),
    ),
    "ssd_contacts": Table(
        ("cont_contact_id",), "cont_person_id", _columns(id="cont_contact_id cont_person_id", date="cont_contact_date")
    ),
    "ssd_early_help_episodes": Table(
        ("earl_episode_id",),
        "earl_person_id",
        _columns(id="earl_episode_id earl_person_id", date="earl_episode_start_date earl_episode_end_date"),
        (("earl_episode_start_date", "earl_episode_end_date"),),
    ),
    "ssd_cin_episodes": Table(
        ("cine_referral_id",),
        "cine_person_id",
        _columns(
            id="cine_referral_id cine_person_id cine_referral_team",
            date="cine_referral_date cine_close_date",
            flag="cine_referral_nfa",
            text="cine_referral_outcome_json",
        ),
        (("cine_referral_date", "cine_close_date"),),
    ),
    "ssd_cin_assessments": Table(
        ("cina_assessment_id",),
        "cina_person_id",
        _columns(
            id="cina_assessment_id cina_person_id cina_referral_id cina_assessment_team",
            date="cina_assessment_start_date cina_assessment_auth_date",
            text="cina_assessment_outcome_json",
        ),
        (("cina_assessment_start_date", "cina_assessment_auth_date"),),
    ),
    "ssd_cin_plans": Table(
        ("cinp_cin_plan_id",),
        "cinp_person_id",
        _columns(
            id="cinp_cin_plan_id cinp_person_id cinp_cin_plan_team",
            date="cinp_cin_plan_start_date cinp_cin_plan_end_date",
        ),
        (("cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),),
    ),
    "ssd_s47_enquiry": Table(
        ("s47e_s47_enquiry_id",),
        "s47e_person_id",
        _columns(
            id="s47e_s47_enquiry_id s47e_person_id s47e_s47_completed_by_team",
            date="s47e_s47_start_date s47e_s47_end_date",
        ),
        (("s47e_s47_start_date", "s47e_s47_end_date"),),
    ),
    "ssd_initial_cp_conference": Table(
        ("icpc_icpc_id",),
        "icpc_person_id",
        _columns(
            id="icpc_icpc_id icpc_person_id icpc_s47_enquiry_id icpc_icpc_team",
            date="icpc_icpc_date",
            flag="icpc_icpc_transfer_in",
        ),
    ),
    "ssd_cp_plans": Table(
        ("cppl_cp_plan_id",),
        "cppl_person_id",
        _columns(
            id="cppl_cp_plan_id cppl_person_id",
            date="cppl_cp_plan_start_date cppl_cp_plan_end_date",
            flag="cppl_cp_plan_ola",
        ),
        (("cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),),
    ),
    "ssd_cp_visits": Table(
        ("cppv_cp_visit_id",),
        "cppv_person_id",
        _columns(
            id="cppv_cp_visit_id cppv_person_id cppv_cp_plan_id",
            date="cppv_cp_visit_date",
            flag="cppv_cp_visit_seen cppv_cp_visit_seen_alone",
        ),
        via="cppv_cp_plan_id",
    ),
    "ssd_cp_reviews": Table(
        ("cppr_cp_review_id",),
        "cppr_person_id",
        _columns(
            id="cppr_cp_review_id cppr_person_id cppr_cp_plan_id", date="cppr_cp_review_date", late="cppr_cp_review_due"
        ),
        via="cppr_cp_plan_id",
    ),
    "ssd_pre_proceedings": Table(
        ("prep_table_id",),
        "prep_person_id",
        _columns(
            id="prep_table_id prep_person_id", date="prep_pre_pro_decision_date prep_initial_pre_pro_meeting_date"
        ),
        (("prep_pre_pro_decision_date", "prep_initial_pre_pro_meeting_date"),),
    ),
    "ssd_cla_episodes": Table(
        ("clae_cla_episode_id",),
        "clae_person_id",
        _columns(
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
            **_columns(
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
        _columns(
            id="lega_legal_status_id lega_person_id",
            text="lega_legal_status",
            date="lega_legal_status_start_date lega_legal_status_end_date",
        ),
        (("lega_legal_status_start_date", "lega_legal_status_end_date"),),
    ),
    "ssd_cla_reviews": Table(
        ("clar_cla_review_id",),
        None,
        _columns(
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
        _columns(
            id="clav_cla_visit_id clav_cla_id clav_person_id", date="clav_cla_visit_date", flag="clav_cla_visit_seen"
        ),
        via="clav_cla_id",
    ),
    "ssd_cla_health": Table(
        ("clah_health_check_id",),
        "clah_person_id",
        _columns(
            id="clah_health_check_id clah_person_id",
            date="clah_health_check_date",
            text="clah_health_check_type clah_health_check_status",
        ),
    ),
    "ssd_cla_care_plan": Table(
        ("lacp_table_id",),
        "lacp_person_id",
        _columns(id="lacp_table_id lacp_person_id", date="lacp_cla_care_plan_start_date lacp_cla_care_plan_end_date"),
        (("lacp_cla_care_plan_start_date", "lacp_cla_care_plan_end_date"),),
    ),
    "ssd_permanence": Table(
        ("perm_table_id",),
        "perm_person_id",
        _columns(id="perm_table_id perm_person_id perm_cla_id", date="perm_placed_for_adoption_date"),
    ),
    "ssd_missing": Table(
        ("miss_table_id",),
        "miss_person_id",
        _columns(
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
        _columns(
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
            **_columns(
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
        _columns(
            id="prof_professional_id",
            text="prof_professional_department",
            flag="prof_agency_worker_flag",
            number="prof_full_time_equivalency",
        ),
    ),
    "local_contact_decisions": Table(
        ("contact_id", "decision_date", "outcome"),
        None,
        _columns(id="contact_id", date="decision_date", text="outcome"),
        via="contact_id",
    ),
    "local_visit_frequency": Table(
        ("person_id", "valid_from"),
        "person_id",
        _columns(id="person_id", number="frequency_days", date="valid_from", late="valid_to"),
        (("valid_from", "valid_to"),),
    ),
    "local_care_leaver_status": Table(
        ("person_id", "status_date"),
        "person_id",
        {
            **_columns(id="person_id", date="status_date"),
            "in_touch": IN_TOUCH,
            "accommodation": ACCOMMODATION,
            "suitable": SUITABLE,
            "activity": ACTIVITY,
        },
    ),
    "local_populations": Table(
        ("mid_year", "vintage", "age_from", "age_to"),
        None,
        _columns(id="la_code mid_year vintage", number="age_from age_to population"),
    ),
}
