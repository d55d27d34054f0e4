"""The points where the written definitions leave a choice, and the reading the oracle takes. No logic belongs here.

`README.md` beside this file explains each point. A `Readings` value is passed through the whole calculation, so that a
disagreement can be tried both ways before anyone calls it an error.
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Readings:
    """One switch per ambiguous point; the defaults are the oracle's own reading."""

    caseload_delivery: str = (
        "current"  # current: FTE of the newest delivery for every month | at_month_end: newest not after it
    )
    closure_assessment: str = "any"  # any: authorised on any date | by_referral: authorised not after the new referral
    earlier_episode: str = (
        "before"  # before: starts before the new referral's day | on_or_before: the same day also counts
    )
    three_plus_edge: str = "strict"  # strict: ends on the window's first day = never open in it | loose: counted
    rcpc_unit: str = "child_date"  # child_date: one per child and date | rows
    visit_frequency_feed: str = "optional"  # optional: without the feed everyone is due at 42 days | needed
    visit_interval: str = "only_91"  # only_91: 42 unless the row says 91 | as_given: the row's number of days
    participation_no_dob: str = "exclude"  # exclude | include children without a date of birth
    pathway_cohort: str = "feed"  # feed: care leavers from the local feed where it exists | ssd: always the SSD rows
    cla_review_order: str = "due"  # due: latest by due date | held: latest by date held, then due
    distinct_age: str = "latest"  # age band of a distinct child: at the latest episode of the window | period_end
    ola_reviews: str = "leave_out"  # reviews of plans that belong to another council: leave_out | count
    ola_visits: str = "count"  # visits recorded on such plans: count (they are visits to the child) | leave_out
    chinese: str = "Asian"  # Asian | Other
    newest_vintage: str = "overall"  # overall | with_a_row: newest vintage having a mid-year not after the month end
    sliced_rate: str = "whole"  # whole: slice numerator over the whole population | none: no sliced rates


DEFAULT = Readings()


def parse(texts: list[str]) -> Readings:
    """Readings from `name=value` texts, as given on the command line."""
    known = {f.name for f in fields(Readings)}
    chosen = dict(text.split("=", 1) for text in texts)
    unknown = set(chosen) - known
    if unknown:
        raise SystemExit(f"no such reading: {', '.join(sorted(unknown))}; known: {', '.join(sorted(known))}")
    return Readings(**chosen)
