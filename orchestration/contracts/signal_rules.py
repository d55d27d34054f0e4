"""What must hold within one row of `kpi_signals` and `kpi_groups`.

Belongs here: the codes, and how they go together. Does not belong here: how a signal is found (dbt), what it is
called in words (publishing).
"""

from __future__ import annotations

from itertools import pairwise

import ibis
import ibis.expr.types as ir

from orchestration.contracts.mart_rules import month_end, one_of
from orchestration.contracts.rules import Outcomes, Rule

CHART_VIEWS = ("month", "snapshot")  # windows that overlap make signals by themselves
SIGNAL_NAMES = ("outside", "trend", "two_in_three", "shift")
VARIATIONS = (
    "improvement_high", "improvement_low", "concern_high", "concern_low", "neutral_high", "neutral_low",
    "common_cause", "none",
)  # fmt: skip
REASONS = {
    "going_well": (
        "target met, not worsening", "target met, improvement signal", "target met reliably", "improvement signal",
    ),
    "watch": (
        "not confirmed", "target met, concern signal", "target met, worse than last month", "target nearly met",
        "target missed, improvement signal", "signal, no good direction", "few cases", "no threshold",
        "target is for a later day",
    ),
    "do_better": ("target missed", "target nearly met, concern signal", "concern signal"),
    "": ("no figure", "no target, no signal"),
}  # fmt: skip
"""Every reason of the rule by the group that it leads to; the last lead to none."""
ASSURANCES = ("pass", "fail", "hit_or_miss", "none")


def _limits(t: ir.Table) -> Outcomes:
    """All limits or none, in order around the mean; those drawn lie within those computed."""
    lines = [t.lower_limit, t.lower_near_limit, t.mean, t.upper_near_limit, t.upper_limit]
    ordered = ibis.and_(*(low <= high + 1e-9 for low, high in pairwise(lines)))
    drawn = (t.lower_limit_drawn >= t.lower_limit) & (t.upper_limit_drawn <= t.upper_limit)
    clipped = (t.lower_limit_drawn > t.lower_limit) | (t.upper_limit_drawn < t.upper_limit)
    return {
        "upper_limit": t.upper_limit.isnull() == t.lower_limit.isnull(),
        "mean": t.upper_limit.isnull() | ordered,
        "upper_limit_drawn": t.upper_limit_drawn.isnull() == t.upper_limit.isnull(),
        "lower_limit_drawn": t.lower_limit.isnull() | drawn,
        "is_clipped": t.is_clipped == clipped.fill_null(False),
    }


def _signal(t: ir.Table) -> Outcomes:
    """The name is the first of the rules that mark the month, and says which way it points."""
    first = ibis.cases(*((t[f"is_{name}"], name) for name in SIGNAL_NAMES), else_="")
    pointing = t.signal_direction.fill_null("common_cause")
    judged = t.value.notnull() & t.upper_limit.notnull()
    return {
        "signal": t.signal.fill_null("") == first,
        "signal_direction": t.signal_direction.isnull() == t.signal.isnull(),
        "variation": (t.variation == "none") | t.variation.endswith(pointing),
        "value": judged == (t.variation != "none"),
        "assurance": (t.assurance == "none") == (t.target_value.isnull() | t.upper_limit.isnull()),
    }


def _proposed(t: ir.Table) -> Outcomes:
    """A reason leads to one group, always the same."""
    known = [(t.proposed_group.fill_null("") == group) & t.proposed_reason.isin(REASONS[group]) for group in REASONS]
    return {"proposed_reason": ibis.or_(*known)}


def _chosen(t: ir.Table) -> Outcomes:
    """A group that the service chose has its reason, author and day; otherwise the rule's stands."""
    ruled = (t.board_group.fill_null("") == t.proposed_group.fill_null("")) & (t.reason == t.proposed_reason)
    said = t.board_group.notnull() & (t.reason == t.override_reason)
    return {
        "board_group": ibis.ifelse(t.is_override, said, ruled).fill_null(False),
        "override_reason": t.override_reason.notnull() == t.is_override,
        "overridden_by": t.overridden_by.notnull() == t.is_override,
        "overridden_on": t.overridden_on.notnull() == t.is_override,
    }


SIGNALS = (
    one_of("view", *CHART_VIEWS),
    one_of("signal", *SIGNAL_NAMES),
    one_of("signal_direction", "high", "low"),
    one_of("variation", *VARIATIONS),
    one_of("assurance", *ASSURANCES),
    Rule("period.month_end", month_end),
    Rule("limits.around_mean", _limits),
    Rule("signal.with_marks", _signal),
)
GROUPS = (
    one_of("board_group", *(group for group in REASONS if group)),
    Rule("period.month_end", month_end),
    Rule("group.with_reason", _proposed),
    Rule("override.with_reason", _chosen),
)
