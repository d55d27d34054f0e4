"""The pages that explain: how the figures were made, and what the short forms mean."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.publishing import CheckOutcome, RunRecord, publish
from orchestration.publishing.record import by_room
from orchestration.publishing.words import glossary
from orchestration.settings import Home
from tests.seeds.reading import registry

RECORD = RunRecord(
    checks=(
        CheckOutcome("facts", "fct_contact", "unique_contact", "passed"),
        CheckOutcome("raw", "ssd_contacts", "contract", "warned"),
        CheckOutcome("raw", "ssd_person", "contract", "passed"),
    ),
    versions={"Python": "3.11.7", "duckdb": "1.5.5"},
)
# a name of two or more capitals that is no code, no month label and no word of a file
SHORT_FORM = re.compile(r"(?<![\w/-])([A-Z][A-Za-z]*[A-Z][A-Za-z]*|[A-Z]{2,}\d*)(?![\w-])")
NOT_SHORT_FORMS = {"CSV", "HTML", "PDF", "PowerPoint", "SHA", "XLSX"}


@pytest.fixture
def site(home: Home, warehouse: Callable[..., object]) -> Path:
    warehouse()
    return publish(home, record=RECORD).path / "scorecards"


def test_the_methods_page_tells_the_run(site: Path) -> None:
    page = (site / "990" / "methods.html").read_text(encoding="utf-8")
    for told in ("3 checks were evaluated", "1.5.5", "Hash of the inputs", "<code>ssd_contacts</code>: contract"):
        assert told in page


def test_checks_are_counted_by_step_in_the_order_of_the_work() -> None:
    assert by_room(RECORD.checks) == [
        {"room": "Extracts against their contracts", "evaluated": 2, "passed": 1, "warned": 1},
        {"room": "Facts and dimensions", "evaluated": 1, "passed": 1, "warned": 0},
    ]


def test_the_first_use_of_a_short_form_is_explained_and_no_other() -> None:
    page = "<title>CP</title><main><h1>CP</h1><p>A CP plan, and CP8 and CP-QL.</p><svg>CP</svg><p>CP</p></main>"
    made = glossary.explained(page)
    assert made.count("<abbr") == 1
    assert '<p>A <abbr title="child protection">CP</abbr> plan, and CP8 and CP-QL.</p>' in made


def test_every_short_form_of_the_registry_is_in_the_glossary() -> None:
    titles = [row["title"] for row in registry().values()]
    assert len(titles) > 150
    found = {form for title in titles for form in SHORT_FORM.findall(title)}
    assert found - set(glossary.TERMS) == set()


def test_every_short_form_on_the_pages_is_in_the_glossary(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        text = re.sub(r"(?s)<(style|svg|code|script)\b.*?</\1>|<!DOCTYPE[^>]*>", " ", path.read_text(encoding="utf-8"))
        words = set(SHORT_FORM.findall(html.unescape(re.sub(r"<[^>]+>", " ", text))))
        assert words - set(glossary.TERMS) - NOT_SHORT_FORMS == set(), path.name
