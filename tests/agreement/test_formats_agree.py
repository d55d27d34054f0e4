"""One truth: every number is the same on every page, in print, in the workbook, on the slides, in CSV and Parquet."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orchestration.publishing import publish
from orchestration.settings import Home
from tests.agreement.comparison import Agreement, printed
from tests.agreement.data import read_parquet, read_tidy
from tests.agreement.documents import read_cards, read_slides, read_workbook
from tests.agreement.expected import expected
from tests.agreement.pages import read_pages
from tests.publishing.marts_fixture import make_rows, write_warehouse

EDITION = os.environ.get("SCORECARDS_EDITION", "")
FORMATS = {"HTML card", "Excel", "PowerPoint", "PDF card", "CSV", "Parquet"}


def agreement(edition: Path, la_code: str) -> Agreement:
    """Compare every format of one council with the marts of its edition."""
    want = expected(edition / "marts" / "marts.duckdb", la_code)
    pages, result = edition / "scorecards" / la_code, Agreement()
    read_pages(pages, want, result)
    read_workbook(next((pages / "files").glob("*.xlsx")), want, result)
    read_slides(next((pages / "files").glob("*.pptx")), want, result)
    read_cards(pages / "files" / f"indicator_cards_{la_code}.pdf", want, result)
    read_tidy(pages / "files", want, result)
    read_parquet(edition / "marts", result)
    return result


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if EDITION:
        return Path(EDITION).resolve()
    home = Home(tmp_path_factory.mktemp("agree") / "home")
    write_warehouse(home.warehouse, make_rows(("990",)))
    return publish(home).path


def test_every_number_is_the_same_in_every_format(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = agreement(edition, "990")
    with capsys.disabled():
        if EDITION:
            print("\n" + "\n".join(f"{count:9,}  {where}" for where, count in sorted(found.compared.items())))
    assert {where.split(",")[0] for where in found.compared} == FORMATS
    assert all(count >= 4 for count in found.compared.values()), "each format was really read"
    assert found.different[:20] == []


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (14.499999999999998, "percent", 0, "15%"),
        (1258.0, "count", 0, "1,258"),
        (-5.64, "rate_per_10000", 1, "\N{MINUS SIGN}5.6"),
        (1.0, "days", 0, "1 day"),
    ],
)
def test_how_a_stored_value_is_printed(value: float, unit: str, decimals: int, text: str) -> None:
    assert printed(value, unit, decimals) == text
