"""What must hold within one row of a published table.

Belongs here: the rules, as ibis expressions like those of the extracts (`rules`). Does not belong here: which table has
which columns (`marts`).
"""

from __future__ import annotations

import datetime
from collections.abc import Collection

import ibis
import ibis.expr.types as ir

from orchestration.contracts.commentary_feeds import SAID
from orchestration.contracts.declare import REMARK
from orchestration.contracts.rules import Outcomes, Rule

VIEWS = ("month", "ytd", "rolling12", "snapshot")
SLICE_TYPES = ("all", "team", "age_band", "sex", "ethnic_group", "disability")
# by something else than the team and the child's traits: models of models/kpi/splits make them
SPLIT_TYPES = (
    "locality", "legal_status", "placement_type", "placement_provider", "duration", "age_at_entry",
    "forced_conversion", "episodes", "leaving_reason", "grade",
)  # fmt: skip
# two flows of one month, as the papers print it: a month can start more referrals than it receives contacts
MAY_PASS_100 = ("contact_to_referral_pct",)
NOTE_KINDS = (
    "event", "data_quality", "definition", "small_cohort", "stale", "incomplete", "benchmark", "restated",
)  # fmt: skip
SEVERITIES = ("info", "caution", "warning")
STATUSES = ("ok", "no cases", "not reported", "tbd", "due", "requested", "text")
STATUS_FOLLOWED = (
    r"^(feed missing: .+|known (?:since|until) \d{4}-\d{2}-\d{2}: .+|due \d{4}-\d{2}-\d{2}|requested from .+)$"
)
# a figure that was published and is there no longer, or the other way round
STATUS_OF_REVISION = (*STATUSES, "not published")
CAUSES = ("definition", "feed", "population", "late_entry", "correction")
CHANGES_BY_WEIGHT = (
    "new_red", "became_missing", "revised", "new_signal", "left_red", "no_longer_rated", "target_changed", "came_back",
    "newly_rated", "signal_ended", "provisional", "no_longer_provisional",
)  # fmt: skip
COMPARATORS = ("own_outturn", "statistical_neighbours", "region", "england", "chat", "local", "unlabelled")
SLICE_VALUES: dict[str, tuple[str, ...]] = {
    "age_band": ("under_1", "1_4", "5_9", "10_15", "16_plus", "unknown"),
    "sex": ("F", "M", "unknown"),
    "ethnic_group": ("White", "Mixed", "Asian", "Black", "Other", "unknown"),
    "disability": ("yes", "no"),
    "duration": (
        "under_3_months",
        "3_to_6_months",
        "6_to_12_months",
        "12_to_18_months",
        "18_months_to_2_years",
        "2_years_and_over",
        "unknown",
    ),
    "age_at_entry": ("under_1", "1_4", "5_9", "10_15", "16_plus", "unknown"),
    "forced_conversion": ("yes", "no"),
}


@ibis.udf.scalar.builtin
def last_day(day: datetime.date) -> datetime.date:  # type: ignore[empty-body]
    """DuckDB's own; ibis 12 cannot write an interval with the sqlglot that dbt and sqlfluff bring."""


def one_of(column: str, *values: str) -> Rule:
    """A null passes: whether a column may be null is the column's own promise."""
    return Rule(f"{column}.known", lambda t: {column: t[column].isnull() | t[column].isin(values)})


def _status(t: ir.Table) -> Outcomes:
    """Whole words, or one that is followed by the feeds, the day or the service."""
    followed = t.status.re_search(STATUS_FOLLOWED)
    return {"status": t.status.isin(STATUSES) | followed}


def _value_and_status(t: ir.Table) -> Outcomes:
    return {"value": t.value.notnull() == (t.status == "ok")}


def _parts_and_status(t: ir.Table) -> Outcomes:
    """ok: something was counted over something; no cases: over nothing; any other status: nothing was counted."""
    ok = t.numerator.notnull() & (t.denominator.isnull() | (t.denominator != 0))
    no_cases = t.denominator.fill_null(-1.0) == 0
    missing = t.numerator.isnull() & t.denominator.isnull()
    held = ibis.cases((t.status == "ok", ok), (t.status == "no cases", no_cases), else_=missing)
    return {"numerator": held.fill_null(False)}


def may_be_negative(codes: Collection[str]) -> Rule:
    """No figure below zero but of the indicators whose registry row allows it (`sign`), as a net change.

    The registry is another table: the one who judges reads the codes from it.
    """

    def hold(t: ir.Table) -> Outcomes:
        allowed = t.indicator_code.isin(sorted(codes)) if codes else ibis.literal(False)
        return {
            "numerator": allowed | t.numerator.isnull() | (t.numerator >= 0),
            "denominator": t.denominator.isnull() | (t.denominator >= 0),
            "value": allowed | t.value.isnull() | t.value.isnan() | (t.value >= 0),
        }

    return Rule("number.not_negative", hold)


def _finite(t: ir.Table) -> Outcomes:
    names = ("numerator", "denominator", "value")
    return {name: t[name].isnull() | ~(t[name].isnan() | t[name].isinf()) for name in names}


def shares(codes: Collection[str]) -> Rule:
    """No share of a whole above 100; `codes` are the registry's percentages of their own denominator."""

    def hold(t: ir.Table) -> Outcomes:
        is_share = t.indicator_code.isin(sorted(set(codes) - set(MAY_PASS_100))) if codes else ibis.literal(False)
        # a share of everything may come out a hair over 100 in binary arithmetic
        return {"value": ~is_share | t.value.isnull() | (t.value <= 100 + 1e-9)}

    return Rule("percent.range", hold)


def month_end(t: ir.Table) -> Outcomes:
    return {"period_end": t.period_end == last_day(t.period_end)}


def _slices(t: ir.Table) -> Outcomes:
    known = ibis.cases(
        (t.slice_type == "all", t.slice_value == "all"),
        *((t.slice_type == kind, t.slice_value.isin(values)) for kind, values in SLICE_VALUES.items()),
        else_=True,
    )
    return {"slice_value": known}


def _rating_and_target(t: ir.Table) -> Outcomes:
    """Only grey may stand without a target and a value to hold against it."""
    return {"rating": (t.rating == "grey") | (t.target_value.notnull() & t.value.notnull())}


def _provisional(t: ir.Table) -> Outcomes:
    """What is not agreed or confirmed says why, and is not rated."""
    said = t.provisional_reason.fill_null("").re_search("^(provisional|unconfirmed|definition not agreed): .+")
    is_provisional = t.is_provisional.fill_null(False)
    return {"provisional_reason": is_provisional == said, "rating": ~is_provisional | (t.rating == "grey")}


def _words(t: ir.Table) -> Outcomes:
    """Words stand where the status says so, and no longer than the extract may hold them."""
    told = (t.status == "text") == t.status_text.notnull()
    return {"status_text": told & (t.status_text.fill_null("").length() <= REMARK)}


def _change(t: ir.Table) -> Outcomes:
    both = t.value.notnull() & t.previous_value.notnull()
    return {"change": t.change.notnull() == both, "direction": t.direction.notnull() == both}


def _revised_status(t: ir.Table) -> Outcomes:
    return {
        name: t[name].isin(STATUS_OF_REVISION) | t[name].re_search(STATUS_FOLLOWED)
        for name in ("old_status", "new_status")
    }


def _revised_value(t: ir.Table) -> Outcomes:
    """A value is there when the status says so, and a row is there when something differs."""
    differs = (t.old_status != t.new_status) | ((t.new_value - t.old_value).abs() > 0).fill_null(False)
    return {
        "old_value": t.old_value.notnull() == (t.old_status == "ok"),
        "new_value": t.new_value.notnull() == (t.new_status == "ok"),
        # t.difference would be ibis's own
        "difference": (t["difference"].notnull() == (t.old_value.notnull() & t.new_value.notnull())) & differs,
    }


def _weighed(t: ir.Table) -> Outcomes:
    """Kinds have one weight each, and only a revision is about another month, or about several."""
    weights = ibis.cases(*((t.kind == kind, weight) for weight, kind in enumerate(CHANGES_BY_WEIGHT, 1)), else_=0)
    about_now = (t.about_period_end == t.period_end) & (t.months == 1)
    about_then = (t.about_period_end <= t.period_end) & (t.months >= 1)
    return {"importance": t.importance == weights, "months": ibis.ifelse(t.kind == "revised", about_then, about_now)}


FIGURE = (
    one_of("view", *VIEWS),
    Rule("la_code.digits", lambda t: {"la_code": t.la_code.re_search("^[0-9]{3}$")}),
    Rule("period.month_end", month_end),
    Rule("status.known", _status),
    Rule("value.with_status", _value_and_status),
    Rule("parts.with_status", _parts_and_status),
    Rule("number.finite", _finite),
)
SLICES = (one_of("slice_type", *SLICE_TYPES, *SPLIT_TYPES), Rule("slice_value.known", _slices))
SCORECARD = (
    one_of("rating", "green", "amber", "red", "grey"),
    one_of("direction", "increase", "decrease", "no change"),
    one_of("performance", "improved", "worsened", "unchanged"),
    one_of("target_operator", ">=", "<=", "=", ">", "<"),
    Rule("rating.needs_target", _rating_and_target),
    Rule("provisional.with_reason", _provisional),
    Rule("status_text.with_status", _words),
    Rule("change.with_values", _change),
)
REVISIONS = (
    one_of("view", *VIEWS),
    *SLICES,
    one_of("cause", *CAUSES),
    Rule("period.month_end", month_end),
    Rule("status.known", _revised_status),
    Rule("value.with_status", _revised_value),
)
CHANGES = (
    one_of("kind", *CHANGES_BY_WEIGHT),
    Rule("period.month_end", month_end),
    Rule("importance.of_kind", _weighed),
)
BENCHMARKS = (
    one_of("view", *VIEWS),
    one_of("comparator", *COMPARATORS),
    Rule("period.month_end", month_end),
)
NOTES = (
    one_of("kind", *NOTE_KINDS),
    one_of("severity", *SEVERITIES),
    Rule("period.month_end", month_end),
    # a place that no number or word was put into would be read as code
    Rule("text.complete", lambda t: {"text": (t.text.length() > 0) & ~t.text.contains("{")}),
)
COMMENTARY = (
    Rule("period.month_end", month_end),
    Rule("commentary.says", lambda t: {"analysis": t.analysis.notnull() | t.response.notnull()}),
    Rule("text.length", lambda t: {name: t[name].fill_null("").length() <= SAID for name in ("analysis", "response")}),
)
LINEAGE = (
    one_of("layer", "kpi", "facts", "intermediate", "staging", "feed"),
    Rule("lineage.sentence", lambda t: {"description": t.description.re_search("^[A-Z].*[.]$")}),
)
INDICATORS = (
    one_of("unit", "count", "percent", "rate_per_10000", "rate_per_1000", "days", "average", "text"),
    one_of("polarity", "high_is_good", "low_is_good", "neutral"),
    one_of("kind", "flow", "cohort", "stock"),
    one_of("headline_view", *VIEWS),
    one_of("counting_window", "sum", "distinct", "average_base"),
    one_of("slices", "child", "worker", "whole"),
    one_of("sign", "may_be_negative"),
)
MONTHS = (
    Rule("period.month_end", month_end),
    Rule("financial_month.range", lambda t: {"financial_month": t.financial_month.between(1, 12)}),
)
FEEDS = (
    one_of("status", "loaded", "missing", "empty", "refused", "held"),
    Rule(
        "row_law",
        lambda t: {
            "rows_in": (t.status == "refused")
            | (
                t.rows_in.fill_null(0)
                == t.rows_loaded.fill_null(0) + t.rows_quarantined.fill_null(0) + t.rows_ignored.fill_null(0)
            )
        },
    ),
)
