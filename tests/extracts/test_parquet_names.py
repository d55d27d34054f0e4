"""The names in a Parquet footer, read without a library: the same as a library reads, and nothing of a broken one."""

from __future__ import annotations

import io
from datetime import datetime
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.extracts.recognition import parquet_names
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


def written(table: pa.Table, **how: object) -> bytes:
    told = io.BytesIO()
    pq.write_table(table, told, **how)
    return told.getvalue()


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("version", ["1.0", "2.6"])
def test_the_names_are_those_that_the_library_reads(name: str, version: str) -> None:
    content = written(TABLES[name], version=version)
    assert names_of(io.BytesIO(content)) == pq.read_schema(io.BytesIO(content)).names


def test_a_footer_out_of_order_gives_no_names_or_others_and_never_an_error() -> None:
    """A thousand cuts and changes of a footer, and the four that say it is somewhere else."""
    draw, content = Random(5), written(TABLES["nested"])
    length = int.from_bytes(content[-8:-4], "little")
    for _ in range(1000):
        at = draw.randrange(len(content) - 8 - length, len(content) - 8)
        names_of(io.BytesIO(content[:at] + draw.randbytes(draw.choice((1, 2, 8))) + content[at + 1 :]))
    short = [content[:4], content[:-1], content[:-8] + b"\xff\xff\xff\x7fPAR1", content[:-8] + b"\0\0\0\0PAR1"]
    assert [names_of(io.BytesIO(one)) for one in short] == [None] * 4


def test_a_schema_of_a_thousand_columns_takes_a_twentieth_of_what_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_names, "MAX_BYTES", parquet_names.MAX_BYTES // 20)
    assert len(names_of(io.BytesIO(written(TABLES["wide"]))) or []) == 1000


@pytest.mark.parametrize("kind", [b"\x19", b"\x1b", b"\x1c"], ids=["lists", "maps", "structs"])
def test_a_footer_of_a_million_levels_or_fields_ends_soon(kind: bytes) -> None:
    footer = kind * (3 << 20)
    content = b"PAR1" + footer + len(footer).to_bytes(4, "little") + b"PAR1"
    assert names_of(io.BytesIO(content)) is None
