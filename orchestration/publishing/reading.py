"""Reads the published marts into plain rows for the pages, in one query a table.

Belongs here: the queries on the edition's own DuckDB file and how rows are grouped. Does not belong here: wording,
rounding, layout, or any other database.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from orchestration.publishing.marts import literal

Row = dict[str, Any]
Key = tuple[str, str]
"""(la_code, indicator_code)."""

MONTHS_SHOWN = 13
STAFF = (
    "sickness_days_lost_month",
    "caseload_assessment_fte",
    "caseload_pact_fte",
    "caseload_cla_fte",
    "caseload_overall_fte",
    "agency_workers_count",
    "staff_leavers_count",
    "audits_completed_pct",
    "audit_grade_count",
)
"""The indicators of the staff page."""
# an event without a council happened in all of them
EVENTS = (
    "select e.* replace (c.la_code as la_code) from dim_process_event as e "
    "join dim_council as c on coalesce(e.la_code, c.la_code) = c.la_code order by e.event_date, e.title"
)
HISTORY = (
    "select m.la_code, m.indicator_code, m.period_end, m.value from kpi_measures as m "
    "join dim_council as c using (la_code) join dim_indicator as i using (indicator_code) "
    "where m.slice_type = 'all' and m.value is not null and m.period_end <= c.last_period_end "
    "and m.view = case i.headline_view when 'ytd' then 'month' else i.headline_view end "
    "and (m.view <> 'rolling12' or m.period_end >= last_day(c.first_period_end + to_months(11))) "
    "order by m.period_end"
)


@dataclass
class Marts:
    """What the pages are drawn from, for every council: at most 13 months."""

    edition: Row
    councils: list[Row]
    indicators: list[Row]
    """By sort_order."""
    scorecard: dict[Key, list[Row]] = field(default_factory=dict)
    """kpi_scorecard, one row a month, oldest first."""
    measures: dict[Key, dict[tuple[str, date], Row]] = field(default_factory=dict)
    """kpi_measures of the whole council by (view, period_end)."""
    parts: dict[Key, list[Row]] = field(default_factory=dict)
    """kpi_measures of all months shown, every slice but the whole, in each view, oldest first."""
    slices: dict[Key, list[Row]] = field(default_factory=dict)
    """Those of the last month in the indicator's headline view."""
    staff: dict[Key, list[Row]] = field(default_factory=dict)
    """kpi_measures of the indicators of the staff page, by team and by grade, of all months shown."""
    benchmarks: dict[Key, list[Row]] = field(default_factory=dict)
    """kpi_benchmarks of the last month."""
    events: dict[str, list[Row]] = field(default_factory=dict)
    """dim_process_event by council, oldest first; a row without an indicator touches all of them."""
    notes: dict[Key, list[Row]] = field(default_factory=dict)
    """kpi_notes of the months shown, oldest month first, the gravest first within a month."""
    feeds: dict[str, list[Row]] = field(default_factory=dict)
    """feed_status by council."""
    history: dict[Key, list[tuple[date, float]]] = field(default_factory=dict)
    """All figures up to the last month, oldest first: of the headline view, but of the month alone where that is a year
    to date, whose length changes; a window of twelve months only once it is whole."""
    groups: dict[Key, Row] = field(default_factory=dict)
    """The group of the board's front page, of the last month; none where nothing puts an indicator into one."""
    commentary: dict[Key, Row] = field(default_factory=dict)
    """What the service says of the last month."""
    signals: dict[Key, dict[date, Row]] = field(default_factory=dict)
    """kpi_signals of the months shown by period_end."""
    changes: dict[Key, list[Row]] = field(default_factory=dict)
    """kpi_changes of the last month, the weightiest first."""
    revisions: dict[Key, list[Row]] = field(default_factory=dict)
    """kpi_revisions of the headline of the whole council in the months shown, where the printed figure differs."""
    lineage: dict[str, list[Row]] = field(default_factory=dict)
    """kpi_lineage by indicator code, from the figure back to the extract."""
    months: dict[str, list[date]] = field(default_factory=dict)
    """The month ends shown for a council, oldest first, without a gap."""


def read_marts(file: Path) -> Marts:
    """Read the marts of one edition file."""
    con = duckdb.connect(":memory:")
    try:
        con.execute(f"attach {literal(str(file))} as edition (read_only)")
        con.execute("use edition.marts")
        marts = Marts(
            edition=_rows(con, "select * from edition")[0],
            councils=_rows(con, "select * from dim_council order by council_name, la_code"),
            indicators=_rows(con, "select * from dim_indicator order by sort_order, indicator_code"),
        )
        marts.months = _months(con, marts.councils)
        _read_figures(con, marts)
        _read_words(con, marts)
        _read_past(con, marts)
        marts.events = _by(_rows(con, EVENTS), "la_code")
        marts.feeds = _by(_rows(con, "select * from feed_status order by feed"), "la_code")
    finally:
        con.close()
    return marts


def _read_figures(con: duckdb.DuckDBPyConnection, marts: Marts) -> None:
    con.execute(
        "create temp table span as select la_code, last_period_end as last_shown, "
        "last_day(last_period_end - to_months($back)) as first_shown from dim_council",
        {"back": MONTHS_SHOWN - 1},
    )
    marts.scorecard = _by_indicator(
        _rows(
            con,
            "select s.* from kpi_scorecard as s join span using (la_code) "
            "where s.period_end between first_shown and last_shown order by s.period_end",
        )
    )
    whole = _rows(
        con,
        "select m.* from kpi_measures as m join span using (la_code) "
        "where m.slice_type = 'all' and m.period_end between first_shown and last_shown",
    )
    for key, found in _by_indicator(whole).items():
        marts.measures[key] = {(row["view"], row["period_end"]): row for row in found}
    parts = _rows(
        con,
        "select m.* from kpi_measures as m join span using (la_code) "
        "where m.slice_type <> 'all' and m.period_end between first_shown and last_shown "
        "order by m.period_end, m.slice_type, m.slice_value",
    )
    last = {council["la_code"]: council["last_period_end"] for council in marts.councils}
    headline = {indicator["indicator_code"]: indicator["headline_view"] for indicator in marts.indicators}
    marts.parts = _by_indicator(parts)
    marts.slices = _by_indicator(
        [
            row
            for row in parts
            if row["period_end"] == last[row["la_code"]] and row["view"] == headline[row["indicator_code"]]
        ]
    )
    marts.staff = _by_indicator(
        [
            row
            for row in (*whole, *parts)
            if row["indicator_code"] in STAFF
            and row["slice_type"] in ("all", "team", "grade")
            and row["view"] in ("month", "snapshot")
        ]
    )
    marts.benchmarks = _by_indicator(
        _rows(
            con,
            "select b.* from kpi_benchmarks as b join span using (la_code) where b.period_end = last_shown "
            "order by b.comparator, b.vintage, b.source, b.published_value",
        )
    )
    marts.notes = _by_indicator(
        _rows(
            con,
            "select n.* from kpi_notes as n join span using (la_code) "
            "where n.period_end between first_shown and last_shown order by n.period_end, "
            "case n.severity when 'warning' then 0 when 'caution' then 1 else 2 end, n.note_code, n.subject",
        )
    )


def _read_words(con: duckdb.DuckDBPyConnection, marts: Marts) -> None:
    """History, and the groups and commentary of the last month."""
    for row in _rows(con, HISTORY):
        marts.history.setdefault((row["la_code"], row["indicator_code"]), []).append((row["period_end"], row["value"]))
    last = "join span using (la_code) where period_end = last_shown"
    for row in _rows(con, f"select g.* from kpi_groups as g {last}"):  # noqa: S608 - a fixed clause
        marts.groups[row["la_code"], row["indicator_code"]] = row
    for row in _rows(con, f"select c.* from kpi_commentary as c {last}"):  # noqa: S608 - a fixed clause
        marts.commentary[row["la_code"], row["indicator_code"]] = row


def _read_past(con: duckdb.DuckDBPyConnection, marts: Marts) -> None:
    """Signals and revisions of the months shown, changes of the last month, lineage."""
    for row in _rows(
        con,
        "select s.* from kpi_signals as s join span using (la_code) "
        "where s.period_end between first_shown and last_shown",
    ):
        marts.signals.setdefault((row["la_code"], row["indicator_code"]), {})[row["period_end"]] = row
    marts.changes = _by_indicator(_rows(con, "select * from kpi_changes order by importance"))
    marts.revisions = _by_indicator(
        _rows(
            con,
            "select r.* from kpi_revisions as r join span using (la_code) "
            "join dim_indicator as i on r.indicator_code = i.indicator_code and r.view = i.headline_view "
            "where r.period_end between first_shown and last_shown and r.slice_type = 'all' and r.is_visible",
        )
    )
    marts.lineage = _by(_rows(con, "select * from kpi_lineage order by depth, name"), "indicator_code")


def _months(con: duckdb.DuckDBPyConnection, councils: list[Row]) -> dict[str, list[date]]:
    ends = [row["period_end"] for row in _rows(con, "select period_end from dim_month order by period_end")]
    shown: dict[str, list[date]] = {}
    for council in councils:
        first, last = council["first_period_end"], council["last_period_end"]
        if first is None or last is None:
            shown[council["la_code"]] = []
            continue
        shown[council["la_code"]] = [end for end in ends if first <= end <= last][-MONTHS_SHOWN:]
    return shown


def _rows(con: duckdb.DuckDBPyConnection, query: str, values: dict[str, Any] | None = None) -> list[Row]:
    found = con.execute(query, values)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, values, strict=True)) for values in found.fetchall()]


def _by(rows: list[Row], column: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return dict(grouped)


def _by_indicator(rows: list[Row]) -> dict[Key, list[Row]]:
    grouped: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["la_code"], row["indicator_code"]].append(row)
    return dict(grouped)
