"""Workbooks of the inspectors' lists, made by hand (see `test_annex_a`).

Belongs here: the lists' headers, one small set of rows whose every consequence was worked out by hand, and their night.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import openpyxl

from tests.extracts import nights
from tests.extracts.good import Place

AS_AT = date(2021, 3, 31)
_FIVE = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"]
_SIX = [*_FIVE, "Does the Child have a Disability"]
_WHO = ["Allocated Team", "Allocated Worker"]
HEADERS: dict[int, list[str]] = {
    1: [*_FIVE, "Date of Contact", "Contact Source"],
    2: [*_FIVE, "Assessment start date", "Assessment completion date", "Organisation completing assessment"],
    3: [*_FIVE, "Date of referral", "Referral Source", "Referral NFA?", "Number of Referrals in Last 12 Months", *_WHO],
    4: [
        *_SIX, "Continuous Assessment Start Date", "Child Seen During Continuous Assessment",
        "Continuous Assessment Date of Authorisation",
        "Was the child assessed as requiring LA children’s social care support", *_WHO,
    ],
    5: [
        *_SIX, "Strategy discussion initiating Section 47 Enquiry Start Date",
        "Was an Initial Child Protection Conference deemed unnecessary?",
        "Date of Initial Child Protection Conference",
        "Did the Initial Child Protection Conference Result in a Child Protection Plan", *_WHO,
    ],
    6: [*_SIX, "CIN Start Date", "CIN Closure Date", "Case status", *_WHO],
    7: [
        *_SIX, "Child Protection Plan Start Date", "Date of the Last Statutory Visit", "Was the Child Seen Alone?",
        "Child Protection Plan End Date", *_WHO,
    ],
    8: [
        *_SIX, "Date Started to be Looked After", "Start date of current legal status", "Child's Legal Status",
        "Date of Last Social Work Visit", "Date of Last Dental Check", "Date Ceased to be Looked After ",
        "Reason Ceased to be Looked After", "Start Date of Most Recent Placement", "Placement Type",
        "Placement Provider", "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
    ],
    9: [
        *_SIX, *_WHO, "Eligibility Category", "LA In Touch ", "Type of Accommodation", "Suitability of Accommodation",
        "Activity Status",
    ],
    10: [
        *_SIX, "Date of Decision that Child Should be Placed for Adoption", "Date Placed for Adoption",
        "Date of Adoption Order ",
    ],
    11: ["Individual adopter identifier", "Family identifier", "Gender", "Date enquiry received"],
}  # fmt: skip
LATER_9 = [
    *HEADERS[9][:6], "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)", *_WHO,
    "Allocated Personal Advisor", *HEADERS[9][8:], "Latest Pathway Plan Review Date", "Latest Date of Contact",
]  # fmt: skip


def who(child: Any, sex: str = "b) Female", born: Any = date(2010, 5, 6)) -> list[Any]:
    return [child, sex, "a) WBRI", born, 10]


def sixth(child: Any, sex: str = "b) Female", born: Any = date(2010, 5, 6)) -> list[Any]:
    return [*who(child, sex, born), "b) No"]


_TEAM = ["North", "Worker W"]
ROWS: dict[int, list[list[Any]]] = {
    1: [
        [*who("KAN1"), date(2021, 1, 5), "q) 6: Police"],
        [*who("KAN1"), "05/01/2021", "6: Police"],  # the same contact, written in another way
        [*who("KAN1"), date(2021, 1, 5), "e) 2A: Schools"],  # another source: another contact
        [*who("KAN2", "Male"), "6 Feb 2021", "Schools"],
        [None] * 7,
        [*who("KAN3"), date(2022, 1, 1), "q"],  # after the snapshot
    ],
    2: [[*who(44.0), date(2021, 1, 4), None, "Nursery"]],
    3: [
        [*who("KAN1"), date(2021, 1, 6), "q) 6: Police", "b) No", 1, *_TEAM],
        [*who("KAN2", "Male"), date(2021, 2, 8), "Schools", "a", 0, *_TEAM],
        [*who("KAN3"), date(2020, 11, 2), "Schools", "perhaps", 0, *_TEAM],
    ],
    4: [
        [*sixth("KAN1"), date(2021, 1, 6), "Yes", date(2021, 2, 3), "a) Yes", *_TEAM],
        [*sixth("KAN3"), date(2020, 11, 3), "Yes", None, None, *_TEAM],
    ],
    5: [
        [*sixth("KAN1"), date(2021, 1, 20), "b) No", date(2021, 2, 4), "a) Yes", *_TEAM],
        [*sixth("KAN3"), date(2020, 12, 1), "a) Yes", None, None, *_TEAM],
    ],
    6: [
        [*sixth("KAN2", "Male"), date(2021, 2, 8), None, "c) Child in need plan", *_TEAM],
        [*sixth("KAN5"), date(2020, 2, 8), None, "a) Looked after child", *_TEAM],
    ],
    7: [
        [*sixth("KAN1"), date(2021, 2, 4), date(2021, 3, 20), "a) Yes", None, *_TEAM],
        [*sixth("KAN4", "Male"), date(2020, 1, 6), date(2020, 12, 1), "c) Unknown", date(2020, 12, 15), *_TEAM],
    ],
    8: [
        [*sixth("KAN5"), date(2020, 2, 8), date(2020, 3, 1), "C2: FCO", date(2021, 3, 2), datetime(2021, 1, 9, 10, 30),
         None, None, date(2020, 6, 1), "d) U4: Foster placement - long term", "e) PR4 - Private provision", "a) Yes"],
        [*sixth("KAN6", "a"), 43_000, date(2020, 3, 1), "Full care order", None, None,
         date(2021, 1, 15), "t", date(2020, 6, 1), "k", "Own provision", "No"],
        # an end before its start: one mistake, told once, and nothing is made beside it
        [*sixth("KAN7"), date(2020, 5, 1), date(2020, 5, 1), "C1", None, date(2021, 1, 9),
         date(2020, 4, 1), "t", date(2020, 5, 1), "U4", "PR1", "No"],
    ],
    9: [[*sixth("KAN8", born=date(2002, 5, 6)), *_TEAM, "b) Former relevant child", "a) Yes", "U: Independent living",
         "a) Suitable", "F2: Full time in education other than higher"]],
    10: [[*sixth("KAN9"), date(2020, 9, 1), date(2020, 10, 1), date(2021, 3, 1)]],
    11: [["A1", "F1", "b) Female", date(2020, 9, 1)]],
}  # fmt: skip


def book(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook of these sheets, by name."""
    made = openpyxl.Workbook()
    made.remove(made["Sheet"])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def whole_book() -> bytes:
    """Every list under a title, as the inspectors' template has it; sheet names of two habits; a sheet of guidance."""
    lists = {
        f"List_{number}" if number % 2 else f"List {number}": [[f"List {number}"], header, *ROWS[number]]
        for number, header in HEADERS.items()
    }
    return book({"Guidance": [["Child Unique ID", "means the id"], ["Date of Birth", "DD/MM/YYYY"]], **lists})


class Night(nights.Night):
    """One night of a place with these files beside what it holds: `list3_xlsx` is `list3.xlsx`."""

    def __init__(self, place: Place, **files: bytes | str) -> None:
        for name, content in files.items():
            stem, _, ending = name.rpartition("_")
            place.put(f"{stem}.{ending}", content, as_at=AS_AT)
        super().__init__(place)
