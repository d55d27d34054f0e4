"""The oracle itself: its calendar against days counted by hand, its cleaning against planted faults, its comparison."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.oracle.cleaning import load_council, read_raw
from tests.oracle.compare import compare
from tests.oracle.councils import STANDARD, Spec, write_council
from tests.oracle.days import age, age_band, months_before, wd, windows
from tests.oracle.figures import expected

END = date(2020, 12, 31)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2020, 12, 16), date(2021, 1, 11), 15),  # Christmas Day, its Monday and New Year do not count
        (date(2020, 12, 10), date(2021, 1, 4), 14),
        (date(2020, 11, 2), date(2020, 11, 2), 0),
        (date(2020, 11, 6), date(2020, 11, 9), 1),  # Friday to Monday
        (date(2020, 11, 7), date(2020, 11, 8), 0),  # within a weekend
        (date(2020, 5, 7), date(2020, 5, 11), 1),  # the bank holiday that was moved to a Friday
    ],
)
def test_working_days_leave_out_the_start_and_bank_holidays(start: date, end: date, days: int) -> None:
    assert wd(start, end) == days


def test_months_and_ages_at_the_end_of_february() -> None:
    assert months_before(date(2020, 2, 29), 12) == date(2019, 2, 28)
    assert months_before(date(2019, 2, 28), 12) == date(2018, 2, 28)
    assert age(date(2016, 2, 29), date(2019, 2, 28)) == 2
    assert age(date(2016, 2, 29), date(2019, 3, 1)) == 3
    assert age_band(date(2021, 3, 1), END) == "under_1"
    assert age_band(None, END) == "unknown"


def test_windows_of_a_march_reach_back_to_april() -> None:
    assert windows(date(2020, 3, 31)) == {
        "month": date(2020, 3, 1),
        "ytd": date(2019, 4, 1),
        "rolling12": date(2019, 4, 1),
    }


@pytest.mark.parametrize("spec", [s for s in STANDARD if s.clean], ids=lambda s: s.la_code)
def test_a_clean_council_loses_no_row(tmp_path: Path, spec: Spec) -> None:
    write_council(tmp_path, spec)
    council = load_council(tmp_path / spec.la_code, END)
    assert council is not None
    for name, rows in council.tables.items():
        path = tmp_path / spec.la_code / council.as_of.isoformat() / f"{name}.csv"
        if path.exists():
            assert len(rows) == len(read_raw(path)), name


def test_planted_faults_change_no_figure(tmp_path: Path) -> None:
    spec = replace(STANDARD[2], children=80)
    write_council(tmp_path / "dirty", spec)
    write_council(tmp_path / "less", replace(spec, dirt=0))  # the same uncountable people, no faulty rows
    dirty, less = expected(tmp_path / "dirty", END), expected(tmp_path / "less", END)
    assert dirty
    assert dirty == less


def test_the_comparison_sees_a_changed_and_a_lost_cell(tmp_path: Path) -> None:
    write_council(tmp_path, replace(STANDARD[0], children=40))
    ours = expected(tmp_path, END)
    assert compare(ours, dict(ours)).wrong == 0
    theirs = dict(ours)
    counted = [key for key, cell in ours.items() if key[1] == "contacts_received" and cell[0]]
    theirs[counted[0]] = (999.0, None, 999.0, "ok")
    del theirs[counted[1]]
    assert compare(ours, theirs).wrong == 2


def test_a_missing_feed_is_named_and_not_zero(tmp_path: Path) -> None:
    write_council(tmp_path, replace(STANDARD[3], children=30))
    cells = expected(tmp_path, END)
    lost = cells["994", "missing_episodes_month_count", END, "month", "all", "all"]
    assert lost == (None, None, None, "feed missing: ssd_missing")
    assert cells["994", "cpp_count", END, "snapshot", "all", "all"][3] == "ok"
