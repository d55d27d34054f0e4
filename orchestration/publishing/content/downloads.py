"""The files beside a council's pages: where each stands and what it is for, as the front page lists them.

Belongs here: one line a file, added with the writer that makes it. Does not belong here: writing the files
(`formats`).
"""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.publishing.content.pack import Pack

FOLDER = "files"


@dataclass(frozen=True)
class Download:
    """One file: `name` is below the council's folder, `form` says what opens it."""

    name: str
    title: str
    form: str
    note: str


def workbook_file(pack: Pack) -> str:
    return f"childrens_services_scorecard_{pack.la_code}.xlsx"


def figures_file(pack: Pack) -> str:
    return f"childrens_services_figures_{pack.la_code.lower()}"


def breakdowns_file(pack: Pack) -> str:
    return f"childrens_services_breakdowns_{pack.la_code.lower()}"


def slides_file(pack: Pack) -> str:
    return f"board_slides_{pack.la_code.lower()}"


def board_file(pack: Pack) -> str:
    return f"board_pack_{pack.la_code.lower()}.pdf"


def cards_file(pack: Pack) -> str:
    return f"indicator_cards_{pack.la_code.lower()}.pdf"


def downloads(pack: Pack) -> list[Download]:
    """The files of a council, for reading before those for computing; none when it has no whole month."""
    if not pack.subjects:
        return []
    months = len(pack.subjects[0].months)
    figures, parts = figures_file(pack), breakdowns_file(pack)
    lines = [
        (board_file(pack), "Board pack", "PDF", "front page, charts, tables and narrative, to print"),
        (cards_file(pack), "Indicator cards", "PDF", f"a card for each of {len(pack.subjects)} indicators, to print"),
        (f"{slides_file(pack)}.pptx", "Slides", "PowerPoint", "an indicator a slide, charts that can be edited"),
        (workbook_file(pack), "All figures in a workbook with charts", "Excel", "one table a worksheet"),
        (f"{figures}.csv", "Figures of the whole council", "CSV", f"every window, {months} months"),
        (f"{figures}.meta.csv", "What the columns of the figures are", "CSV", "for other programs"),
        (f"{parts}.zip", "Figures of every part", "CSV in an archive", f"teams, ages and the like, {months} months"),
    ]
    return [Download(f"{FOLDER}/{name}", title, form, note) for name, title, form, note in lines]
