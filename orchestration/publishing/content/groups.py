"""The three groups of the board's front page: which indicators stand in each, and why.

Belongs here: reading the group that the mart holds, and the order of the groups. Does not belong here: the rule that
proposes a group, which is the mart's, and the words about an indicator (`statements`).
"""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.publishing.content.subject import Subject

TITLES = {"going_well": "Going well", "watch": "Ones to watch", "do_better": "Things to do better"}
"""In the order of the board's front page."""
BY_RATING = {"green": "going_well", "amber": "watch", "red": "do_better"}


@dataclass(frozen=True)
class Place:
    """The group of an indicator and the reason; `chosen` when the service chose another than the rule proposed."""

    group: str
    reason: str
    chosen: bool = False


def place(subject: Subject) -> Place | None:
    """The group an indicator stands in; none where there is nothing to say of it."""
    row = subject.marts.groups.get(subject.key)
    if row is None:
        rating = str(subject.latest.get("rating"))
        return Place(BY_RATING[rating], f"rated {rating}") if rating in BY_RATING else None
    group = row.get("board_group")
    return Place(str(group), str(row.get("reason") or ""), bool(row.get("is_override"))) if group in TITLES else None


def grouped(subjects: list[Subject]) -> list[tuple[str, list[tuple[Subject, Place]]]]:
    """The three groups in their order, each with its indicators in the order of the scorecard; a group may be empty."""
    places = [(subject, place(subject)) for subject in subjects]
    return [
        (group, [(subject, found) for subject, found in places if found is not None and found.group == group])
        for group in TITLES
    ]
