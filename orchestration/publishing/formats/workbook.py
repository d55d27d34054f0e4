"""Writes a council's Excel workbook: real numbers, one marked-up table a sheet, native charts, no formula anywhere.

Belongs here: fonts, widths, printing and the file's properties. Does not belong here: which figure stands where
(`content/workbook` and what it calls) and charts (`workbook_chart`). Its layout is that of the Government Analysis
Function for accessible spreadsheets. It holds no time of writing: the same marts give the same bytes.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from orchestration.publishing.content.downloads import workbook_file
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.sheet import Cell, Figure, Rated, Sheet
from orchestration.publishing.content.workbook import ONE_TABLE, contents, cover, sheets, title
from orchestration.publishing.formats.workbook_chart import PAGE_WIDE, page_high, place_charts, scale
from orchestration.publishing.formats.workbook_measure import LINE, PADDING, broken, heights, widths

FONT, SIZE, NAVY = "Arial", 12, "#12436D"
COVER = 760
"""Pixels of the cover's one column."""
SMALLEST = 0.6
"""A sheet is not printed smaller than this, 7 points; a wider one takes pages side by side."""
A4 = 9
RATED = {"green": "#D9F0E3", "amber": "#FFE8B8", "red": "#F6D3D6", "grey": "#E8EAEB"}
"""Pale grounds behind the word, which says the same."""
LETTER = re.compile(r"\[[a-z]\]")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def write_workbook(pack: Pack, folder: Path) -> None:
    """Write the workbook into the folder; a council without a whole month gets none."""
    if not pack.subjects:
        return
    folder.mkdir(parents=True, exist_ok=True)
    book = Workbook(
        folder / workbook_file(pack),
        _options(),
    )
    as_at = pack.council.get("as_at") or pack.marts.edition["as_of"]
    book.set_properties(
        {
            "title": title(pack),
            "subject": f"Data as at {pack.as_at}",
            "author": str(pack.council["council_name"]),
            "comments": f"Edition {pack.edition_id}",
            "created": datetime(as_at.year, as_at.month, as_at.day),
        }
    )
    book.set_custom_property("Language", "en-GB", "text")
    book.set_custom_property("Edition", pack.edition_id, "text")
    found = sheets(pack)
    writer = _Writer(book, pack)
    writer.cover()
    for place, sheet in enumerate([contents(found), *found]):
        writer.sheet(sheet, place)
    book.close()


def _options() -> dict[str, Any]:
    """Made anew for each workbook: the library writes into them, and the next workbook would differ by it."""
    return {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
        # columns are measured in digits of this font; it has digits of the width that the library takes
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    }


def tab(name: str) -> str:
    """A name that Excel accepts for a worksheet."""
    return NOT_IN_NAMES.sub(" ", name)[:31].strip()


class _Writer:
    """Writes sheets into one workbook; each look of a cell is made once."""

    def __init__(self, book: Workbook, pack: Pack) -> None:
        self.book, self.pack = book, pack
        self.looks: dict[tuple[tuple[str, object], ...], Format] = {}

    def look(self, **wanted: object) -> Format:
        key = tuple(sorted(wanted.items()))
        if key not in self.looks:
            plain = {"font_name": FONT, "font_size": SIZE, "valign": "top"}
            self.looks[key] = self.book.add_format({**plain, **wanted})
        return self.looks[key]

    def cover(self) -> None:
        at = self.book.add_worksheet("Cover")
        at.set_column_pixels(0, 0, COVER)
        look = self.look(bold=True, font_size=20, font_color=NAVY, text_wrap=True)
        at.set_row_pixels(0, 36 * broken(title(self.pack), COVER, 1.9))
        at.write_string(0, 0, title(self.pack), look)
        for place, line in enumerate(cover(self.pack), start=1):
            at.set_row_pixels(place, LINE * broken(line, COVER - PADDING) + 6)
            at.write_string(place, 0, line, self.look(text_wrap=True))
        self._print(at, COVER, None, 0)

    def sheet(self, sheet: Sheet, place: int) -> None:
        """Title, how many tables, what to know, then the table; charts below it."""
        at = self.book.add_worksheet(tab(sheet.name))
        at.set_row_pixels(0, 28)
        at.write_string(0, 0, sheet.title, self.look(bold=True, font_size=16, font_color=NAVY))
        lines = [f"{ONE_TABLE} {sheet.about[0]}", *sheet.about[1:]]
        for number, line in enumerate(lines, start=1):
            at.set_row_pixels(number, LINE)
            at.write_string(number, 0, line, self.look())
        head = 1 + len(lines)
        if place:
            at.set_row_pixels(head, LINE)
            at.write_url(head, 0, "internal:'Contents'!A1", self._link(), "Back to the contents")
            head += 1
        wide = widths(sheet)
        tall = heights(sheet, wide)
        for across, width in enumerate(wide):
            at.set_column_pixels(across, across, width)
        for down, height in enumerate(tall):
            at.set_row_pixels(head + down, height)
        self._table(at, sheet, head, place)
        at.freeze_panes(head + 1, sheet.frozen)
        if sheet.pictures:
            place_charts(self.book, at, tab(sheet.name), sheet, head, sum(wide))
            self._print(at, sum(wide), head if sum(tall) + 120 > page_high(sum(wide)) else None, 0)
            at.set_print_scale(scale(sum(wide)))
        else:
            self._print(at, sum(wide), head, sheet.frozen)

    def _link(self) -> Format:
        return self.look(font_color=NAVY, underline=1)

    def _table(self, at: Worksheet, sheet: Sheet, head: int, place: int) -> None:
        figures = {across for row in sheet.rows for across, cell in enumerate(row) if isinstance(cell, Figure)}
        at.add_table(
            head,
            0,
            head + len(sheet.rows),
            len(sheet.head) - 1,
            {
                "name": f"table_{place:02d}",
                "title": sheet.title,
                "description": f"{len(sheet.rows)} rows. Columns: {', '.join(sheet.head)}."[:2000],
                "style": "Table Style Light 1",
                # a sorted table would carry other figures under its charts
                "autofilter": not sheet.pictures,
                "columns": [
                    {"header": name, "header_format": self._head(across, right=across in figures)}
                    for across, name in enumerate(sheet.head)
                ],
            },
        )
        # the part `2` of a breakdown is a word
        at.ignore_errors({"number_stored_as_text": xl_range(head, 0, head + len(sheet.rows), len(sheet.head) - 1)})
        for down, row in enumerate(sheet.rows, start=head + 1):
            for across, cell in enumerate(row):
                if not place and not across:
                    at.write_url(down, 0, f"internal:'{tab(str(cell))}'!A1", self._link(), tab(str(cell)))
                else:
                    self._cell(at, down, across, cell, beside=across in figures)

    def _head(self, across: int, *, right: bool) -> Format:
        """As the cells under it stand."""
        stands = {"align": "right" if right else "left", "indent": 1 if across and not right else 0}
        return self.look(bold=True, bg_color=NAVY, font_color="#FFFFFF", text_wrap=True, **stands)

    def _cell(self, at: Worksheet, down: int, across: int, cell: Cell, *, beside: bool) -> None:
        """`beside`: the column has figures, and a letter stands as they do."""
        words = self.look(text_wrap=True, align="left", indent=1 if across else 0)
        if isinstance(cell, Figure):
            at.write_number(down, across, cell.value, self._number(cell))
        elif isinstance(cell, Rated):
            at.write_string(
                down, across, cell.words, self.look(bg_color=RATED[cell.kind], text_wrap=True, align="left", indent=1)
            )
        elif isinstance(cell, date):
            moment = datetime(cell.year, cell.month, cell.day)
            at.write_datetime(down, across, moment, self.look(num_format="d mmmm yyyy", align="left", indent=1))
        elif cell is not None:
            look = self.look(align="right") if beside and LETTER.fullmatch(cell) else words
            at.write_string(down, across, cell, look)

    def _number(self, cell: Figure) -> Format:
        places = "#,##0" + ("." + "0" * cell.decimals if cell.decimals else "") + ('"%"' if cell.percent else "")
        form = f"+{places};-{places};+{places}" if cell.signed else places
        if cell.unsettled:
            return self.look(num_format=form, font_color="#505A5F", italic=True)
        return self.look(num_format=form)

    def _print(self, at: Worksheet, wide: int, head: int | None, frozen: int) -> None:
        """Landscape A4; whole pages across, head and first columns on each; edition, as-at and page number below."""
        at.set_landscape()
        at.set_paper(A4)
        at.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.75)
        edition = f"Edition {self.pack.edition_id}, data as at {self.pack.as_at}".replace("&", "&&")
        council = str(self.pack.council["council_name"]).replace("&", "&&")
        at.set_footer(f"&L{council}: {edition}&R&A, page &P of &N")
        if head is not None:
            at.repeat_rows(head)
        across = math.ceil(wide * SMALLEST / PAGE_WIDE)
        if across > 1 and frozen:
            at.repeat_columns(0, frozen - 1)
        at.print_across()
        at.fit_to_pages(across, 0)
