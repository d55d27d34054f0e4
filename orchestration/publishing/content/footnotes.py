"""The notes beside a figure: numbered footnotes of the latest month, notes of earlier months, the mark in a table.

Belongs here: choosing and ordering the rows of kpi_notes. Does not belong here: the words of a note, which are in the
mart, and counting what it is about (models/kpi/notes).
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Row
from orchestration.publishing.words import wording

MARKED = ("warning", "caution")
"""Severities that a reader must not miss: they put a mark beside the figure."""


def of_month(subject: Subject) -> list[Row]:
    """The rows of kpi_notes for the latest month, the gravest first."""
    return [row for row in subject.marts.notes.get(subject.key, []) if row["period_end"] == subject.end]


def footnotes(subject: Subject) -> list[dict[str, Any]]:
    """The notes of the latest month, numbered in the order shown."""
    return [
        {
            "number": number,
            "severity": row["severity"],
            "word": wording.SEVERITIES[row["severity"]],
            "title": row["title"],
            "text": row["text"],
            "source": row["source"],
        }
        for number, row in enumerate(of_month(subject), start=1)
    ]


def earlier(subject: Subject) -> list[dict[str, str]]:
    """Cautions and warnings of the months before, one line for each title with the months it stands at."""
    months: dict[tuple[str, str], list[str]] = {}
    for row in subject.marts.notes.get(subject.key, []):
        if row["period_end"] != subject.end and row["severity"] in MARKED:
            found = months.setdefault((row["title"], row["severity"]), [])
            label = wording.month_label(row["period_end"])
            if label not in found:
                found.append(label)
    before = len(subject.months) - 1
    return [
        {
            "title": title,
            "word": wording.SEVERITIES[severity],
            "months": f"each of the {before} months before" if 1 < len(labels) == before else ", ".join(labels),
        }
        for (title, severity), labels in sorted(months.items())
    ]


def mark(subject: Subject) -> str:
    """`1 warning, 2 cautions`, or nothing when there is only context: what stands beside the figure in a table."""
    counts = Counter(row["severity"] for row in of_month(subject))
    return ", ".join(
        f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in MARKED
        if counts[severity]
    )


def summary(subjects: list[Subject]) -> list[dict[str, Any]]:
    """For the front page: each warning and caution of the month, how many figures it stands at, and which."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for subject in subjects:
        titles = {(row["severity"], row["title"]) for row in of_month(subject) if row["severity"] in MARKED}
        for key in titles:
            place = {"code": subject.indicator["indicator_code"], "title": subject.indicator["title"]}
            found.setdefault(key, []).append(place)
    order = list(wording.SEVERITIES)
    return [
        {"word": wording.SEVERITIES[severity], "severity": severity, "title": title, "indicators": places}
        for (severity, title), places in sorted(found.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    ]
