"""The words of the notes: every note has a kind, a severity and a sentence whose places the models can fill."""

from __future__ import annotations

import re

from orchestration.contracts.mart_rules import NOTE_KINDS, SEVERITIES
from orchestration.settings import PROJECT
from tests.seeds.reading import repeated, seed

NOTES = seed("data_notes")
MODELS = "\n".join(path.read_text("utf-8") for path in (PROJECT / "models" / "kpi" / "notes").glob("*.sql"))


def test_every_note_is_of_a_known_kind_and_severity() -> None:
    assert repeated(NOTES, "note_code") == []
    assert {row["kind"] for row in NOTES} <= set(NOTE_KINDS)
    assert {row["severity"] for row in NOTES} <= set(SEVERITIES)
    assert [row["note_code"] for row in NOTES if not (row["title"] and row["source"])] == []


def test_sentences_have_no_place_that_nothing_fills() -> None:
    for row in NOTES:
        assert set(re.findall(r"{(.*?)}", row["text"])) <= {"count", "of", "what"}, row["note_code"]
        assert row["text"].endswith((".", "{what}")), row["note_code"]


def test_every_note_is_raised_somewhere_and_every_raised_note_has_its_words() -> None:
    assert [row["note_code"] for row in NOTES if f"'{row['note_code']}'" not in MODELS] == []
    raised = set(re.findall(r"'(\w+)' as note_code", MODELS))
    assert raised <= {row["note_code"] for row in NOTES}
