"""The whole pipeline against the oracle: every cell of its indicators, several councils in one night, clean and dirty.

The oracle reads the same extracts in plain Python, written from the words of the definitions and not from the SQL.
Belongs here: running the night on generated councils and comparing. Does not belong here: expected figures by hand
(dbt unit tests), the oracle's own tests (`test_oracle`).
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.oracle.codes import DEFINED
from tests.oracle.compare import Report, check, show
from tests.oracle.councils import STANDARD, write_council

AS_OF = date(2020, 12, 31)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """One night over the five standard councils, compared."""
    root = tmp_path_factory.mktemp("oracle")
    for spec in STANDARD:
        write_council(root / "landing", spec)
    command = [Path(sys.executable).parent / "scorecards", "nightly"]
    options = ["--landing", root / "landing", "--home", root / "home", "--as-of", AS_OF.isoformat()]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return check(root / "landing", root / "home/published/current/marts/kpi_measures.parquet", AS_OF)


def test_every_cell_is_the_oracles(report: Report) -> None:
    assert report.wrong == 0, show(report)


def test_the_oracle_computes_the_indicators_that_it_is_compared_in(report: Report) -> None:
    """An indicator that only the pipeline has would not be compared, and say nothing."""
    assert set(report.counts) == DEFINED


def test_both_report_the_same_months(report: Report) -> None:
    """A month that only one side reports is not compared, so there may be none."""
    lone = [*report.months_ours.values(), *report.months_theirs.values()]
    assert not any(lone), show(report)


def test_enough_cells_were_compared(report: Report) -> None:
    """A comparison of nothing would pass too: five councils have 438,698 cells with something in them."""
    assert sum(counts["equal"] for counts in report.counts.values()) > 438_000
