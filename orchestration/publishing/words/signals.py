"""What statistical process control says of a month, in plain words.

Belongs here: the words of signals, limits and assurance. Does not belong here: the rules, which are the mart's
(`models/kpi/kpi_signals.sql`), and the drawing of limits (`charts`).
"""

from __future__ import annotations

from typing import Any

from orchestration.publishing.words.numbers import figure

Row = dict[str, Any]

VARIATION = {
    "improvement_high": ("▲", "Improving: high"),
    "improvement_low": ("▼", "Improving: low"),
    "concern_high": ("▲", "Concern: high"),
    "concern_low": ("▼", "Concern: low"),
    "neutral_high": ("▲", "Moved: high"),
    "neutral_low": ("▼", "Moved: low"),
    "common_cause": ("~", "No signal"),
}
"""Shape and words of each kind of variation; of anything else there is nothing to say."""
RULES = {
    ("outside", "high"): "The month lies above what chance from month to month explains.",
    ("outside", "low"): "The month lies below what chance from month to month explains.",
    ("trend", "high"): "The figure has risen month after month for longer than chance explains.",
    ("trend", "low"): "The figure has fallen month after month for longer than chance explains.",
    ("two_in_three", "high"): "Two of three months lie close to the upper limit.",
    ("two_in_three", "low"): "Two of three months lie close to the lower limit.",
    ("shift", "high"): "The figure has been above its average for longer than chance explains.",
    ("shift", "low"): "The figure has been below its average for longer than chance explains.",
}
SHORT = {"outside": "outside", "trend": "trend", "two_in_three": "2 in 3", "shift": "shift"}
"""Under a month of a chart."""
NAMED = {
    "outside": "outside the limits",
    "trend": "one of a run of months that each went the same way",
    "two_in_three": "one of two in three months close to a limit",
    "shift": "one of a run of months on one side of the average",
}
"""Of a month of a chart, said to those who do not see it."""
ASSURANCE = {
    "pass": "As things are, the target is met in any month.",
    "fail": "As things are, the target is missed in any month, unless something changes.",
    "hit_or_miss": "As things are, chance decides whether a month meets the target.",
}


def variation(row: Row | None) -> tuple[str, str] | None:
    """Shape and words for a tile or a table cell; None where there is nothing to judge."""
    return VARIATION.get(str((row or {}).get("variation")))


def meaning(row: Row | None) -> str:
    """What the month signals, in one sentence; empty where there is nothing to judge."""
    if row is None or variation(row) is None:
        return ""
    said = RULES.get((str(row["signal"]), str(row["signal_direction"])))
    return said or "The month lies within what chance from month to month explains."


def assured(row: Row, rating: str) -> str:
    """What the limits mean for the target; empty where the month's own rating contradicts it.

    Limits from before a change say nothing of a month that broke with them: met as ever, and yet rated red.
    """
    found = str(row.get("assurance"))
    if (found, rating) in (("pass", "amber"), ("pass", "red"), ("fail", "green")):
        return ""
    return ASSURANCE.get(found, "")


def sentences(row: Row | None, unit: str, decimals: int, rating: str) -> list[str]:
    """What the latest month signals, between which limits, and what that means for the target; none if not judged."""
    if row is None or not meaning(row):
        return []
    low, high = row["lower_limit_drawn"], row["upper_limit_drawn"]
    lines = [meaning(row)]
    months = row["baseline_points"]
    clipped = " The limits are cut where no figure can be." if row["is_clipped"] else ""
    lines.append(
        f"Months are expected between {figure(low, unit, decimals)} and {figure(high, unit, decimals)}, "
        f"about {figure(row['mean'], unit, decimals)}, going by {months} months.{clipped}"
    )
    if row["is_trial"]:
        lines.append("With fewer than 12 months the limits are a first guess.")
    if row["has_few_cases"]:
        lines.append("There are few cases a month, so the figure swings by itself.")
    return [*lines, *filter(None, [assured(row, rating)])]


def named(row: Row) -> str:
    """`outside the limits, high`; empty without a signal."""
    words = NAMED.get(str(row.get("signal")), "")
    return f"{words}, {row['signal_direction']}" if words and row.get("signal_direction") else words
