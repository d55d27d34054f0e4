"""The cards as pages: figures of thirteen months, windows, parts and benchmarks, read out of their tables.

Belongs here: reading HTML. Does not belong here: what the figures should be (`expected`).
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tests.agreement.comparison import VIEWS, Agreement, Bag, amount, is_figure, long_month, printed
from tests.agreement.expected import Expected, parts_told


class _Tables(HTMLParser):
    """Tables of a page: the caption and the rows of cells as text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[tuple[str, list[list[str]]]] = []
        self.cell = self.caption = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "table":
            self.tables.append(("", []))
        elif tag == "tr":
            self.tables[-1][1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][1][-1].append("")
            self.cell = True
        self.caption = tag == "caption" or (self.caption and tag != "thead")

    def handle_endtag(self, tag: str) -> None:
        self.cell = self.cell and tag not in ("td", "th")
        self.caption = self.caption and tag != "caption"

    def handle_data(self, data: str) -> None:
        if self.caption and self.tables:
            self.tables[-1] = (self.tables[-1][0] + data, self.tables[-1][1])
        elif self.cell:
            self.tables[-1][1][-1][-1] += data

    def with_caption(self, start: str) -> list[list[str]]:
        found = [rows for caption, rows in self.tables if caption.startswith(start)]
        return [[re.sub(r"\s+", " ", cell).strip() for cell in row] for row in found[0]] if found else []


def read_pages(pages: Path, want: Expected, result: Agreement) -> None:
    for code, row in want.indicators.items():
        if row["unit"] == "text":
            continue
        tables = _Tables((pages / f"{code}.html").read_text(encoding="utf-8"))
        months = {cells[0]: cells[1] for cells in tables.with_caption("Figures behind the charts")}
        for day in want.months:
            if (value := want.headline.get((code, day))) is not None:
                text = printed(value, row["unit"], row["decimals"])
                found = months.get(long_month(day), "").removesuffix(" (overdue)")
                result.text("HTML card, months", (code, str(day)), found, text)
        windows = {cells[0].removesuffix(" (headline)"): cells for cells in tables.with_caption("The same indicator")}
        for view, name in VIEWS.items():
            if (found_window := want.windows.get((code, view))) is None:
                continue
            value, num, den = found_window
            cells = windows.get(name, [])
            result.text("HTML card, windows", (code, view), cells[2], printed(value, row["unit"], row["decimals"]))
            for place, part in ((3, num), (4, den)):
                if len(cells) > place and part is not None:
                    result.text("HTML card, windows", (code, view, place), cells[place], amount(part))
        _page_parts(tables, code, row, want, result)


def _page_parts(tables: _Tables, code: str, row: dict[str, Any], want: Expected, result: Agreement) -> None:
    def tell(value: float) -> str:
        return printed(value, row["unit"], row["decimals"])

    shown: Bag = {}
    for caption, lines in tables.tables:
        topic, _, of = caption.partition(", ")
        # every other table is told by the day of its data
        if of and not of.startswith("data as at"):
            figures = (cells[1].strip() for cells in lines[1:] if cells)
            shown.setdefault(topic, Counter()).update(filter(is_figure, figures))
    result.bag("HTML card, parts", code, shown, parts_told(want, code, tell))
    compared = (cells[1] for cells in tables.with_caption("Current figure against each benchmark")[1:] if cells)
    published = {"benchmarks": Counter(filter(is_figure, compared))}
    values = [value for (other, _), pairs in want.benchmarks.items() if other == code for value, _ in pairs]
    wanted = {"benchmarks": Counter(tell(value) for value in values if value is not None)}
    result.bag("HTML card, benchmarks", code, published, wanted)
