"""Notes of the mart on the pages: numbered beside the figure, counted in the tables, none of them lost.

Belongs here: the fixture's four notes of contacts_received. Does not belong here: when a note is raised
(models/unit_tests/notes__unit_tests.yml).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.publishing import publish
from orchestration.publishing.content import footnotes
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Marts, read_marts
from orchestration.settings import Home


@pytest.fixture
def published(home: Home, warehouse: Callable) -> Path:
    warehouse()
    return publish(home).path


def contacts(folder: Path) -> Subject:
    marts: Marts = read_marts(folder / "marts" / "marts.duckdb")
    indicator = next(row for row in marts.indicators if row["indicator_code"] == "contacts_received")
    return Subject(marts, marts.councils[0], indicator)


def test_the_gravest_note_stands_first_and_each_has_its_number(published: Path) -> None:
    notes = footnotes.footnotes(contacts(published))
    assert [(note["number"], note["severity"]) for note in notes] == [(1, "warning"), (2, "caution"), (3, "info")]


def test_an_earlier_month_keeps_its_caution(published: Path) -> None:
    assert footnotes.earlier(contacts(published)) == [
        {"title": "A caution <made>", "word": "Caution", "months": "Oct-20"}
    ]


def test_the_mark_counts_what_must_not_be_missed(published: Path) -> None:
    subject = contacts(published)
    assert footnotes.mark(subject) == "1 warning, 1 caution"
    subject.marts.notes = {}
    assert footnotes.mark(subject) == ""


def test_the_pages_show_every_note_and_mark(published: Path) -> None:
    site = published / "scorecards" / "990"
    card = (site / "contacts_received.html").read_text("utf-8")
    assert card.count("7 of 1,200 are not recorded.") == 3
    assert "A warning &lt;made&gt;" in card
    assert "Notes on earlier months" in card
    for page in ("table.html", "index.html"):
        text = (site / page).read_text("utf-8")
        assert 'href="contacts_received.html#notes">1 warning, 1 caution</a>' in text, page
    assert "Caution: A caution &lt;made&gt;" in (site / "index.html").read_text("utf-8")
    assert 'id="notes"' not in (site / "cpp_rate.html").read_text("utf-8")


def test_an_event_without_a_council_is_on_every_council(home: Home, warehouse: Callable) -> None:
    from tests.publishing.marts_fixture import make_rows

    rows = make_rows(("990", "991"))
    rows["dim_process_event"] = [{**rows["dim_process_event"][0], "la_code": None}]
    warehouse(rows)
    marts = read_marts(publish(home).path / "marts" / "marts.duckdb")
    assert {la_code: len(found) for la_code, found in marts.events.items()} == {"990": 1, "991": 1}
