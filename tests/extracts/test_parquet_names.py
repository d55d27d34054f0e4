"""The names of a Parquet file that nobody knows yet, and nothing of a broken one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.extracts.recognition.parquet_names import names_of

NESTED = pa.struct([("a", pa.string()), ("b", pa.list_(pa.struct([("c", pa.int8())])))])
TABLES = {
    "flat": pa.table({"pers_person_id": ["K1"], "Größe": [1], "": [True]}),
    "nested": pa.table(
        [
            pa.array([{"a": "x", "b": [{"c": 1}]}], NESTED),
            pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int8())),
            pa.array([[["x"]]], pa.list_(pa.list_(pa.string()))),
            pa.array([datetime(2021, 3, 1)], pa.timestamp("us", "UTC")),
        ],
        ["one", "two", "three", "four"],
    ),
    "wide": pa.table({f"a column with a long name {number}": ["x"] for number in range(1000)}),
    "without columns": pa.table({}),
    "pandas": pa.table({"x": [1.5]}).replace_schema_metadata({"pandas": "{}" * 999}),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_names_are_those_of_the_columns(tmp_path: Path, name: str) -> None:
    pq.write_table(TABLES[name], tmp_path / "file")
    assert names_of(tmp_path / "file") == TABLES[name].column_names


def test_a_footer_out_of_order_gives_no_names_or_others_and_never_an_error(tmp_path: Path) -> None:
    """A hundred changes of a footer, some of which end the process that reads it; and the four that say it is somewhere
    else."""
    pq.write_table(TABLES["nested"], tmp_path / "file")
    draw, content = Random(5), (tmp_path / "file").read_bytes()
    length = int.from_bytes(content[-8:-4], "little")
    for _ in range(100):
        at = draw.randrange(len(content) - 8 - length, len(content) - 8)
        (tmp_path / "file").write_bytes(content[:at] + draw.randbytes(draw.choice((1, 2, 8))) + content[at + 1 :])
        names_of(tmp_path / "file")
    for short in (content[:4], content[:-1], content[:-8] + b"\xff\xff\xff\x7fPAR1", content[:-8] + b"\0\0\0\0PAR1"):
        (tmp_path / "file").write_bytes(short)
        assert names_of(tmp_path / "file") is None


def test_a_footer_of_a_million_levels_gives_none(tmp_path: Path) -> None:
    footer = b"\x1c" * (3 << 20)
    (tmp_path / "file").write_bytes(b"PAR1" + footer + len(footer).to_bytes(4, "little") + b"PAR1")
    assert names_of(tmp_path / "file") is None
