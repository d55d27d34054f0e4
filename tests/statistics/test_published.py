"""B23 and B24: published statistics, whose columns change by the release and whose figures may be symbols, become rows
of the seed; expected by hand.

Belongs here: small files in the words of two releases. Does not belong here: the seed's own rules (`tests/seeds`).
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from orchestration.cli import main
from orchestration.statistics.published import NotRead, Row, header, left_out, not_in_seed, read
from orchestration.statistics.tables import TABLES
from tests.seeds.reading import registry, seed

SHARED = "time_period,time_identifier,geographic_level,region_name,old_la_code,la_name"
ENGLAND, SOUTH_EAST, LONDON = (
    "Reporting year,National,,,",
    "Reporting year,Regional,South East,,",
    "Reporting year,Regional,Inner London,,",
)
OWN = "Reporting year,Local authority,South East,852,Southampton"
OF_2024 = "category,Referrals,Referrals_rate,Re_referrals,Re_referrals_percent,No_Further_Action_percent"
OF_2025 = "category,referral_count,rereferral_count,rereferral_percent,no_further_action_percent"


def published(tmp_path: Path, columns: str, *rows: str, name: str = "c1_2024.csv", shared: str = SHARED) -> Path:
    path = tmp_path / name
    path.write_text("\n".join([f"\ufeff{shared},{columns}", *rows, ""]), encoding="utf-8")
    return path


def figures(rows: list[Row]) -> set[tuple[str, ...]]:
    return {(row["la_code"], row["indicator_code"], row["comparator"], row["period_end"], row["value"]) for row in rows}


def test_b24_two_releases_with_other_names_give_the_same_figures(tmp_path: Path) -> None:
    before = published(
        tmp_path, OF_2024,
        f"2024,{ENGLAND},x,\"621,880\",518.3,139000,22.4%,7.1", f"2024,{SOUTH_EAST},x,1,600,1,24.05,8",
        f"2024,{LONDON},x,1,500,1,18,5", f"2024,{OWN},x,1,700,1,30,9", f"202223,{ENGLAND},x,1,520,1,22,c",
    )  # fmt: skip
    found = read(before, ["852"])
    assert figures(found.rows) == {
        ("", "referrals_new_cin_rate", "england", "2024-03-31", "518.3"),
        ("", "referrals_new_cin_rate", "england", "2023-03-31", "520"),
        ("852", "referrals_new_cin_rate", "region", "2024-03-31", "600"),
        ("", "rereferrals_12m_pct", "england", "2024-03-31", "22.4"),
        ("", "rereferrals_12m_pct", "england", "2023-03-31", "22"),
        ("852", "rereferrals_12m_pct", "region", "2024-03-31", "24.1"),
        ("", "referrals_nfa_pct", "england", "2024-03-31", "7.1"),
        ("852", "referrals_nfa_pct", "region", "2024-03-31", "8"),
    }
    assert left_out(found) == ["1 hidden, so that nobody can be told from it"]
    after = read(published(tmp_path, OF_2025, f"2025,{ENGLAND},x,1,1,22.1,7", name="c1_2025.csv"))
    assert figures(after.rows) == {
        ("", "rereferrals_12m_pct", "england", "2025-03-31", "22.1"),
        ("", "referrals_nfa_pct", "england", "2025-03-31", "7"),
    }
    assert left_out(after) == ["no column or breakdown for referrals_new_cin_rate"]


@pytest.mark.parametrize("symbol", ["c", "k", "u", "X", "z", "low", ":", "-", "", "~", ".."])
def test_b23_a_symbol_is_no_figure_and_never_nought(tmp_path: Path, symbol: str) -> None:
    found = read(published(tmp_path, OF_2025, f"2025,{ENGLAND},x,1,1,{symbol},7", f"2024,{ENGLAND},x,1,1,22,7"))
    shares = [row["value"] for row in found.rows if row["indicator_code"] == "rereferrals_12m_pct"]
    assert (shares, sum(found.symbols.values())) == (["22"], 1)


def test_b24_shares_are_made_of_counts_where_no_share_is_printed(tmp_path: Path) -> None:
    """543,210 of 643,170 assessments are 84.46 %; without any, and with one count hidden, there is no share."""
    bands = "category,Assessments_completed,Same_day,1-10_days,11-20_days,21-30_days,31-40_days,41-45_days"
    rows = ["643170,9880,73420,110950,102600,129690,116670", "0,0,0,0,0,0,0", "9,1,1,c,1,1,1"]
    lines = [f"{2024 - place},{ENGLAND},x,{row}" for place, row in enumerate(rows)]
    found = read(published(tmp_path, bands, *lines))
    assert [(row["period_end"], row["value"]) for row in found.rows] == [("2024-03-31", "84.5")]
    assert sum(found.symbols.values()) == 2


def test_b24_the_breakdown_and_the_day_of_a_figure(tmp_path: Path) -> None:
    columns = "population_type,population_estimate,children_count,rate_per_10000"
    on_the_day, starting = (
        "Children looked after on 31 March each year",
        "Children starting to be looked after each year",
    )
    rows = [f"2025,{ENGLAND},{on_the_day},1,1,67", f"2025,{ENGLAND},{starting},1,1,26"]
    [row] = read(published(tmp_path, columns, *rows, name="cla.csv")).rows
    assert row == {
        "la_code": "", "indicator_code": "cla_rate", "comparator": "england", "value": "67", "unit": "rate_per_10000",
        "basis": "snapshot", "vintage": "DfE, 31 March 2025", "period_start": "2025-03-31", "period_end": "2025-03-31",
        "source": "Department for Education, Explore Education Statistics, cla, rate_per_10000", "printed_in": "",
        "note": "Looked after at 31 March, published without decimals.",
    }  # fmt: skip
    staff = published(tmp_path, "inpost_fte,agency_rate_fte,caseload_fte", f"2025,{ENGLAND},1,13,15.2", name="w.csv")
    assert {row["period_end"] for row in read(staff).rows} == {"2025-09-30"}


REFUSED = {
    "another table": ("month,April", f"2025,{ENGLAND},1,2", "no adapter knows its columns"),
    "no year": (OF_2025, f"2025 Q1,{ENGLAND},x,1,1,22,7", "time_period '2025 Q1' is no year"),
    "two years in one": (OF_2025, f"202325,{ENGLAND},x,1,1,22,7", "time_period '202325' is no year"),
    "no number": (OF_2025, f"2025,{ENGLAND},x,1,1,many,7", "rereferrals_12m_pct: 'many' is neither a number nor"),
    "too large": (OF_2025, f"2025,{ENGLAND},x,1,1,101,7", "rereferrals_12m_pct: 101 cannot be its figure"),
    "below nought": (OF_2025, f"2025,{ENGLAND},x,1,1,-1,7", "rereferrals_12m_pct: -1 cannot be its figure"),
    "cut off": (OF_2025, f"2025,{ENGLAND},x,1", "a row is shorter than the header"),
    "no such breakdown": (
        "population_type,children_count,rate_per_10000",
        f"2025,{ENGLAND},All,1,2",
        "no indicator has",
    ),
}


@pytest.mark.parametrize(("columns", "row", "told"), REFUSED.values(), ids=REFUSED)
def test_b24_what_is_not_read_says_why(tmp_path: Path, columns: str, row: str, told: str) -> None:
    with pytest.raises(NotRead, match=told):
        read(published(tmp_path, columns, row))


def test_b24_two_rows_of_one_area_and_a_council_that_there_is_not(tmp_path: Path) -> None:
    row = f"2025,{ENGLAND},x,1,1,22,7"
    with pytest.raises(NotRead, match="two rows of England for 2025"):
        read(published(tmp_path, OF_2025, row, row))
    with pytest.raises(NotRead, match="no council has the code 000"):
        read(published(tmp_path, OF_2025, row), ["000"])
    with pytest.raises(NotRead, match="it lacks time_period, geographic_level, region_name"):
        read(published(tmp_path, "a,b", "1,2,3", shared="x"))


def test_the_command_prints_what_the_seed_has_not_and_tells_the_rest(tmp_path: Path) -> None:
    """England's 26 % of the year to March 2025 is made up; the seed has the year to March 2019."""
    rows = [f"2099,{ENGLAND},x,1,1,26,c", f"2019,{ENGLAND},x,1,1,22.6,7"]
    good, bad = published(tmp_path, OF_2025, *rows), tmp_path / "bad.csv"
    bad.write_bytes(b"\xff\xfe\x00")
    told = CliRunner().invoke(main, ["benchmarks", str(good), str(bad), "--since", "2019"])
    assert told.exit_code == 10
    assert [(row["period_end"], row["value"]) for row in csv.DictReader(told.stdout.splitlines())] == [
        ("2099-03-31", "26")
    ]
    assert "c1_2024.csv: referrals and re-referrals: 1 row; 2 that the seed has; 1 hidden" in told.stderr
    assert "bad.csv: not read: it is no CSV in UTF-8" in told.stderr


def test_each_adapter_is_of_an_indicator_in_its_unit_and_of_one_table() -> None:
    every = [measure for table in TABLES for measure in table.measures]
    assert {measure.indicator for measure in every} <= set(registry())
    assert len({measure.indicator for measure in every}) == len(every)
    bases = {row["indicator_code"]: row["basis"] for row in seed("benchmarks") if "Interactive" in row["source"]}
    assert {one.indicator: one.basis for one in every if one.indicator in bases} == {
        one.indicator: bases[one.indicator] for one in every if one.indicator in bases
    }


def test_rows_have_the_columns_of_the_seed(tmp_path: Path) -> None:
    found = read(published(tmp_path, OF_2025, f"2099,{ENGLAND},x,1,1,22,7"))
    assert all(list(row) == header() for row in found.rows)
    assert not_in_seed(found.rows) == found.rows
