"""The process that opens untrusted workbooks, as long as it lives and when it does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from orchestration.extracts import opener
from orchestration.extracts.annex_a import sheets, unpack
from orchestration.extracts.scout import Unreadable
from tests.extracts.annex_a_books import HEADERS, book, who


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    path.write_bytes(book({"List 1": [HEADERS[1], [*who("K1"), date(2021, 3, 1), "Schools"]]}))
    return path


def test_one_process_serves_many_files_and_another_follows_when_it_is_ended(workbook: Path) -> None:
    assert sheets.feed_of(workbook) == "annex_a_list_1"
    first = opener.start()
    assert sheets.feed_of(workbook) == "annex_a_list_1"
    assert opener.start() is first
    first.kill()
    assert sheets.feed_of(workbook) == "annex_a_list_1"
    assert opener.start() is not first
    opener.end()


def test_a_file_that_is_not_there_ends_its_copy_alone(workbook: Path, tmp_path: Path) -> None:
    process = opener.start()
    assert opener.run(unpack.__name__, tmp_path / "none.xlsx", str(tmp_path)) == 1
    assert opener.run(unpack.__name__, workbook, str(tmp_path)) == 0
    assert opener.start() is process


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (opener.TOO_LONG, "the file takes longer to read than a file may"),
        (-9, "the file cannot be read within the limits of memory and time"),
    ],
    ids=["too long", "killed"],
)
def test_what_ended_the_copy_is_told(workbook: Path, monkeypatch: pytest.MonkeyPatch, code: int, why: str) -> None:
    monkeypatch.setattr(opener, "run", lambda *_: code)
    with pytest.raises(Unreadable, match=f"^{why}$"):
        sheets.feed_of(workbook)


def test_an_interrupted_question_leaves_no_answer_behind(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the next file would get the answer that this one did not wait for."""
    process = opener.start()

    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(opener, "_asked", interrupted)
        with pytest.raises(KeyboardInterrupt):
            sheets.feed_of(workbook)
    assert process.poll() is not None
    assert sheets.feed_of(workbook) == "annex_a_list_1"
