"""What the board pack on paper is set from: front page, slides, KPI tables, workforce, narrative, summary, notes.

Belongs here: the order of the pack's parts and the shape of each for its template. Does not belong here: which
indicators stand where and what is said of them (`content`), fonts and tags (`typesetting`), looks (board_pack.typ).
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from orchestration.publishing.content import board, board_tables, front, pictures
from orchestration.publishing.content.board import Slide
from orchestration.publishing.content.narrative import narrative
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.summary import summary
from orchestration.publishing.content.workforce import sheets
from orchestration.publishing.formats.pdf_cards import drawing, happened, written
from orchestration.publishing.formats.pdf_tables import Column, listing
from orchestration.publishing.words import glossary, wording

KPI_TITLE, KPI_MONTH, KPI_REST = 3.4, 1.15, (1.5, 2.9, 1.3, 1.7)
"""Shares of the width: title, each month, and target, benchmark, change, rating."""


def board_pack(pack: Pack) -> dict[str, Any]:
    """The whole pack as plain text, lists and drawings."""
    slides = board.slides(pack)
    said = board.front(pack, board.pages(slides))
    return {
        "month": wording.month(pack.subjects[0].end),
        "groups": [
            {
                "title": title,
                "entries": [asdict(entry) for entry in found],
                "others": "; ".join(entry.title for entry in said["others"][title]),
            }
            for title, found in said["groups"]
        ],
        "unconfirmed": "; ".join(said["unconfirmed"]),
        "actions": [{**action, "text": " ".join(action["text"])} for action in said["actions"]],
        "rule": said["rule"],
        "sections": [
            {"title": title, "slides": [slide_page(slide) for slide in found]} for _, title, found in slides if found
        ],
        "tables": kpi_tables(pack),
        "workforce": [_sheet(sheet) for sheet in sheets(pack.subjects)],
        "narrative": _narrative(pack),
        "topics": summary(pack)["topics"],
        "notes": _notes(pack),
        "glossary": [
            [f"{short}: {full}", more]
            for short, (full, more) in sorted(glossary.TERMS.items(), key=lambda item: item[0].lower())
        ],
    }


def slide_page(slide: Slide) -> dict[str, Any]:
    """One indicator on its page: chart, benchmarking box, months, what the figures and the service say."""
    svg, axis = pictures.chart(slide.subject, slide.chart_view)
    return {
        "code": slide.code,
        "title": slide.title,
        "definition": slide.definition,
        "printed_code": slide.printed_code,
        "view": slide.view,
        "benchmarks": [{"name": name, "value": value, "note": note} for name, value, note in slide.benchmarks],
        "target": slide.target,
        "footnote": slide.footnote,
        "rating": asdict(slide.rating),
        "state": f"{slide.state}. The figure is not rated." if slide.state else "",
        "mark": slide.mark,
        "picture": drawing(
            f"{pictures.story(slide.subject)}. {wording.VIEW_NAMES[slide.chart_view]}: {slide.title}", str(svg), axis
        ),
        "events": happened(slide.subject),
        "months": {
            "head": ["Month", *(label for label, _ in slide.months)],
            "row": ["Figure", *(v for _, v in slide.months)],
        },
        "facts": slide.facts,
        "comment": written(slide.subject),
    }


def kpi_tables(pack: Pack) -> dict[str, Any]:
    """The KPI tables by service with their key, and that of care leavers by age."""
    found = board_tables.tables(pack)
    ages = found["ages"]
    columns: list[Column] = [
        ("age", "Age", 1), ("year", "A year earlier", 1), ("now", ages["month"] if ages else "", 1.3),
        ("benchmark", "Benchmark", 2.5), ("analysis", "Analysis", 3),
    ]  # fmt: skip
    return {
        # a council that begins has fewer months than the table has room for
        "columns": [KPI_TITLE, *(KPI_MONTH for _ in found["months"]), *KPI_REST],
        "numbers": list(range(1, len(found["months"]) + 1)),
        "head": ["Indicator title", *found["months"], "Target", "Benchmark", "PP change", "Rating"],
        "ratings": [{"kind": kind, "value": words} for kind, words in wording.RATINGS.items()],
        "marks": [{"mark": mark, "words": words} for mark, words in found["marks"]],
        "groups": [
            {
                "title": area,
                "caption": f"{area}, {found['months'][0]} to {found['months'][-1]}, data as at {pack.as_at}",
                "rows": [_line(row) for row in rows],
            }
            for area, rows in found["groups"]
        ],
        "ages": listing(f"{ages['title']}, by age, {ages['month']}", columns, ages["rows"]) if ages else {"rows": []},
    }


def _line(row: dict[str, Any]) -> dict[str, Any]:
    """A KPI line; a figure that is not settled says so under it, without its reason."""
    return {
        "code": row["code"],
        "title": row["title"],
        "about": f"{row['view']}{', ' if row['unit'] else ''}{row['unit']}. {row['source']}",
        "mark": row["mark"],
        "cells": [
            {"value": value, "note": state.split(":")[0]}
            for value, state in zip(row["cells"], row["states"], strict=True)
        ],
        "alike": row["alike"],
        "target": row["target"],
        "target_mark": row["target_mark"],
        "benchmarks": row["benchmarks"],
        "change": row["change"] or "",
        "direction": row["direction"],
        "rating": asdict(row["rating"]),
    }


def _sheet(sheet: dict[str, Any]) -> dict[str, Any]:
    """A staff table: each month's figure with the word for how it moved."""
    columns: list[Column] = [("name", sheet["head"], 2.4), *((label, label, 1.0) for label in sheet["months"])]
    rows = [
        {"name": row["name"]}
        | {
            label: f"{cell['value']} {cell['trend']}".rstrip()
            for label, cell in zip(sheet["months"], row["cells"], strict=True)
        }
        for row in sheet["rows"]
    ]
    return listing(sheet["title"], columns, rows)


def _narrative(pack: Pack) -> dict[str, Any]:
    found = narrative(pack)
    by_code = {subject.indicator["indicator_code"]: subject for subject in pack.subjects}
    return {
        "areas": [
            {
                "title": title,
                "items": [{**item, "comment": written(by_code[item["code"]])} for item in items],
                "others": "; ".join(others),
            }
            for title, items, others in found["areas"]
        ],
        "headings": [{"title": title, "lines": lines} for title, lines in found["headings"]],
        "each": str(found["each"]),
        "authors": "; ".join(found["sign_off"]["authors"]),
    }


def _notes(pack: Pack) -> dict[str, Any]:
    """Cautions and warnings of the month, and the feeds that are not whole."""
    said = front.front(pack)
    noted = [
        {
            "note": f"{note['word']}: {note['title']}",
            "rows_in": str(len(note["indicators"])),
            "where": "; ".join(place["title"] for place in note["indicators"]),
        }
        for note in said["noted"]
    ]
    feeds: list[Column] = [
        ("feed", "Feed", 2.4), ("state", "State", 3), ("rows_in", "Rows received", 1.2), ("rows_loaded", "Loaded", 1),
        ("rows_quarantined", "Quarantined", 1.2), ("rows_ignored", "Ignored", 1), ("columns", "Columns missing", 2),
    ]  # fmt: skip
    troubled = [{**feed, "columns": feed["missing_columns"] or "none"} for feed in said["troubled"]]
    return {
        "noted": listing(
            f"Cautions and warnings, data as at {pack.as_at}",
            [("note", "Note", 2), ("rows_in", "Figures", 0.7), ("where", "Where", 5)],
            noted,
        ),
        "feeds": listing(f"Feeds that are not whole, data as at {pack.as_at}", feeds, troubled),
    }
