"""Writes the scorecards: a folder of plain HTML pages that open by double-click, with no network and no script.

Belongs here: which pages there are, and what each template is given. Does not belong here: figures, wording and
drawing (`card`, `tables`, `pictures`). The pages hold no time of writing: the same marts give the same bytes.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from orchestration.publishing import footnotes, pictures, tables, wording
from orchestration.publishing.card import Subject, Tile, as_at, paragraphs, rating_tile, state, tiles
from orchestration.publishing.numbers import DIFFERENCE_WORDS, RATES, UNIT_WORDS, number, signed, size_of_change
from orchestration.publishing.promise import PublishError
from orchestration.publishing.reading import Marts, Row
from orchestration.publishing.sentences import target_words
from orchestration.publishing.workforce import sheets

TEMPLATES = Path(__file__).parent / "templates"
SAFE_CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]*$")
TAKEN = {"index", "table", "workforce"}
TABLE_MONTHS = 4
TABLE_COMPARATORS = ("statistical_neighbours", "england", "region")


def write_site(marts: Marts, folder: Path) -> int:
    """Write the pages of every council below `folder`; return how many were written."""
    pages = Pages(marts, folder)
    for council in marts.councils:
        pages.council(council)
    pages.page("index.html", "index.html.j2", councils=marts.councils, as_at=as_at)
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
        self.environment.globals.update(
            edition=marts.edition,
            style=(TEMPLATES / "style.css").read_text(encoding="utf-8"),
            wording=wording,
        )

    def page(self, name: str, template: str, **context: Any) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = self.environment.get_template(template).render(**context)
        file.write_text(text, encoding="utf-8", newline="\n")
        self.written += 1

    def council(self, council: Row) -> None:
        """Front page, KPI table and one page an indicator; a council without a whole month has a front page only."""
        code = safe(council["la_code"])
        if council["last_period_end"] is None:
            self.page(f"{code}/index.html", "council.html.j2", **self._front(council, []))
            return
        subjects = [Subject(self.marts, council, indicator) for indicator in self.marts.indicators]
        for subject in subjects:
            name = safe(subject.indicator["indicator_code"])
            self.page(f"{code}/{name}.html", "indicator.html.j2", **self._card(subject))
        groups = grouped(subjects)
        self.page(
            f"{code}/table.html",
            "table.html.j2",
            council=council,
            as_at=as_at(council),
            months=[wording.month_label(end) for end in _table_months(subjects)],
            comparators=[wording.COMPARATORS[name] for name in TABLE_COMPARATORS],
            groups=[(area, [table_row(subject) for subject in members]) for area, members in groups],
        )
        staff = sheets(subjects)
        if staff:
            self.page(
                f"{code}/workforce.html", "workforce.html.j2", council=council, as_at=as_at(council), sheets=staff
            )
        self.page(f"{code}/index.html", "council.html.j2", **self._front(council, groups, has_workforce=bool(staff)))

    def _card(self, subject: Subject) -> dict[str, Any]:
        chart, axis = pictures.chart(subject)
        return {
            "subject": subject,
            "council": subject.council,
            "indicator": subject.indicator,
            "as_at": as_at(subject.council),
            "headline_name": wording.VIEW_NAMES[subject.view],
            "period": wording.period(subject.view, subject.end),
            "tiles": tiles(subject),
            "state": state(subject.latest),
            "mark": footnotes.mark(subject),
            "notes": footnotes.footnotes(subject),
            "earlier_notes": footnotes.earlier(subject),
            "paragraphs": paragraphs(subject),
            "chart": chart,
            "axis": axis,
            "parts_chart": pictures.parts_chart(subject),
            "history": tables.history(subject),
            "has_figures": any(row.get("value") is not None for row in subject.by_month.values()),
            "has_parts": subject.unit != "count",
            "has_target": any(row.get("target_value") is not None for row in subject.by_month.values()),
            "windows": tables.windows(subject),
            "benchmarks": tables.benchmarks(subject),
            "breakdowns": tables.breakdowns(subject),
            "definition": tables.definition(subject),
            "events": pictures.events(subject),
            "feeds": tables.feeds(self.marts.feeds.get(subject.key[0], []), subject.indicator["feeds"] or ""),
        }

    def _front(
        self, council: Row, groups: list[tuple[str, list[Subject]]], *, has_workforce: bool = False
    ) -> dict[str, Any]:
        feeds = tables.feeds(self.marts.feeds.get(council["la_code"], []))
        subjects = [subject for _, members in groups for subject in members]
        ratings = [str(subject.latest.get("rating") or "grey") for subject in subjects]
        return {
            "council": council,
            "as_at": as_at(council),
            "headlines": [front_tile(leading(members)) for _, members in groups],
            "groups": [(area, [front_tile(subject) for subject in members]) for area, members in groups],
            "ratings": [(name, words, ratings.count(name)) for name, words in wording.RATINGS.items()],
            "has_workforce": has_workforce,
            "feeds": feeds,
            "absent": [feed for feed in feeds if feed["status"] != "loaded"],
            "quarantined": _quarantined(self.marts.feeds.get(council["la_code"], [])),
            "troubled": sorted(
                (
                    feed
                    for feed in feeds
                    if feed["status"] != "loaded" or feed["missing_columns"] or feed["rows_quarantined"] != "0"
                ),
                key=lambda feed: (feed["status"] == "loaded", feed["feed"]),
            ),
            "noted": footnotes.summary(subjects),
            "unreported": [front_tile(subject) for subject in subjects if _feed_missing(subject)],
        }


def safe(code: str) -> str:
    """A code that becomes a file or folder name; refused when it could lead elsewhere."""
    if not SAFE_CODE.match(code) or code in TAKEN:
        raise PublishError("a council or indicator code is not usable as a page name")
    return code


def grouped(subjects: list[Subject]) -> list[tuple[str, list[Subject]]]:
    """By service, in the order in which the services first appear on the scorecard."""
    groups: dict[str, list[Subject]] = {}
    for subject in subjects:
        groups.setdefault(subject.indicator["service_area"], []).append(subject)
    return list(groups.items())


def leading(members: list[Subject]) -> Subject:
    """The indicator that stands for its service on the front page.

    The first share or rate with a figure and a target, else the first number with both, else the first with a figure.
    """
    figures = [subject for subject in members if subject.latest["value"] is not None]
    aimed = [subject for subject in figures if subject.latest.get("target_value") is not None]
    shares = [subject for subject in aimed if subject.unit != "count"]
    return (shares or aimed or figures or members)[0]


def front_tile(subject: Subject) -> dict[str, Any]:
    """What the front page says of an indicator."""
    row = subject.latest
    return {
        "code": subject.indicator["indicator_code"],
        "area": subject.indicator["service_area"],
        "title": subject.indicator["title"],
        "value": subject.told(row),
        "state": state(row),
        "unit": UNIT_WORDS[subject.unit] if subject.unit in RATES and row["value"] is not None else "",
        "period": wording.period(subject.view, subject.end),
        "target": target_words(row, subject.unit),
        "rating": rating_tile(row),
        "mark": footnotes.mark(subject),
    }


def table_row(subject: Subject) -> dict[str, Any]:
    """One line of the KPI table: four months in the headline view, target, benchmarks, change, rating."""
    rows = [subject.by_month.get(end) or {} for end in subject.months[-TABLE_MONTHS:]]
    cells = [_table_cell(subject, row) for row in rows]
    values = [row.get("value") for row in rows]
    alike = len(set(cells)) == 1 and all(value is None for value in values)
    change, direction = subject.latest.get("change"), subject.latest.get("direction")
    found = {row["comparator"]: row for row in subject.marts.benchmarks.get(subject.key, [])}
    return {
        "code": subject.indicator["indicator_code"],
        "title": subject.indicator["title"],
        "view": wording.VIEW_NAMES[subject.view],
        "unit": DIFFERENCE_WORDS[subject.unit] if subject.unit in (*RATES, "days") else "",
        "cells": cells,
        "states": [state(row) for row in rows],
        "alike": alike,
        "target": target_words(subject.latest, subject.unit) or "none set",
        "benchmarks": [_table_benchmark(subject, found.get(name)) for name in TABLE_COMPARATORS],
        "change": None if change is None else _change(change, subject),
        "direction": "Not available" if not direction else direction[0].upper() + direction[1:],
        "rating": short(rating_tile(subject.latest)),
        "mark": footnotes.mark(subject),
    }


def short(rating: Tile) -> Tile:
    """The rating with the head of its reason: what follows a colon is told in the notes."""
    return replace(rating, note=rating.note.partition(":")[0])


def _table_cell(subject: Subject, row: Row) -> str:
    """A month's figure; days stand without their unit, which the line names once."""
    value = row.get("value")
    if value is not None and subject.unit == "days":
        return number(value, subject.decimals)
    return subject.told(row)


def _change(change: float, subject: Subject) -> str:
    """`+0.2 pp`; a change that would round to zero is called small instead of printed as none."""
    points = " pp" if subject.unit == "percent" else ""
    if change and size_of_change(change, "count", subject.decimals).startswith("less"):
        return size_of_change(change, "count", subject.decimals) + points
    return signed(change, subject.decimals) + points


def _table_benchmark(subject: Subject, row: Row | None) -> tuple[str, str]:
    if row is None or row["published_value"] is None:
        return "none", ""
    vintage = row["vintage"] or "vintage not printed"
    if row["comparable_value"] is None:
        return "not comparable", vintage
    made = "" if row["conversion"] in (None, "as published") else f", {row['conversion']}"
    return subject.shown(row["comparable_value"]), vintage + made


def _table_months(subjects: list[Subject]) -> list[Any]:
    return subjects[0].months[-TABLE_MONTHS:] if subjects else []


def _quarantined(rows: list[Row]) -> tuple[str, int]:
    """Rows in quarantine, as text, and the number of feeds that have some."""
    counts = [row["rows_quarantined"] or 0 for row in rows]
    return number(sum(counts)), sum(1 for count in counts if count)


def _feed_missing(subject: Subject) -> bool:
    return str(subject.latest["status"]).startswith("feed missing")
