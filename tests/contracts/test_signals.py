"""The exit contracts of signals and groups bite: a sound row passes, every change that breaks a promise fails."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from orchestration.contracts.marts import MARTS, broken_promises
from tests.contracts.test_marts import END, write

SIGNAL: dict[str, Any] = {
    **dict.fromkeys(MARTS["kpi_signals"].types),
    "la_code": "990", "indicator_code": "icpc_15wd_pct", "period_end": END, "view": "month", "value": 93.0,
    "baseline_number": 1, "is_rebased": False, "baseline_points": 13, "is_trial": False, "has_few_cases": False,
    "mean": 60.0, "lower_limit": 30.0, "upper_limit": 90.0, "lower_near_limit": 40.0, "upper_near_limit": 80.0,
    "lower_limit_drawn": 30.0, "upper_limit_drawn": 90.0, "is_clipped": False, "is_outside": True, "is_trend": False,
    "is_two_in_three": False, "is_shift": True, "signal": "outside", "signal_direction": "high",
    "variation": "improvement_high", "target_value": 95.0, "assurance": "fail",
}  # fmt: skip
COMMON = {
    "value": 61.0, "is_outside": False, "is_shift": False, "signal": None, "signal_direction": None,
    "variation": "common_cause",
}  # fmt: skip
LINES = ("lower_limit", "upper_limit", "lower_near_limit", "upper_near_limit", "lower_limit_drawn", "upper_limit_drawn")


def promises(tmp_path: Path, change: dict[str, Any]) -> dict[str, int]:
    return broken_promises(write(tmp_path / "w.duckdb", "kpi_signals", [{**SIGNAL, **change}]), "kpi_signals")


@pytest.mark.parametrize(
    "change",
    [
        {},
        COMMON,
        {**COMMON, "value": None, "variation": "none"},
        {**COMMON, "variation": "none", **dict.fromkeys(LINES), "assurance": "none"},
        {"target_value": None, "assurance": "none"},
        {"upper_limit": 116.9, "upper_near_limit": 98.0, "upper_limit_drawn": 100.0, "is_clipped": True},
        {"lower_limit": 60.0, "upper_limit": 60.0, "lower_near_limit": 60.0, "upper_near_limit": 60.0,
         "lower_limit_drawn": 60.0, "upper_limit_drawn": 60.0},
    ],
)  # fmt: skip
def test_every_legal_signal_passes(tmp_path: Path, change: dict[str, Any]) -> None:
    assert promises(tmp_path, change) == {}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"view": "rolling12"}, "view.known"),
        ({"signal": "spike"}, "signal.known"),
        ({"signal_direction": "up"}, "signal_direction.known"),
        ({"variation": "better"}, "variation.known"),
        ({"assurance": "maybe"}, "assurance.known"),
        ({"is_trial": None}, "column.filled"),
        ({"signal": "shift"}, "signal.with_marks"),
        ({"is_outside": False, "is_shift": False}, "signal.with_marks"),
        ({"signal_direction": None}, "signal.with_marks"),
        ({"signal_direction": "low"}, "signal.with_marks"),
        ({"variation": "common_cause"}, "signal.with_marks"),
        ({"variation": "none"}, "signal.with_marks"),
        ({**COMMON, "value": None}, "signal.with_marks"),
        ({"target_value": None}, "signal.with_marks"),
        ({"assurance": "none"}, "signal.with_marks"),
        ({"lower_limit": None}, "limits.around_mean"),
        ({"upper_limit_drawn": None}, "limits.around_mean"),
        ({"mean": 95.0}, "limits.around_mean"),
        ({"upper_near_limit": 91.0}, "limits.around_mean"),
        ({"upper_limit_drawn": 91.0}, "limits.around_mean"),
        ({"upper_limit_drawn": 89.0}, "limits.around_mean"),
        ({"is_clipped": True}, "limits.around_mean"),
    ],
)
def test_each_broken_signal_is_found(tmp_path: Path, change: dict[str, Any], rule: str) -> None:
    assert rule in promises(tmp_path, change)


GROUP: dict[str, Any] = {
    **dict.fromkeys(MARTS["kpi_groups"].types),
    "la_code": "990", "indicator_code": "icpc_15wd_pct", "period_end": END, "proposed_group": "do_better",
    "proposed_reason": "target missed", "board_group": "do_better", "reason": "target missed", "is_override": False,
}  # fmt: skip
CHOSEN = {
    "board_group": "watch", "reason": "A review begins.", "is_override": True, "override_reason": "A review begins.",
    "overridden_by": "Head of service", "overridden_on": date(2021, 1, 8),
}  # fmt: skip
NOTHING = {
    "proposed_group": None, "proposed_reason": "no figure", "board_group": None, "reason": "no figure",
}  # fmt: skip


def kept(tmp_path: Path, change: dict[str, Any]) -> dict[str, int]:
    return broken_promises(write(tmp_path / "w.duckdb", "kpi_groups", [{**GROUP, **change}]), "kpi_groups")


@pytest.mark.parametrize("change", [{}, CHOSEN, NOTHING, {**NOTHING, **CHOSEN}, {**CHOSEN, "board_group": "do_better"}])
def test_every_legal_group_passes(tmp_path: Path, change: dict[str, Any]) -> None:
    assert kept(tmp_path, change) == {}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({**CHOSEN, "board_group": "better"}, "board_group.known"),
        ({"proposed_reason": "no figure", "reason": "no figure"}, "group.with_reason"),
        ({"proposed_group": None, "board_group": None}, "group.with_reason"),
        ({"proposed_reason": "bad luck", "reason": "bad luck"}, "group.with_reason"),
        ({"board_group": "watch"}, "override.with_reason"),
        ({"reason": "another"}, "override.with_reason"),
        ({**CHOSEN, "board_group": None}, "override.with_reason"),
        ({**CHOSEN, "override_reason": None}, "override.with_reason"),
        ({**CHOSEN, "overridden_by": None}, "override.with_reason"),
        ({**CHOSEN, "overridden_on": None}, "override.with_reason"),
        ({**CHOSEN, "is_override": False}, "override.with_reason"),
        ({"is_override": None}, "column.filled"),
    ],
)
def test_each_broken_group_is_found(tmp_path: Path, change: dict[str, Any], rule: str) -> None:
    assert rule in kept(tmp_path, change)
