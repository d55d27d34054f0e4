"""Writes the pages that go to a meeting: board pack, scrutiny narrative, one-page summary.

Belongs here: which pages there are and what each template is given. Does not belong here: what they say (`content`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from orchestration.publishing.content import board, board_tables, pictures
from orchestration.publishing.content.narrative import narrative
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.summary import summary


def write_papers(page: Callable[..., None], pack: Pack, shared: dict[str, Any]) -> None:
    """Write the papers of a council that has a whole month; `page` takes a file's name, a template and its context."""
    if not pack.subjects:
        return
    month = pack.council["last_period_end"]
    shared = {**shared, "month": month, "edition_id": pack.edition_id}
    made = board.pages(board.slides(pack))
    place = pack.la_code
    page(f"{place}/board.html", "board.html.j2", **shared, **board.front(pack, made))
    for number, sheet in enumerate(made):
        near = {
            "earlier": made[number - 1]["name"] if number else "board",
            "later": made[number + 1]["name"] if number + 1 < len(made) else "board_tables",
        }
        charts = {
            slide.code: (*pictures.chart(slide.subject, slide.chart_view), pictures.story(slide.subject))
            for slide in sheet["slides"]
        }
        context = {
            **shared,
            "sheet": sheet,
            **near,
            "count": len(made),
            "charts": charts,
            "missing_comment": board.MISSING,
        }
        page(f"{place}/{sheet['name']}.html", "board_slides.html.j2", **context)
    page(f"{place}/board_tables.html", "board_tables.html.j2", **shared, **board_tables.tables(pack))
    page(f"{place}/narrative.html", "narrative.html.j2", **shared, **narrative(pack))
    page(f"{place}/summary.html", "summary.html.j2", **shared, **summary(pack))
