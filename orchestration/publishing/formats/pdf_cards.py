"""What the document of indicator cards is set from: one card an indicator, its parts in the order of the page.

Belongs here: which columns a table has on paper, how wide they are, what is left out when there is nothing. Does not
belong here: figures and wording (`content`), fonts and tags (`typesetting`), looks (templates/indicator_cards.typ).
"""

from __future__ import annotations

import re
from dataclasses import asdict
from html import unescape
from typing import Any

from orchestration.publishing.content import footnotes, pictures, tables
from orchestration.publishing.content.card import card
from orchestration.publishing.content.commentary import comment
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.formats.typesetting import drawn
from orchestration.publishing.promise import PublishError
from orchestration.publishing.words import wording

Column = tuple[str, str, float]
"""Key of the row, heading, share of the width."""
NUMBERS = {
    "headline", "month_value", "numerator", "denominator", "target", "gap", "value", "published", "comparable",
    "rows_in", "rows_loaded", "rows_quarantined", "rows_ignored",
}  # fmt: skip
"""Keys of columns that are set to the right."""
FULL = 5.5
"""Shares of a table that fills the page's width; one with fewer is narrower, so that its columns stay together."""
ALT = re.compile(r'aria-label="([^"]+)"')
SHORT = 16
"""A table of so few rows is kept on one page."""


def cards(pack: Pack) -> list[dict[str, Any]]:
    """One card an indicator; the first of a service also opens its chapter."""
    return [
        indicator_card(pack, subject, area if place == 0 else "")
        for area, members in pack.groups
        for place, subject in enumerate(members)
    ]


def indicator_card(pack: Pack, subject: Subject, opens: str = "") -> dict[str, Any]:
    """One card as plain text, lists and drawings."""
    told = card(subject)
    return {
        "code": subject.indicator["indicator_code"],
        "opens": opens,
        "title": subject.indicator["title"],
        "place": f"{pack.council['council_name']}, {told['period']}. Data as at {pack.as_at}. "
        f"{wording.POLARITY.get(subject.indicator['polarity'], '')}.",
        "state": f"{told['state']}. The figure is not rated." if told["state"] else "",
        "tiles": [asdict(tile) for tile in told["tiles"]],
        "paragraphs": told["paragraphs"] or [f"{told['tiles'][0].value.rstrip('.')}."],
        "pictures": drawings(subject, told),
        "comment": written(subject),
        "notes": notes(subject),
        "events": [
            {
                "term": f"Note {event['letter']}: {event['title']}, {event['date']}",
                "text": " ".join(text for text in (event["note"], event["origin"]) if text),
            }
            for event in pictures.events(subject)
        ],
        "parts": [part for part in _parts(pack, subject, told) if part],
        "breakdowns": [_breakdown(found, told) for found in tables.breakdowns(subject)],
        "definition": tables.definition(subject),
        "feeds": _feeds(pack, subject),
    }


def drawings(subject: Subject, told: dict[str, Any]) -> list[dict[str, str]]:
    """The chart of the figure and, for a share, that of its parts; none where there is nothing to draw."""
    if subject.unit == "text" or not told["has_figures"]:
        return []
    svg, axis = pictures.chart(subject)
    months = f"{wording.month(subject.months[0])} to {wording.month(subject.months[-1])}"
    found = [drawing(f"{told['headline_name']}: {subject.indicator['title']}, {months}", str(svg), axis)]
    parts = pictures.parts_chart(subject)
    if parts:
        whole, some = subject.indicator["denominator_words"], subject.indicator["numerator_words"]
        found.append(drawing(f"How many: {whole} (pale bars); of them, those that {some} (dark bars)", str(parts)))
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


def listing(name: str, columns: list[Column], rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A table for the template: headings, widths, which columns are numbers, and the cells as text."""
    return {
        "name": name,
        "columns": [share for _, _, share in columns],
        "head": [words for _, words, _ in columns],
        "numbers": [place for place, (key, _, _) in enumerate(columns) if key in NUMBERS],
        "rows": [[str(row[key]) for key, _, _ in columns] for row in rows],
        "whole": len(rows) <= SHORT,
        "width": min(1.0, sum(share for _, _, share in columns) / FULL),
        "heading": "",
        "words": "",
        "note": "",
        **more,
    }


def _parts(pack: Pack, subject: Subject, told: dict[str, Any]) -> list[dict[str, Any]]:
    months = _months(pack, subject, told)
    if subject.unit == "text":
        return [months]
    return [months, _windows(pack, subject, told), _benchmarks(pack, subject)]


def _months(pack: Pack, subject: Subject, told: dict[str, Any]) -> dict[str, Any]:
    rows, count = tables.history(subject), len(subject.months)
    heading = "Thirteen months" if count == 13 else f"{count} months"
    if subject.unit == "text":
        columns: list[Column] = [("month", "Month", 1), ("headline_words", "Reported", 4)]
        rows = [{**row, "headline_words": row["headline"]} for row in rows]
        return listing(f"What was reported, data as at {pack.as_at}", columns, rows, heading=heading)
    if not told["has_figures"]:
        text = f"There is no figure for any of the months {rows[0]['month']} to {rows[-1]['month']}. "
        return {**listing("", [], []), "heading": heading, "words": text + f"{rows[-1]['headline']}."}
    columns = [("month", "Month", 1.6), ("headline", str(told["headline_name"]), 1.5)]
    if subject.view != subject.month_view:
        columns.append(("month_value", "Month alone", 1.5))
    if told["has_parts"]:
        columns += [("numerator", "Numerator of the month", 1.3), ("denominator", "Denominator of the month", 1.3)]
    note = "No target is set for this indicator."
    if told["has_target"]:
        columns += [("target", "Target", 1.5), ("gap", "Monthly variance from target", 1.5)]
        counted = "numerator" if told["has_parts"] else "number"
        note = (
            f"Monthly variance from target: the month's {counted} minus what the target needs of that month, as a "
            "whole number."
        )
    return listing(f"Figures behind the charts, data as at {pack.as_at}", columns, rows, heading=heading, note=note)


def _windows(pack: Pack, subject: Subject, told: dict[str, Any]) -> dict[str, Any]:
    columns: list[Column] = [("view", "Window", 2), ("period", "Period", 2), ("value", "Figure", 1.5)]
    if told["has_parts"]:
        columns += [("numerator", "Numerator", 1), ("denominator", "Denominator", 1)]
    name = f"The same indicator over each of its windows, data as at {pack.as_at}"
    rows = tables.windows(subject)
    return listing(name, columns, rows, heading="By window") if rows else {}


def _benchmarks(pack: Pack, subject: Subject) -> dict[str, Any]:
    heading, rows = "Compared with benchmarks", tables.benchmarks(subject)
    if not rows:
        return {**listing("", [], []), "heading": heading, "words": "No benchmark is recorded for this indicator."}
    columns: list[Column] = [
        ("comparator", "Benchmark", 2), ("published", "Published", 1.5), ("comparable", "Comparable", 1.7),
        ("conversion", "How made comparable", 1.8), ("figure", "Current figure", 2), ("difference", "Difference", 1.7),
        ("vintage", "Vintage", 1.6), ("source", "Source", 3.4),
    ]  # fmt: skip
    rows = [{**row, "figure": row["value"]} for row in rows]
    name = f"Current figure against each benchmark, data as at {pack.as_at}"
    note = "Difference: current figure minus comparable benchmark."
    return listing(name, columns, rows, heading=heading, note=note)


def _breakdown(found: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    columns: list[Column] = [("name", str(found["name"]).partition(":")[0], 2.2), ("value", "Figure", 1.2)]
    if told["has_parts"]:
        columns += [("numerator", "Numerator", 1.2), ("denominator", "Denominator", 1.4)]
    return listing(f"{found['name']}, {told['period']}", columns, found["rows"], width=1.0)


def _feeds(pack: Pack, subject: Subject) -> dict[str, Any]:
    columns: list[Column] = [
        ("feed", "Feed", 3), ("state", "State", 3), ("rows_in", "Rows in", 1), ("rows_loaded", "Rows loaded", 1.2),
        ("rows_quarantined", "In quarantine", 1.4),
    ]  # fmt: skip
    received = pack.marts.feeds.get(pack.la_code, [])
    rows = tables.feeds(received, subject.indicator["feeds"] or "")
    return listing(f"Feeds this indicator is counted from, data as at {pack.as_at}", columns, rows)
