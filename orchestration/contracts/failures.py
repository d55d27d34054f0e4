"""The one place that sees pandera's error objects, whose texts and tables carry values of the failing rows.

Belongs here: `SchemaErrors` → counts by rule and column. Does not belong here: anything that keeps, logs or re-raises
the error itself; `ContractBroken` is raised `from None` so that no traceback drags it along.
"""

from __future__ import annotations

from collections import Counter

import ibis.expr.types as ir
import pandas as pd
import pandera.ibis as pa
from pandera.errors import SchemaErrors


class ContractBroken(Exception):
    """Rows that should have kept a contract do not. Carries counts by rule and column, never a value."""

    def __init__(self, what: str, counts: dict[str, int]) -> None:
        self.what, self.counts = what, counts
        told = ", ".join(f"{rule} ({count})" for rule, count in sorted(counts.items()))
        super().__init__(f"{what} breaks its contract: {told}")


def broken_rules(schema: pa.DataFrameSchema, table: ir.Table) -> dict[str, int]:
    """Validate lazily and return `rule` or `rule:column` → number of failing rows (0 where pandera gives no rows).

    Empty means that every rule holds.
    """
    try:
        schema.validate(table, lazy=True)
    except SchemaErrors as errors:
        counts: Counter[str] = Counter()
        for error in errors.schema_errors:
            counts[_label(error)] += _rows(error.failure_cases)
        return dict(counts)
    return {}


def require(schema: pa.DataFrameSchema, table: ir.Table, what: str) -> None:
    """Raise `ContractBroken` unless every rule holds."""
    counts = broken_rules(schema, table)
    if counts:
        raise ContractBroken(what, counts)


def _label(error: Exception) -> str:
    check = getattr(error, "check", None)
    rule = getattr(check, "name", None) or (check if isinstance(check, str) else None)
    reason = getattr(getattr(error, "reason_code", None), "value", "unknown")
    # a dtype check's own text holds the type only; every other text may hold values and is left behind
    rule = "type" if reason == "wrong_dtype" else rule or reason
    column = getattr(getattr(error, "schema", None), "name", None)
    is_column = type(getattr(error, "schema", None)).__name__ == "Column"
    return f"{rule}:{column}" if is_column and column else str(rule)


def _rows(cases: object) -> int:
    if isinstance(cases, ir.Table):
        return int(cases.count().execute())
    # a check's rows come as a pandas frame; a wrong type or column comes as a word
    return len(cases) if isinstance(cases, pd.DataFrame) else 0
