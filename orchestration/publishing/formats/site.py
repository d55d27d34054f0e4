"""Writes the scorecards as plain HTML pages that open by double-click, with no network and no script needed.

Belongs here: which pages there are, and what each template is given. Does not belong here: figures, wording and
drawing (`content`, `charts`). The pages hold no time of writing: the same marts give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from orchestration.publishing.charts.style import EDGE
from orchestration.publishing.content import events, footnotes, front, origin, pictures, tables
from orchestration.publishing.content.card import card
from orchestration.publishing.content.changes import changes
from orchestration.publishing.content.downloads import downloads
from orchestration.publishing.content.methods import methods
from orchestration.publishing.content.pack import AUDIENCE, Pack, packs, safe
from orchestration.publishing.content.staff_pictures import drawings
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.content.workforce import sheets
from orchestration.publishing.formats.papers import write_papers
from orchestration.publishing.promise import PublishError
from orchestration.publishing.reading import Marts
from orchestration.publishing.record import RunRecord
from orchestration.publishing.words import glossary, wording

TEMPLATES = Path(__file__).parent / "templates"
TAKEN = {"board", "changes", "glossary", "index", "methods", "narrative", "summary", "table", "workforce"}
"""Pages of a council that are not an indicator's."""


def write_site(marts: Marts, folder: Path, record: RunRecord) -> int:
    """Write the pages of every council below `folder`; return how many were written."""
    pages = Pages(marts, folder)
    for pack in packs(marts):
        pages.council(pack, record)
    pages.page("index.html", "index.html.j2", packs=list(packs(marts)))
    return pages.written


class Pages:
    """Renders and writes; templates are compiled once."""

    def __init__(self, marts: Marts, folder: Path) -> None:
        self.marts, self.folder, self.written = marts, folder, 0
        self.environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        script = (TEMPLATES / "filter.js").read_text(encoding="utf-8")
        self.environment.globals.update(
            edition=marts.edition,
            style=compact((TEMPLATES / "style.css").read_text(encoding="utf-8")),
            wording=wording,
            audience=AUDIENCE,
            filter_script=script,
            filter_hash=content_hash(script),
        )

    def page(self, name: str, template: str, **context: Any) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = lighter(glossary.explained(self.environment.get_template(template).render(**context)))
        file.write_text(text, encoding="utf-8", newline="\n")
        self.written += 1

    def council(self, pack: Pack, record: RunRecord) -> None:
        """Front page, KPI table and one page an indicator; a council without a whole month has a front page only."""
        staff = sheets(pack.subjects)
        shared = {"council": pack.council, "as_at": pack.as_at, "has_workforce": bool(staff)}
        for subject in pack.subjects:
            self.page(f"{pack.la_code}/{_name(subject)}.html", "indicator.html.j2", **shared, **self._card(subject))
        if pack.subjects:
            self.page(f"{pack.la_code}/table.html", "table.html.j2", **shared, **front.table(pack))
        if staff:
            self.page(
                f"{pack.la_code}/workforce.html",
                "workforce.html.j2",
                **shared,
                sheets=staff,
                drawings=drawings(pack.subjects),
            )
        write_papers(self.page, pack, shared)
        if pack.subjects:
            self.page(f"{pack.la_code}/changes.html", "changes.html.j2", **shared, blocks=changes(pack))
        terms = {"terms": glossary.listed(), "words": glossary.WORDS}
        self.page(f"{pack.la_code}/glossary.html", "glossary.html.j2", **shared, **terms)
        self.page(f"{pack.la_code}/methods.html", "methods.html.j2", **shared, **methods(pack, record))
        self.page(f"{pack.la_code}/index.html", "council.html.j2", **shared, files=downloads(pack), **front.front(pack))

    def _card(self, subject: Subject) -> dict[str, Any]:
        chart, axis = pictures.chart(subject)
        return {
            **card(subject),
            "mark": footnotes.mark(subject),
            "notes": footnotes.footnotes(subject),
            "earlier_notes": footnotes.earlier(subject),
            "story": pictures.story(subject),
            "chart": chart,
            "axis": axis,
            "parts_chart": pictures.parts_chart(subject),
            **origin.origin(subject),
            "events": events.events(subject),
            "history": tables.history(subject),
            "windows": tables.windows(subject),
            "benchmarks": tables.benchmarks(subject),
            "breakdowns": tables.breakdowns(subject),
            "definition": tables.definition(subject),
            "feeds": tables.feeds(self.marts.feeds.get(subject.key[0], []), subject.indicator["feeds"] or ""),
        }


def compact(style: str) -> str:
    """The style sheet, which stands in every page, without the space that only people need.

    A space before a colon or a dot is a part of a selector and stays.
    """
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", style)).strip()


def lighter(page: str) -> str:
    """The page with what every text of a chart repeats said once: a sixth of the edition's pages was nothing else."""
    page = page.replace(EDGE, "").replace(' text-anchor="middle"', "").replace(' fill="#000000"', "")
    return page.replace('<svg viewBox="0 0 ', '<svg text-anchor="middle" viewBox="0 0 ')


def content_hash(script: str) -> str:
    """How a page's policy names the one script it lets run."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def _name(subject: Subject) -> str:
    code = safe(subject.indicator["indicator_code"])
    if code in TAKEN or code.startswith("board_"):
        raise PublishError("an indicator's code is the name of another page")
    return code
