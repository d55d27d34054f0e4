# ruff: noqa: S608 - the statements are put together from declared names and quoted paths only
"""Characters that nobody sees: control characters, zero widths, overrides of direction. Out of every value, counted.

Belongs here: which they are, taking them out and counting them in DuckDB. Does not belong here: spaces (`reading`),
bytes that are not text at all (`records`). Joiners stay: some languages are written with them.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

PATTERN = (
    r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}\x{61c}\x{200b}\x{200e}\x{200f}"
    r"\x{202a}-\x{202e}\x{2060}-\x{2069}\x{feff}]"
)
RULE = "text.stripped"


def marked(connection: duckdb.DuckDBPyConnection, columns: Mapping[str, str], source: str) -> dict[str, int]:
    """`RULE:column` → rows of `source` in which that column holds any; `columns`: name → SQL of its raw text."""
    counts = ", ".join(f"count(*) filter (where regexp_matches({text}, '{PATTERN}'))" for text in columns.values())
    found = connection.execute(f"select {counts} from {source}").fetchone() if columns else None
    return {f"{RULE}:{name}": rows for name, rows in zip(columns, found or (), strict=True) if rows}
