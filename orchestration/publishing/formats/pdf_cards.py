"""What the document of indicator cards is set from: one card an indicator, its parts in the order of the page.

Belongs here: which parts a card has on paper. Does not belong here: its tables (`pdf_tables`), figures and wording
(`content`), fonts and tags (`typesetting`), looks (templates/indicator_cards.typ).
"""

from __future__ import annotations

import re
from dataclasses import asdict
from html import unescape
from typing import Any

from orchestration.publishing.content import events, footnotes, origin, pictures, tables
from orchestration.publishing.content.card import card
from orchestration.publishing.content.commentary import comment
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.formats import pdf_tables
from orchestration.publishing.formats.typesetting import drawn
from orchestration.publishing.promise import PublishError
from orchestration.publishing.words import wording

ALT = re.compile(r'aria-label="([^"]+)"')


def cards(pack: Pack) -> list[dict[str, Any]]:
    """One card an indicator; the first of a service also opens its chapter."""
    return [
        indicator_card(pack, subject, area if place == 0 else "")
        for area, members in pack.groups
        for place, subject in enumerate(members)
    ]


def indicator_card(pack: Pack, subject: Subject, opens: str = "") -> dict[str, Any]:
    """One card as plain text, lists and drawings."""
    told, around = card(subject), origin.origin(subject)
    return {
        "code": subject.indicator["indicator_code"],
        "opens": opens,
        "title": subject.indicator["title"],
        "place": f"{pack.council['council_name']}, {told['period']}. Data as at {pack.as_at}. "
        f"{wording.POLARITY.get(subject.indicator['polarity'], '')}.",
        "state": f"{told['state']}. The figure is not rated." if told["state"] else "",
        "tiles": [asdict(tile) for tile in told["tiles"]],
        "standing": standing(around),
        "signal": {"word": around["signal"][1] if around["signal"] else "", "sentences": around["signal_sentences"]},
        "paragraphs": told["paragraphs"] or [f"{told['tiles'][0].value.rstrip('.')}."],
        "pictures": drawings(subject, told),
        "comment": written(subject),
        "notes": notes(subject),
        "events": happened(subject),
        "parts": [part for part in pdf_tables.parts(pack, subject, told) if part],
        "breakdowns": [pdf_tables.breakdown(found, told) for found in tables.breakdowns(subject)],
        "definition": tables.definition(subject) + _path(around),
        "revisions": pdf_tables.revisions(around),
        "feeds": pdf_tables.feeds(pack, subject),
    }


def happened(subject: Subject) -> list[dict[str, str]]:
    """What the letters under the chart stand for."""
    return [
        {
            "term": f"Note {event['letter']}: {event['title']}, {event['date']}",
            "text": " ".join(text for text in (event["note"], event["origin"]) if text),
        }
        for event in events.events(subject)
    ]


def standing(around: dict[str, Any]) -> list[str]:
    """Where the board's front page has the figure, how good its data are and why, and whether months were revised."""
    place, badge, many = around["place"], around["badge"], len(around["revisions"])
    lines = []
    if place:
        lines.append(
            f"On the board's front page: {around['place_title']}" + (f" ({place.reason})" if place.reason else "")
        )
    lines.append(f"Data quality: {badge['word']}. {badge['meaning']}")
    if badge["reasons"]:
        lines[-1] += f" {'; '.join(badge['reasons'])}"
    if many:
        were = "month that was published before reads" if many == 1 else "months that were published before read"
        lines.append(f"Revised: {many} {were} differently now")
    return [f"{line.rstrip('.')}." for line in lines]


def _path(around: dict[str, Any]) -> list[tuple[str, str]]:
    """The tables from the figure back to the extract, a layer a line."""
    return [(layer["title"], ", ".join(step["name"] for step in layer["steps"])) for layer in around["path"]]


def drawings(subject: Subject, told: dict[str, Any]) -> list[dict[str, str]]:
    """The chart of the figure and, for a share, that of its parts; none where there is nothing to draw."""
    if subject.unit == "text" or not told["has_figures"]:
        return []
    svg, axis = pictures.chart(subject)
    months = f"{wording.month(subject.months[0])} to {wording.month(subject.months[-1])}"
    found = [
        drawing(
            f"{pictures.story(subject)}. {told['headline_name']}: {subject.indicator['title']}, {months}",
            str(svg),
            axis,
        )
    ]
    parts = pictures.parts_chart(subject)
    if parts:
        found.append(drawing(f"How many, month by month: {subject.indicator['title']}, {months}", str(parts)))
    return found


def drawing(caption: str, svg: str, note: str = "") -> dict[str, str]:
    """A chart for the template; its description is the one that the drawing carries."""
    words = ALT.search(svg)
    if words is None:
        raise PublishError("a chart has no description")
    return {"caption": caption, "svg": drawn(svg), "words": unescape(words[1]), "note": note}


def written(subject: Subject) -> dict[str, Any]:
    """What the service wrote of the month; nothing in any of its parts where it wrote nothing."""
    found = comment(subject)
    return asdict(found) if found else {"analysis": [], "response": [], "written": "", "due": ""}


def notes(subject: Subject) -> list[dict[str, str]]:
    """The footnotes of the latest month, then one line for each note on months before."""
    latest = [
        {"head": f"{note['word']}: {note['title']}.", "text": note["text"], "source": note["source"] or ""}
        for note in footnotes.footnotes(subject)
    ]
    before = [
        {"head": f"{note['word']}: {note['title']}.", "text": f"Earlier: {note['months']}.", "source": ""}
        for note in footnotes.earlier(subject)
    ]
    return latest + before
