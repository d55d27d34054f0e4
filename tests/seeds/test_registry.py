"""The registry names the indicators that the papers report, and what each one says of itself is possible.

The list of codes is typed here on purpose: an indicator that drops out of the registry must be missed by somebody.
What each must say of itself, and which have a code in print, is typed here for the same reason.
"""

from __future__ import annotations

import pytest

from orchestration.contracts.feeds import FEEDS
from tests.seeds.reading import UNITS, VIEWS, day, registry, repeated, seed

# what the five papers report or name
REPORTED = [
    "contacts_received",
    "mash_decision_1wd_pct",
    "contacts_completed_3d_pct",
    "contact_to_referral_pct",
    "referrals_started_count",
    "referrals_new_cin_rate",
    "referrals_new_cin_count",
    "referrals_completed_3d_pct",
    "rereferrals_12m_pct",
    "rereferrals_after_closure_12m_pct",
    "rereferrals_after_closure_12m_count",
    "referrals_nfa_pct",
    "referrals_outcome_cfa_pct",
    "children_allocated_48h_pct",
    "contact_to_eh_pct",
    "eha_started_count",
    "eha_started_rate",
    "eha_first_appearance_gateway_count",
    "eh_plan_in_timescale_count",
    "eh_open_with_active_plan_pct",
    "eh_referrals_increase_pct",
    "eh_referrals_from_mash_count",
    "stepdown_cin_to_eh_count",
    "stepdown_cin_to_eh_pct",
    "eh_stepdowns_from_csc_count",
    "assessment_to_eh_pct",
    "assessment_to_eh_count",
    "assessments_completed_count",
    "assessments_completed_rate",
    "assessments_completed_45wd_pct",
    "assessments_outcome_cin_pct",
    "cin_visit_in_timescale_pct",
    "cin_review_in_timescale_pct",
    "cin_plan_up_to_date_pct",
    "s47_started_count",
    "s47_started_rate",
    "icpc_children_count",
    "icpc_children_rate",
    "icpc_15wd_pct",
    "rcpc_on_time_pct",
    "cpp_count",
    "cpp_rate",
    "cpp_started_count",
    "cpp_ended_count",
    "cpp_ended_2yrs_plus_pct",
    "cpp_2yrs_plus_current_count",
    "cpp_2yrs_plus_current_pct",
    "cpp_18m_to_2y_count",
    "cpp_18m_to_2y_pct",
    "cpp_cin_over_12m_count",
    "cpp_visits_in_timescale_pct",
    "cpp_seen_alone_pct",
    "preproceedings_started_15wd_pct",
    "preproceedings_assessments_16wk_pct",
    "missing_episodes_month_count",
    "missing_children_month_count",
    "missing_repeat_children_count",
    "missing_cla_episodes_count",
    "missing_cla_children_month_count",
    "missing_cla_repeat_count",
    "missing_cla_rhi_offered_pct",
    "missing_cla_rhi_undertaken_pct",
    "missing_risk_assessment_completed_count",
    "missing_rhi_within_3d_pct",
    "missing_rhi_within_3wd_pct",
    "missing_rhi_completed_pct",
    "cla_count",
    "cla_rate",
    "cla_started_count",
    "cla_ceased_count",
    "cla_aged_under_1_count",
    "cla_aged_1_4_count",
    "cla_aged_5_9_count",
    "cla_aged_10_15_count",
    "cla_aged_16_plus_count",
    "cla_female_count",
    "cla_male_count",
    "cla_age_at_entry",
    "cla_section20_count",
    "cla_uasc_count",
    "cla_visits_in_timescale_pct",
    "cla_review_in_timescale_pct",
    "cla_authorised_care_plan_pct",
    "cla_permanence_plan_count",
    "cla_life_story_work_count",
    "cla_pep_pct",
    "cla_placed_over_20_miles_pct",
    "cla_emergency_bnb_pct",
    "cla_participation_pct",
    "iro_alerts_count",
    "cla_dental_check_pct",
    "cla_emotional_wellbeing_access_count",
    "care_leavers_health_passport_pct",
    "care_leavers_suitable_accom_pct",
    "care_leavers_eet_17_18_pct",
    "care_leavers_eet_19_21_pct",
    "pathway_plan_authorised_pct",
    "pathway_plan_cohort_count",
    "permanence_plan_by_2nd_review_pct",
    "ltf_matched_pct",
    "cla_ceased_adopted_pct",
    "adoptions_count",
    "adoption_entry_to_placement_days",
    "life_story_book_adoption_pct",
    "cla_ceased_sgo_count",
    "cla_placements_3plus_pct",
    "cla_own_provision_pct",
    "cla_ifa_pct",
    "inhouse_foster_carers_count",
    "foster_carer_net_change_count",
    "foster_carers_approved_count",
    "foster_carers_resigned_count",
    "foster_carers_adolescent_trained_count",
    "agency_headcount_pct",
    "agency_fte_pct",
    "agency_workers_count",
    "staff_turnover_pct",
    "staff_leavers_count",
    "sickness_days_per_employee",
    "sickness_days_lost_month",
    "caseload_overall_fte",
    "caseload_assessment_fte",
    "caseload_pact_fte",
    "caseload_cla_fte",
    "management_vacancies_count",
    "social_workers_per_child",
    "supervision_completed_pct",
    "appraisal_completion_pct",
    "yj_custody_rate",
    "yj_ete_under16_pct",
    "yj_ete_over16_pct",
    "yj_first_time_entrants_count",
    "yj_disproportionality",
    "eoc_referrals_count",
    "eoc_significant_improvement_pct",
    "eoc_remained_with_family_pct",
    "eoc_open_cases_count",
    "ehe_priority_group_allocated_pct",
    "ehe_cohort_visited_pct",
    "cwd_visited_in_timescale_pct",
    "ehc_assessment_20wk_pct",
    "funded_2yo_takeup_pct",
    "audits_completed_pct",
    "audits_completed_count",
    "audit_grade_count",
    "audit_grade_pct",
    "cspr_scr_in_timescale_pct",
    "cspr_scr_in_timescale_count",
    "cspr_scr_in_progress_count",
    "hcc_escalations",
]

# no paper has it: late assessments that the percentage shows only when they are finished
OWN = ["assessments_open_over_45wd_count"]

# what the papers print a code for, also where it is not legible
PRINTED_CODES = {
    "contacts_received",
    "mash_decision_1wd_pct",
    "rereferrals_after_closure_12m_pct",
    "rereferrals_after_closure_12m_count",
    "assessments_completed_45wd_pct",
    "s47_started_rate",
    "icpc_children_rate",
    "icpc_15wd_pct",
    "cpp_rate",
    "cpp_visits_in_timescale_pct",
    "cla_rate",
    "cla_uasc_count",
    "cla_visits_in_timescale_pct",
    "cla_authorised_care_plan_pct",
    "cla_ceased_adopted_pct",
    "cla_ifa_pct",
    "inhouse_foster_carers_count",
    "care_leavers_suitable_accom_pct",
    "pathway_plan_authorised_pct",
}

# what a row must say of its indicator, besides its code
SAID = (
    "title",
    "service_area",
    "unit",
    "decimals",
    "polarity",
    "polarity_basis",
    "kind",
    "counting_unit",
    "headline_view",
    "clock",
    "definition",
    "population",
    "source_return",
    "owner",
    "version",
    "valid_from",
)

DISTINCT_CHILDREN = {
    "missing_children_month_count",
    "missing_repeat_children_count",
    "missing_cla_children_month_count",
    "missing_cla_repeat_count",
}

OVER_MEAN_STAFF = {"staff_turnover_pct", "sickness_days_per_employee"}
NET_CHANGES = {"eh_referrals_increase_pct", "foster_carer_net_change_count"}
# of last year's referrals the children are a year older than when they were referred: no slices by child
OF_TEAMS = ("eh_referrals_increase_pct", "agency_", "caseload_", "staff_", "sickness_", "audit_", "audits_")
# feeds whose rows name neither a child nor a team
OF_NO_CHILD_OR_TEAM = {"local_foster_carers", "local_foster_carers.adolescent_training_date", "local_returns"}

# columns with a small vocabulary, and every word it has
WORDS = {
    "unit": UNITS,
    "headline_view": VIEWS,
    "polarity": {"high_is_good", "low_is_good", "neutral"},
    "polarity_basis": {"printed", "inferred"},
    "kind": {"flow", "cohort", "stock"},
    "window": {"sum", "distinct", "average_base"},
    "slices": {"child", "worker", "whole"},
    "sign": {"", "may_be_negative"},
    "looks_back": {"", "rereferral_months", "rereferral_closure_months", "placements_months", "worker_change_months"},
}

INDICATORS = registry()


def test_the_registry_and_this_list_name_the_same_indicators() -> None:
    rows = seed("indicators")
    listed = [*REPORTED, *OWN]
    assert (len(REPORTED), len(set(listed))) == (150, 151), "a code stands here twice, or not at all"
    assert repeated(rows, "indicator_code") == []
    found = {row["indicator_code"] for row in rows}
    assert sorted(set(listed) - found) == [], "in this test's lists, but not in seeds/indicators.csv"
    assert sorted(found - set(listed)) == [], "in seeds/indicators.csv, but neither reported nor listed as our own"


@pytest.mark.parametrize("code", sorted(INDICATORS))
def test_each_row_says_everything_of_its_indicator(code: str) -> None:
    row = INDICATORS[code]
    assert [name for name in SAID if not row[name].strip()] == []
    assert bool(row["printed_codes"]) == (code in PRINTED_CODES), "a code is given where one is printed, nowhere else"


@pytest.mark.parametrize("column", WORDS)
def test_columns_use_their_vocabulary(column: str) -> None:
    odd = {code: row[column] for code, row in INDICATORS.items() if row[column] not in WORDS[column]}
    assert odd == {}


def test_nothing_is_left_unsaid() -> None:
    may_be_empty = {"printed_codes", "denominator_words", "sign", "looks_back"}
    silent = [
        (code, name) for code, row in INDICATORS.items() for name in row if not row[name] and name not in may_be_empty
    ]
    assert silent == []


def test_ratios_name_a_denominator_and_counts_do_not() -> None:
    without = {"count", "text"}
    wrong = [code for code, row in INDICATORS.items() if bool(row["denominator_words"]) == (row["unit"] in without)]
    assert wrong == []


def test_stocks_are_snapshots_and_nothing_else_is() -> None:
    wrong = [c for c, row in INDICATORS.items() if (row["kind"] == "stock") != (row["headline_view"] == "snapshot")]
    assert wrong == []


def test_words_name_no_period_because_the_sentence_adds_it() -> None:
    said = [
        (code, name)
        for code, row in INDICATORS.items()
        for name in ("numerator_words", "denominator_words")
        if any(phrase in row[name] for phrase in ("in the month", "month end", "this month", "since April"))
    ]
    assert said == []


def test_windows_and_slices_that_differ_are_the_known_ones() -> None:
    assert {c for c, row in INDICATORS.items() if row["window"] == "distinct"} == DISTINCT_CHILDREN
    over_a_mean = {c for c in INDICATORS if c in OVER_MEAN_STAFF}
    assert {c for c, row in INDICATORS.items() if row["window"] == "average_base"} == over_a_mean
    of_teams = {c for c in INDICATORS if c.startswith(OF_TEAMS)}
    assert {c for c, row in INDICATORS.items() if row["slices"] == "worker"} == of_teams
    whole = {c for c, row in INDICATORS.items() if row["slices"] == "whole"}
    assert {c for c in whole if not set(INDICATORS[c]["feeds"].split(" ")) <= OF_NO_CHILD_OR_TEAM} == set()


def test_only_what_can_fall_below_zero_may() -> None:
    days = {c for c, row in INDICATORS.items() if c.endswith("_days")}
    may_be = {c for c, row in INDICATORS.items() if row["sign"] == "may_be_negative"}
    assert may_be == (days | NET_CHANGES) & set(INDICATORS)


def test_order_dates_and_versions_are_sound() -> None:
    order = [int(row["sort_order"]) for row in INDICATORS.values()]
    assert order == sorted(set(order)), "rows stand in the order of the scorecard, without ties"
    assert all(day(row["valid_from"]) for row in INDICATORS.values())
    assert all(int(row["version"]) >= 1 and 0 <= int(row["decimals"]) <= 2 for row in INDICATORS.values())


def test_service_areas_are_not_split_by_another() -> None:
    areas = [row["service_area"] for row in INDICATORS.values()]
    changes = [area for before, area in zip(["", *areas], areas, strict=False) if area != before]
    assert len(changes) == len(set(changes)), "an area appears twice on the scorecard"


@pytest.mark.parametrize("code", sorted(INDICATORS))
def test_every_need_is_a_known_feed_or_column(code: str) -> None:
    needs = INDICATORS[code]["feeds"].split(" ")
    assert len(needs) == len(set(needs))
    for alternative in (name for need in needs for name in need.split("|")):
        feed, _, column = alternative.partition(".")
        assert feed in FEEDS, f"{feed} is no feed of the contract"
        known = {declared.file_column for declared in FEEDS[feed].columns}
        assert not column or column in known, f"{feed} has no column {column}"


def test_needs_follow_the_subject() -> None:
    for code, row in INDICATORS.items():
        needs = row["feeds"].split(" ")
        feeds = [FEEDS[name.partition(".")[0]] for need in needs for name in need.split("|")]
        # a feed of another system may hold people whom the case system does not know: it does not ask for its list
        of_the_case_system = [feed.name for feed in feeds if feed.person or feed.through]
        assert ("ssd_person" in needs) == (row["slices"] == "child" and bool(of_the_case_system)), code
        if row["slices"] == "child" and row["title"].startswith("Children looked after"):
            assert {"ssd_cla_episodes", "ssd_legal_status"} <= set(needs), code
    assert not any("local_visit_frequency" in row["feeds"] for row in INDICATORS.values()), "without it, six weeks hold"
    assert not any("local_populations" in row["feeds"] for row in INDICATORS.values()), "rates name it themselves"
