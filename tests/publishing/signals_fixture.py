"""Columns of kpi_signals and kpi_groups in the hand-made warehouse, where there is no signal.

Belongs here: names and types. Does not belong here: rows; a test that needs a signal puts its own into what was read,
and the group of an indicator follows its rating.
"""

from __future__ import annotations

import pyarrow as pa

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
