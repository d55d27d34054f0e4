"""A folder with one Annex A workbook becomes figures: counted by hand from `annex_a_books`.

Belongs here: the way from the workbook to `kpi_measures`. Does not belong here: publishing (any night has it), the
rows of the feeds (`tests/extracts/test_annex_a`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import duckdb
import pytest

from tests.extracts.annex_a_books import AS_AT, whole_book
from tests.extracts.good import Place
from tests.pipeline.measures import build

# indicator, month end, numerator, denominator; the last day of March is the snapshot's
BY_HAND = [
    ("contacts_received", "2021-01-31", 2, None),  # two sources on 5 January; the third row says the first again
    ("contacts_received", "2021-02-28", 1, None),
    ("referrals_started_count", "2021-01-31", 1, None),
    ("assessments_completed_45wd_pct", "2021-02-28", 1, 1),
    ("s47_started_count", "2020-12-31", 1, None),
    ("icpc_15wd_pct", "2021-02-28", 1, 1),  # 20 January to 4 February: 11 working days
    ("cpp_count", "2021-03-31", 1, None),  # the other plan ended in December
    ("cpp_seen_alone_pct", "2021-03-31", 1, 1),
    ("cla_count", "2021-03-31", 1, None),  # one ceased in January, one is rejected
    ("cla_ceased_count", "2021-01-31", 1, None),
    ("cla_dental_check_pct", "2021-03-31", 1, 1),
    ("cla_ifa_pct", "2021-03-31", 1, 1),
    ("cla_uasc_count", "2021-03-31", 1, None),
    ("care_leavers_suitable_accom_pct", "2021-03-31", 1, 1),
]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    place = Place(tmp_path_factory.mktemp("annex"))
    place.put("inspection.xlsx", whole_book(), as_at=AS_AT)
    place.night()
    home = place.home
    build(home, "kpi_measures")
    with closing(duckdb.connect(str(home.warehouse), read_only=True)) as connection:
        yield connection


def test_the_figures_are_those_counted_by_hand(figures: duckdb.DuckDBPyConnection) -> None:
    wanted = {(code, day): (numerator, denominator) for code, day, numerator, denominator in BY_HAND}
    found = {
        (code, day): (numerator, denominator)
        for code, day, numerator, denominator in figures.execute(
            "select indicator_code, period_end::varchar, numerator, denominator from marts.kpi_measures "
            "where slice_type = 'all' and view in ('month', 'snapshot')"
        ).fetchall()
    }
    assert {key: found.get(key) for key in wanted} == wanted


def test_a_placement_history_that_the_list_does_not_hold_gives_no_figure(figures: duckdb.DuckDBPyConnection) -> None:
    said = figures.execute(
        "select distinct status from marts.kpi_measures where indicator_code = 'cla_placements_3plus_pct'"
    ).fetchall()
    assert said == [("feed missing: ssd_cla_placement.clap_cla_placement_end_date",)]
