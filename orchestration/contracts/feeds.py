"""The feeds: which columns each must bring, their kinds, keys, people, code sets and order of dates.

Belongs here: declarations, one per Standard Safeguarding Dataset table in use, parents before children.
Does not belong here: the lists that it joins (`…_feeds`), how a rule is tested (`rules`), how a file is read
(the extracts room).
"""

from __future__ import annotations

from orchestration.contracts import codes
from orchestration.contracts.care_feeds import CARE_FEEDS
from orchestration.contracts.commentary_feeds import COMMENTARY_FEEDS
from orchestration.contracts.declare import flag_in, may, must
from orchestration.contracts.local_feeds import LOCAL_FEEDS
from orchestration.contracts.need_feeds import NEED_FEEDS
from orchestration.contracts.partner_feeds import PARTNER_FEEDS
from orchestration.contracts.shape import Feed, Link, Through
from orchestration.contracts.staff_feeds import STAFF_FEEDS
from orchestration.contracts.support_feeds import SUPPORT_FEEDS

PERSON = Feed(
    "ssd_person",
    (
        must("pers_person_id", "id"),
        may("pers_sex", "code", codes.SEX),
        may("pers_ethnicity", "code", codes.ETHNICITY),
        # an unborn child has an expected date of birth
        must("pers_dob", "date", may_be_future=True),
    ),
    key=("pers_person_id",),
)
DISABILITY = Feed(
    "ssd_disability",
    (
        may("disa_table_id", "id"),
        must("disa_person_id", "id"),
        must("disa_disability_code", "code", codes.DISABILITY),
    ),
    key=("disa_table_id",),
    person="disa_person_id",
)
IMMIGRATION_STATUS = Feed(
    "ssd_immigration_status",
    (
        may("immi_immigration_status_id", "id"),
        must("immi_person_id", "id"),
        must("immi_immigration_status_start_date", "date"),
        must("immi_immigration_status_end_date", "date"),
        must("immi_immigration_status"),
    ),
    key=("immi_immigration_status_id",),
    person="immi_person_id",
    order=(("immi_immigration_status_start_date", "immi_immigration_status_end_date"),),
)
CONTACTS = Feed(
    "ssd_contacts",
    (must("cont_contact_id", "id"), must("cont_person_id", "id"), must("cont_contact_date", "date")),
    key=("cont_contact_id",),
    person="cont_person_id",
)
EARLY_HELP_EPISODES = Feed(
    "ssd_early_help_episodes",
    (
        must("earl_episode_id", "id"),
        must("earl_person_id", "id"),
        must("earl_episode_start_date", "date"),
        may("earl_episode_end_date", "date"),
    ),
    key=("earl_episode_id",),
    person="earl_person_id",
    order=(("earl_episode_start_date", "earl_episode_end_date"),),
)
CIN_EPISODES = Feed(
    "ssd_cin_episodes",
    (
        must("cine_referral_id", "id"),
        must("cine_person_id", "id"),
        must("cine_referral_date", "date"),
        may("cine_referral_nfa", "code", codes.YES_NO),
        may("cine_close_date", "date"),
        may("cine_referral_team"),
        flag_in("cine_referral_outcome_json", "SINGLE_ASSESSMENT_FLAG", "single_assessment_flag"),
    ),
    key=("cine_referral_id",),
    person="cine_person_id",
    order=(("cine_referral_date", "cine_close_date"),),
)
CIN_ASSESSMENTS = Feed(
    "ssd_cin_assessments",
    (
        must("cina_assessment_id", "id"),
        must("cina_person_id", "id"),
        may("cina_referral_id", "id"),
        must("cina_assessment_start_date", "date"),
        must("cina_assessment_auth_date", "date"),
        may("cina_assessment_team"),
        flag_in("cina_assessment_outcome_json", "PROV_OF_SERVICES_FLAG", "prov_of_services_flag"),
    ),
    key=("cina_assessment_id",),
    person="cina_person_id",
    links=(Link("cina_referral_id", "ssd_cin_episodes", "cine_referral_id"),),
    order=(("cina_assessment_start_date", "cina_assessment_auth_date"),),
)
CIN_PLANS = Feed(
    "ssd_cin_plans",
    (
        must("cinp_cin_plan_id", "id"),
        must("cinp_person_id", "id"),
        must("cinp_cin_plan_start_date", "date"),
        must("cinp_cin_plan_end_date", "date"),
        may("cinp_cin_plan_team"),
    ),
    key=("cinp_cin_plan_id",),
    person="cinp_person_id",
    order=(("cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),),
)
S47_ENQUIRY = Feed(
    "ssd_s47_enquiry",
    (
        must("s47e_s47_enquiry_id", "id"),
        must("s47e_person_id", "id"),
        must("s47e_s47_start_date", "date"),
        may("s47e_s47_end_date", "date"),
        may("s47e_s47_completed_by_team"),
    ),
    key=("s47e_s47_enquiry_id",),
    person="s47e_person_id",
    order=(("s47e_s47_start_date", "s47e_s47_end_date"),),
)
# a conference before its enquiry stays: the indicator counts it as not in time
INITIAL_CP_CONFERENCE = Feed(
    "ssd_initial_cp_conference",
    (
        must("icpc_icpc_id", "id"),
        must("icpc_s47_enquiry_id", "id"),
        must("icpc_person_id", "id"),
        must("icpc_icpc_date", "date"),
        may("icpc_icpc_transfer_in", "code", codes.YES_NO),
        may("icpc_icpc_team"),
        may("icpc_icpc_meeting_id", "id"),
    ),
    key=("icpc_icpc_id",),
    person="icpc_person_id",
    links=(Link("icpc_s47_enquiry_id", "ssd_s47_enquiry", "s47e_s47_enquiry_id"),),
)
CP_PLANS = Feed(
    "ssd_cp_plans",
    (
        must("cppl_cp_plan_id", "id"),
        must("cppl_person_id", "id"),
        must("cppl_cp_plan_start_date", "date"),
        must("cppl_cp_plan_end_date", "date"),
        must("cppl_cp_plan_ola", "code", codes.YES_NO),
    ),
    key=("cppl_cp_plan_id",),
    person="cppl_person_id",
    order=(("cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),),
)
CP_VISITS = Feed(
    "ssd_cp_visits",
    (
        must("cppv_cp_visit_id", "id"),
        may("cppv_person_id", "id"),
        may("cppv_cp_plan_id", "id"),
        must("cppv_cp_visit_date", "date"),
        must("cppv_cp_visit_seen", "code", codes.YES_NO),
        may("cppv_cp_visit_seen_alone", "code", codes.YES_NO),
    ),
    key=("cppv_cp_visit_id",),
    person="cppv_person_id",
    through=Through("cppv_cp_plan_id", "ssd_cp_plans", "cppl_cp_plan_id", (("cppv_person_id", "cppl_person_id"),)),
)
CP_REVIEWS = Feed(
    "ssd_cp_reviews",
    (
        must("cppr_cp_review_id", "id"),
        may("cppr_person_id", "id"),
        may("cppr_cp_plan_id", "id"),
        must("cppr_cp_review_due", "date", may_be_future=True),
        must("cppr_cp_review_date", "date"),
    ),
    key=("cppr_cp_review_id",),
    person="cppr_person_id",
    through=Through("cppr_cp_plan_id", "ssd_cp_plans", "cppl_cp_plan_id", (("cppr_person_id", "cppl_person_id"),)),
)
PRE_PROCEEDINGS = Feed(
    "ssd_pre_proceedings",
    (
        must("prep_table_id", "id"),
        must("prep_person_id", "id"),
        must("prep_pre_pro_decision_date", "date"),
        must("prep_initial_pre_pro_meeting_date", "date"),
    ),
    key=("prep_table_id",),
    person="prep_person_id",
    order=(("prep_pre_pro_decision_date", "prep_initial_pre_pro_meeting_date"),),
)

# in this order a row's parents are always judged before the row
FEEDS: dict[str, Feed] = {
    feed.name: feed
    for feed in (
        PERSON,
        DISABILITY,
        IMMIGRATION_STATUS,
        CONTACTS,
        EARLY_HELP_EPISODES,
        CIN_EPISODES,
        CIN_ASSESSMENTS,
        CIN_PLANS,
        S47_ENQUIRY,
        INITIAL_CP_CONFERENCE,
        CP_PLANS,
        CP_VISITS,
        CP_REVIEWS,
        PRE_PROCEEDINGS,
        *CARE_FEEDS,
        *LOCAL_FEEDS,
        *PARTNER_FEEDS,
        *SUPPORT_FEEDS,
        *STAFF_FEEDS,
        *NEED_FEEDS,
        *COMMENTARY_FEEDS,
    )
}
