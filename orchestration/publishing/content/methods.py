"""How this edition was made: what arrived, what vouches for it, on which versions, and the rules that hold everywhere.

Belongs here: facts of the run and of the delivery as text. Does not belong here: one indicator's definition (`tables`)
and the outcome of checks, which the run hands in (`record`).
"""

from __future__ import annotations

from typing import Any

from orchestration.publishing.content import tables
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.record import RunRecord, by_room, warnings
from orchestration.publishing.words import wording
from orchestration.publishing.words.numbers import number

RULES = (
    ("Ratios", "A share over several months is all its numerators over all its denominators, never a mean of shares."),
    ("No cases", "Where there is nothing to count a share of, there is no figure; it is never shown as nought."),
    ("Months", "A stock is counted on the last day of the month, an event in its own month."),
    (
        "Working days",
        "Monday to Friday without England's bank holidays; a clock starts on the day after.",
    ),
    ("Rounding", "Every figure is rounded once, half away from nought, from the unrounded value; so are differences."),
    ("Benchmarks", "A yearly benchmark beside a monthly figure is divided by 12, and says so."),
    ("Missing feeds", "An indicator whose extract did not arrive has no figure and names the extract."),
    ("Rows in quarantine", "A row that breaks a rule of the extract contract is in no figure until it is corrected."),
)
"""What holds for every figure: term and plain sentence."""


def methods(pack: Pack, record: RunRecord) -> dict[str, Any]:
    """Everything the methods page of a council says."""
    received = pack.marts.feeds.get(pack.council["la_code"], [])
    edition = pack.marts.edition
    return {
        "run": [
            ("Edition", pack.edition_id),
            ("Data as at", pack.as_at),
            ("Figures up to", wording.day(edition["as_of"]) if edition["as_of"] else "not known"),
            ("Code version", str(edition["code_version"] or "not known")),
            ("Hash of the inputs", str(edition["inputs_hash"] or "not known")),
        ],
        "versions": sorted(record.versions.items(), key=lambda pair: pair[0].lower()),
        "rules": RULES,
        "files": [
            {**shown, "file": row["file_name"] or "none", "hash": (row.get("file_hash") or "none")}
            for shown, row in zip(tables.feeds(received), received, strict=True)
        ],
        "checks": by_room(record.checks),
        "evaluated": number(len(record.checks)),
        "warned": warnings(record.checks),
    }
