"""A monthly workbook of the inspectors' lists 1 to 10, in the layout of 2021.

Belongs here: the workbook, and the habits in which real ones differ without being wrong: sheet names, titles above the
header, other names of columns, days as text, codes without their letter, empty rows at the end. They depend on the
place of a cell alone, so the same tables give the same workbook. Does not belong here: what the lists hold.
"""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from orchestration.sample.formats.annex_a_care import CARE, LEAVERS
from orchestration.sample.formats.annex_a_lists import LISTS, PREPARED
from orchestration.sample.formats.annex_a_words import macros
from orchestration.sample.formats.records import Records

NAMES = (
    "Contacts", "Early Help", "Referral", "Assessments", "Section 47 enquiries and ICPC", "Children in Need",
    "Child protection", "Children in care", "Care leavers", "Adoption",
)  # fmt: skip
_CHILDREN = {**LISTS, 8: CARE, 9: LEAVERS}
# as councils' own reports head them
_OTHER_NAMES = {
    (1, "Age of Child (Years)"): "Age",
    (3, "Date of referral"): "Date of Referral",
    (4, "Was the child assessed as requiring LA children’s social care support"): (
        "Was the child assessed as requiring LA children's social care support?"
    ),
    (6, "Case status"): "Case Status",
    (7, "Date of Birth"): "Date of\xa0Birth",
    (8, "Age of Child (Years)"): "Age",
}
_TITLED = (2, 3, 5, 8)
_EMPTY_ROWS = 3


def write_annex_a(path: Path, records: Records, months: int = 6) -> Path:
    """Write the workbook of the records' extract date; lists 1 to 9 look back over that many months."""
    connection = records.connection
    first = f"select (date '{records.as_at}' - to_months({months}) + to_days(1))::date"
    records.look_from(connection.execute(first).fetchall()[0][0], records.as_at)
    for statement in (*macros(), *PREPARED):
        connection.execute(statement)
    # no clock: the same tables give the same bytes
    with Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime.combine(records.as_at, time(), None)})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        guidance = book.add_worksheet("Guidance")
        guidance.write_column(0, 0, ["Annex A", f"Position on {records.as_at:%d/%m/%Y}", "Dates: DD/MM/YYYY"])
        for number in sorted(_CHILDREN):
            names, rows = records.rows(_CHILDREN[number])
            sheet = book.add_worksheet(f"List_{number}" if number % 3 else f"List {number}")
            _fill(sheet, number, names, rows, day)
    return path


def _fill(sheet: Worksheet, number: int, names: list[str], rows: list[tuple[Any, ...]], day: Any) -> None:
    top = 0
    if number in _TITLED:
        sheet.write_string(0, 0, f"List {number}: {NAMES[number - 1]}")
        top = 1
    for column, name in enumerate(names):
        sheet.write_string(top, column, _OTHER_NAMES.get((number, name), name))
    for place, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, top + place, column, cell, day)
    for place in range(_EMPTY_ROWS):
        sheet.write_string(top + len(rows) + 1 + place, 0, " ")


def _write(sheet: Worksheet, row: int, column: int, cell: Any, day: Any) -> None:
    """One cell; every so often as somebody typed it rather than as the system wrote it."""
    by_hand = (row * 7 + column) % 41 == 0
    if cell is None:
        return
    if isinstance(cell, date):
        if by_hand or cell.year < 1900:
            sheet.write_string(row, column, f"{cell:%d/%m/%Y}")
        else:
            sheet.write_datetime(row, column, datetime.combine(cell, time()), day)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif by_hand and cell[1:3] == ") " and column > 0:
        sheet.write_string(row, column, cell[3:])
    else:
        sheet.write_string(row, column, str(cell))
