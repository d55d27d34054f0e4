"""What an edition may hold: the tables by name, the key each is ordered by, and what may never be among them.

Belongs here: the allow-list and the checks of a table's shape. Does not belong here: the promise about each column's
type and values, which is the dbt contract of the model and the pandera contract of the mart.
"""

from __future__ import annotations

import re

MARTS: dict[str, tuple[str, ...]] = {
    "edition": ("edition_id",),
    "dim_council": ("la_code",),
    "dim_indicator": ("indicator_code",),
    "dim_month": ("period_end",),
    "dim_process_event": ("la_code", "event_date", "indicator_code", "system", "title"),
    "feed_status": ("la_code", "as_at", "feed"),
    "kpi_benchmarks": ("la_code", "indicator_code", "period_end", "comparator"),
    "kpi_commentary": ("la_code", "indicator_code", "period_end"),
    "kpi_changes": ("la_code", "indicator_code", "kind"),
    "kpi_lineage": ("indicator_code", "name"),
    "kpi_groups": ("la_code", "indicator_code", "period_end"),
    "kpi_measures": ("la_code", "indicator_code", "period_end", "view", "slice_type", "slice_value"),
    "kpi_notes": ("la_code", "indicator_code", "period_end", "note_code", "subject"),
    "kpi_revisions": ("la_code", "indicator_code", "period_end", "view", "slice_type", "slice_value"),
    "kpi_scorecard": ("la_code", "indicator_code", "period_end"),
    "kpi_signals": ("la_code", "indicator_code", "period_end"),
}
"""Table → the columns that order it; every published table is here and nothing else is published."""

UNIQUE = frozenset(MARTS) - {"dim_process_event"}
"""Tables whose key is unique. An event may touch every indicator (no code)."""

MEASURE_COLUMNS = (
    *MARTS["kpi_measures"],
    "numerator",
    "denominator",
    "value",
    "status",
)
"""The exact columns of kpi_measures: other programs read them by position as well as by name."""

# The types that every BI driver in use carries over unchanged; HUGEINT and nested types are not among them.
TYPES = re.compile(r"^(BIGINT|INTEGER|SMALLINT|DOUBLE|VARCHAR|DATE|TIMESTAMP|BOOLEAN|DECIMAL\(\d+,\d+\))$")

# Names that only a row about one child, worker or case record would have. dept_team_id and the like count as well.
CHILD_LEVEL = re.compile(
    r"(person|child|pupil|worker|professional|case|referral|episode|plan|visit|enquiry|contact)_?(id|key|ref|number)\b"
    r"|(^|_)(upn|nhs|uln|dob|birth|forename|surname|first_name|last_name|postcode|address|source_row)(_|$)",
)


class PublishError(Exception):
    """An edition could not be published; the message says what is wrong and never holds a value of a child's row."""


def check_shape(table: str, columns: list[tuple[str, str]]) -> None:
    """Refuse a mart whose columns (name, type) break the promise; the message names the table and the column."""
    names = [name for name, _ in columns]
    child_level = [name for name in names if CHILD_LEVEL.search(name.lower())]
    if child_level:
        raise PublishError(f"{table} has a column that looks child-level: {', '.join(child_level)}")
    if missing := [key for key in MARTS[table] if key not in names]:
        raise PublishError(f"{table} lacks its key column {', '.join(missing)}")
    if table == "kpi_measures" and names != list(MEASURE_COLUMNS):
        raise PublishError(f"kpi_measures must have exactly the columns {', '.join(MEASURE_COLUMNS)}")
    for name, kind in columns:
        if not TYPES.match(kind):
            raise PublishError(f"{table}.{name} has type {kind}, which other tools do not read reliably")
