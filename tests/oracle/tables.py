"""All feeds that the oracle reads, by name. Their columns stand in `tables_front` and `tables_care`."""

from __future__ import annotations

from tests.oracle.columns import Kind, Table
from tests.oracle.tables_care import CARE
from tests.oracle.tables_front import FRONT

__all__ = ["TABLES", "Kind", "Table"]

TABLES: dict[str, Table] = {**FRONT, **CARE}
