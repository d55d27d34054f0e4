"""The tables of the census: one for each kind of record element.

Belongs here: names, columns, the feed that decides what a record counts as, and the element that each column was made
from. Does not belong here: reading (`elements`), how a record is converted (`convert`).
"""

from __future__ import annotations

from orchestration.contracts.declare import may
from orchestration.contracts.shape import Feed
from orchestration.extracts.tables import Table

PREFIX = "cin_"
_IDS = "Child/ChildIdentifiers"
_DETAILS = "Child/CINdetails"

_MADE_FROM = {
    "children": {
        "pers_person_id": f"{_IDS}/LAchildID",
        "pers_sex": f"{_IDS}/Sex",
        "pers_ethnicity": "Child/ChildCharacteristics/Ethnicity",
        "pers_dob": f"{_IDS}/PersonBirthDate",
    },
    "disabilities": {
        "disa_table_id": "Child/ChildCharacteristics/Disabilities/Disability",
        "disa_person_id": f"{_IDS}/LAchildID",
        "disa_disability_code": "Child/ChildCharacteristics/Disabilities/Disability",
    },
    "referrals": {
        "cine_referral_id": f"{_DETAILS}/CINreferralDate",
        "cine_person_id": f"{_IDS}/LAchildID",
        "cine_referral_date": f"{_DETAILS}/CINreferralDate",
        "cine_referral_nfa": f"{_DETAILS}/ReferralNFA",
        "cine_close_date": f"{_DETAILS}/CINclosureDate",
        "icpc_icpc_id": f"{_DETAILS}/DateOfInitialCPC",
        "icpc_person_id": f"{_IDS}/LAchildID",
        "icpc_icpc_date": f"{_DETAILS}/DateOfInitialCPC",
    },
    "assessments": {
        "cina_assessment_id": f"{_DETAILS}/Assessments/AssessmentActualStartDate",
        "cina_person_id": f"{_IDS}/LAchildID",
        "cina_referral_id": f"{_DETAILS}/CINreferralDate",
        "cina_assessment_start_date": f"{_DETAILS}/Assessments/AssessmentActualStartDate",
        "cina_assessment_auth_date": f"{_DETAILS}/Assessments/AssessmentAuthorisationDate",
    },
    "plans": {
        "cinp_cin_plan_id": f"{_DETAILS}/CINPlanDates/CINPlanStartDate",
        "cinp_person_id": f"{_IDS}/LAchildID",
        "cinp_cin_plan_start_date": f"{_DETAILS}/CINPlanDates/CINPlanStartDate",
        "cinp_cin_plan_end_date": f"{_DETAILS}/CINPlanDates/CINPlanEndDate",
    },
    "enquiries": {
        "s47e_s47_enquiry_id": f"{_DETAILS}/Section47/S47ActualStartDate",
        "s47e_person_id": f"{_IDS}/LAchildID",
        "s47e_s47_start_date": f"{_DETAILS}/Section47/S47ActualStartDate",
        "icpc_icpc_id": f"{_DETAILS}/Section47/DateOfInitialCPC",
        "icpc_person_id": f"{_IDS}/LAchildID",
        "icpc_icpc_date": f"{_DETAILS}/Section47/DateOfInitialCPC",
    },
    "protection_plans": {
        "cppl_cp_plan_id": f"{_DETAILS}/ChildProtectionPlans/CPPstartDate",
        "cppl_person_id": f"{_IDS}/LAchildID",
        "cppl_cp_plan_start_date": f"{_DETAILS}/ChildProtectionPlans/CPPstartDate",
        "cppl_cp_plan_end_date": f"{_DETAILS}/ChildProtectionPlans/CPPendDate",
    },
    "reviews": {
        "cppr_cp_review_id": f"{_DETAILS}/ChildProtectionPlans/Reviews/CPPreviewDate",
        "cppr_person_id": f"{_IDS}/LAchildID",
        "cppr_cp_review_date": f"{_DETAILS}/ChildProtectionPlans/Reviews/CPPreviewDate",
    },
    "other": {},
}


def _table(name: str, columns: str, main: str | None, same: str) -> Table:
    shape = Feed(f"cin_census_{name}", tuple(may(column) for column in columns.split()), key=("child",))
    return Table(PREFIX + name, shape, main, tuple(same.split()), _MADE_FROM[name], is_whole=True)


TABLES: dict[str, Table] = {
    name: _table(name, columns, main, same)
    for name, columns, main, same in (
        ("children", "child birth expected sex ethnicity", "ssd_person", "child"),
        ("disabilities", "child code", "ssd_disability", "child"),
        (
            "referrals",
            "child referral_date closure_date nfa conference_date",
            "ssd_cin_episodes",
            "child referral_date",
        ),
        (
            "assessments",
            "child referral_date referral_line start_date authorisation_date",
            "ssd_cin_assessments",
            "child start_date",
        ),
        ("plans", "child referral_date start_date end_date", "ssd_cin_plans", "child start_date"),
        ("enquiries", "child referral_date start_date conference_date", "ssd_s47_enquiry", "child start_date"),
        ("protection_plans", "child referral_date start_date end_date", "ssd_cp_plans", "child start_date"),
        ("reviews", "child referral_date plan_start review_date", "ssd_cp_reviews", "child plan_start review_date"),
        ("other", "child", None, ""),
    )
}
