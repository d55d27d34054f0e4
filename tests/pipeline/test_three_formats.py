"""The same council's data as SSD, as Annex A and as CIN census with SSDA903 gives the same figures, cell by cell.

Belongs here: for every indicator that `seeds/format_support.csv` says a format supports fully, which of its cells the
format holds, and that they are those of the dataset. Does not belong here: how the files are written
(`orchestration/sample/formats`), what is lost where the support is not full.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from orchestration.settings import Home
from tests.pipeline.three_formats import ANNEX_A, AS_AT, MONTHLY, RETURNS, SNAPSHOTS, build, compare, deliver
from tests.seeds.reading import seed

# the lists begin on 1 January 2023, the returns on 1 April 2021
LISTS_HOLD = f"""
view = 'month' and period_end >= date '2023-01-31' or view = 'ytd' and period_end >= date '2023-04-30'
or view = 'rolling12' and period_end >= date '2023-12-31' or view = 'snapshot' and period_end = date '{AS_AT}'
"""
# placements are counted over twelve months, so they wait for a whole year like a rolling figure
RETURNS_HOLD = """
view in ('month', 'ytd', 'snapshot') and period_end >= date '2021-04-30'
and (indicator_code <> 'cla_placements_3plus_pct' or period_end >= date '2022-03-31')
or view = 'rolling12' and period_end >= date '2022-03-31'
"""
# the first of the seven snapshots, of 30 June 2024, begins on 1 January; of care leavers the dataset has no past
SNAPSHOTS_HOLD = f"""
(view = 'month' and period_end >= date '2024-01-31' or view = 'ytd' and period_end >= date '2024-04-30'
or view = 'rolling12' and period_end = date '{AS_AT}' or view = 'snapshot' and period_end >= date '{SNAPSHOTS[0]}')
and (indicator_code not like 'pathway_plan%' or period_end = date '{AS_AT}')
"""
# in part because of what other councils' files leave out; this one's hold it, so its figures are the dataset's too
WHOLE_HERE = {
    "annex_a": ["cla_dental_check_pct", "eha_started_count", "pathway_plan_authorised_pct"],
    "cin_census": ["referrals_completed_3d_pct"],
}
CHILD = "'all', 'age_band', 'sex', 'ethnic_group', 'duration'"
CARE = f"{CHILD}, 'age_at_entry', 'legal_status', 'placement_type', 'placement_provider'"


def fully(form: str, snapshots: int = 0) -> list[str]:
    """Indicators that this format supports fully, and those that so many snapshots are enough for."""
    return sorted(
        row["indicator_code"]
        for row in seed("format_support")
        if row["format"] == form
        and (row["support"] == "full" or (row["support"] == "snapshots" and int(row["snapshots"]) <= snapshots))
    )


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    root = tmp_path_factory.mktemp("three formats")
    deliver(root / "landing")
    home = Home(root / "home")
    build(root / "landing", home)
    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(
    ("form", "la_code", "held", "slices", "cells", "with_cases"),
    [
        ("annex_a", ANNEX_A, LISTS_HOLD, f"{CARE}, 'team'", 11_700, 9_900),
        ("cin_census", RETURNS, RETURNS_HOLD, f"{CHILD}, 'disability'", 40_200, 27_100),
        ("ssda903", RETURNS, RETURNS_HOLD, CARE, 29_800, 14_100),
    ],
    ids=["annex_a", "cin_census", "ssda903"],
)
def test_every_cell_of_what_is_supported_fully_is_that_of_the_dataset(
    warehouse: duckdb.DuckDBPyConnection, form: str, la_code: str, held: str, slices: str, cells: int, with_cases: int
) -> None:
    codes = [*fully(form), *WHOLE_HERE.get(form, [])]
    found = compare(warehouse, la_code, codes, held, slices)
    assert found.differing == ()
    # a comparison of nothing proves nothing
    assert found.indicators == len(codes)
    assert found.cells > cells
    assert found.with_cases > with_cases


def test_seven_monthly_snapshots_give_every_cell_of_the_months_that_they_cover(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    """Lists of six months each, as they stood at the ends of June to December: twelve months are held from January."""
    codes = [*fully("annex_a", snapshots=len(SNAPSHOTS)), *WHOLE_HERE["annex_a"]]
    assert len(codes) == len(fully("annex_a")) + len(WHOLE_HERE["annex_a"]) + 3
    found = compare(warehouse, MONTHLY, codes, SNAPSHOTS_HOLD, f"{CARE}, 'team'")
    assert found.differing == ()
    assert found.indicators == len(codes)
    assert (found.cells > 8_300, found.with_cases > 6_000) == (True, True)
