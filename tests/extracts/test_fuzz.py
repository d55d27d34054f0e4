"""Damaged files of every sort: read with each row accounted for, or refused with a reason; nothing else."""

from __future__ import annotations

import gzip
import itertools
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.contracts.feeds import FEEDS
from orchestration.extracts.files import open_duckdb
from orchestration.extracts.reading import TEXT_TABLE, read
from orchestration.extracts.scout import Unreadable, scout
from tests.extracts.good import GOOD, csv_text

FEED = FEEDS["ssd_department"]
SOUND = csv_text([{"dept_team_id": f"T{i}", "dept_team_name": f'North, "{i}" é'} for i in range(20)]).encode()
SPICE = [
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"\xff",
    b"\xc3",
    b'""',
    b"\n\n",
    b",,",
    b"NULL",
    b" ",
    b"\xef\xbb\xbf",
    b"'",
    b";",
]
edits = st.lists(
    st.tuples(st.integers(0, len(SOUND)), st.sampled_from(SPICE), st.integers(0, 9)), min_size=1, max_size=6
)


def account(content: bytes) -> tuple[int, int] | str:
    """(rows in, rows accounted for), or the reason for which the file is refused."""
    with tempfile.TemporaryDirectory() as folder, closing(open_duckdb()) as connection:
        path = Path(folder) / "file"
        path.write_bytes(content)
        try:
            reading = read(connection, path, FEED)
        except Unreadable as refusal:
            return str(refusal)
        rows = connection.execute(f"select count(*) filter (where not is_blank) from {TEXT_TABLE}").fetchone()
        assert rows is not None
        return reading.rows_in, rows[0] + reading.blank + len(reading.broken)


@given(edits)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_every_row_of_a_damaged_file_is_accounted_for(changes: list[tuple[int, bytes, int]]) -> None:
    content = SOUND
    for place, spice, cut in changes:
        content = content[:place] + spice + content[place + cut :]
    told = account(content)
    assert isinstance(told, str) or told[0] == told[1]


@pytest.mark.parametrize("end", range(0, len(SOUND), 37))
def test_a_truncated_file_is_refused_or_its_last_row_named(end: int) -> None:
    told = account(SOUND[:end])
    assert isinstance(told, str) or told[0] == told[1] == max(SOUND[:end].count(b"\n") - 1, 0) + (
        SOUND[end - 1 : end] != b"\n"
    )


@given(st.integers(0, 400), st.binary(min_size=1, max_size=3))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_a_damaged_gzip_never_gives_rows_unseen(place: int, noise: bytes) -> None:
    packed = gzip.compress(SOUND, mtime=0)
    told = account(packed[:place] + noise + packed[place + len(noise) :])
    assert isinstance(told, str) or told == (20, 20)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 64])
def test_the_scout_sees_the_same_whatever_the_chunks(
    size: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    endings = [
        "a,b\n1,2\n",
        "a,b\r\n1,2\r\n",
        "a,b\r1,2\r",
        "a,b\n\n1,2",
        "a,b\r\n\r\n1,2\r\n",
        "\na",
        "a\r\n1\r2\n",
        "é,b\n",
    ]
    for number, text in enumerate([*endings, *map("".join, itertools.product("\r\n", repeat=3))]):
        path = tmp_path / f"{number}"
        path.write_bytes(text.encode())
        monkeypatch.setattr("orchestration.extracts.scout._CHUNK", 1 << 20)
        whole = scout(path)
        monkeypatch.setattr("orchestration.extracts.scout._CHUNK", size)
        assert scout(path) == whole, repr(text)


def test_the_sound_file_is_sound() -> None:
    assert account(SOUND) == (20, 20)
    assert GOOD["ssd_department"].keys() == {"dept_team_id", "dept_team_name"}
