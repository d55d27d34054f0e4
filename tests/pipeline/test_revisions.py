"""Two nights a month apart on the council of twelve children: what was published, what changed, and why.

Belongs here: the ledger of published figures from night to night, and the revisions that follow from it. Does not
belong here: each cause and its edges (dbt's unit tests), the ledger without a night (`tests/extracts/test_figures.py`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration import night
from orchestration.problems import Exit
from orchestration.publishing import current
from orchestration.settings import Home
from tests.pipeline.council import write_delivery
from tests.pipeline.test_nightly import nightly, own_environment, parquet_of

__all__ = ["own_environment"]


@dataclass(frozen=True)
class Nights:
    """What two nights left. `november` is the ledger after the first, which was killed before it wrote it."""

    landing: Path
    home: Home
    november: dict[str, bytes]

    def marts(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.home.published / "current/marts/scorecards.duckdb"), read_only=True) as connection:
            return connection.execute(query).fetchall()


def ledger_of(home: Home) -> dict[str, bytes]:
    """Every file of the ledger of published figures, with its bytes."""
    files = [home.ledger / "published.jsonl", *(home.ledger / "published").iterdir()]
    return {path.name: path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    """Deliveries of November and December. December's has one more contact, of child 5 on 20 November, and lacks that
    of child 3 on 5 October: November's 4 become 5, October's 3 become 2."""
    landing, home = tmp_path_factory.mktemp("landing"), Home(tmp_path_factory.mktemp("home"))
    write_delivery(landing, "2020-11-30")
    first = nightly(landing, home)
    assert first.returncode == 0, first.stderr
    november = ledger_of(home)
    # as if the night had been killed after its switch: the file is there in half, and the index knows nothing of it
    (home.ledger / "published.jsonl").unlink()
    next((home.ledger / "published").iterdir()).write_bytes(b"PAR1")
    contacts = write_delivery(landing) / "ssd_contacts.csv"
    lines = [line for line in contacts.read_text("utf-8").splitlines() if not line.startswith("C03,")]
    contacts.write_text("\n".join([*lines, "C95,P05,2020-11-20", ""]), "utf-8")
    second = nightly(landing, home)
    assert second.returncode == 0, second.stderr
    return Nights(landing, home, november)


def test_what_a_killed_night_did_not_append_is_appended_by_the_next(nights: Nights) -> None:
    ledger = ledger_of(nights.home)
    assert len(nights.november) == 2
    assert len(ledger) == 3
    first = nights.november.pop("published.jsonl")
    assert ledger["published.jsonl"].startswith(first)
    assert nights.november.items() <= ledger.items()
    entries = [json.loads(line) for line in ledger["published.jsonl"].splitlines()]
    assert [entry["as_of"] for entry in entries] == ["2020-11-30", "2020-12-31"]
    assert entries[1]["rows"] < entries[0]["rows"], "what did not change is written again"


def test_a_late_entry_and_a_correction_are_told_apart(nights: Nights) -> None:
    """April to November is 7 both times, one more and one fewer: no revision, though both its months are."""
    found = nights.marts(
        """select view, strftime(period_end, '%m'), old_value, new_value, cause, is_visible, left(published_in, 10)
        from marts.kpi_revisions where indicator_code = 'contacts_received' and slice_type = 'all' order by all"""
    )
    november = "2020-11-30"
    assert found == [
        ("month", "10", 3.0, 2.0, "correction", True, november),
        ("month", "11", 4.0, 5.0, "late_entry", True, november),
        ("rolling12", "10", 3.0, 2.0, "correction", True, november),
        ("ytd", "10", 3.0, 2.0, "correction", True, november),
    ]
    changes = nights.marts(
        """select strftime(period_end, '%m'), before_value, after_value, strftime(about_period_end, '%m'), months
        from marts.kpi_changes where indicator_code = 'contacts_received' and kind = 'revised'"""
    )
    assert changes == [("12", 4.0, 5.0, "11", 2)]


def test_a_part_that_lost_its_only_case_is_no_longer_published(nights: Nights) -> None:
    """Each revised part adds up with the others to the revised whole."""
    found = nights.marts(
        """select slice_type, sum(difference) from marts.kpi_revisions
        where indicator_code = 'contacts_received' and view = 'month' and slice_type in ('sex', 'age_band')
                and old_status = 'ok' and new_status = 'ok' and period_end = '2020-11-30' group by all order by all"""
    )
    assert found == [("age_band", 1.0), ("sex", 1.0)]


def test_the_same_night_again_leaves_edition_and_ledger_as_they_are(nights: Nights) -> None:
    before = parquet_of(nights.home), ledger_of(nights.home), current(nights.home)
    outcome = night.run_night(nights.home, nights.landing)
    assert outcome.exit_code == 0, outcome.problem
    assert outcome.facts["figures_recorded"] == 0
    assert (parquet_of(nights.home), ledger_of(nights.home), current(nights.home)) == before


def test_a_damaged_ledger_of_figures_stops_the_night_with_a_reason(nights: Nights) -> None:
    file = sorted((nights.home.ledger / "published").iterdir())[0]
    sound = file.read_bytes()
    file.write_bytes(sound[:-1] + bytes([sound[-1] ^ 1]))
    try:
        outcome = night.run_night(nights.home, nights.landing)
    finally:
        file.write_bytes(sound)
    assert outcome.exit_code == Exit.CONTRACT
    assert outcome.problem is not None
    assert file.name in outcome.problem.where
