"""Rows of kpi_signals for the hand-made warehouse, by the plain rules of `tests.signals.xmr`.

Belongs here: turning a series into rows. Does not belong here: the series (`marts_fixture`), the rules.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from tests.signals.xmr import Month, chart

S, D, DAY, I, B = pa.string(), pa.float64(), pa.date32(), pa.int32(), pa.bool_()  # noqa: E741
SIGNALS = {
    "la_code": S, "indicator_code": S, "period_end": DAY, "view": S, "value": D, "baseline_number": I, "is_rebased": B,
    "baseline_points": I, "is_trial": B, "has_few_cases": B, "mean": D, "lower_limit": D, "upper_limit": D,
    "lower_near_limit": D, "upper_near_limit": D, "lower_limit_drawn": D, "upper_limit_drawn": D, "is_clipped": B,
    "is_outside": B, "is_trend": B, "is_two_in_three": B, "is_shift": B, "signal": S, "signal_direction": S,
    "variation": S, "target_value": D, "assurance": S,
}  # fmt: skip
GROUPS = {
    "la_code": S, "indicator_code": S, "period_end": DAY, "proposed_group": S, "proposed_reason": S, "board_group": S,
    "reason": S, "is_override": B, "override_reason": S, "overridden_by": S, "overridden_on": DAY,
}  # fmt: skip
"""kpi_groups stays empty in the fixture: the pages then propose by rating."""


def signals(
    key: dict[str, Any], view: str, figures: dict[date, float | None], unit: str, polarity: str, target: Any
) -> list[dict[str, Any]]:
    """One row a month; `key` is the council and the indicator, `target` an operator and a value or nothing."""
    months = chart(list(figures.values()))
    return [
        {**key, "period_end": end, "view": view, **_row(month, unit, polarity, target)}
        for end, month in zip(figures, months, strict=True)
    ]


def _row(month: Month, unit: str, polarity: str, target: Any) -> dict[str, Any]:
    known = month.mean is not None and month.reach is not None
    mean, reach = month.mean or 0.0, month.reach or 0.0
    lower, upper = (mean - reach, mean + reach) if known else (None, None)
    drawn_lower = None if lower is None else max(lower, 0.0)
    drawn_upper = upper if upper is None or unit != "percent" else min(upper, 100.0)
    aim = target[1] if target and polarity != "neutral" else None
    return {
        "value": month.value, "baseline_number": 1, "is_rebased": False, "baseline_points": month.points,
        "is_trial": month.points < 12, "has_few_cases": False, "mean": month.mean, "lower_limit": lower,
        "upper_limit": upper, "lower_near_limit": mean - reach * 2 / 3 if known else None,
        "upper_near_limit": mean + reach * 2 / 3 if known else None, "lower_limit_drawn": drawn_lower,
        "upper_limit_drawn": drawn_upper, "is_clipped": (drawn_lower, drawn_upper) != (lower, upper),
        **{f"is_{mark}": mark in month.marks for mark in ("outside", "trend", "two_in_three", "shift")},
        "signal": month.signal, "signal_direction": month.direction, "variation": month.variation(polarity),
        "target_value": aim, "assurance": _assurance(aim, target, lower, upper),
    }  # fmt: skip


def _assurance(aim: float | None, target: Any, lower: float | None, upper: float | None) -> str:
    if aim is None or lower is None or upper is None:
        return "none"
    if lower <= aim <= upper:
        return "hit_or_miss"
    reached = (aim < lower and ">" in target[0]) or (aim > upper and "<" in target[0])
    return "pass" if reached else "fail"
