"""The pictures of the staff page: agency staff month by month, and the panel of audits with their grades.

Belongs here: which months and parts are drawn. Does not belong here: the tables of the page (`workforce`), and shapes
(`charts`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from orchestration.publishing.charts.ranked import Part, draw_parts
from orchestration.publishing.content import pictures
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.content.track import YEAR_START, track
from orchestration.publishing.words import wording
from orchestration.publishing.words.numbers import number

AGENCY, AUDITS, GRADES = "agency_workers_count", "audits_completed_pct", "audit_grade_count"
FEWEST = 3
"""In April and May the year has too few months to see where it goes; the year before then comes first."""


@dataclass(frozen=True)
class Picture:
    """A drawing and the caption that it stands under; the drawing carries its own description."""

    caption: str
    svg: Markup
    note: str = ""


def drawings(subjects: list[Subject]) -> dict[str, list[Picture]]:
    """By indicator code: what stands above the table of that indicator; nothing where there is no figure."""
    by_code = {subject.indicator["indicator_code"]: subject for subject in subjects}
    makers = {AGENCY: agency, AUDITS: completion, GRADES: grades}
    found = {code: make(by_code[code]) for code, make in makers.items() if code in by_code}
    return {code: [picture] for code, picture in found.items() if picture is not None}


def agency(subject: Subject) -> Picture | None:
    """A bar a month since April."""
    months = since_april(subject.months)
    found = track(subject, months=months)
    if not found.seen:
        return None
    svg, note = pictures.chart(subject, months=months)
    return Picture(f"Number of agency staff, {_span(found.months)}", svg, note)


def since_april(months: list[date]) -> int:
    """How many of the months shown are drawn: those of the financial year, or all while these are few."""
    last = months[-1]
    many = (last.month - YEAR_START) % 12 + 1
    return min(many, len(months)) if many >= FEWEST else len(months)


def completion(subject: Subject) -> Picture | None:
    """The share of scheduled audits undertaken, of each month alone."""
    found = track(subject, subject.month_view)
    if not found.seen:
        return None
    svg, note = pictures.chart(subject, subject.month_view)
    return Picture(f"Scheduled audits undertaken, in each month alone, {_span(found.months)}", svg, note)


def grades(subject: Subject) -> Picture | None:
    """The grades of the newest month that has any, best first, each with its number and its share of all."""
    given: dict[date, dict[str, float]] = {}
    for row in subject.marts.staff.get(subject.key, []):
        if row["view"] == subject.month_view and row["slice_type"] == "grade" and row["value"] is not None:
            given.setdefault(row["period_end"], {})[row["slice_value"]] = row["value"]
    months = [end for end in sorted(given) if sum(given[end].values()) > 0]
    if not months:
        return None
    when = months[-1]
    order, total = wording.SLICE_ORDER, sum(given[when].values())
    ranked = sorted(
        given[when].items(), key=lambda item: (item[0] not in order, order.index(item[0]) if item[0] in order else 0)
    )
    parts = [
        Part(wording.slice_value("grade", name), value, f"{number(value)} ({number(100 * value / total)}%)")
        for name, value in ranked
        if value or name != "unknown"
    ]
    said = ", ".join(f"{part.name.lower()} {part.label}" for part in parts)
    alt = f"Grades of the {number(total)} audits graded in {wording.month(when)}: {said}."
    return Picture(f"Grades of the {number(total)} audits graded in {wording.month(when)}", draw_parts(parts, alt))


def _span(months: tuple[date, ...]) -> str:
    return f"{wording.month(months[0])} to {wording.month(months[-1])}"
