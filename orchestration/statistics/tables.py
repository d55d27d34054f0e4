"""The adapters: published tables, and what each release of them calls the columns of an indicator.

Belongs here: names of columns and of breakdowns, as the Department for Education prints them. Does not belong here:
reading a file (`published`). A release with new names is one more spelling here and a case in its test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Names = tuple[str, ...]
"""What releases call one column, the newest first; case does not count."""


@dataclass(frozen=True)
class Measure:
    """A figure of an area and a year. `parts` over `whole` where the release prints counts alone, else the one column
    `parts` as it is. `where`: column → the breakdown that is meant. `basis`: as in the seed. `day`: month and day that
    it is of; without one it is of the year to 31 March."""

    indicator: str
    basis: str
    parts: tuple[Names, ...]
    whole: Names = ()
    where: Mapping[str, str] = field(default_factory=dict)
    day: str = ""


@dataclass(frozen=True)
class Table:
    """A published table, known by columns (`marks`) that every release of it has."""

    name: str
    marks: tuple[Names, ...]
    measures: tuple[Measure, ...]


_WITHIN_45: tuple[Names, ...] = (
    ("Same_day",), ("1-10_days",), ("11-20_days",), ("21-30_days",), ("31-40_days",), ("41-45_days",)
)  # fmt: skip
_WITHIN_15: tuple[Names, ...] = (("Duration_0-10_days",), ("Duration_11-15_days",))

TABLES = (
    Table(
        "referrals and re-referrals",
        (("referral_count", "Referrals"), ("rereferral_count", "Re_referrals")),
        (
            # the releases from 2025 on print no rate
            Measure("referrals_new_cin_rate", "annual", (("Referrals_rate",),)),
            Measure("rereferrals_12m_pct", "annual", (("rereferral_percent", "Re_referrals_percent"),)),
            Measure("referrals_nfa_pct", "annual", (("no_further_action_percent",),)),
        ),
    ),
    Table(
        "duration of assessments",
        (("Assessments_completed",), ("Same_day",)),
        (
            Measure("assessments_completed_45wd_pct", "annual", _WITHIN_45, ("Assessments_completed",)),
        ),
    ),
    Table(
        "section 47 enquiries and initial conferences",
        (("Section47",), ("ICPC",)),
        (
            Measure("s47_started_rate", "annual", (("Section47_rate",),)),
            Measure("icpc_children_rate", "annual", (("ICPC_rate",),)),
            Measure("icpc_15wd_pct", "annual", _WITHIN_15, ("ICPC",)),
        ),
    ),
    Table(
        "child protection plans",
        (("CPP_start",), ("CPP_end",), ("CPP_At31",)),
        (Measure("cpp_rate", "snapshot", (("CPP_At31_rate",),), day="03-31"),),
    ),
    Table(
        "plans at 31 March by duration",
        (("CPP_At31",), ("2_years_or_more",)),
        (Measure("cpp_2yrs_plus_current_pct", "snapshot", (("2_years_or_more_percent",),), day="03-31"),),
    ),
    Table(
        "plans ended by duration",
        (("CPP_End",), ("2_years_or_more",)),
        (Measure("cpp_ended_2yrs_plus_pct", "annual", (("2_years_or_more_percent",),)),),
    ),
    Table(
        "children looked after",
        (("population_type",), ("children_count",)),
        (
            Measure(
                "cla_rate", "snapshot", (("rate_per_10000",),),
                where={"population_type": "Children looked after on 31 March each year"}, day="03-31",
            ),
        ),
    ),
    Table(
        "stability of placements",
        (("placement_stability",), ("cla_group",)),
        (
            Measure(
                "cla_placements_3plus_pct", "snapshot", (("children_percent",),),
                where={
                    "cla_group": "CLA on 31 March",
                    "placement_stability": "With 3 or more placements during the year",
                },
            ),
        ),
    ),
    Table(
        "health of children looked after",
        (("characteristic",), ("breakdown",), ("children_percent",)),
        (
            Measure(
                "cla_dental_check_pct", "snapshot", (("children_percent",),),
                where={
                    "characteristic": "Health assessments: Children looked after all ages",
                    "breakdown": "Had their teeth checked by a dentist",
                },
            ),
        ),
    ),
    Table(
        "care leavers: accommodation or activity",
        (("care_leaver_age",), ("breakdown",), ("care_leaver_percent",)),
        (
            Measure(
                "care_leavers_suitable_accom_pct", "snapshot", (("care_leaver_percent",),),
                where={"care_leaver_age": "19 to 21 years", "breakdown": "Accommodation considered suitable"},
            ),
            Measure(
                "care_leavers_eet_19_21_pct", "snapshot", (("care_leaver_percent",),),
                where={"care_leaver_age": "19 to 21 years", "breakdown": "Total in education, employment or training"},
            ),
        ),
    ),
    Table(
        "the children's social work workforce",
        (("inpost_fte",), ("agency_rate_fte",)),
        (
            Measure("agency_fte_pct", "snapshot", (("agency_rate_fte",),), day="09-30"),
            Measure("caseload_overall_fte", "snapshot", (("caseload_fte",),), day="09-30"),
        ),
    ),
)  # fmt: skip
