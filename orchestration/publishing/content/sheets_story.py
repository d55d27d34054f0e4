"""The worksheets of what is said of the figures: commentary, signals, revisions, and what changed since last month.

Belongs here: which columns those sheets have and what stands in them; each is left out where the edition has nothing to
say. Does not belong here: the figures themselves (`sheets_indicators`) and their surroundings (`sheets_context`).
"""

from __future__ import annotations

from orchestration.publishing.content import changes as changed
from orchestration.publishing.content import commentary as said
from orchestration.publishing.content.origin import CAUSES
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.sheet import NOT_THERE, Cell, Sheet, difference, shown
from orchestration.publishing.content.sheets_indicators import NAMES, month_head, names
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.words import signals as heard
from orchestration.publishing.words import wording

WHO = NAMES[:3]


def commentary(pack: Pack) -> Sheet | None:
    """One line an indicator with a commentary of the latest month: analysis, response, author."""
    rows: list[list[Cell]] = []
    for subject in pack.subjects:
        found = said.comment(subject)
        if found is not None:
            texts = ["\n".join(found.analysis), "\n".join(found.response), found.due, found.written]
            rows.append([*names(subject)[:3], *(text or "None" for text in texts)])
    about = ("The service writes it; an indicator that is not listed has no commentary yet.",)
    head = (*WHO, "Analysis", "Response", "Who and by when", "Written by")
    return Sheet("Commentary", "What the service says of the latest month", about, head, rows) if rows else None


def signals(pack: Pack) -> Sheet | None:
    """One line an indicator with limits: whether the latest month can be put down to chance."""
    rows: list[list[Cell]] = []
    for subject in pack.subjects:
        row = subject.marts.signals.get(subject.key, {}).get(subject.end)
        words = heard.variation(row)
        if row is None or words is None:
            continue
        limits = [
            shown(subject, row[name], "ok") for name in ("value", "lower_limit_drawn", "mean", "upper_limit_drawn")
        ]
        cautions = [text for name, text in CAUTIONS.items() if row[name]]
        rows.append(
            [
                *names(subject)[:-1],
                wording.VIEW_NAMES[row["view"]],
                *limits,
                " ".join(words),
                heard.meaning(row),
                heard.assured(row, str(subject.latest.get("rating"))) or NOT_SAID[row["assurance"] == "none"],
                "; ".join(cautions) or "None",
            ]
        )
    head = (*NAMES, "Figure", "Lower limit", "Mean", "Upper limit", "Signal", "Why", "Target", "Caution")
    about = ("Between the limits a month differs from the mean by chance alone.",)
    return Sheet("Signals", "Is the latest month more than chance?", about, head, rows) if rows else None


NOT_SAID = ("Not said: the month breaks with what its limits promise.", "No target to compare with.")
"""Where nothing is said of the target, by whether there is none to compare with."""
CAUTIONS = {
    "is_trial": "fewer than 12 months, the limits are a first guess",
    "has_few_cases": "few cases, the figure swings by itself",
    "is_clipped": "the limits are cut where no figure can be",
}


def revisions(pack: Pack) -> Sheet | None:
    """One line an indicator and month that was published before and reads differently now, newest first."""
    rows: list[list[Cell]] = []
    for subject in pack.subjects:
        found = subject.marts.revisions.get(subject.key, [])
        for row in sorted(found, key=lambda row: row["period_end"], reverse=True):
            rows.append(
                [
                    *names(subject),
                    row["period_end"],
                    _published(subject, row["old_value"], row["old_status"]),
                    _published(subject, row["new_value"], row["new_status"]),
                    difference(subject, row["difference"]),
                    _capital(CAUSES.get(str(row["cause"]), str(row["cause"]))),
                    row["published_as_of"],
                ]
            )
    head = (*NAMES, "Month", "As published", "Now", "Difference", "Why", "First published as at")
    about = ("Headline figures of the months shown that differ as printed; the cause is told from the figures.",)
    return Sheet("Revisions", "Figures that read differently now", about, head, rows) if rows else None


def _published(subject: Subject, value: float | None, status: str) -> Cell:
    return NOT_THERE if value is None else shown(subject, value, status)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def changes(pack: Pack) -> Sheet | None:
    """One line a change since the month before, the weightiest kind first."""
    rows: list[list[Cell]] = [
        [block["heading"], line["title"], line["code"], line["text"]]
        for block in changed.changes(pack)
        for line in block["lines"]
    ]
    before = f" ({month_head(pack.subjects[0].months[-2])})" if len(pack.subjects[0].months) > 1 else ""
    head = ("Change", "Indicator", "Code", "What changed")
    about = (f"The latest month against the month before{before}.",)
    return Sheet("Changes", "What changed since last month", about, head, rows) if rows else None
