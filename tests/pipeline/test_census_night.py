"""A night from two CIN censuses to a published edition, with figures counted by hand.

Belongs here: that one night. Does not belong here: what each element becomes (`tests/extracts/test_cin_census.py`).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb

from orchestration.settings import Home
from tests.extracts.census_cin import deliver
from tests.extracts.good import Place

SCORECARDS = Path(sys.executable).parent / "scorecards"
# twelve months to 31 March 2024, or that day: numerator and denominator
BY_HAND = {
    # B on 2 May 2023 and the unborn D on 4 March 2024; B was referred on 1 June 2022 too
    "referrals_started_count": (2, None),
    "rereferrals_12m_pct": (1, 2),
    "referrals_nfa_pct": (0, 2),
    # B's took from 3 May to 31 July, which is over 45 working days; D's is open since 5 March
    "assessments_completed_count": (1, None),
    "assessments_completed_45wd_pct": (0, 1),
    "assessments_open_over_45wd_count": (0, None),
    "s47_started_count": (1, None),
    # 31 May is the sixteenth working day after 8 May; that of 1 February has no enquiry
    "icpc_children_count": (2, None),
    "icpc_15wd_pct": (0, 2),
    # 15 September is in time, 16 March a day late; 15 March 2023 is before the twelve months
    "rcpc_on_time_pct": (1, 2),
    # A's plan ended on 18 March after fifteen months; B's plan as a child in need is new
    "cpp_count": (0, None),
    "cpp_ended_count": (1, None),
    "cpp_ended_2yrs_plus_pct": (0, 1),
    "cpp_cin_over_12m_count": (0, None),
}


def test_censuses_become_a_published_edition_with_the_figures_counted_by_hand(tmp_path: Path) -> None:
    place = Place(tmp_path)
    deliver(place)
    command = [str(SCORECARDS), "nightly", "--landing", str(place.landing), "--home", str(tmp_path / "home")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stderr
    measures = Home(tmp_path / "home").published / "current" / "marts" / "kpi_measures.parquet"
    found = duckdb.sql(
        f"""select indicator_code, numerator, denominator from read_parquet('{measures}')
        where slice_type = 'all' and period_end = date '2024-03-31' and view in ('rolling12', 'snapshot')"""
    ).fetchall()
    counted = {code: (numerator, denominator) for code, numerator, denominator in found}
    assert {code: counted[code] for code in BY_HAND} == BY_HAND
    # what the census does not hold is not a nought
    missing = duckdb.sql(
        f"select distinct status from read_parquet('{measures}') where indicator_code = 'contacts_received'"
    ).fetchall()
    assert missing == [("feed missing: ssd_contacts",)]
