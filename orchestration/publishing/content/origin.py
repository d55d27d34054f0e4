"""What stands around a figure: where it comes from, how good it is, what it signals, whether it was revised.

Belongs here: rows of kpi_lineage and kpi_revisions as text, and the badge that sums up notes and feeds. Does not
belong here: the notes themselves (`footnotes`) and the definition (`tables`).
"""

from __future__ import annotations

from typing import Any

from orchestration.publishing.content import commentary, footnotes, groups
from orchestration.publishing.content.card import feed_needs, state
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.words import signals, wording

LAYERS = {
    "kpi": "Figures",
    "facts": "Facts and dimensions",
    "intermediate": "Working steps",
    "staging": "One row for each key",
    "feed": "Extracts",
}
"""From the figure back to the extract."""
CAUSES = {
    "late_entry": "late entry",
    "correction": "a record was corrected or removed",
    "definition": "another definition",
    "population": "another population estimate",
    "feed": "an extract came or went",
}
BADGES = {
    "good": ("Good", "Nothing is known against this figure."),
    "caution": ("With care", "Read the figure together with these points."),
    "poor": ("Poor", "Do not rely on the figure before these points are settled."),
}


def origin(subject: Subject) -> dict[str, Any]:
    """What the card says around its figure: group, signal, commentary, quality, lineage, revisions."""
    judged = subject.marts.signals.get(subject.key, {}).get(subject.end)
    group = groups.place(subject)
    return {
        "place": group,
        "place_title": groups.TITLES[group.group] if group else "",
        "signal": signals.variation(judged),
        "signal_sentences": signals.sentences(
            judged, subject.unit, subject.decimals, str(subject.latest.get("rating"))
        ),
        "comment": commentary.comment(subject),
        "missing_comment": commentary.MISSING,
        "badge": badge(subject),
        "path": path(subject),
        "revisions": revisions(subject),
    }


def badge(subject: Subject) -> dict[str, Any]:
    """How good the data behind the figure is: `good`, `caution` or `poor`, with every reason."""
    notes = footnotes.of_month(subject)
    reasons = [str(row["title"]) for row in notes if row["severity"] in footnotes.MARKED]
    if state(subject.latest):
        reasons.insert(0, state(subject.latest))
    needed = feed_needs(subject.indicator["feeds"])
    feeds = [row for row in subject.marts.feeds.get(subject.key[0], []) if row["feed"] in needed]
    missing = [str(row["feed"]) for row in feeds if row["status"] != "loaded"]
    reasons += [f"The extract {feed} did not arrive or could not be used" for feed in missing]
    rows = sum(row["rows_in"] or 0 for row in feeds)
    kept_out = sum(row["rows_quarantined"] or 0 for row in feeds)
    if rows and kept_out / rows >= 0.01:
        reasons.append(f"{kept_out:,} of {rows:,} rows are in quarantine")
    poor = missing or state(subject.latest) or any(row["severity"] == "warning" for row in notes)
    kind = "poor" if poor else "caution" if reasons else "good"
    word, meaning = BADGES[kind]
    return {"kind": kind, "word": word, "meaning": meaning, "reasons": reasons}


def path(subject: Subject) -> list[dict[str, Any]]:
    """The layers from the figure back to the extract, each with its tables and what one row of them is."""
    found = subject.marts.lineage.get(subject.key[1], [])
    layers = []
    for layer, title in LAYERS.items():
        steps = [
            {"name": str(row["name"]), "about": str(row["description"] or "")} for row in found if row["layer"] == layer
        ]
        if steps:
            layers.append({"title": title, "steps": steps})
    return layers


def revisions(subject: Subject) -> list[dict[str, str]]:
    """Published months of the headline that read differently now, newest first."""
    return [
        {
            "month": wording.month(row["period_end"]),
            "before": subject.shown(row["old_value"], row["old_status"]),
            "now": subject.shown(row["new_value"], row["new_status"]),
            "why": CAUSES.get(str(row["cause"]), str(row["cause"])),
            "published": wording.day(row["published_as_of"]),
        }
        for row in sorted(subject.marts.revisions.get(subject.key, []), key=lambda row: row["period_end"], reverse=True)
    ]
