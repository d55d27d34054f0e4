"""The page of what changed since last month: each kind of change with its indicators, and what did not.

Belongs here: putting rows of kpi_changes into words. Does not belong here: what counts as a
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
"""Kind → heading and what it means."""


def changes(pack: Pack) -> list[dict[str, Any]]:
    """One block a kind that has any, by weight, with a line for each indicator in the order of the scorecard."""
    found = [(row, subject) for subject in pack.subjects for row in subject.marts.changes.get(subject.key, [])]
    blocks: dict[str, dict[str, Any]] = {}
    for row, subject in sorted(found, key=lambda each: int(each[0]["importance"])):
        heading, meaning = KINDS[row["kind"]]
        block = blocks.setdefault(
            row["kind"], {"kind": row["kind"], "heading": heading, "meaning": meaning, "lines": []}
        )
        title = str(subject.indicator["title"])
        block["lines"].append({"code": subject.key[1], "title": title, "text": _text(subject, row)})
    return list(blocks.values())


def _text(subject: Subject, row: Row) -> str:
    """`21.4% in December 2020, 18.0% the month before; target 20% or less.`"""
    kind, before = row["kind"], row["before_value"]
    if kind == "target_changed":
        old = {"target_value": before, "target_operator": row["before_state"]}
        was = target_words(old, subject.unit) or "none"
        return f"Target {target_words(subject.latest, subject.unit) or 'none'}, before {was}."
    if kind == "revised":
        return revision_words(subject, row)
    if kind in ("new_signal", "signal_ended"):
        return signals.meaning(subject.marts.signals[subject.key][subject.end])
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
