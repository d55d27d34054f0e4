"""What the service says of an indicator this month: its analysis, its response, who wrote it and when.

Belongs here: the commentary as every format shows it, and that there is none. Does not belong here: sentences made
from figures (`statements`).
"""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.publishing.content.subject import Subject
from orchestration.publishing.words import wording

MISSING = "No commentary yet"


@dataclass(frozen=True)
class Comment:
    """Paragraphs of analysis and of response; empty where nothing is said. `written` names author and day."""

    analysis: list[str]
    response: list[str]
    written: str
    due: str


def comment(subject: Subject) -> Comment | None:
    """The commentary of the latest month, or None."""
    row = subject.marts.commentary.get(subject.key)
    if row is None or not (row.get("analysis") or row.get("response")):
        return None
    day = row.get("written_on")
    owner, due = row.get("response_owner"), row.get("response_due")
    by = ", ".join(text for text in (str(row.get("author") or ""), wording.day(day) if day else "") if text)
    who = [f"Who: {owner}" if owner else "", f"by {wording.day(due)}" if due else ""]
    return Comment(
        analysis=_lines(row.get("analysis")),
        response=_lines(row.get("response")),
        written=by or "author not recorded",
        due=", ".join(text for text in who if text),
    )


def _lines(text: object) -> list[str]:
    """Paragraphs; a # is spelled out, because on a page it is taken for an overflowed cell."""
    return [line.strip().replace("#", "No. ") for line in str(text or "").splitlines() if line.strip()]
