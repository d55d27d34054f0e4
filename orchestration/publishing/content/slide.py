"""What a slide says of one indicator, and the deck of itself.

Belongs here: choosing what fits on a slide, as text and plain numbers. Does not belong here: where it stands
(`formats.slides`).
"""

from __future__ import annotations

from typing import Any

from orchestration.publishing.content import commentary, footnotes, groups, pictures, statements, tables
from orchestration.publishing.content.card import paragraphs, state, tiles
from orchestration.publishing.content.pack import AUDIENCE, Pack
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Row
from orchestration.publishing.words import wording
from orchestration.publishing.words.numbers import DIFFERENCE_WORDS, MINUS, RATES, UNIT_WORDS

LINES = 8
"""Indicators named on the slide of a group; the others are counted."""
SHAPES = {"green": "●", "amber": "△", "red": "◆", "grey": "□"}
"""A rating's shape in text; the word stands beside it."""


def deck_title(pack: Pack) -> str:
    end = pack.council["last_period_end"]
    return f"{pack.council['council_name']}: children's services scorecard" + (f", {wording.month(end)}" if end else "")


def cover(pack: Pack) -> list[str]:
    """Lines of the first slide."""
    lines = [f"Data as at {pack.as_at}. Edition {pack.edition_id}."]
    if pack.council.get("is_fictional"):
        lines.append("This council is fictional. No figure describes a real child or a real place.")
    return [*lines, AUDIENCE, "The notes of each slide say what is counted, by which clock and from which extracts."]


def boards(pack: Pack) -> list[tuple[str, list[str]]]:
    """Title and lines of a slide for each of the board's three groups."""
    found = []
    for group, members in groups.grouped(pack.subjects):
        first, rest = groups.leading([subject for subject, _ in members], LINES)
        lines = [f"{subject.indicator['title']}: {statements.headline(subject)}" for subject in first]
        if rest:
            lines.append(f"And {len(rest)} more; each has a slide of its own.")
        found.append((groups.TITLES[group], lines or ["Nothing stands in this group this month."]))
    return found


def footer(pack: Pack, number: int) -> str:
    told = f"{pack.council['council_name']}, data as at {pack.as_at}, edition {pack.edition_id}"
    return f"{told}. Not for publication. Slide {number}."


def slide(subject: Subject) -> dict[str, Any]:
    """Everything one slide holds: text, and for the chart unrounded numbers with the format that prints them."""
    rows = [subject.by_month.get(end) or {} for end in subject.months]
    polarity = wording.POLARITY.get(subject.indicator["polarity"], "")
    settled = f" {state(subject.latest)}." if state(subject.latest) else ""
    period = wording.headed(subject.view, subject.end)
    unit = UNIT_WORDS[subject.unit] if subject.unit in RATES else wording.UNIT_NAMES[subject.unit]
    return {
        "title": str(subject.indicator["title"]),
        "period": f"{period}, {unit}. {polarity}.{settled}",
        "months": [wording.month_label(end) for end in subject.months],
        "values": [row.get("value") for row in rows],
        "targets": [row.get("target_value") for row in rows],
        "series": wording.VIEW_NAMES[subject.view],
        "below_zero": any((row.get("value") or 0) < 0 for row in rows),
        "number_format": number_format(subject, subject.decimals),
        "axis_format": number_format(subject, subject.decimals if _largest(rows) < 5 else 0),
        "at_most": 100 if subject.unit == "percent" and 60 < _largest(rows) <= 100 else None,
        "alt": pictures.alternative(subject),
        "no_chart": f"There is no figure to draw: {subject.told(subject.latest)}.",
        "figures": figures(subject),
        "sentences": paragraphs(subject) or [f"{subject.told(subject.latest)}."],
        "notes": notes(subject),
    }


def figures(subject: Subject) -> list[tuple[str, str]]:
    """Label and value of each tile, the rating with its shape."""
    pairs = []
    for tile in tiles(subject):
        label = wording.VIEW_NAMES[subject.view] if tile.kind == "headline" else tile.label
        if tile.label == "Variance from target" and tile.value[0] in f"+{MINUS}":
            pairs.append((label, f"{tile.value} {DIFFERENCE_WORDS.get(subject.unit, '')}".rstrip()))
            continue
        pairs.append((label, f"{SHAPES[tile.kind]} {tile.value}" if tile.label == "Rating" else tile.value))
    return pairs


def _largest(rows: list[Row]) -> float:
    found = [row.get(column) for row in rows for column in ("value", "target_value")]
    return max((float(value) for value in found if value is not None), default=0.0)


def number_format(subject: Subject, decimals: int) -> str:
    """The format by which Office prints a value as the other formats do."""
    places = "0" + ("." + "0" * decimals if decimals else "")
    return f'{places}"%"' if subject.unit == "percent" else f"#,##{places}"


def notes(subject: Subject) -> str:
    """The definition, benchmarks and notes on the figure, for whoever is asked."""
    lines = [f"{term}: {text}" for term, text in tables.definition(subject)]
    lines += [
        f"{row['comparator']}: {row['comparable']}, difference {row['difference']} ({row['vintage']})"
        for row in tables.benchmarks(subject)
    ]
    said = commentary.comment(subject)
    if said is not None:
        lines += [*said.analysis, *(f"Response: {text}" for text in said.response), f"Written by {said.written}"]
    lines += [f"{note['word']}: {note['title']}. {note['text']}" for note in footnotes.footnotes(subject)]
    return "\n".join(lines)
