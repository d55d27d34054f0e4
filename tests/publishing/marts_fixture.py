"""A small hand-made warehouse with the schemas of the marts, so that publishing is tested without a dbt build.

Belongs here: the fixture's rows. Two fictional councils, seven indicators, 15 months; figures are simple arithmetic so
that a test can say what a page must show.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tests.publishing.signals_fixture import GROUPS, SIGNALS

Row = dict[str, Any]

S, D, DAY, I, B = pa.string(), pa.float64(), pa.date32(), pa.int32(), pa.bool_()  # noqa: E741
BIG = pa.int64()

KEY = {"la_code": S, "indicator_code": S, "period_end": DAY}
SCHEMAS: dict[str, dict[str, pa.DataType]] = {
    "kpi_measures": {
        **KEY, "view": S, "slice_type": S, "slice_value": S, "numerator": D, "denominator": D, "value": D, "status": S,
    },
    "kpi_scorecard": {
        **KEY, "view": S, "numerator": D, "denominator": D, "value": D, "status": S, "population_mid_year": I,
        "population_vintage": S, "month_value": D, "ytd_value": D, "rolling12_value": D, "previous_period_end": DAY,
        "previous_value": D, "change": D, "direction": S, "performance": S, "last_year_value": D, "change_on_year": D,
        "target_operator": S, "target_value": D, "target_unit": S, "target_by_date": DAY, "target_text": S,
        "target_source": S, "variance": D, "variance_count": D, "rating": S, "rating_reason": S, "as_at": DAY,
        "is_provisional": B, "provisional_reason": S, "status_text": S, "due_date": DAY, "is_overdue": B,
    },
    "kpi_benchmarks": {
        **KEY, "comparator": S, "view": S, "value": D, "published_value": D, "comparable_value": D, "conversion": S,
        "difference": D, "vintage": S, "source": S, "note": S,
    },
    "dim_indicator": {
        "indicator_code": S, "printed_codes": S, "title": S, "service_area": S, "unit": S, "decimals": I, "polarity": S,
        "polarity_basis": S, "kind": S, "counting_unit": S, "headline_view": S, "clock": S, "definition": S,
        "numerator_words": S, "denominator_words": S, "population": S, "source_return": S, "owner": S, "version": S,
        "valid_from": DAY, "feeds": S, "sort_order": I,
    },
    "dim_month": {
        "month_start": DAY, "period_end": DAY, "month_label": S, "month_name": S, "financial_year": S,
        "financial_month": I,
    },
    "dim_council": {
        "la_code": S, "council_name": S, "region": S, "as_at": DAY, "first_period_end": DAY, "last_period_end": DAY,
        "is_fictional": B,
    },
    "dim_process_event": {
        "la_code": S, "indicator_code": S, "event_date": DAY, "rebases": B, "system": S, "title": S, "note": S,
        "source": S,
    },
    "feed_status": {
        "la_code": S, "as_at": DAY, "feed": S, "status": S, "reason": S, "file_name": S, "file_hash": S, "rows_in": BIG,
        "rows_loaded": BIG, "rows_quarantined": BIG, "rows_ignored": BIG, "missing_columns": S, "is_current": B,
    },
    "kpi_notes": {
        **KEY, "note_code": S, "subject": S, "kind": S, "severity": S, "title": S, "text": S, "counted": D,
        "out_of": D, "source": S,
    },
    "kpi_commentary": {
        **KEY, "analysis": S, "response": S, "response_owner": S, "response_due": DAY, "author": S, "written_on": DAY,
    },
    "kpi_revisions": {
        **KEY, "view": S, "slice_type": S, "slice_value": S, "old_value": D, "new_value": D, "difference": D,
        "old_numerator": D, "new_numerator": D, "old_denominator": D, "new_denominator": D, "old_status": S,
        "new_status": S, "cause": S, "is_visible": B, "published_in": S, "published_as_of": DAY,
    },
    "kpi_changes": {
        **KEY, "kind": S, "importance": I, "before_value": D, "after_value": D, "before_state": S, "after_state": S,
        "about_period_end": DAY, "months": I,
    },
    "kpi_lineage": {"indicator_code": S, "layer": S, "name": S, "description": S, "depth": I},
    "kpi_signals": SIGNALS,
    "kpi_groups": GROUPS,
    "edition": {"edition_id": S, "as_of": DAY, "code_version": S, "inputs_hash": S},
}  # fmt: skip

GROUP_OF = {"green": "going_well", "amber": "watch", "red": "do_better", "grey": None}

# code, title, area, unit, decimals, polarity, headline view, numerator words, denominator words, feeds, target
INDICATORS = [
    ("contacts_received", "Contacts received", "MASH", "count", 0, "neutral", "month", "contacts were received", None,
     "ssd_contacts", None),
    ("rereferrals_12m_pct", "Re-referrals within 12 months", "MASH", "percent", 1, "low_is_good", "ytd",
     "followed another referral", "referrals started", "ssd_cin_episodes", ("<=", 23.0)),
    ("assessments_45wd_pct", "Assessments within 45 working days", "Assessment", "percent", 1, "high_is_good", "ytd",
     "were completed within 45 working days", "single assessments authorised", "ssd_cin_assessments", (">=", 90.0)),
    ("cpp_rate", "Children on a plan, rate per 10,000", "Child protection", "rate_per_10000", 1, "low_is_good",
     "snapshot", "were on a child protection plan", "children aged 0–17 in the population", "ssd_cp_plans",
     ("=", 42.0)),
    ("cpp_ended_2yrs_pct", "Plans ended after two years", "Child protection", "percent", 1, "low_is_good", "month",
     "had lasted two years or more", "child protection plans ended", "ssd_cp_plans", None),
    ("review_pct", "Reviews held on time", "Child protection", "percent", 1, "high_is_good", "month",
     "were held on time", "reviews held", "ssd_cp_reviews local_visit_frequency|ssd_cp_visits.x", (">=", 95.0)),
    ("adoption_days", "Days to placement", "Adoption", "days", 0, "low_is_good", "rolling12",
     "days passed in all", "children adopted", "ssd_permanence", None),
]  # fmt: skip


def month_ends(last: date, count: int) -> list[date]:
    """`count` month ends up to `last`, oldest first."""
    found = []
    year, month = last.year, last.month
    for _ in range(count):
        found.append(date(year, month, calendar.monthrange(year, month)[1]))
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return found[::-1]


def month_parts(code: str, place: int, factor: int) -> tuple[float | None, float | None]:
    """Numerator and denominator of one month; `place` counts from the oldest."""
    return {
        "contacts_received": (1200.0 * factor + 11 * place, None),
        "rereferrals_12m_pct": (50.0 + place, 200.0),
        "assessments_45wd_pct": (150.0 + place, 201.0),
        "cpp_rate": (380.0 + 2 * place, 51000.0),
        "cpp_ended_2yrs_pct": (0.0, 17.0 if place % 5 else 0.0),
        "review_pct": (None, None),
        "adoption_days": (2980.0 + place, 7.0),
    }[code]


def value_of(unit: str, num: float | None, den: float | None) -> tuple[float | None, str]:
    if num is None:
        return None, "feed missing: ssd_cp_reviews"
    if unit == "count":
        return num, "ok"
    if not den:
        return None, "no cases"
    return num / den * {"percent": 100, "rate_per_10000": 10_000}.get(unit, 1), "ok"


def sums(code: str, ends: list[date], place: int, view: str, factor: int) -> tuple[float | None, float | None]:
    """Numerator and denominator of a window: sums over its months, a population counted once."""
    length = {"month": 1, "snapshot": 1, "rolling12": 12, "ytd": (ends[place].month - 4) % 12 + 1}[view]
    parts = [month_parts(code, near, factor) for near in range(max(0, place - length + 1), place + 1)]
    if parts[-1][0] is None:
        return None, None
    den = None if parts[-1][1] is None else sum(part[1] or 0 for part in parts)
    return sum(part[0] or 0 for part in parts), den


def make_rows(
    councils: tuple[str, ...] = ("990",), months: int = 15, last: date = date(2020, 12, 31)
) -> dict[str, list[Row]]:
    """Rows of every mart for the councils named by code."""
    ends = month_ends(last, months)
    rows: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
    rows["edition"] = [
        {"edition_id": "2020-12-31-abc123", "as_of": last, "code_version": "0.1.0", "inputs_hash": "abc123"}
    ]
    rows["dim_month"] = [
        {"month_start": end.replace(day=1), "period_end": end, "month_label": f"{end:%b-%y}",
         "month_name": f"{end:%B %Y}", "financial_year": "2020/21", "financial_month": (end.month - 4) % 12 + 1}
        for end in ends
    ]  # fmt: skip
    for order, (code, title, area, unit, decimals, polarity, view, num, den, feeds, _) in enumerate(INDICATORS, 1):
        rows["dim_indicator"].append(
            {"indicator_code": code, "printed_codes": "X1", "title": title, "service_area": area, "unit": unit,
             "decimals": decimals, "polarity": polarity, "polarity_basis": "national", "kind": "flow",
             "counting_unit": "child", "headline_view": view, "clock": "Month of the date.", "definition": f"{title}.",
             "numerator_words": num, "denominator_words": den, "population": "children aged 0–17",
             "source_return": "CIN census", "owner": "Data team", "version": "1", "valid_from": date(2017, 4, 1),
             "feeds": feeds, "sort_order": order}
        )  # fmt: skip
        ways = [("kpi", "kpi_scorecard"), ("kpi", "kpi_measures"), ("kpi", "obs_made"), ("facts", "fct_made")]
        ways += [("feed", feed) for feed in re.findall(r"\b(?:ssd|local)_\w+", feeds)]
        rows["kpi_lineage"] += [
            {
                "indicator_code": code,
                "layer": layer,
                "name": name,
                "description": f"One row per {name}.",
                "depth": depth,
            }
            for depth, (layer, name) in enumerate(dict.fromkeys(ways))
        ]
    for number, la_code in enumerate(councils):
        _council(rows, la_code, number, ends, last)
    return rows


def _council(rows: dict[str, list[Row]], la_code: str, number: int, ends: list[date], last: date) -> None:
    rows["dim_council"].append(
        {"la_code": la_code, "council_name": f"Council <{la_code}> & Sons", "region": "South East", "as_at": last,
         "first_period_end": ends[0], "last_period_end": ends[-1], "is_fictional": True}
    )  # fmt: skip
    states = {"ssd_cp_reviews": ("missing", 0, 0, 0), "ssd_contacts": ("loaded", 1300, 1297, 3)}
    feeds = sorted({feed.split("|")[0].split(".")[0] for row in INDICATORS for feed in row[9].split()})
    for feed in feeds:
        status, rows_in, loaded, bad = states.get(feed, ("loaded", 10, 10, 0))
        rows["feed_status"].append(
            {"la_code": la_code, "as_at": last, "feed": feed, "status": status, "reason": None, "file_name": None,
             "file_hash": None, "rows_in": rows_in, "rows_loaded": loaded, "rows_quarantined": bad, "rows_ignored": 0,
             "missing_columns": None, "is_current": True}
        )  # fmt: skip
    rows["dim_process_event"].append(
        {"la_code": la_code, "indicator_code": "contacts_received", "event_date": date(2020, 5, 28), "rebases": False,
         "system": "LCS", "title": "Contacts no longer become referrals automatically", "note": "Levels differ.",
         "source": "fixture"}
    )  # fmt: skip
    for code, end, severity in [
        ("contacts_received", ends[-1], "info"), ("contacts_received", ends[-1], "warning"),
        ("contacts_received", ends[-1], "caution"), ("contacts_received", ends[-3], "caution"),
    ]:  # fmt: skip
        rows["kpi_notes"].append(
            {"la_code": la_code, "indicator_code": code, "period_end": end, "note_code": f"made_{severity}",
             "subject": "", "kind": "data_quality", "severity": severity, "title": f"A {severity} <made>",
             "text": "7 of 1,200 are not recorded.", "counted": 7.0, "out_of": 1200.0, "source": "fixture"}
        )  # fmt: skip
    for code, end, analysis, response in [
        ("rereferrals_12m_pct", ends[-1], "More came back, <as in autumn>.\n\nMost of them once.", "Look again."),
        ("rereferrals_12m_pct", ends[-2], "As in autumn.", None),
        ("assessments_45wd_pct", ends[-1], None, "More staff."),
    ]:  # fmt: skip
        rows["kpi_commentary"].append(
            {"la_code": la_code, "indicator_code": code, "period_end": end, "analysis": analysis, "response": response,
             "response_owner": response and "Head of assessment", "response_due": response and date(2021, 3, 31),
             "author": "Performance and Quality Team", "written_on": date(2021, 1, 8)}
        )  # fmt: skip
    for indicator in INDICATORS:
        _indicator(rows, la_code, number + 1, ends, indicator)


def _indicator(rows: dict[str, list[Row]], la_code: str, factor: int, ends: list[date], indicator: tuple) -> None:  # type: ignore[type-arg]
    code, unit, polarity, headline, target = indicator[0], indicator[3], indicator[5], indicator[6], indicator[10]
    views = ["snapshot"] if headline == "snapshot" else ["month", "ytd", "rolling12"]
    history: list[float | None] = []
    for place, end in enumerate(ends):
        key = {"la_code": la_code, "indicator_code": code, "period_end": end}
        for view in views:
            num, den = sums(code, ends, place, view, factor)
            value, status = value_of(unit, num, den)
            whole = {"numerator": num, "denominator": den, "value": value, "status": status}
            rows["kpi_measures"].append({**key, "view": view, "slice_type": "all", "slice_value": "all", **whole})
            for sex, share in (("F", 0.5), ("M", 0.25), ("unknown", 0.25)):
                part = {
                    **whole,
                    "numerator": None if num is None else num * share,
                    "denominator": den if den is None or unit == "rate_per_10000" else den * share,
                }
                part["value"], part["status"] = value_of(unit, part["numerator"], part["denominator"])
                rows["kpi_measures"].append({**key, "view": view, "slice_type": "sex", "slice_value": sex, **part})
            if view == headline:
                history.append(value)
                scored = _scorecard(key, view, whole, history, ends, polarity, target, unit)
                rows["kpi_scorecard"].append(scored)
                rows["kpi_groups"].append(
                    {
                        **key,
                        "board_group": GROUP_OF[scored["rating"]],
                        "reason": f"rated {scored['rating']}",
                        "is_override": False,
                    }
                )
    for comparator, published in (("england", 120.0), ("statistical_neighbours", 22.0)):
        rows["kpi_benchmarks"].append(_benchmark(la_code, code, ends[-1], headline, history[-1], comparator, published))


def _scorecard(
    key: Row, view: str, whole: Row, history: list, ends: list[date], polarity: str, target: Any, unit: str
) -> Row:  # type: ignore[type-arg]
    place = len(history) - 1
    value, previous = history[-1], history[-2] if place else None
    year = history[place - 12] if place >= 12 else None
    change = None if value is None or previous is None else value - previous
    direction = None if change is None else "increase" if change > 0 else "decrease" if change < 0 else "no change"
    good = {"high_is_good": 1, "low_is_good": -1, "neutral": 0}[polarity]
    performance = None
    if change is not None and good:
        performance = "unchanged" if change == 0 else "improved" if change * good > 0 else "worsened"
    row = dict.fromkeys(SCHEMAS["kpi_scorecard"]) | key | whole
    needs = None
    if target and whole["numerator"] is not None and whole["denominator"]:
        needs = target[1] * whole["denominator"] / {"percent": 100, "rate_per_10000": 10_000}[unit]
    row |= {
        "view": view, "previous_period_end": ends[place - 1] if place else None, "previous_value": previous,
        "change": change, "direction": direction, "performance": performance, "last_year_value": year,
        "change_on_year": None if value is None or year is None else value - year,
        "population_mid_year": 2019 if unit == "rate_per_10000" else None,
        "population_vintage": "2020" if unit == "rate_per_10000" else None,
        "target_operator": target[0] if target else None, "target_value": target[1] if target else None,
        "target_source": "local plan" if target else None,
        "variance": value - target[1] if target and value is not None else None,
        "variance_count": None if needs is None else whole["numerator"] - needs,
        "rating": "red" if target and value is not None else "grey",
        "rating_reason": None if target else "no target", "as_at": ends[-1],
        "is_provisional": False, "is_overdue": False,
    }  # fmt: skip
    return row


def _benchmark(
    la_code: str, code: str, end: date, view: str, value: float | None, comparator: str, published: float
) -> Row:
    divided = code == "contacts_received"
    comparable = published / 12 if divided else published
    return {
        "la_code": la_code, "indicator_code": code, "period_end": end, "comparator": comparator, "view": view,
        "value": value, "published_value": published, "comparable_value": comparable,
        "conversion": "annual figure divided by 12" if divided else "as published",
        "difference": None if value is None else value - comparable, "vintage": "2018/19", "source": "DfE",
        "note": None,
    }  # fmt: skip


def write_warehouse(file: Path, rows: dict[str, list[Row]]) -> None:
    """Write rows as the schema `marts` of a warehouse file that also holds a schema nobody may read."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    con = duckdb.connect(str(file))
    con.execute("create schema marts")
    con.execute("create schema facts")
    con.execute("create table facts.fct_contact as select 'CANARY-1' as person_id")
    for name, columns in SCHEMAS.items():
        found = pa.Table.from_pylist(rows[name], schema=pa.schema(list(columns.items())))
        con.register("found", found)
        con.execute(f"create table marts.{name} as select * from found order by random()")
        con.unregister("found")
    con.execute("comment on column marts.kpi_measures.value is 'The figure, unrounded; it''s a percentage times 100'")
    con.execute("comment on table marts.kpi_measures is 'One row per council, indicator, month, view and slice.'")
    con.close()
