"""The three groups of the board's front page: which indicators stand in each, and why.

Belongs here: reading the group that the mart holds, and the order of the groups. Does not belong here: the rule that
proposes a group, which is the mart's, and the words about an indicator (`statements`).
"""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Row
from orchestration.publishing.words import wording

TITLES = {"going_well": "Going well", "watch": "Ones to watch", "do_better": "Things to do better"}
"""In the order of the board's front page."""


@dataclass(frozen=True)
class Place:
    """The group of an indicator and the reason; `chosen` says by whom and when, where the service chose the group."""

    group: str
    reason: str
    chosen: str = ""

    @property
    def why(self) -> str:
        """`Target missed.`, or whose choice it was, when, and why."""
        if self.chosen:
            return f"Chosen by {self.chosen}: {self.reason.rstrip('.')}."
        return f"{self.reason[:1].upper()}{self.reason[1:]}." if self.reason else ""


def place(subject: Subject) -> Place | None:
    """The group an indicator stands in; none where there is nothing to say of it."""
    row = subject.marts.groups.get(subject.key)
    group = (row or {}).get("board_group")
    if row is None or group not in TITLES:
        return None
    return Place(str(group), str(row.get("reason") or ""), _chosen(row))


def _chosen(row: Row) -> str:
    """`Assessment service, 8 January 2021`; empty where the rule decides."""
    if not row.get("is_override"):
        return ""
    day = row.get("overridden_on")
    return ", ".join([str(row.get("overridden_by") or "the service"), *([wording.day(day)] if day else [])])


def grouped(subjects: list[Subject]) -> list[tuple[str, list[tuple[Subject, Place]]]]:
    """The three groups in their order, each with its indicators in the order of the scorecard; a group may be empty."""
    places = [(subject, place(subject)) for subject in subjects]
    return [
        (group, [(subject, found) for subject, found in places if found is not None and found.group == group])
        for group in TITLES
    ]


def leading(members: list[Subject], most: int) -> tuple[list[Subject], list[Subject]]:
    """The `most` that a reader should see first, and the others, both in the scorecard's order.

    First what the service put into the group, then what it wrote of, then what has a target, then the rest.
    """

    def rank(subject: Subject) -> int:
        found = place(subject)
        if found is not None and found.chosen:
            return 0
        if subject.key in subject.marts.commentary:
            return 1
        return 2 if subject.latest.get("target_value") is not None else 3

    first = sorted(members, key=rank)[:most]
    return [one for one in members if one in first], [one for one in members if one not in first]
