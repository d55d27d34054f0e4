"""Feeds of people, the front door, protection and court, as the oracle reads them."""

from __future__ import annotations

from tests.oracle.columns import DISABILITY, SEX, Table, columns

FRONT: dict[str, Table] = {
    "ssd_person": Table(
        ("pers_person_id",),
        None,
        {**columns(id="pers_person_id", text="pers_ethnicity", late="pers_dob"), "pers_sex": SEX},
    ),
    "ssd_disability": Table(
        ("disa_table_id",),
        "disa_person_id",
        {**columns(id="disa_table_id disa_person_id"), "disa_disability_code": DISABILITY},
    ),
    "ssd_immigration_status": Table(
        ("immi_immigration_status_id",),
        "immi_person_id",
        columns(
            id="immi_immigration_status_id immi_person_id",
            text="immi_immigration_status",
            date="immi_immigration_status_start_date immi_immigration_status_end_date",
        ),
        (("immi_immigration_status_start_date", "immi_immigration_status_end_date"),),
    ),
    "ssd_contacts": Table(
        ("cont_contact_id",), "cont_person_id", columns(id="cont_contact_id cont_person_id", date="cont_contact_date")
    ),
    "ssd_early_help_episodes": Table(
        ("earl_episode_id",),
        "earl_person_id",
        columns(id="earl_episode_id earl_person_id", date="earl_episode_start_date earl_episode_end_date"),
        (("earl_episode_start_date", "earl_episode_end_date"),),
    ),
    "ssd_cin_episodes": Table(
        ("cine_referral_id",),
        "cine_person_id",
        columns(
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
        columns(
            id="cina_assessment_id cina_person_id cina_referral_id cina_assessment_team",
            date="cina_assessment_start_date cina_assessment_auth_date",
            text="cina_assessment_outcome_json",
        ),
        (("cina_assessment_start_date", "cina_assessment_auth_date"),),
    ),
    "ssd_cin_plans": Table(
        ("cinp_cin_plan_id",),
        "cinp_person_id",
        columns(
            id="cinp_cin_plan_id cinp_person_id cinp_cin_plan_team",
            date="cinp_cin_plan_start_date cinp_cin_plan_end_date",
        ),
        (("cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),),
    ),
    "ssd_s47_enquiry": Table(
        ("s47e_s47_enquiry_id",),
        "s47e_person_id",
        columns(
            id="s47e_s47_enquiry_id s47e_person_id s47e_s47_completed_by_team",
            date="s47e_s47_start_date s47e_s47_end_date",
        ),
        (("s47e_s47_start_date", "s47e_s47_end_date"),),
    ),
    "ssd_initial_cp_conference": Table(
        ("icpc_icpc_id",),
        "icpc_person_id",
        columns(
            id="icpc_icpc_id icpc_person_id icpc_s47_enquiry_id icpc_icpc_team",
            date="icpc_icpc_date",
            flag="icpc_icpc_transfer_in",
        ),
    ),
    "ssd_cp_plans": Table(
        ("cppl_cp_plan_id",),
        "cppl_person_id",
        columns(
            id="cppl_cp_plan_id cppl_person_id",
            date="cppl_cp_plan_start_date cppl_cp_plan_end_date",
            flag="cppl_cp_plan_ola",
        ),
        (("cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),),
    ),
    "ssd_cp_visits": Table(
        ("cppv_cp_visit_id",),
        "cppv_person_id",
        columns(
            id="cppv_cp_visit_id cppv_person_id cppv_cp_plan_id",
            date="cppv_cp_visit_date",
            flag="cppv_cp_visit_seen cppv_cp_visit_seen_alone",
        ),
        via="cppv_cp_plan_id",
    ),
    "ssd_cp_reviews": Table(
        ("cppr_cp_review_id",),
        "cppr_person_id",
        columns(
            id="cppr_cp_review_id cppr_person_id cppr_cp_plan_id", date="cppr_cp_review_date", late="cppr_cp_review_due"
        ),
        via="cppr_cp_plan_id",
    ),
    "ssd_pre_proceedings": Table(
        ("prep_table_id",),
        "prep_person_id",
        columns(id="prep_table_id prep_person_id", date="prep_pre_pro_decision_date prep_initial_pre_pro_meeting_date"),
        (("prep_pre_pro_decision_date", "prep_initial_pre_pro_meeting_date"),),
    ),
}
