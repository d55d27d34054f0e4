"""One truth: every number is the same on every page, in print, in the workbook, on the slides, in CSV and Parquet."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from orchestration.publishing import publish
from orchestration.settings import Home
from tests.agreement.comparison import TOPICS, Agreement, printed
from tests.agreement.data import read_parquet, read_tidy
from tests.agreement.documents import read_cards, read_slides, read_workbook
from tests.agreement.expected import expected
from tests.agreement.pages import read_pages
from tests.publishing.marts_fixture import make_rows, write_warehouse
from tests.publishing.staff_fixture import with_staff

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
    write_warehouse(home.warehouse, with_staff(make_rows(("990",))))
    return publish(home).path


def test_every_number_is_the_same_in_every_format(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = agreement(edition, "990")
    with capsys.disabled():
        if EDITION:
            print("\n" + "\n".join(f"{count:9,}  {where}" for where, count in sorted(found.compared.items())))
    assert {where.split(",")[0] for where in found.compared} == FORMATS
    assert all(count >= 4 for count in found.compared.values()), "each format was really read"
    assert found.different[:20] == []


def test_a_part_with_the_figure_of_another_is_seen_in_every_format(edition: Path) -> None:
    """The same figure stands in the table already, and the right one is missing; or one stands there too often."""
    want = expected(edition / "marts" / "marts.duckdb", "990")
    values = {(code, kind): set[float]() for code, kind, _ in want.parts}
    for (code, kind, _), value in want.parts.items():
        values[code, kind] |= {value} if value else set()
    code, kind = next(key for key, found in values.items() if len(found) > 1)
    one, other = sorted(part for part in want.parts if part[:2] == (code, kind) and want.parts[part])[:2]
    assert want.parts[one] != want.parts[other]
    for wrong in (want.parts[other], 0.0, None):
        pages, result = edition / "scorecards" / "990", Agreement()
        doctored = replace(want, parts={**want.parts, one: wrong})
        read_pages(pages, doctored, result)
        read_workbook(next((pages / "files").glob("*.xlsx")), doctored, result)
        read_tidy(pages / "files", doctored, result)
        assert [told.split(f" {code} {TOPICS[kind]}: ")[0] for told in result.different] == [
            "HTML card, parts",
            "Excel, parts",
            "CSV, parts",
        ]


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
