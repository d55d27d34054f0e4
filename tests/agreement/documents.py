"""The files for an office: workbook, slides and printed cards, each opened by a library that did not write it.

Belongs here: reading Excel, PowerPoint and PDF. Does not belong here: what the figures should be (`expected`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from tests.agreement.comparison import MONTHS, VIEWS, Agreement, Bag, long_month, printed
from tests.agreement.expected import Expected, parts_told


def _sheet(book: Any, name: str) -> Iterator[dict[str, Any]]:
    rows = list(book[name].iter_rows(values_only=True))
    start = next(place for place, row in enumerate(rows) if "Code" in row)
    for row in rows[start + 1 :]:
        yield dict(zip(rows[start], row, strict=True))


def read_workbook(file: Path, want: Expected, result: Agreement) -> None:
    book = load_workbook(file, read_only=True)
    by_code = {row["Code"]: row for row in _sheet(book, "Months")}
    for (code, day), value in want.headline.items():
        result.number(
            "Excel, months", (code, str(day)), by_code[code][f"{MONTHS[day.month - 1][:3]} {day.year}"], value
        )
    windows = {(row["Code"], row["Window"]): row for row in _sheet(book, "Windows")}
    for (code, view), (value, num, den) in want.windows.items():
        row = windows[code, VIEWS[view]]
        for column, part in (("Figure", value), ("Numerator", num), ("Denominator", den)):
            if part is not None:
                result.number("Excel, windows", (code, view, column), row[column], part)
    parts: dict[str, Bag] = {}
    for row in _sheet(book, "Breakdowns"):
        if isinstance(row["Figure"], int | float):
            parts.setdefault(row["Code"], {}).setdefault(row["Breakdown"], Counter())[f"{row['Figure']:.9g}"] += 1
    for code in want.indicators:
        result.bag("Excel, parts", code, parts.get(code, {}), parts_told(want, code, "{:.9g}".format))


def read_slides(file: Path, want: Expected, result: Agreement) -> None:
    by_title = {one.shapes.title.text_frame.text: one for one in Presentation(str(file)).slides}
    for code, row in want.indicators.items():
        slide = by_title[row["title"]]
        charts = [shape.chart for shape in slide.shapes if shape.has_chart]
        values = list(charts[0].plots[0].series[0].values) if charts else [None] * len(want.months)
        for day, found in zip(want.months, values, strict=True):
            value = want.headline.get((code, day))
            if value is not None:
                result.number("PowerPoint, chart", (code, str(day)), found, value)
            elif found is not None:
                result.different.append(f"PowerPoint, chart {code} {day}: a figure where there is none")
        table = next(shape.table for shape in slide.shapes if shape.has_table)
        value = want.headline.get((code, want.end))
        if value is not None and row["unit"] != "text":
            text = printed(value, row["unit"], row["decimals"])
            found_text = table.cell(1, 1).text.removesuffix(" (overdue)")
            result.text("PowerPoint, table", (code,), found_text, text)


def _printed_cards(file: Path) -> dict[str, str]:
    """The text of each card by its title, from the page that the outline names to the next card's."""
    reader = PdfReader(str(file))
    starts = [
        (str(entry.title), reader.get_destination_page_number(entry) or 0)
        for service in reader.outline
        if isinstance(service, list)
        for entry in service
        if not isinstance(entry, list)
    ]
    texts = [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]
    ends = [start for _, start in starts[1:]] + [len(texts)]
    return {
        title: " ".join(texts[start : max(end, start + 1)]) for (title, start), end in zip(starts, ends, strict=True)
    }


def read_cards(file: Path, want: Expected, result: Agreement) -> None:
    """The printed cards; a row of a table is a run of text."""
    cards = _printed_cards(file)
    for code, row in want.indicators.items():
        if row["unit"] == "text":
            continue
        card = cards[row["title"]]
        for day in want.months:
            if (value := want.headline.get((code, day))) is not None:
                line = f"{long_month(day)} {printed(value, row['unit'], row['decimals'])}"
                result.text("PDF card, months", (code, str(day)), line if line in card else None, line)
        for view in VIEWS:
            if (found := want.windows.get((code, view))) is not None:
                text = printed(found[0], row["unit"], row["decimals"])
                result.text("PDF card, windows", (code, view), text if text in card else None, text)
