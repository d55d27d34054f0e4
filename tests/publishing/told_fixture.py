"""What is said of one figure in the hand-made warehouse: words, a chosen group, a signal, a revision, changes.

Belongs here: rows beside those of `marts_fixture`, in council 990 and in one indicator of it. Does not belong here:
figures.
"""

from __future__ import annotations

from datetime import date

from tests.publishing.marts_fixture import Row

LAST, BEFORE = date(2020, 12, 31), date(2020, 11, 30)
KEY: Row = {"la_code": "990", "indicator_code": "contacts_received", "period_end": LAST}


def with_words(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    rows["kpi_commentary"].append(
        KEY | {
            "analysis": "=Contacts rose.\nSchools reopened.", "response": "", "author": "A. Manager",
            "written_on": date(2021, 1, 8), "response_owner": "MASH", "response_due": date(2021, 2, 1),
        }
    )  # fmt: skip
    (group,) = [row for row in rows["kpi_groups"] if KEY.items() <= row.items()]
    group |= {
        "board_group": "watch", "reason": "numbers are new.", "is_override": True, "overridden_by": "Lead",
        "overridden_on": date(2021, 1, 9),
    }  # fmt: skip
    rows["kpi_signals"].append(
        KEY | {
            "view": "month", "value": 1354.0, "lower_limit_drawn": 1001.25, "mean": 1280.5,
            "upper_limit_drawn": 1350.75,
            "variation": "neutral_high", "signal": "outside", "signal_direction": "high", "assurance": "none",
            "is_trial": True, "has_few_cases": False, "is_clipped": False, "baseline_number": 1,
            "is_rebased": False, "baseline_points": 10,
        }
    )  # fmt: skip
    rows["kpi_revisions"].append(
        KEY | {
            "period_end": BEFORE, "view": "month", "slice_type": "all", "slice_value": "all", "is_visible": True,
            "old_value": 1340.0, "old_status": "ok", "new_value": 1343.0, "new_status": "ok", "difference": 3.0,
            "cause": "late_entry", "published_as_of": BEFORE,
        }
    )  # fmt: skip
    for change in (
        {
            "kind": "new_signal", "importance": 4, "before_value": 1343.0, "before_state": "common_cause",
            "after_value": 1354.0, "after_state": "concern_high", "months": 1, "about_period_end": LAST,
        },
        {
            "kind": "provisional", "importance": 11, "before_value": 1343.0, "before_state": None,
            "after_value": 1354.0, "after_state": "unconfirmed", "months": 1, "about_period_end": LAST,
        },
    ):  # fmt: skip
        rows["kpi_changes"].append(KEY | change)
    return rows
