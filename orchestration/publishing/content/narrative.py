"""The scrutiny narrative: positive areas and areas for development, numbered, then the same by heading, and a sign-off.

Belongs here: which indicators stand under which heading, and what each item says. Does not belong here: sentences
(`statements`) and the service's own words (`commentary`).
"""

from __future__ import annotations

from typing import Any

from orchestration.publishing.content import groups, statements
from orchestration.publishing.content.commentary import comment
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.words import wording
from orchestration.publishing.words.sentences import gap_clause, target_words

AREAS = (("going_well", "Positive areas"), ("do_better", "Areas for development"))
CARE = {"Children looked after", "Health", "Care leavers", "Permanence & adoption", "Fostering & placements"}
"""The services that a council answers for as a parent."""
FRONT_LINE = {"MASH", "Early help", "Assessment", "CIN", "Child protection", "Court & pre-proceedings"}
HEADINGS = ("Demand", "Timescales", "Corporate parenting")
ITEMS = 8
"""The most items of one area."""
EACH = 12
"""The most lines under one heading; the KPI tables have them all."""


def narrative(pack: Pack) -> dict[str, Any]:
    """All that the narrative says."""
    found = dict(groups.grouped(pack.subjects))
    return {
        "areas": [(title, *area([subject for subject, _ in found[group]])) for group, title in AREAS],
        "headings": [(heading, _lines(pack.subjects, heading)) for heading in HEADINGS],
        "each": EACH,
        "sign_off": sign_off(pack),
    }


def area(members: list[Subject]) -> tuple[list[dict[str, Any]], list[str]]:
    """The items of one area, and the titles of those that have none."""
    chosen, others = groups.leading(members, ITEMS)
    return [item(subject) for subject in chosen], [str(subject.indicator["title"]) for subject in others]


def item(subject: Subject) -> dict[str, Any]:
    """One numbered item: month and twelve months with benchmarks, how it moved, what the service says."""
    lead = f"{statements.month_and_year(subject).rstrip('.')} {statements.inline(subject)}".rstrip()
    sentences = [
        f"{lead}.",
        statements.since_last_month(subject),
        distance(subject),
        statements.cohort(subject) or statements.record(subject),
        statements.signal(subject, always=False),
        statements.caution(subject),
    ]
    return {
        "code": subject.indicator["indicator_code"],
        "title": subject.indicator["title"],
        "paragraph": " ".join(text for text in sentences if text),
        "comment": comment(subject),
    }


def distance(subject: Subject) -> str:
    """`It is 15 single assessments below the target of 90%.`, of the headline window, which is named if another."""
    target = target_words(subject.latest, subject.unit, plain=True)
    clause = gap_clause(subject.indicator, subject.latest.get("variance_count"), target)
    if not clause:
        return ""
    if subject.view == subject.month_view:
        return f"It is {clause}."
    when = wording.within(subject.view, subject.end)
    return f"{when[0].upper()}{when[1:]}, it is {clause}."


def heading(subject: Subject) -> str:
    """The heading an indicator belongs under: by its service, and on the front line by whether it is a share or not."""
    area = subject.indicator["service_area"]
    if area in CARE:
        return "Corporate parenting"
    if area in FRONT_LINE:
        return "Timescales" if subject.unit == "percent" else "Demand"
    return ""


def _lines(subjects: list[Subject], wanted: str) -> list[dict[str, str]]:
    """One line an indicator with a figure: those of a group first, then the others, in the scorecard's order."""
    members = [subject for subject in subjects if heading(subject) == wanted and statements.alone(subject)[0]]
    if wanted == "Timescales":
        members = [subject for subject in members if subject.indicator["polarity"] == "high_is_good"]
    first = [subject for subject in members if groups.place(subject) is not None]
    chosen = [*first, *(subject for subject in members if subject not in first)][:EACH]
    return [
        {
            "code": str(subject.indicator["indicator_code"]),
            "title": str(subject.indicator["title"]),
            "text": statements.since_last_month(subject).removeprefix("It ") or statements.headline(subject),
        }
        for subject in members
        if subject in chosen
    ]


def sign_off(pack: Pack) -> dict[str, Any]:
    """Run date, edition and every author of a comment shown; the lines beneath are signed by hand."""
    authors = {said.written for subject in pack.subjects if (said := comment(subject)) is not None}
    return {"as_at": pack.as_at, "edition": pack.edition_id, "authors": sorted(authors)}
