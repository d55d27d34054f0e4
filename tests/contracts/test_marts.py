"""The exit contracts bite: a sound row of each figure table passes, every change that breaks a promise fails."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.contracts.marts import MARTS, Registered, broken_promises, schema_of_mart

END = date(2020, 12, 31)
MEASURE: dict[str, Any] = {
    "la_code": "990", "indicator_code": "icpc_15wd_pct", "period_end": END, "view": "month", "slice_type": "all",
    "slice_value": "all", "numerator": 3.0, "denominator": 4.0, "value": 75.0, "status": "ok",
}  # fmt: skip
SCORE: dict[str, Any] = {
    **dict.fromkeys(MARTS["kpi_scorecard"].types),
    **{name: value for name, value in MEASURE.items() if not name.startswith("slice")},
    "previous_value": 70.0, "change": 5.0, "direction": "increase", "performance": "improved", "target_operator": ">=",
    "target_value": 80.0, "variance": -5.0, "rating": "red", "rating_reason": "below target", "as_at": END,
    "is_provisional": False, "is_overdue": False,
}  # fmt: skip
BENCHMARK: dict[str, Any] = {
    **dict.fromkeys(MARTS["kpi_benchmarks"].types),
    "la_code": "990", "indicator_code": "x", "period_end": END, "comparator": "england", "view": "month",
    "published_value": 77.0, "conversion": "as published",
}  # fmt: skip
REVISION: dict[str, Any] = {
    **dict.fromkeys(MARTS["kpi_revisions"].types),
    **{name: MEASURE[name] for name in MARTS["kpi_revisions"].key},
    "old_value": 75.0, "new_value": 80.0, "difference": 5.0, "old_numerator": 3.0, "new_numerator": 4.0,
    "old_denominator": 4.0, "new_denominator": 5.0, "old_status": "ok", "new_status": "ok", "cause": "late_entry",
    "is_visible": True, "published_in": "2020-12-31-0", "published_as_of": END,
}  # fmt: skip
CHANGE: dict[str, Any] = {
    "la_code": "990", "indicator_code": "icpc_15wd_pct", "period_end": END, "kind": "new_red", "importance": 1,
    "before_value": 90.0, "after_value": 70.0, "before_state": "green", "after_state": "red", "about_period_end": END,
    "months": 1,
}  # fmt: skip

REGISTRY = [
    ("icpc_15wd_pct", "percent", "sum", None),
    ("contact_to_referral_pct", "percent", "sum", None),
    ("eh_referrals_increase_pct", "percent", "sum", "may_be_negative"),
    ("foster_carer_net_change_count", "count", "sum", "may_be_negative"),
    ("staff_turnover_pct", "percent", "average_base", None),
]


def write(
    path: Path, name: str, rows: list[dict[str, Any]], types: dict[str, str] | None = None, *, registry: bool = True
) -> Path:
    types = types or MARTS[name].types
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as written")
        connection.execute("create schema written.marts")
        if registry:
            known = ", ".join(f"{column} {kind}" for column, kind in MARTS["dim_indicator"].types.items())
            connection.execute(f"create table written.marts.dim_indicator ({known})")
            connection.executemany(
                "insert into written.marts.dim_indicator (indicator_code, unit, counting_window, sign) "
                "values (?, ?, ?, ?)",
                REGISTRY,
            )
        columns = ", ".join(f"{column} {kind}" for column, kind in types.items())
        connection.execute(f"create table written.marts.{name} ({columns})")
        for row in rows:
            values = [row.get(column) for column in types]
            connection.execute(f"insert into written.marts.{name} values ({', '.join('?' * len(values))})", values)
    return path


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("kpi_measures", MEASURE),
        ("kpi_scorecard", SCORE),
        ("kpi_benchmarks", BENCHMARK),
        ("kpi_revisions", REVISION),
        ("kpi_changes", CHANGE),
    ],
)
def test_a_sound_row_keeps_the_promise(tmp_path: Path, name: str, row: dict[str, Any]) -> None:
    # the file published is called like its schema, which trips whoever names tables carelessly
    assert broken_promises(write(tmp_path / "marts.duckdb", name, [row]), name) == {}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"la_code": "99"}, "la_code.digits"),
        ({"la_code": None}, "column.filled"),
        ({"period_end": date(2020, 12, 30)}, "period.month_end"),
        ({"view": "weekly"}, "view.known"),
        ({"slice_type": "ward"}, "slice_type.known"),
        ({"slice_value": "Westside"}, "slice_value.known"),
        ({"slice_type": "sex", "slice_value": "U"}, "slice_value.known"),
        ({"slice_type": "age_band", "slice_value": "16+"}, "slice_value.known"),
        ({"status": "fine"}, "status.known"),
        ({"status": "due January"}, "status.known"),
        ({"status": "requested from "}, "status.known"),
        ({"status": "feed missing: "}, "status.known"),
        ({"status": "known to 2024-03-31: ssd_contacts"}, "status.known"),
        ({"status": "known until March: ssd_contacts"}, "status.known"),
        ({"status": "tbd", "value": None}, "parts.with_status"),
        ({"status": None}, "column.filled"),
        ({"value": None}, "value.with_status"),
        ({"status": "no cases", "denominator": 0.0}, "value.with_status"),
        ({"status": "no cases", "value": None}, "parts.with_status"),
        ({"status": "feed missing: ssd_contacts", "value": None}, "parts.with_status"),
        ({"denominator": 0.0}, "parts.with_status"),
        ({"numerator": None}, "parts.with_status"),
        ({"value": 100.2}, "percent.range"),
        ({"value": -1.0}, "number.not_negative"),
        ({"indicator_code": "adoption_days", "numerator": -1.0}, "number.not_negative"),
        ({"indicator_code": "foster_carer_net_change_count", "denominator": -1.0}, "number.not_negative"),
        ({"status": "not reported", "value": None}, "parts.with_status"),
        ({"value": float("nan")}, "number.finite"),
        ({"value": float("inf")}, "number.finite"),
    ],
)
def test_each_broken_measure_is_found(tmp_path: Path, change: dict[str, Any], rule: str) -> None:
    """B25: among them shares over 100, negative counts, denominators of nought with a value, infinite values."""
    path = write(
        tmp_path / "w.duckdb", "kpi_measures", [{**MEASURE, "period_end": date(2020, 11, 30)}, {**MEASURE, **change}]
    )
    assert broken_promises(path, "kpi_measures").get(rule) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"status": "no cases", "value": None, "denominator": 0.0, "numerator": 0.0},
        {"status": "feed missing: ssd_s47_enquiry", "value": None, "denominator": None, "numerator": None},
        {"status": "known since 2023-04-01: ssd_x", "value": None, "denominator": None, "numerator": None},
        {"status": "known until 2024-03-31: ssd_x", "value": None, "denominator": None, "numerator": None},
        {"indicator_code": "contact_to_referral_pct", "value": 130.0},
        {"indicator_code": "contacts_received", "denominator": None, "value": 3.0},
        {"indicator_code": "foster_carer_net_change_count", "numerator": -3.0, "denominator": None, "value": -3.0},
        {"indicator_code": "eh_referrals_increase_pct", "numerator": 5.0, "denominator": 2.0, "value": 250.0},
        {"indicator_code": "eh_referrals_increase_pct", "numerator": -1.0, "denominator": 2.0, "value": -50.0},
        {"indicator_code": "staff_turnover_pct", "numerator": 3.0, "denominator": 2.5, "value": 120.0},
        {
            "indicator_code": "hcc_escalations",
            "numerator": None,
            "denominator": None,
            "value": None,
            "status": "not reported",
        },
        {"slice_type": "team", "slice_value": "anything a council calls it"},
        *(
            {"numerator": None, "denominator": None, "value": None, "status": status}
            for status in ("tbd", "due", "due 2021-01-31", "requested", "requested from HR", "text")
        ),
    ],
)
def test_every_legal_state_passes(tmp_path: Path, change: dict[str, Any]) -> None:
    assert broken_promises(write(tmp_path / "w.duckdb", "kpi_measures", [{**MEASURE, **change}]), "kpi_measures") == {}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"rating": "blue"}, "rating.known"),
        ({"rating": None}, "column.filled"),
        ({"target_value": None}, "rating.needs_target"),
        ({"direction": "up"}, "direction.known"),
        ({"performance": "good"}, "performance.known"),
        ({"target_operator": "=>"}, "target_operator.known"),
        ({"change": None}, "change.with_values"),
        ({"previous_value": None}, "change.with_values"),
        ({"is_provisional": None}, "column.filled"),
        ({"is_provisional": True, "provisional_reason": "unconfirmed: why"}, "provisional.with_reason"),
        ({"is_provisional": True, "rating": "grey"}, "provisional.with_reason"),
        ({"is_provisional": True, "rating": "grey", "provisional_reason": "why"}, "provisional.with_reason"),
        ({"provisional_reason": "unconfirmed: why", "rating": "grey"}, "provisional.with_reason"),
        ({"status_text": "said"}, "status_text.with_status"),
        ({"status": "text", "value": None}, "status_text.with_status"),
        ({"status": "text", "value": None, "status_text": "x" * 301}, "status_text.with_status"),
    ],
)
def test_each_broken_score_is_found(tmp_path: Path, change: dict[str, Any], rule: str) -> None:
    path = write(tmp_path / "w.duckdb", "kpi_scorecard", [{**SCORE, **change}])
    assert rule in broken_promises(path, "kpi_scorecard")


@pytest.mark.parametrize(
    "change",
    [
        {"is_provisional": True, "rating": "grey", "provisional_reason": "definition not agreed: why"},
        {
            "status": "text", "status_text": "said", "rating": "grey", "change": None, "direction": None,
            "numerator": None, "denominator": None, "value": None,
        },
    ],
)  # fmt: skip
def test_a_figure_that_is_not_settled_and_words_pass(tmp_path: Path, change: dict[str, Any]) -> None:
    assert broken_promises(write(tmp_path / "w.duckdb", "kpi_scorecard", [{**SCORE, **change}]), "kpi_scorecard") == {}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({}, ""),
        ({"analysis": None}, "commentary.says"),
        ({"response": "Done.", "analysis": None}, ""),
        ({"analysis": "x" * 4001}, "text.length"),
        ({"author": None}, "column.filled"),
        ({"period_end": date(2020, 12, 30)}, "period.month_end"),
    ],
    ids=["sound", "says nothing", "a response alone", "too long", "unsigned", "within a month"],
)
def test_commentary_says_something_and_is_signed(tmp_path: Path, change: dict[str, Any], rule: str) -> None:
    row = {"la_code": "990", "indicator_code": "x", "period_end": END, "analysis": "Fewer.", "author": "Team"}
    path = write(tmp_path / "w.duckdb", "kpi_commentary", [{**row, "written_on": END, **change}])
    assert set(broken_promises(path, "kpi_commentary")) == ({rule} if rule else set())


def test_without_the_registry_no_figure_is_taken(tmp_path: Path) -> None:
    """The rules that the registry decides would hold for nothing, and nobody would notice."""
    path = write(tmp_path / "w.duckdb", "kpi_measures", [MEASURE], registry=False)
    assert broken_promises(path, "kpi_measures") == {"registry.missing": 1}


@pytest.mark.parametrize(
    ("name", "change", "rule"),
    [
        ("kpi_revisions", {"cause": "mistake"}, "cause.known"),
        ("kpi_revisions", {"cause": None}, "column.filled"),
        ("kpi_revisions", {"old_status": "withdrawn", "old_value": None, "difference": None}, "status.known"),
        ("kpi_revisions", {"new_status": "no cases"}, "value.with_status"),
        ("kpi_revisions", {"new_value": 75.0}, "value.with_status"),
        ("kpi_revisions", {"difference": None}, "value.with_status"),
        ("kpi_revisions", {"slice_type": "all", "slice_value": "T1"}, "slice_value.known"),
        ("kpi_changes", {"kind": "better"}, "kind.known"),
        ("kpi_changes", {"importance": 2}, "importance.of_kind"),
        ("kpi_changes", {"months": 2}, "importance.of_kind"),
        ("kpi_changes", {"about_period_end": date(2020, 11, 30)}, "importance.of_kind"),
        ("kpi_changes", {"after_value": float("nan"), "period_end": date(2020, 12, 30)}, "period.month_end"),
    ],
)
def test_each_broken_revision_and_change_is_found(tmp_path: Path, name: str, change: dict[str, Any], rule: str) -> None:
    sound = {"kpi_revisions": REVISION, "kpi_changes": CHANGE}[name]
    path = write(tmp_path / "w.duckdb", name, [{**sound, "la_code": "991"}, {**sound, **change}])
    assert broken_promises(path, name).get(rule) == 1


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("kpi_revisions", {"new_status": "not published", "new_value": None, "difference": None}),
        ("kpi_revisions", {"old_status": "feed missing: ssd_x", "old_value": None, "difference": None}),
        ("kpi_changes", {"kind": "revised", "importance": 3, "about_period_end": date(2020, 10, 31), "months": 2}),
    ],
)
def test_a_figure_that_came_or_went_is_sound(tmp_path: Path, name: str, change: dict[str, Any]) -> None:
    sound = {"kpi_revisions": REVISION, "kpi_changes": CHANGE}[name]
    assert broken_promises(write(tmp_path / "w.duckdb", name, [{**sound, **change}]), name) == {}


def test_a_key_that_stands_twice_is_found(tmp_path: Path) -> None:
    path = write(tmp_path / "w.duckdb", "kpi_measures", [MEASURE, MEASURE])
    assert broken_promises(path, "kpi_measures") == {"multiple_fields_uniqueness": 2}


@pytest.mark.parametrize("fault", ["more", "fewer", "order", "type", "missing", "empty"])
def test_a_changed_shape_is_found(tmp_path: Path, fault: str) -> None:
    types = dict(MARTS["kpi_measures"].types)
    if fault == "more":
        types["child_id"] = "VARCHAR"
    if fault == "fewer":
        del types["value"]
    if fault == "order":
        types = dict(reversed(types.items()))
    if fault == "type":
        types["numerator"] = "BIGINT"
    table = "other" if fault == "missing" else "kpi_measures"
    path = write(tmp_path / "w.duckdb", table, [] if fault == "empty" else [{**MEASURE, "child_id": "x"}], types)
    assert broken_promises(path, "kpi_measures")


def test_counts_and_rules_are_told_and_never_a_value(tmp_path: Path) -> None:
    rows = [{**MEASURE, "slice_type": "team", "slice_value": "CANARY7731", "value": 1923.0731} for _ in range(2)]
    told = repr(broken_promises(write(tmp_path / "w.duckdb", "kpi_measures", rows), "kpi_measures"))
    assert "percent.range" in told
    assert not any(value in told for value in ("CANARY7731", "1923"))


def test_every_mart_has_a_schema_with_its_key() -> None:
    for name, mart in MARTS.items():
        schema = schema_of_mart(name, Registered())
        assert (schema.unique or []) == list(mart.key)
        assert list(schema.columns) == list(mart.types)
