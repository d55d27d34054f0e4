"""The columns of every file that the sample writes, in the order of the Standard Safeguarding Dataset 1.4.

Belongs here: table, column and JSON key names, and which files leave in which physical form. Does not belong here:
any value. The pipeline's own contract is in `orchestration.contracts`; this list is wider, because a real export is
wider.
"""

from __future__ import annotations

COLUMNS: dict[str, tuple[str, ...]] = {
    table: tuple(text.split())
    for table, text in {
        "ssd_person": """
            pers_legacy_id pers_person_id pers_upn pers_forename pers_surname pers_sex pers_gender
            pers_ethnicity pers_dob pers_single_unique_id pers_upn_unknown pers_send_flag pers_expected_dob
            pers_death_date pers_is_mother pers_nationality pers_common_child_id""",
        "ssd_disability": """
            disa_table_id disa_person_id disa_disability_code""",
        "ssd_immigration_status": """
            immi_immigration_status_id immi_person_id immi_immigration_status_start_date
            immi_immigration_status_end_date immi_immigration_status""",
        "ssd_contacts": """
            cont_contact_id cont_person_id cont_contact_date cont_contact_source_code cont_contact_source_desc
            cont_contact_outcome_json""",
        "ssd_early_help_episodes": """
            earl_episode_id earl_person_id earl_episode_start_date earl_episode_end_date earl_episode_reason
            earl_episode_end_reason earl_episode_organisation earl_episode_worker_id""",
        "ssd_cin_episodes": """
            cine_referral_id cine_person_id cine_referral_date cine_cin_primary_need_code
            cine_referral_source_code cine_referral_source_desc cine_referral_outcome_json cine_referral_nfa
            cine_close_reason cine_close_date cine_referral_team cine_referral_worker_id""",
        "ssd_cin_assessments": """
            cina_assessment_id cina_person_id cina_referral_id cina_assessment_start_date
            cina_assessment_child_seen cina_assessment_auth_date cina_assessment_outcome_json
            cina_assessment_outcome_nfa cina_assessment_team cina_assessment_worker_id""",
        "ssd_cin_plans": """
            cinp_cin_plan_id cinp_referral_id cinp_person_id cinp_cin_plan_start_date cinp_cin_plan_end_date
            cinp_cin_plan_team cinp_cin_plan_worker_id""",
        "ssd_s47_enquiry": """
            s47e_s47_enquiry_id s47e_referral_id s47e_person_id s47e_s47_start_date s47e_s47_end_date
            s47e_s47_nfa s47e_s47_outcome_json s47e_s47_completed_by_team s47e_s47_completed_by_worker_id""",
        "ssd_initial_cp_conference": """
            icpc_icpc_id icpc_icpc_meeting_id icpc_s47_enquiry_id icpc_person_id icpc_cp_plan_id
            icpc_referral_id icpc_icpc_transfer_in icpc_icpc_target_date icpc_icpc_date
            icpc_icpc_outcome_cp_flag icpc_icpc_outcome_json icpc_icpc_team icpc_icpc_worker_id""",
        "ssd_cp_plans": """
            cppl_cp_plan_id cppl_referral_id cppl_icpc_id cppl_person_id cppl_cp_plan_start_date
            cppl_cp_plan_end_date cppl_cp_plan_ola cppl_cp_plan_initial_category cppl_cp_plan_latest_category""",
        "ssd_cp_visits": """
            cppv_cp_visit_id cppv_person_id cppv_cp_plan_id cppv_cp_visit_date cppv_cp_visit_seen
            cppv_cp_visit_seen_alone cppv_cp_visit_bedroom""",
        "ssd_cp_reviews": """
            cppr_cp_review_id cppr_person_id cppr_cp_plan_id cppr_cp_review_due cppr_cp_review_date
            cppr_cp_review_meeting_id cppr_cp_review_outcome_continue_cp cppr_cp_review_quorate
            cppr_cp_review_participation""",
        "ssd_pre_proceedings": """
            prep_table_id prep_person_id prep_plo_family_id prep_pre_pro_decision_date
            prep_initial_pre_pro_meeting_date prep_pre_pro_outcome prep_agree_stepdown_issue_date
            prep_cp_plans_referral_period prep_legal_gateway_outcome prep_prev_pre_proc_child
            prep_prev_care_proc_child prep_pre_pro_letter_date prep_care_pro_letter_date
            prep_pre_pro_meetings_num prep_pre_pro_parents_legal_rep prep_parents_legal_rep_point_of_issue
            prep_court_reference prep_care_proc_court_hearings prep_care_proc_short_notice
            prep_proc_short_notice_reason prep_la_inital_plan_approved prep_la_initial_care_plan
            prep_la_final_plan_approved prep_la_final_care_plan""",
        "ssd_cla_episodes": """
            clae_cla_episode_id clae_person_id clae_cla_placement_id clae_cla_episode_start_date
            clae_cla_episode_start_reason clae_cla_primary_need_code clae_cla_episode_ceased_date
            clae_cla_episode_ceased_reason clae_cla_id clae_referral_id clae_cla_last_iro_contact_date
            clae_entered_care_date""",
        "ssd_cla_placement": """
            clap_cla_placement_id clap_cla_id clap_person_id clap_cla_placement_start_date
            clap_cla_placement_type clap_cla_placement_urn clap_cla_placement_distance
            clap_cla_placement_provider clap_cla_placement_postcode clap_cla_placement_end_date
            clap_cla_placement_change_reason""",
        "ssd_legal_status": """
            lega_legal_status_id lega_person_id lega_legal_status lega_legal_status_start_date
            lega_legal_status_end_date""",
        "ssd_cla_reviews": """
            clar_cla_review_id clar_cla_id clar_cla_review_due_date clar_cla_review_date
            clar_cla_review_cancelled clar_cla_review_participation""",
        "ssd_cla_visits": """
            clav_cla_visit_id clav_cla_id clav_person_id clav_cla_visit_date clav_cla_visit_seen
            clav_cla_visit_seen_alone""",
        "ssd_cla_health": """
            clah_health_check_id clah_person_id clah_health_check_type clah_health_check_date
            clah_health_check_status""",
        "ssd_cla_care_plan": """
            lacp_table_id lacp_person_id lacp_cla_care_plan_start_date lacp_cla_care_plan_end_date
            lacp_cla_care_plan_json""",
        "ssd_care_leavers": """
            clea_table_id clea_person_id clea_care_leaver_eligibility clea_care_leaver_in_touch
            clea_care_leaver_latest_contact clea_care_leaver_accommodation clea_care_leaver_accom_suitable
            clea_care_leaver_activity clea_pathway_plan_review_date clea_care_leaver_personal_advisor
            clea_care_leaver_allocated_team clea_care_leaver_worker_id""",
        "ssd_permanence": """
            perm_table_id perm_person_id perm_cla_id perm_adm_decision_date perm_part_of_sibling_group
            perm_siblings_placed_together perm_siblings_placed_apart perm_ffa_cp_decision_date
            perm_placement_order_date perm_matched_date perm_adopter_sex perm_adopter_legal_status
            perm_number_of_adopters perm_placed_for_adoption_date perm_adopted_by_carer_flag
            perm_placed_foster_carer_date perm_placed_ffa_cp_date perm_placement_provider_urn
            perm_decision_reversed_date perm_decision_reversed_reason perm_permanence_order_date
            perm_permanence_order_type perm_adoption_worker_id""",
        "ssd_missing": """
            miss_table_id miss_person_id miss_missing_episode_start_date miss_missing_episode_type
            miss_missing_episode_end_date miss_missing_rhi_offered miss_missing_rhi_accepted""",
        "ssd_involvements": """
            invo_involvements_id invo_professional_id invo_professional_role_id invo_professional_team
            invo_person_id invo_involvement_start_date invo_involvement_end_date invo_worker_change_reason
            invo_referral_id""",
        "ssd_professionals": """
            prof_professional_id prof_staff_id prof_professional_name prof_social_worker_registration_no
            prof_agency_worker_flag prof_professional_job_title prof_professional_caseload
            prof_professional_department prof_full_time_equivalency""",
        "ssd_department": """
            dept_team_id dept_team_name dept_team_parent_id dept_team_parent_name""",
        "local_contact_decisions": """
            contact_id decision_date outcome""",
        "local_visit_frequency": """
            person_id frequency_days valid_from valid_to""",
        "local_care_leaver_status": """
            person_id status_date eligibility in_touch accommodation suitable activity""",
        "local_populations": """
            la_code mid_year vintage age_from age_to population""",
        "local_early_help": """
            case_id person_id referral_date source gateway_attempts gateway_accepted_date plan_date plan_end_date
            closed_date team""",
        "local_permanence": """
            plan_id person_id plan recorded_date ended_date matched_date life_story_work_date life_story_book_date""",
        "local_peps": """
            pep_id person_id pep_date""",
        "local_ehc_assessments": """
            assessment_id person_id request_date completed_date""",
        "local_foster_carers": """
            carer_id carer_type approved_date approval_recorded_date ended_date end_recorded_date end_reason
            adolescent_training_date""",
        "local_edge_of_care": """
            case_id person_id referral_date start_date end_date first_score first_score_date latest_score
            latest_score_date team""",
        "local_youth_justice": """
            outcome_id person_id birth_date ethnicity outcome_date outcome first_time_entrant disposal_end_date
            suitable_ete""",
        "local_home_education": """
            registration_id person_id registered_date ended_date allocated_date first_visit_date""",
        "ssd_cin_visits": """
            cinv_cin_visit_id cinv_person_id cinv_cin_visit_date cinv_cin_visit_seen
            cinv_cin_visit_seen_alone cinv_cin_visit_bedroom""",
        "local_cin_reviews": """
            review_id person_id review_due_date review_date""",
        "local_legal_tracker": """
            assessment_id person_id meeting_date completed_date""",
        "local_return_interviews": """
            missing_episode_id returned_date interview_date risk_assessment_date""",
        "local_hr_staff": """
            employee_id team start_date leave_date is_permanent is_agency fte leaving_reason""",
        "local_hr_absence": """
            absence_id employee_id team start_date end_date reason""",
        "local_audits": """
            audit_id team scheduled_date completed_date grade""",
        "local_returns": """
            indicator_code period_end numerator denominator status due_date requested_from text confirmed_by
            confirmed_date""",
        "local_commentary": """
            indicator_code period_end analysis response response_owner response_due author written_on board_group
            board_group_reason""",
    }.items()
}

JSON_KEYS: dict[str, tuple[str, ...]] = {
    table: tuple(text.split())
    for table, text in {
        "cont_contact_outcome_json": """
            NEW_REFERRAL_FLAG EXISTING_REFERRAL_FLAG CP_ENQUIRY_FLAG NFA_FLAG NON_AGENCY_ADOPTION_FLAG
            PRIVATE_FOSTERING_FLAG ADVICE_FLAG MISSING_FLAG OLA_CP_FLAG OTHER_OUTCOMES_EXIST_FLAG""",
        "cine_referral_outcome_json": """
            SINGLE_ASSESSMENT_FLAG NFA_FLAG STRATEGY_DISCUSSION_FLAG CLA_REQUEST_FLAG NON_AGENCY_ADOPTION_FLAG
            PRIVATE_FOSTERING_FLAG CP_TRANSFER_IN_FLAG CP_CONFERENCE_FLAG CARE_LEAVER_FLAG
            OTHER_OUTCOMES_EXIST_FLAG""",
        "cina_assessment_outcome_json": """
            NFA_FLAG NFA_S47_END_FLAG STRATEGY_DISCUSSION_FLAG CLA_REQUEST_FLAG PRIVATE_FOSTERING_FLAG
            LEGAL_ACTION_FLAG PROV_OF_SERVICES_FLAG PROV_OF_SB_CARE_FLAG SPECIALIST_ASSESSMENT_FLAG
            REFERRAL_TO_OTHER_AGENCY_FLAG OTHER_ACTIONS_FLAG OTHER_OUTCOMES_EXIST_FLAG TOTAL_NO_OF_OUTCOMES
            COMMENTS""",
        "s47e_s47_outcome_json": """
            NFA_FLAG LEGAL_ACTION_FLAG PROV_OF_SERVICES_FLAG PROV_OF_SB_CARE_FLAG CP_CONFERENCE_FLAG
            NFA_CONTINUE_SINGLE_FLAG MONITOR_FLAG OTHER_OUTCOMES_EXIST_FLAG TOTAL_NO_OF_OUTCOMES
            OUTCOME_COMMENTS""",
        "icpc_icpc_outcome_json": """
            NFA_FLAG REFERRAL_TO_OTHER_AGENCY_FLAG SINGLE_ASSESSMENT_FLAG PROV_OF_SERVICES_FLAG CP_FLAG
            OTHER_OUTCOMES_EXIST_FLAG TOTAL_NO_OF_OUTCOMES COMMENTS""",
        "lacp_cla_care_plan_json": """
            REMAINSUP RETURN1M RETURN6M RETURNEV LTRELFR LTFOST18 RESPLMT SUPPLIV ADOPTION OTHERPLN""",
    }.items()
}
