"""Parameters, populations, councils, bank holidays, teams and ethnic groups are complete and have one answer each."""

from __future__ import annotations

from datetime import date

import holidays

from orchestration.contracts.codes import PLACEMENT_TYPE
from tests.seeds.reading import day, registry, repeated, seed

# the national numbers that the definitions print; a change of one is a change of a definition
NATIONAL = {
    "mash_decision_working_days": "1",
    "contact_completion_working_days": "3",
    "rereferral_months": "12",
    "rereferral_closure_months": "12",
    "allocation_days": "2",
    "stepdown_days": "30",
    "assessment_working_days": "45",
    "assessment_clock_start": "assessment",
    "icpc_working_days": "15",
    "cpp_long_days": "729",
    "cpp_band_months": "18",
    "cpp_visit_working_days": "15",
    "preproceedings_working_days": "15",
    "distance_miles": "20",
    "placements_minimum": "3",
    "placements_months": "12",
    "cla_visit_days": "42",
    "cla_visit_permanent_days": "91",
    "dental_months": "12",
    "adopted_still_open": "count",
    "missing_repeat_minimum": "2",
    "forced_conversion_days": "30",
    "eoc_improvement_points": "3",
    "eoc_window_months": "12",
    "referral_completion_working_days": "3",
    "assessment_to_eh_days": "30",
    "cin_visit_working_days": "20",
    "cin_plan_months": "6",
    "cpp_cin_long_months": "12",
    "preproceedings_assessment_days": "112",
    "emergency_placement_types": "Z1",
    "rhi_days": "3",
    "rhi_working_days": "3",
    "worker_change_months": "12",
    "spc_screen_ranges": "3.267",
    "spc_window_months": "13",
    "spc_baseline_points": "0",
    "spc_trend_points": "7",
    "spc_shift_points": "7",
    "spc_trial_points": "12",
    "history_months": "72",
    "eh_plan_working_days": "45",
    "pep_months": "6",
    "pep_age_from": "5",
    "pep_age_to": "15",
    "ehc_assessment_days": "140",
}
# parameters that name a rule instead of giving a number
WORDS = {"assessment_clock_start": {"assessment", "referral"}, "adopted_still_open": {"count", "leave_out"}}
# nought says: every range counts, every month counts
MAY_BE_NOUGHT = {"spc_screen_ranges", "spc_baseline_points", "spc_window_months"}
# special days that a rule of thumb would miss; the first moved from 4 May
SPECIAL = ["2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08", "2020-12-28"]
MAIN_ETHNICITIES = {
    *("WBRI", "WIRI", "WIRT", "WROM", "WOTH"),
    *("MWBC", "MWBA", "MWAS", "MOTH"),
    *("AIND", "APKN", "ABAN", "AOTH", "CHNE"),
    *("BCRB", "BAFR", "BOTH"),
    "OOTH",
}
COMPARED_YEARS = range(1990, 2031)


def test_every_parameter_has_its_national_default() -> None:
    rows = seed("parameters")
    assert repeated(rows, "parameter", "la_code", "valid_from") == []
    assert {r["parameter"]: r["value"] for r in rows if not r["la_code"]} == NATIONAL
    assert all(row["source"] and row["unit"] and day(row["valid_from"]) for row in rows)


def test_parameters_are_numbers_or_known_words() -> None:
    for row in seed("parameters"):
        if words := WORDS.get(row["parameter"]):
            assert row["value"] in words
        elif row["parameter"] == "emergency_placement_types":
            assert set(row["value"].split(" ")) <= PLACEMENT_TYPE.codes
        else:
            number = float(row["value"])
            assert number > 0 or (number == 0 and row["parameter"] in MAY_BE_NOUGHT), row["parameter"]


def test_the_sample_council_reports_the_months_it_has() -> None:
    own = [r for r in seed("parameters") if r["la_code"] == "990"]
    assert [(r["parameter"], r["value"]) for r in own] == [("history_months", "45")]


def test_populations_have_one_row_a_key() -> None:
    rows = seed("populations")
    assert repeated(rows, "la_code", "mid_year", "vintage", "age_from", "age_to") == []
    assert all(int(row["population"]) > 0 and row["source"] for row in rows)
    assert {row["la_code"] for row in rows} <= {row["la_code"] for row in seed("councils")}


def test_two_vintages_of_the_councils_in_the_papers() -> None:
    rows = seed("populations")
    for la_code in ("852", "874", "938"):
        mine = {(r["vintage"], int(r["mid_year"])) for r in rows if (r["la_code"], r["age_from"]) == (la_code, "0")}
        assert mine == {("2024", y) for y in range(2012, 2024)} | {("2025", y) for y in range(2012, 2025)}
    newest = {r["la_code"] for r in rows if (r["vintage"], r["mid_year"]) == ("2025", "2024")}
    assert len(newest) == 153, "every council of today, once"


def test_the_fictional_population_gives_the_printed_rates() -> None:
    rows = [r for r in seed("populations") if r["la_code"] == "990"]
    mine = {int(r["mid_year"]): int(r["population"]) for r in rows if r["age_from"] == "0"}
    assert mine[2019] == mine[2020] == 50869
    assert set(mine) == set(range(2012, 2021))
    assert round(393 * 10000 / mine[2020]) == 77


def test_young_people_are_of_10_to_17_and_give_the_printed_rate() -> None:
    rows = [r for r in seed("populations") if r["age_from"] != "0"]
    assert {(r["age_from"], r["age_to"]) for r in rows} == {("10", "17")}
    printed = [r for r in rows if r["la_code"] == "852"]
    assert [5 * 1000 / int(r["population"]) for r in printed] == [0.25]
    assert all("not a published estimate" in r["source"] for r in printed)


def test_councils_are_named_once_and_one_is_fictional() -> None:
    rows = seed("councils")
    assert repeated(rows, "la_code") == []
    assert repeated(rows, "council_name") == []
    assert all(len(r["la_code"]) == 3 and r["la_code"].isdigit() and r["region"] for r in rows)
    assert [r["la_code"] for r in rows if r["is_fictional"] == "true"] == ["990"]


def test_frozen_bank_holidays_are_those_of_the_package() -> None:
    """A difference is a decision: freeze the new days and say so in the change log, or keep the old ones here."""
    frozen = {date.fromisoformat(r["holiday_date"]) for r in seed("bank_holidays")}
    package = set(holidays.country_holidays("GB", subdiv="ENG", years=COMPARED_YEARS))
    compared = {d for d in frozen if d.year in COMPARED_YEARS}
    assert [d.isoformat() for d in sorted(package - compared)] == [], "in the package, not in the seed"
    assert [d.isoformat() for d in sorted(compared - package)] == [], "in the seed, not in the package"


def test_bank_holidays_hold_the_special_days_and_every_year() -> None:
    rows = seed("bank_holidays")
    days = [row["holiday_date"] for row in rows]
    assert days == sorted(set(days))
    assert set(SPECIAL) <= set(days)
    assert "2020-05-04" not in days, "moved to 8 May"
    assert {int(d[:4]) for d in days} == set(range(1950, 2051))


def test_caseload_teams_are_lower_case_patterns_of_known_indicators() -> None:
    rows = seed("caseload_teams")
    assert repeated(rows, "indicator_code", "la_code", "department_pattern") == []
    teams = {code for code in registry() if code.startswith("caseload_")} - {"caseload_overall_fte"}
    teams |= {"staff_turnover_pct"}
    assert {row["indicator_code"] for row in rows} == teams
    assert all(row["department_pattern"] == row["department_pattern"].lower() for row in rows)


def test_ethnic_groups_know_every_main_code() -> None:
    rows = seed("ethnic_groups")
    assert repeated(rows, "ethnicity_code") == []
    group = {row["ethnicity_code"]: row["ethnic_group"] for row in rows}
    assert set(group.values()) == {"White", "Mixed", "Asian", "Black", "Other", "unknown"}
    assert group["CHNE"] == group["CNHE"] == "Asian", "two spellings of Chinese are in use"
    assert {group[code] for code in ("REFU", "NOBT", "UNKN")} == {"unknown"}
    assert set(group) >= MAIN_ETHNICITIES


def test_events_are_dated_and_explained() -> None:
    rows = seed("process_events")
    assert repeated(rows, "event_id") == []
    assert all(row["title"] and row["note"] and row["source"] for row in rows)
    assert {row["rebases"] for row in rows} == {"true", "false"}
