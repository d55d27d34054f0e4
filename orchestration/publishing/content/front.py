"""The front page and the table of all indicators of one council, as text.

Belongs here: which indicators stand on the front page, and the lines of the table. Does not belong here: one
indicator's own page (`card`, `tables`, `pictures`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from orchestration.publishing.content import footnotes, pictures, tables
from orchestration.publishing.content.card import Tile, rating_tile, state
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Row
from orchestration.publishing.words import wording
from orchestration.publishing.words.numbers import DIFFERENCE_WORDS, RATES, UNIT_WORDS, number, rounded, signed
from orchestration.publishing.words.sentences import target_words

TABLE_MONTHS = 4
SMALLEST = 6
"""Decimals beyond which a change is none."""
TABLE_COMPARATORS = ("statistical_neighbours", "england", "region")


def front(pack: Pack) -> dict[str, Any]:
    """What the front page of a council says."""
    received = pack.marts.feeds.get(pack.council["la_code"], [])
    feeds = tables.feeds(received)
    subjects = pack.subjects
    ratings = [str(subject.latest.get("rating") or "grey") for subject in subjects]
    return {
        "headlines": [front_tile(leading(members)) for _, members in pack.groups],
        "groups": [(area, [front_tile(subject) for subject in members]) for area, members in pack.groups],
        "ratings": [(name, words, ratings.count(name)) for name, words in wording.RATINGS.items()],
        "feeds": feeds,
        "absent": [feed for feed in feeds if feed["status"] != "loaded"],
        "quarantined": _quarantined(received),
        "troubled": sorted(
            (
                feed
                for feed in feeds
                if feed["status"] != "loaded" or feed["missing_columns"] or feed["rows_quarantined"] != "0"
            ),
            key=lambda feed: (feed["status"] == "loaded", feed["feed"]),
        ),
        "noted": footnotes.summary(subjects),
        "unreported": [front_tile(subject) for subject in subjects if _not_held(subject)],
    }


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
        "spark": pictures.sparkline(subject),
        "mark": footnotes.mark(subject),
    }


def table(pack: Pack) -> dict[str, Any]:
    """The table of all indicators: four months, target, benchmarks, change and rating, by service."""
    return {
        "months": [wording.month_label(end) for end in _table_months(pack.subjects)],
        "comparators": [wording.COMPARATORS[name] for name in TABLE_COMPARATORS],
        "groups": [(area, [table_row(subject) for subject in members]) for area, members in pack.groups],
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
        "spark": pictures.sparkline(subject),
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
    """`+0.2 pp`; a change that would round to zero keeps as many decimals as show it, so that sign and word agree."""
    points = " pp" if subject.unit == "percent" else ""
    places = subject.decimals
    while change and not rounded(change, places) and places < SMALLEST:
        places += 1
    return signed(change, places) + points


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


def _not_held(subject: Subject) -> bool:
    """A feed is missing, or what was delivered of it does not reach as far as the figure."""
    return str(subject.latest["status"]).startswith(("feed missing", "known since", "known until"))
