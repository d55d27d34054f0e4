"""The tidy CSV read back: every number of the marts, the department's rules for names, time, place and symbols."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.inert import cell
from orchestration.publishing.content.figures import COLUMNS, META, exact
from orchestration.publishing.content.pack import packs
from orchestration.publishing.formats.figures_csv import write_figures
from orchestration.publishing.reading import Marts, read_marts
from orchestration.publishing.words import wording
from orchestration.publishing.words.numbers import number
from tests.publishing.marts_fixture import make_rows, write_warehouse

Line = dict[str, str]
WHOLE, PARTS = "childrens_services_figures_990", "childrens_services_breakdowns_990"


def lines(text: str) -> list[Line]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def change(rows: dict[str, list[dict[str, Any]]]) -> None:
    """A confirmed figure becomes provisional, a month is lacking, a team has a name that a spreadsheet would run."""
    for row in rows["kpi_scorecard"]:
        if row["indicator_code"] == "contacts_received" and row["period_end"] == date(2020, 12, 31):
            row["is_provisional"] = True
    rows["kpi_measures"] = [
        row
        for row in rows["kpi_measures"]
        if (row["indicator_code"], row["period_end"]) != ("adoption_days", date(2020, 6, 30))
    ]
    for row in rows["kpi_measures"]:
        if row["indicator_code"] == "contacts_received" and row["slice_value"] == "F":
            row["slice_type"], row["slice_value"] = "team", "=HYPERLINK(1)"
        if row["slice_value"] == "unknown" and row["indicator_code"] == "cpp_ended_2yrs_pct":
            row["numerator"], row["denominator"] = 0.0, 0.0


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = make_rows(("990", "991"))
    change(rows)
    file = tmp_path_factory.mktemp("csv") / "warehouse.duckdb"
    write_warehouse(file, rows)
    return file


@pytest.fixture(scope="module")
def marts(warehouse: Path) -> Marts:
    return read_marts(warehouse)


@pytest.fixture(scope="module")
def files(marts: Marts, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Text of the four files by name."""
    folder = tmp_path_factory.mktemp("files")
    write_figures(next(packs(marts)), folder)
    found = {path.name: path.read_bytes().decode("utf-8") for path in folder.glob("*.csv")}
    with zipfile.ZipFile(folder / f"{PARTS}.zip") as archive:
        found |= {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    return found


@pytest.fixture(scope="module")
def whole(files: dict[str, str]) -> list[Line]:
    return lines(files[f"{WHOLE}.csv"])


@pytest.fixture(scope="module")
def parts(files: dict[str, str]) -> list[Line]:
    return lines(files[f"{PARTS}.csv"])


def key(line: Line) -> tuple[str, ...]:
    names = ("indicator_code", "view", "breakdown_topic", "breakdown", "time_period", "time_identifier")
    return tuple(line[name] for name in names)


def expected(warehouse: Path, marts: Marts, kept: Callable[[dict[str, Any]], bool]) -> dict[tuple[str, ...], Line]:
    """Straight from the table: each published figure as the file must tell it."""
    decimals = {row["indicator_code"]: row["decimals"] for row in marts.indicators}
    with duckdb.connect(str(warehouse), read_only=True) as con:
        found = con.execute(
            "select * from marts.kpi_measures where la_code = '990' and period_end >= date '2019-12-31'"
        )
        names = [column[0] for column in found.description]
        table = [dict(zip(names, values, strict=True)) for values in found.fetchall()]
    told = {}
    for row in filter(kept, table):
        total = row["slice_type"] == "all"
        missing = "z" if row["status"] in ("ok", "no cases") else "x"
        value = row["value"]
        told[
            row["indicator_code"],
            wording.VIEW_NAMES[row["view"]],
            "Total" if total else wording.SLICES[row["slice_type"]],
            "Total" if total else cell(wording.slice_value(row["slice_type"], row["slice_value"])),
            f"{row['period_end']:%Y}",
            wording.MONTHS[row["period_end"].month - 1],
        ] = {
            "numerator_count": missing if row["numerator"] is None else f"{row['numerator']:.14g}",
            "denominator_count": missing if row["denominator"] is None else f"{row['denominator']:.14g}",
            "figure_value": missing
            if value is None
            else number(value, decimals[row["indicator_code"]]).replace(",", "").replace("−", "-"),
        }
    return told


def test_every_figure_of_the_whole_council_is_that_of_the_marts(
    whole: list[Line], warehouse: Path, marts: Marts
) -> None:
    """P01, P05 and P25: each window's figure with its parts, and a letter where there is none, never a zero."""
    told = expected(warehouse, marts, lambda row: row["slice_type"] == "all")
    found = {key(line): line for line in whole if line["status"] != "no figure for this month"}
    assert found.keys() == told.keys()
    assert len(whole) == len({key(line) for line in whole}) == 13 * (6 * 3 + 1)
    for where, figures in told.items():
        assert {name: found[where][name] for name in figures} == figures, where


def test_every_part_is_that_of_the_marts(parts: list[Line], warehouse: Path, marts: Marts) -> None:
    """P39 and P40: the parts stand with numerator and denominator, the whole they add up to beside them."""
    hidden = [("review_pct", "sex"), ("cpp_ended_2yrs_pct", "sex")]
    told = expected(
        warehouse,
        marts,
        lambda row: (
            row["indicator_code"] != "review_pct"
            and not ((row["indicator_code"], row["slice_type"]) in hidden and row["slice_value"] == "unknown")
        ),
    )
    found = {key(line): line for line in parts if line["status"] != "no figure for this month"}
    assert found.keys() == told.keys()
    assert len(parts) == len({key(line) for line in parts})
    for where, figures in told.items():
        assert {name: found[where][name] for name in figures} == figures, where
    sums: dict[tuple[str, ...], float] = {}
    for line in parts:
        if line["breakdown"] != "Total" and line["numerator_count"] not in ("x", "z"):
            place = (*key(line)[:2], *key(line)[4:])
            sums[place] = sums.get(place, 0.0) + float(line["numerator_count"])
    totals = {(*where[:2], *where[4:]): line["numerator_count"] for where, line in found.items() if where[3] == "Total"}
    split = {where: float(totals[where]) for where in sums if where[0] != "contacts_received"}
    assert {where: sums[where] for where in split} == pytest.approx(split)


def test_the_matrix_is_complete(whole: list[Line], parts: list[Line]) -> None:
    """P25: a month without a row is told as not available, so that every series has each of the thirteen months."""
    for table in (whole, parts):
        series: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for line in table:
            series.setdefault(key(line)[:4], []).append(key(line)[4:])
        assert all(len(set(months)) == len(months) == 13 for months in series.values())
    lacking = [line for line in whole if line["status"] == "no figure for this month"]
    assert {(line["indicator_code"], *key(line)[4:]) for line in lacking} == {("adoption_days", "2020", "June")}
    assert {line["figure_value"] + line["numerator_count"] for line in lacking} == {"xx"}


def test_why_a_figure_is_missing_or_not_final_stands_beside_it(whole: list[Line]) -> None:
    """P25 and P26: z where there is nothing to divide, x where a feed is missing, and unconfirmed figures say so."""
    found = {(line["figure_value"], line["status"]) for line in whole if not line["figure_value"][0].isdigit()}
    assert found == {
        ("z", "no cases"), ("x", "feed missing: ssd_cp_reviews"), ("x", "no figure for this month")
    }  # fmt: skip
    unsure = {key(line) for line in whole if line["status"] == "provisional"}
    assert {where[0] for where in unsure} == {"contacts_received"}
    assert {where[4:] for where in unsure} == {("2020", "December")}
    counts = [line for line in whole if line["unit"] == "number"]
    assert {line["denominator_count"] for line in counts if line["figure_value"] != "x"} == {"z"}


def test_names_time_and_place_follow_the_department_s_rules(files: dict[str, str], whole: list[Line]) -> None:
    for name, text in files.items():
        assert re.fullmatch(r"[a-z0-9_-]{1,50}(\.meta)?\.csv", name)
        assert text.endswith("\n")
        assert "\r" not in text
        assert not text.startswith("\ufeff")
        assert all(line.count("\n") == 0 for line in text.splitlines())
    names = list(whole[0])
    assert names == [column.name for column in COLUMNS]
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{1,34}", name) for name in names)
    for line in whole:
        assert re.fullmatch(r"\d{4}", line["time_period"])  # a month's year has four digits, six would be two years
        assert line["time_identifier"] in wording.MONTHS
        assert line["geographic_level"] == "Local authority"
        assert (line["old_la_code"], line["new_la_code"], line["la_name"]) == ("990", "", "Council <990> & Sons")
        assert (line["country_code"], line["country_name"]) == ("E92000001", "England")


def test_the_metadata_describes_the_columns_of_the_data(files: dict[str, str], parts: list[Line]) -> None:
    meta = lines(files[f"{PARTS}.meta.csv"])
    assert files[f"{PARTS}.meta.csv"] == files[f"{WHOLE}.meta.csv"]
    assert list(meta[0]) == list(META)
    described = {line["col_name"]: line for line in meta}
    standard = {"time_period", "time_identifier", "geographic_level", "country_code", "country_name"}
    standard |= {"old_la_code", "new_la_code", "la_name"}
    grouping = {line["filter_grouping_column"] for line in meta} - {""}
    assert set(described) == set(parts[0]) - standard - grouping
    assert grouping <= set(parts[0])
    for line in meta:
        assert line["col_type"] in ("Filter", "Indicator")
        assert line["label"]
        assert line["indicator_unit"] in ("", "£", "£m", "%", "pp", "numberstring")
        assert bool(line["indicator_dp"]) == (line["col_type"] == "Indicator")
    for name in ("breakdown", "breakdown_topic"):
        assert "Total" in {line[name] for line in parts}
    for name, line in described.items():
        if line["col_type"] == "Indicator":
            assert all(re.fullmatch(r"-?\d+(\.\d+)?|x|z", row[name]) for row in parts)


def test_a_name_cannot_become_a_formula(parts: list[Line]) -> None:
    teams = {line["breakdown"] for line in parts if line["breakdown_topic"] == "Team"}
    assert teams == {"'=HYPERLINK(1)"}
    assert not [value for line in parts for value in line.values() if value[:1] in ("=", "+", "@")]


@pytest.mark.parametrize(
    ("value", "text"),
    [(201.0, "201"), (0.0, "0"), (12.6, "12.6"), (0.1 + 0.2, "0.3"), (-3.0, "-3"), (1200000.0, "1200000")],
)
def test_numbers_are_written_plainly(value: float, text: str) -> None:
    assert exact(value) == text


def test_a_council_without_a_whole_month_has_no_file(tmp_path: Path) -> None:
    rows = make_rows(months=3)
    rows["dim_council"][0] |= {"first_period_end": None, "last_period_end": None}
    write_warehouse(tmp_path / "warehouse.duckdb", rows)
    write_figures(next(packs(read_marts(tmp_path / "warehouse.duckdb"))), tmp_path / "files")
    assert not (tmp_path / "files").exists()
