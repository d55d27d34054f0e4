"""The page of what changed since last month: each kind of change with its indicators, and what did not.

Belongs here: putting rows of kpi_changes and kpi_signals into words, by weight. Does not belong here: what counts as a
change, which the marts say.
"""

from __future__ import annotations

from typing import Any

from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Row
from orchestration.publishing.words import signals, wording
from orchestration.publishing.words.sentences import target_words

KINDS = {
    "new_red": ("Now rated red", "They were not the month before."),
    "became_missing": ("No figure any more", "They had one the month before."),
    "revised": (
        "Published figures that read differently now",
        "A later extract, definition or population changed them.",
    ),
    "new_signal": ("New signals", "The month cannot be put down to chance, and the month before could."),
    "left_red": ("No longer rated red", ""),
    "no_longer_rated": ("No longer rated", "There is a figure, in grey."),
    "target_changed": ("Another target", ""),
    "came_back": ("A figure again", "They had none the month before."),
    "newly_rated": ("Now rated", "They were grey the month before."),
    "signal_ended": ("Signals that ended", "The month can be put down to chance again."),
    "provisional": ("Now provisional", "The service has not confirmed them, so they are not rated."),
    "no_longer_provisional": ("No longer provisional", ""),
}
"""Kind → heading and what it means, in order of weight."""


def changes(pack: Pack) -> list[dict[str, Any]]:
    """One block a kind that has any, with a line for each indicator in the order of the scorecard."""
    blocks = []
    for kind, (heading, meaning) in KINDS.items():
        lines = [
            {"code": subject.key[1], "title": str(subject.indicator["title"]), "text": text}
            for subject in pack.subjects
            for text in _lines(subject, kind)
        ]
        if lines:
            blocks.append({"kind": kind, "heading": heading, "meaning": meaning, "lines": lines})
    return blocks


def _lines(subject: Subject, kind: str) -> list[str]:
    if kind in ("new_signal", "signal_ended"):
        return _signal(subject, kind)
    return [_text(subject, row) for row in subject.marts.changes.get(subject.key, []) if row["kind"] == kind]


def _signal(subject: Subject, kind: str) -> list[str]:
    """A signal of the latest month that the month before did not have, or the other way about."""
    found = subject.marts.signals.get(subject.key, {})
    now = found.get(subject.end)
    before = found.get(subject.months[-2]) if len(subject.months) > 1 else None
    is_now, was_before = bool(now and now["signal"]), bool(before and before["signal"])
    if kind == "new_signal" and is_now and not was_before:
        return [signals.meaning(now)]
    if kind == "signal_ended" and was_before and not is_now and now and now["value"] is not None:
        return [signals.meaning(now)]
    return []


def _text(subject: Subject, row: Row) -> str:
    """`21.4% in December 2020, 18.0% the month before; target 20% or less.`"""
    kind, before = row["kind"], row["before_value"]
    if kind == "target_changed":
        old = {"target_value": before, "target_operator": row["before_state"]}
        was = target_words(old, subject.unit) or "none"
        return f"Target {target_words(subject.latest, subject.unit) or 'none'}, before {was}."
    if kind == "revised":
        return revision_words(subject, row)
    state = row["after_state"] if kind == "provisional" else None
    told = f"{subject.told(subject.latest)} in {wording.month(subject.end)}"
    earlier = "" if before is None else f", {subject.shown(before)} the month before"
    target = target_words(subject.latest, subject.unit) if "rat" in kind or "red" in kind else ""
    return told + earlier + (f"; target {target}" if target else "") + (f"; {state}" if state else "") + "."


def revision_words(subject: Subject, row: Row) -> str:
    """`November 2020 was published as 18.0% and is 18.4% now; 3 months differ in all.`"""
    month = wording.month(row["about_period_end"])
    before = subject.shown(row["before_value"], row["before_state"])
    now = subject.shown(row["after_value"], row["after_state"])
    more = f"; {row['months']} months differ in all" if row["months"] > 1 else ""
    return f"{month} was published as {before} and is {now} now{more}."
