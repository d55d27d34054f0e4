"""Native charts of a worksheet: bars for numbers, lines for anything else, with target and average.

Belongs here: series, axes, colours and where a chart stands. Does not belong here: which lines are drawn and in what
words (`content/sheet.Picture`), and the table they are drawn from (`workbook`).
"""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from orchestration.publishing.content.sheet import Picture, Sheet

NAVY, TEAL, MAROON, AXIS = "#12436D", "#28A197", "#801650", "#595959"
ROW, HIGH, GAP = 20, 300, 20
"""Pixels of an empty row, of a chart, and between charts."""
PAGE_WIDE, PAGE_HIGH, HEAD = 1_027, 640, 80
"""Pixels of a landscape A4 page between its margins, and of a table's head that is repeated on it."""
NAMES = {"figure": "Figure", "target": "Target", "average": "Average of the last 12 months"}


def scale(wide: int) -> int:
    """The per cent at which a sheet of so many pixels fits the width of a page, with room for other programs' fonts."""
    return min(100, int(90 * PAGE_WIDE / wide))


def page_high(wide: int) -> int:
    """The pixels of such a sheet that a page holds."""
    return int(PAGE_HIGH * 100 / scale(wide))


def place_charts(book: Workbook, at: Worksheet, name: str, sheet: Sheet, head: int, wide: int) -> None:
    """Insert the sheet's charts two abreast under its table, whose head is row `head`, and break pages between them."""
    under = head + len(sheet.rows) + 2
    size, rows = (wide - GAP) // 2, (HIGH + GAP) // ROW
    for place, picture in enumerate(sheet.pictures):
        chart = _chart(book, picture, name, sheet, head + 1)
        chart.set_size({"width": size, "height": HIGH})
        below, beside = divmod(place, 2)
        at.insert_chart(
            under + below * rows,
            0,
            chart,
            {
                "x_offset": beside * (size + GAP),
                "y_offset": GAP // 2,
                "object_position": 2,
                "description": picture.alt,
            },
        )
    a_page = max(1, (page_high(wide) - HEAD) // (HIGH + GAP))
    lines = (len(sheet.pictures) + 1) // 2
    at.set_h_pagebreaks([under + line * rows for line in range(0, lines, a_page)])


def _chart(book: Workbook, picture: Picture, name: str, sheet: Sheet, first: int) -> Chart:
    main = _of_kind(book, "column" if picture.bars else "line")
    main.add_series(_series(picture, name, sheet, first, "figure"))
    lines = _of_kind(book, "line") if picture.bars else main
    others = [line for line in picture.lines if line != "figure"]
    for line in others:
        lines.add_series(_series(picture, name, sheet, first, line))
    if picture.bars and others:
        main.combine(lines)
    main.set_title({"name": picture.title, "overlay": False, "name_font": {"name": "Arial", "size": 12, "bold": True}})
    main.set_legend({"position": "top", "font": {"name": "Arial", "size": 10}})
    font = {"name": "Arial", "size": 10, "color": AXIS}
    main.set_x_axis(
        {
            "name": "Month",
            "name_font": {**font, "bold": False},
            "num_font": {**font, "rotation": 0},
            "label_position": "low",  # below the bars also where they hang down
            "line": {"color": AXIS},
        }
    )
    lowest, highest, step = picture.axis
    main.set_y_axis(
        {
            "name": picture.unit,
            "name_font": {**font, "bold": False, "rotation": 0},
            "name_layout": {"x": 0.01, "y": 0.13},  # over the axis, where level text has room
            "num_font": font,
            "num_format": _form(_places(step)) + '"%"' * picture.percent,
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
            "min": lowest,
            "max": highest,
            "major_unit": step,
        }
    )
    main.set_plotarea({"layout": {"x": 0.075, "y": 0.29, "width": 0.905, "height": 0.52}})
    main.show_blanks_as("gap")
    return main


def _of_kind(book: Workbook, kind: str) -> Chart:
    chart = book.add_chart({"type": kind})
    assert chart is not None
    return chart


def _series(picture: Picture, name: str, sheet: Sheet, first: int, line: str) -> dict[str, Any]:
    row, (low, high) = first + picture.lines[line], sheet.drawn
    series: dict[str, Any] = {
        "name": NAMES[line],
        "categories": [name, first - 1, low, first - 1, high],
        "values": [name, row, low, row, high],
    }
    if line == "target":
        return series | {"line": {"color": MAROON, "width": 2.25, "dash_type": "dash"}, "marker": {"type": "none"}}
    if line == "average":
        return series | {"line": {"color": TEAL, "width": 2.25, "dash_type": "round_dot"}, "marker": {"type": "none"}}
    series["data_labels"] = {
        "value": True,
        "position": "outside_end" if picture.bars else "above",
        "num_format": _form(picture.decimals),
        "font": {"name": "Arial", "size": 9},
    }
    if picture.bars:
        return series | {"fill": {"color": NAVY}, "gap": 40}
    dot = {"type": "circle", "size": 6, "fill": {"color": NAVY}, "border": {"color": NAVY}}
    return series | {"line": {"color": NAVY, "width": 2.25}, "marker": dot}


def _form(places: int) -> str:
    return "#,##0" + ("." + "0" * places if places else "")


def _places(step: float) -> int:
    """The decimals that steps of this size need."""
    return next((places for places in range(3) if round(step, places) == round(step, 6)), 3)
