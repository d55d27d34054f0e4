"""One sound row per feed for an invented child, and the means to deliver it, whole or with one thing wrong.

Belongs here: fixtures as data. Does not belong here: assertions.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from orchestration.extracts import lake
from orchestration.extracts.ingest import ingest
from orchestration.extracts.landing import receive
from orchestration.extracts.outcomes import FileOutcome
from orchestration.settings import Home

AS_AT = date(2020, 12, 31)
Row = dict[str, str]

GOOD: dict[str, Row] = {
    "ssd_person": {"pers_person_id": "K1", "pers_sex": "F", "pers_ethnicity": "WBRI", "pers_dob": "2010-05-06"},
    "ssd_disability": {"disa_table_id": "D1", "disa_person_id": "K1", "disa_disability_code": "AUT"},
    "ssd_immigration_status": {
        "immi_immigration_status_id": "I1",
        "immi_person_id": "K1",
        "immi_immigration_status_start_date": "2019-01-02",
        "immi_immigration_status_end_date": "2020-01-02",
        "immi_immigration_status": "UASC",
    },
    "ssd_contacts": {"cont_contact_id": "C1", "cont_person_id": "K1", "cont_contact_date": "2020-03-02"},
    "ssd_early_help_episodes": {
        "earl_episode_id": "H1",
        "earl_person_id": "K1",
        "earl_episode_start_date": "2020-01-02",
        "earl_episode_end_date": "2020-02-03",
    },
    "ssd_cin_episodes": {
        "cine_referral_id": "R1",
        "cine_person_id": "K1",
        "cine_referral_date": "2020-03-03",
        "cine_referral_nfa": "N",
        "cine_close_date": "2020-09-01",
        "cine_referral_team": "North",
        "cine_referral_outcome_json": '{"SINGLE_ASSESSMENT_FLAG": "Y", "NFA_FLAG": "N"}',
    },
    "ssd_cin_assessments": {
        "cina_assessment_id": "A1",
        "cina_person_id": "K1",
        "cina_referral_id": "R1",
        "cina_assessment_start_date": "2020-03-04",
        "cina_assessment_auth_date": "2020-04-20",
        "cina_assessment_team": "North",
        "cina_assessment_outcome_json": '{"PROV_OF_SERVICES_FLAG": "N"}',
    },
    "ssd_cin_plans": {
        "cinp_cin_plan_id": "N1",
        "cinp_person_id": "K1",
        "cinp_cin_plan_start_date": "2020-04-21",
        "cinp_cin_plan_end_date": "2020-08-01",
        "cinp_cin_plan_team": "North",
    },
    "ssd_s47_enquiry": {
        "s47e_s47_enquiry_id": "S1",
        "s47e_person_id": "K1",
        "s47e_s47_start_date": "2020-05-01",
        "s47e_s47_end_date": "2020-05-10",
        "s47e_s47_completed_by_team": "North",
    },
    "ssd_initial_cp_conference": {
        "icpc_icpc_id": "F1",
        "icpc_s47_enquiry_id": "S1",
        "icpc_person_id": "K1",
        "icpc_icpc_date": "2020-05-15",
        "icpc_icpc_transfer_in": "N",
        "icpc_icpc_team": "North",
        "icpc_icpc_meeting_id": "M1",
    },
    "ssd_cp_plans": {
        "cppl_cp_plan_id": "CP1",
        "cppl_person_id": "K1",
        "cppl_cp_plan_start_date": "2020-05-15",
        "cppl_cp_plan_end_date": "2020-11-15",
        "cppl_cp_plan_ola": "N",
    },
    "ssd_cp_visits": {
        "cppv_cp_visit_id": "CV1",
        "cppv_person_id": "K1",
        "cppv_cp_plan_id": "CP1",
        "cppv_cp_visit_date": "2020-06-01",
        "cppv_cp_visit_seen": "Y",
        "cppv_cp_visit_seen_alone": "N",
    },
    "ssd_cp_reviews": {
        "cppr_cp_review_id": "CR1",
        "cppr_person_id": "K1",
        "cppr_cp_plan_id": "CP1",
        "cppr_cp_review_due": "2021-02-01",
        "cppr_cp_review_date": "2020-08-10",
    },
    "ssd_pre_proceedings": {
        "prep_table_id": "PP1",
        "prep_person_id": "K1",
        "prep_pre_pro_decision_date": "2020-06-01",
        "prep_initial_pre_pro_meeting_date": "2020-06-15",
    },
    "ssd_cla_episodes": {
        "clae_cla_episode_id": "E1",
        "clae_person_id": "K1",
        "clae_cla_episode_start_date": "2020-07-01",
        "clae_cla_episode_ceased_date": "2020-12-01",
        "clae_cla_episode_ceased_reason": "E4A",
        "clae_cla_id": "L1",
    },
    "ssd_cla_placement": {
        "clap_cla_placement_id": "PL1",
        "clap_cla_id": "L1",
        "clap_person_id": "K1",
        "clap_cla_placement_start_date": "2020-07-01",
        "clap_cla_placement_end_date": "2020-12-01",
        "clap_cla_placement_type": "U1",
        "clap_cla_placement_provider": "PR1",
        "clap_cla_placement_distance": "3.5",
    },
    "ssd_legal_status": {
        "lega_legal_status_id": "LS1",
        "lega_person_id": "K1",
        "lega_legal_status": "V2",
        "lega_legal_status_start_date": "2020-07-01",
        "lega_legal_status_end_date": "2020-12-01",
    },
    "ssd_cla_reviews": {
        "clar_cla_review_id": "RV1",
        "clar_cla_id": "L1",
        "clar_cla_review_due_date": "2021-01-10",
        "clar_cla_review_date": "2020-07-28",
        "clar_cla_review_cancelled": "N",
        "clar_cla_review_participation": "PN1",
    },
    "ssd_cla_visits": {
        "clav_cla_visit_id": "LV1",
        "clav_cla_id": "L1",
        "clav_person_id": "K1",
        "clav_cla_visit_date": "2020-08-01",
        "clav_cla_visit_seen": "Y",
    },
    "ssd_cla_health": {
        "clah_health_check_id": "HC1",
        "clah_person_id": "K1",
        "clah_health_check_type": "Dental Check",
        "clah_health_check_date": "2020-08-02",
        "clah_health_check_status": "Completed",
    },
    "ssd_cla_care_plan": {
        "lacp_table_id": "CA1",
        "lacp_person_id": "K1",
        "lacp_cla_care_plan_start_date": "2020-07-05",
        "lacp_cla_care_plan_end_date": "2020-12-01",
    },
    "ssd_care_leavers": {
        "clea_table_id": "CL1",
        "clea_person_id": "K1",
        "clea_care_leaver_eligibility": "Former relevant child",
        "clea_care_leaver_in_touch": "YES",
        "clea_care_leaver_accommodation": "U",
        "clea_care_leaver_accom_suitable": "1",
        "clea_care_leaver_activity": "F2",
        "clea_pathway_plan_review_date": "2021-03-01",
        "clea_care_leaver_allocated_team": "16+",
    },
    "ssd_permanence": {
        "perm_table_id": "PM1",
        "perm_person_id": "K1",
        "perm_cla_id": "L1",
        "perm_placed_for_adoption_date": "2020-09-09",
        "perm_permanence_order_date": "2020-11-30",
        "perm_permanence_order_type": "adoption",
    },
    "ssd_missing": {
        "miss_table_id": "M1",
        "miss_person_id": "K1",
        "miss_missing_episode_start_date": "2020-10-01",
        "miss_missing_episode_type": "Missing",
        "miss_missing_episode_end_date": "2020-10-02",
        "miss_missing_rhi_offered": "Y",
        "miss_missing_rhi_accepted": "N",
    },
    "ssd_department": {"dept_team_id": "T1", "dept_team_name": "North"},
    "ssd_professionals": {
        "prof_professional_id": "W1",
        "prof_agency_worker_flag": "N",
        "prof_professional_department": "North",
        "prof_full_time_equivalency": "0.8",
    },
    "ssd_involvements": {
        "invo_involvements_id": "IN1",
        "invo_professional_id": "W1",
        "invo_professional_team": "North",
        "invo_person_id": "K1",
        "invo_involvement_start_date": "2020-03-04",
        "invo_involvement_end_date": "2020-09-01",
        "invo_referral_id": "R1",
    },
    "local_contact_decisions": {"contact_id": "C1", "decision_date": "2020-03-03", "outcome": "Early_Help"},
    "local_visit_frequency": {
        "person_id": "K1",
        "frequency_days": "91",
        "valid_from": "2020-07-01",
        "valid_to": "2021-07-01",
    },
    "local_care_leaver_status": {
        "person_id": "K1",
        "status_date": "2020-07-01",
        "eligibility": "Relevant",
        "in_touch": "YES",
        "accommodation": "U",
        "suitable": "1",
        "activity": "P1",
    },
    "local_populations": {
        "la_code": "990",
        "mid_year": "2019",
        "vintage": "mid-2019",
        "age_from": "0",
        "age_to": "17",
        "population": "50869",
    },
    "local_foster_carers": {
        "carer_id": "FC1",
        "carer_type": "Mainstream",
        "approved_date": "2019-05-01",
        "approval_recorded_date": "2019-05-20",
        "ended_date": "2020-09-30",
        "end_recorded_date": "2020-11-02",
        "end_reason": "Retirement",
        "adolescent_training_date": "2019-10-01",
    },
    "local_edge_of_care": {
        "case_id": "EC1",
        "person_id": "K1",
        "referral_date": "2020-02-01",
        "start_date": "2020-02-10",
        "end_date": "2020-10-10",
        "first_score": "3",
        "first_score_date": "2020-02-20",
        "latest_score": "6.5",
        "latest_score_date": "2020-09-20",
        "team": "Edge of care",
    },
    "local_youth_justice": {
        "outcome_id": "YO1",
        "person_id": "K1",
        "birth_date": "2004-05-06",
        "ethnicity": "WBRI",
        "outcome_date": "2020-03-05",
        "outcome": "Community",
        "first_time_entrant": "Y",
        "disposal_end_date": "2020-09-05",
        "suitable_ete": "Y",
    },
    "local_home_education": {
        "registration_id": "HE1",
        "person_id": "K1",
        "registered_date": "2020-01-06",
        "ended_date": "2020-07-20",
        "allocated_date": "2020-01-20",
        "first_visit_date": "2020-02-14",
    },
    "local_early_help": {
        "case_id": "EH1",
        "person_id": "K1",
        "referral_date": "2020-01-02",
        "source": "School",
        "gateway_attempts": "1",
        "gateway_accepted_date": "2020-01-10",
        "plan_date": "2020-02-03",
        "plan_end_date": "2020-06-01",
        "closed_date": "2020-06-02",
        "team": "North",
    },
    "local_permanence": {
        "plan_id": "PP1",
        "person_id": "K1",
        "plan": "Long_Term_Fostering",
        "recorded_date": "2020-03-02",
        "ended_date": "2020-11-02",
        "matched_date": "2020-05-04",
        "life_story_work_date": "2020-06-01",
        "life_story_book_date": "2020-07-01",
    },
    "local_peps": {"pep_id": "PE1", "person_id": "K1", "pep_date": "2020-10-05"},
    "local_ehc_assessments": {
        "assessment_id": "EC1",
        "person_id": "K1",
        "request_date": "2020-03-02",
        "completed_date": "2020-07-20",
    },
    "local_hr_staff": {
        "employee_id": "E1",
        "team": "PACT North",
        "start_date": "2018-04-03",
        "leave_date": "2020-11-30",
        "is_permanent": "Y",
        "is_agency": "N",
        "fte": "0.8",
        "leaving_reason": "Resigned",
    },
    "local_hr_absence": {
        "absence_id": "B1",
        "employee_id": "E1",
        "team": "PACT North",
        "start_date": "2020-03-02",
        "end_date": "2020-03-04",
        "reason": "Sickness",
    },
    "local_audits": {
        "audit_id": "Q1",
        "team": "PACT North",
        "scheduled_date": "2020-10-31",
        "completed_date": "2020-10-20",
        "grade": "Good",
    },
    "local_returns": {
        "indicator_code": "supervision_completed_pct",
        "period_end": "2020-10-31",
        "numerator": "41",
        "denominator": "50",
        "status": "",
        "due_date": "2020-11-15",
        "requested_from": "HR",
        "text": "As counted by the service.",
        "confirmed_by": "Head of service",
        "confirmed_date": "2020-11-12",
    },
    "ssd_cin_visits": {
        "cinv_cin_visit_id": "NV1",
        "cinv_person_id": "K1",
        "cinv_cin_visit_date": "2020-05-04",
        "cinv_cin_visit_seen": "Y",
    },
    "local_cin_reviews": {
        "review_id": "NR1",
        "person_id": "K1",
        "review_due_date": "2021-01-21",
        "review_date": "2020-07-20",
    },
    "local_legal_tracker": {
        "assessment_id": "PA1",
        "person_id": "K1",
        "meeting_date": "2020-06-15",
        "completed_date": "2020-09-30",
    },
    "local_return_interviews": {
        "missing_episode_id": "M1",
        "returned_date": "2020-09-05",
        "interview_date": "2020-09-07",
        "risk_assessment_date": "2020-09-06",
    },
    "local_commentary": {
        "indicator_code": "icpc_15wd_pct",
        "period_end": "2020-10-31",
        "analysis": "Fewer conferences were in time, because two large families came together.",
        "response": "Chairs meet weekly, and look ahead.",
        "response_owner": "Head of safeguarding",
        "response_due": "2021-03-31",
        "author": "Performance and Quality Team",
        "written_on": "2020-11-12",
        "board_group": "watch",
        "board_group_reason": "One month of large families.",
    },
}


CANARY = "CANARY7731"
"""A value that must never leave a row."""


def csv_text(rows: Sequence[Mapping[str, str]], header: Sequence[str] | None = None) -> str:
    """Rows as CSV; `header` also sets the order of the columns."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header or list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


class Place:
    """A landing folder and a home under one temporary folder."""

    def __init__(self, root: Path) -> None:
        self.landing, self.home = root / "landing", Home(root / "home")

    def folder(self, la_code: str = "990", as_at: date = AS_AT) -> Path:
        folder = self.landing / la_code / str(as_at)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def put(self, name: str, content: bytes | str, la_code: str = "990", as_at: date = AS_AT) -> Path:
        path = self.folder(la_code, as_at) / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def deliver(self, la_code: str = "990", as_at: date = AS_AT, **feeds: Sequence[Mapping[str, str]]) -> None:
        """One CSV per feed."""
        for feed, rows in feeds.items():
            self.put(f"{feed}.csv", csv_text(rows), la_code, as_at)

    def night(self) -> dict[tuple[str, str], FileOutcome]:
        """Receive and ingest everything; outcomes by (council, feed), of the last delivery where a council has many."""
        receive(self.landing, self.home)
        found = {}
        for delivery in lake.deliveries(self.home):
            for outcome in ingest(self.home, delivery):
                outcome.hold_row_law()
                found[outcome.la_code, outcome.feed] = outcome
        return found

    def telling(self, *values: str) -> list[str]:
        """The files below the home that hold one of these values, but for those that hold rows by design."""
        return [
            path.relative_to(self.home.root).as_posix()
            for path, content in self.all_bytes().items()
            if any(value.encode() in content for value in values)
        ]

    def all_bytes(self) -> dict[Path, bytes]:
        """Every file under the home except the vault and the lake, which hold rows by design."""
        kept = (self.home.vault, self.home.lake / "raw")
        return {
            path: path.read_bytes()
            for path in self.home.root.rglob("*")
            if path.is_file() and not any(path.is_relative_to(folder) for folder in kept)
        }
