"""The names of a Parquet file's columns, read by the library in a process with limits.

Belongs here: names, for saying what a file is. Does not belong here: rows (`extracts.reading`). The library is C++ and
the file is not to be trusted, so only a copy of `opener` opens it.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from orchestration.extracts import opener


def names_of(file: Path) -> list[str] | None:
    """The columns in their order, of nested ones the outermost name; None when the file cannot be understood."""
    with tempfile.TemporaryDirectory(prefix="names-") as folder:
        told = Path(folder) / "names.json"
        if opener.run(__name__, file, str(told)) != 0:
            return None
        return [str(name) for name in json.loads(told.read_text(encoding="utf-8"))]


def main(source: str, told: str) -> int:
    """Write the names into the file `told`; 1 when there are none to be had."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        names = pq.read_schema(source).names
    except (pa.ArrowException, OSError, ValueError):
        return 1
    Path(told).write_text(json.dumps(names), encoding="utf-8")
    return 0
