"""What stands around a figure, and the page of what changed: quality, path, revisions, signals, changes in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from orchestration.publishing import publish
from orchestration.publishing.content import origin
from orchestration.publishing.content.changes import changes
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Marts, read_marts
from orchestration.publishing.words import signals
from orchestration.settings import Home

NOVEMBER, DECEMBER = date(2020, 11, 30), date(2020, 12, 31)
JUDGED: dict[str, Any] = {
    "variation": "concern_low", "signal": "outside", "signal_direction": "low", "lower_limit_drawn": 6.9,
    "upper_limit_drawn": 100.0, "mean": 61.9, "baseline_points": 13, "is_clipped": True, "is_trial": False,
    "has_few_cases": False, "assurance": "hit_or_miss", "value": 3.0,
}  # fmt: skip


@pytest.fixture
def pack(home: Home, warehouse: Callable[..., Any]) -> Pack:
    warehouse()
    marts = read_marts(publish(home).path / "marts" / "marts.duckdb")
    marts.signals, marts.changes, marts.revisions = {}, {}, {}
    return Pack(marts, marts.councils[0])


def of(pack: Pack, code: str) -> Subject:
    return next(subject for subject in pack.subjects if subject.key[1] == code)


def test_the_badge_sums_up_notes_feeds_and_provisional_figures(pack: Pack) -> None:
    """Nothing against it is good; a caution is with care; a warning, a lost feed or an unconfirmed figure is poor."""
    subject = of(pack, "rereferrals_12m_pct")
    pack.marts.notes.clear()
    assert origin.badge(subject)["kind"] == "good"
    note = {"period_end": DECEMBER, "severity": "caution", "title": "Few cases", "text": "", "source": ""}
    pack.marts.notes[subject.key] = [note]
    assert origin.badge(subject)["kind"] == "caution"
    assert origin.badge(subject)["reasons"] == ["Few cases"]
    pack.marts.notes[subject.key] = [{**note, "severity": "info"}]
    subject.latest["provisional_reason"] = "unconfirmed: the team still counts"
    assert origin.badge(subject)["kind"] == "poor"
    assert origin.badge(subject)["reasons"] == ["Unconfirmed: the team still counts"]
    del subject.latest["provisional_reason"]
    for row in pack.marts.feeds["990"]:
        if row["feed"] == "ssd_cin_episodes":
            row["status"] = "missing"
    assert origin.badge(subject)["kind"] == "poor"
    assert "ssd_cin_episodes" in origin.badge(subject)["reasons"][0]


def test_the_path_leads_from_the_figure_to_its_extracts(pack: Pack) -> None:
    layers = origin.path(of(pack, "contacts_received"))
    titles = [layer["title"] for layer in layers]
    assert titles == [title for title in origin.LAYERS.values() if title in titles]
    assert titles[-1] == "Extracts"
    assert all(step["name"] for layer in layers for step in layer["steps"])


def test_a_revised_month_is_marked_with_old_new_and_cause(pack: Pack) -> None:
    subject = of(pack, "rereferrals_12m_pct")
    row = {
        "period_end": NOVEMBER, "old_value": 29.0, "new_value": 29.75, "old_status": "ok", "new_status": "ok",
        "cause": "late_entry", "published_as_of": date(2020, 12, 5),
    }  # fmt: skip
    pack.marts.revisions[subject.key] = [row]
    assert origin.revisions(subject) == [
        {
            "month": "November 2020",
            "before": "29.0%",
            "now": "29.8%",
            "why": "late entry",
            "published": "5 December 2020",
        }
    ]


def test_a_signal_is_told_with_its_limits_and_what_it_means_for_the_target() -> None:
    assert signals.variation(JUDGED) == ("▼", "Concern: low")
    said = signals.sentences(JUDGED, "percent", 0, "red")
    assert said[0] == "The month lies below what chance from month to month explains."
    assert "between 7% and 100%, about 62%, going by 13 months" in said[1]
    assert any("cut" in text for text in said)
    assert signals.assured({**JUDGED, "assurance": "pass"}, "red") == "", "no card contradicts its own rating"
    assert signals.assured({**JUDGED, "assurance": "pass"}, "green").endswith("is met in any month.")
    assert signals.sentences(None, "percent", 0, "red") == []
    assert signals.sentences({**JUDGED, "variation": "none"}, "percent", 0, "red") == []


def test_changes_are_told_by_weight_in_words(pack: Pack) -> None:
    marts: Marts = pack.marts
    subject = of(pack, "rereferrals_12m_pct")
    red = {
        "kind": "new_red", "importance": 1, "before_value": 22.5, "after_value": 30.0, "before_state": "green",
        "after_state": "red", "about_period_end": DECEMBER, "months": 1,
    }  # fmt: skip
    revised = {
        "kind": "revised", "importance": 3, "before_value": 29.0, "after_value": 29.75, "before_state": "ok",
        "after_state": "ok", "about_period_end": NOVEMBER, "months": 3,
    }  # fmt: skip
    target = {
        "kind": "target_changed", "importance": 7, "before_value": 25.0, "after_value": 23.0, "before_state": "<=",
        "after_state": "<=", "about_period_end": DECEMBER, "months": 1,
    }  # fmt: skip
    signal = {**red, "kind": "new_signal", "importance": 4}
    marts.changes[subject.key] = [target, signal, revised, red]
    marts.signals[subject.key] = {DECEMBER: {**JUDGED, "variation": "concern_low"}}
    blocks = changes(pack)
    assert [block["kind"] for block in blocks] == ["new_red", "revised", "new_signal", "target_changed"]
    lines = {block["kind"]: block["lines"][0]["text"] for block in blocks}
    assert lines["new_red"] == "30.0% in December 2020, 22.5% the month before; target 23% or less."
    assert lines["revised"] == ("November 2020 was published as 29.0% and is 29.8% now; 3 months differ in all.")
    assert lines["target_changed"] == "Target 23% or less, before 25% or less."
    assert lines["new_signal"] == "The month lies below what chance from month to month explains."


def test_a_month_without_changes_says_so(home: Home, warehouse: Callable[..., Any]) -> None:
    rows = warehouse()
    for table in ("kpi_changes", "kpi_signals"):
        rows[table] = []
    warehouse(rows)
    page = publish(home).path / "scorecards" / "990" / "changes.html"
    assert "Nothing changed" in page.read_text(encoding="utf-8")
