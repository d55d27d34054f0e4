"""A feed against its own history: what is held until somebody has looked, and what is only told.

Belongs here: which difference between two deliveries of a feed is a surprise. Does not belong here: counting a delivery
(`profiles`), the decision to take it all the same (`acceptances`), rules about one row (`contracts.rules`). Nothing is
compared but counts, one day and codes, so nothing else can be told.

A held feed counts as not there: its indicators say that the feed is missing, everything else is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace
from datetime import date

from orchestration.extracts.outcomes import FileOutcome

FEWEST = 50
"""Rows below which a feed can halve or double in a month by chance; they are not held for their number."""
SMALLER, LARGER = 0.6, 2.0
"""Of the rows before: at or below, at or above, a feed is held (issue of November 2026: 40 % smaller, doubled)."""
SOON = 183
"""Days in which no list doubles by growing; after more of them a young one may."""
EXPECTED = 10
"""New rows that a feed would have by its own pace of the year before, and has none of, when it is held as stale."""
SHIFT = 0.2
"""Change in the share of rows without a value, or with a code, that is told."""
# few rows, written by people, whole each time: they grow as the months do
BY_HAND = frozenset({"local_returns", "local_commentary"})

PEOPLE = "ssd_person"

HELD = "held"
Accepted = Set[tuple[str, date, str, str]]


def hold(outcomes: Iterable[FileOutcome], accepted: Accepted) -> list[FileOutcome]:
    """The outcomes of one council's deliveries, oldest first, with status 'held' where one is a surprise.

    Each is held against the last delivery of the feed in its format that was not held. The first is taken as it is.
    """
    before: dict[tuple[str, str], FileOutcome] = {}
    found, judged = [], list(outcomes)
    came = {(one.as_at, one.feed) for one in judged if one.status == "loaded"}
    for outcome in judged:
        earlier = before.get((outcome.feed, outcome.format))
        why = _surprise(outcome, earlier, may_grow=_may_grow(outcome, earlier, came)) if earlier else ""
        if why and (outcome.la_code, outcome.as_at, outcome.feed, outcome.file_hash) not in accepted:
            found.append(_held(outcome, why))
            continue
        if outcome.status == "loaded":
            before[outcome.feed, outcome.format] = outcome
        found.append(replace(outcome, warnings=outcome.warnings | drift(outcome, earlier)) if earlier else outcome)
    return found


def drift(outcome: FileOutcome, earlier: FileOutcome) -> dict[str, int]:
    """What is told and holds nothing: rule:column → rows concerned, as the other notes of a file."""
    if not _comparable(outcome, earlier) or min(outcome.rows_loaded, earlier.rows_loaded) < FEWEST:
        return {}
    now, then = outcome.profile, earlier.profile
    found = {}
    for column, filled in now.filled.items():
        empty = outcome.rows_loaded - filled
        was_empty = earlier.rows_loaded - then.filled.get(column, 0)
        if _moved(empty / outcome.rows_loaded - was_empty / earlier.rows_loaded):
            found[f"drift.empty:{column}"] = empty
    for column, codes in now.codes.items():
        earlier_codes = then.codes.get(column, {})
        total, was_total = sum(codes.values()), sum(earlier_codes.values())
        if min(total, was_total) >= FEWEST:
            either = sorted(codes.keys() | earlier_codes.keys())
            pairs = [(codes.get(code, 0), earlier_codes.get(code, 0)) for code in either]
            moved = [rows for rows, were in pairs if _moved(abs(rows / total - were / was_total))]
            if moved:
                found[f"drift.codes:{column}"] = sum(moved)
    return found


def _moved(change: float) -> bool:
    # three tenths less half is a hair short of two tenths
    return round(change, 9) >= SHIFT


def _may_grow(outcome: FileOutcome, earlier: FileOutcome, came: Set[tuple[date, str]]) -> bool:
    """The list of people grows with the tables that it serves, and a list with a longer window holds more."""
    if outcome.feed == PEOPLE:
        feeds = {feed for as_at, feed in came if as_at == outcome.as_at}
        return bool(feeds - {feed for as_at, feed in came if as_at == earlier.as_at})
    now, then = outcome.known_from, earlier.known_from
    return now is not None and then is not None and now < then


def _surprise(outcome: FileOutcome, earlier: FileOutcome, *, may_grow: bool) -> str:
    """Why the feed is held, with the counts; empty when it is not."""
    if not _comparable(outcome, earlier):
        return ""
    now, then, when = outcome.rows_loaded, earlier.rows_loaded, earlier.as_at
    told = f"{now:,} rows, and {then:,} in the delivery of {when}"
    if then >= FEWEST and now <= SMALLER * then:
        return f"{1 - now / then:.0%} smaller: {told}"
    days = (outcome.as_at - earlier.as_at).days
    expected = earlier.profile.last_year * days / 365
    # a list that keeps what is over grows by its pace
    if not may_grow and days <= SOON and now >= FEWEST and now >= LARGER * then and now - then > LARGER * expected:
        return f"{now / then:.1f} times as large: {told}"
    newest = outcome.profile.newest
    if newest and newest <= earlier.profile.newest and expected >= EXPECTED:
        return f"stale: nothing newer than in the delivery of {when}, {days} days before; {expected:,.0f} expected"
    return ""


def _comparable(outcome: FileOutcome, earlier: FileOutcome) -> bool:
    is_loaded = outcome.status == earlier.status == "loaded"
    return is_loaded and outcome.feed not in BY_HAND


def _held(outcome: FileOutcome, why: str) -> FileOutcome:
    rows = outcome.rows_loaded
    return replace(
        outcome,
        status=HELD,
        reason=why,
        rows_loaded=0,
        rows_ignored=outcome.rows_ignored + rows,
        ignored={**outcome.ignored, HELD: rows},
        lake_file="",
    )
