"""The pages as a reader, a screen reader and a locked-down browser meet them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from orchestration.publishing import publish
from orchestration.publishing.content import card, tables
from orchestration.publishing.content.front import front, short
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.formats.site import TEMPLATES, content_hash
from orchestration.publishing.reading import Marts, read_marts
from orchestration.settings import Home
from tests.publishing.made_subject import made
from tests.publishing.marts_fixture import make_rows, write_warehouse

VOID = {"input", "meta", "link", "col", "br", "circle", "path", "rect", "line", "polyline"}


class Page(HTMLParser):
    """Elements of a page with their attributes and text, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self.open: list[dict[str, Any]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:  # type: ignore[type-arg]
        element = {"tag": tag, **dict(attrs), "text": "", "inside": [outer["tag"] for outer in self.open]}
        self.found.append(element)
        if tag == "svg":  # a picture is read out as its description
            self.handle_data(element.get("aria-label") or "")
        if tag not in VOID:
            self.open.append(element)

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()["tag"] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element["text"] += data

    def all(self, *tags: str) -> list[dict[str, Any]]:
        return [element for element in self.found if element["tag"] in tags]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("site") / "home")
    write_warehouse(home.warehouse, make_rows(("990", "991")))
    return publish(home).path / "scorecards"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return {path.relative_to(site).as_posix(): Page(path.read_text()) for path in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def marts(site: Path) -> Marts:
    return read_marts(site.parent / "marts" / "marts.duckdb")


def subject(marts: Marts, code: str, council: int = 0) -> Subject:
    indicator = next(row for row in marts.indicators if row["indicator_code"] == code)
    return Subject(marts, marts.councils[council], indicator)


def test_every_council_has_its_pages(pages: dict[str, Page]) -> None:
    assert len(pages) == 1 + 2 * (5 + 5 + 7), "its own pages, the papers and its indicators"
    listed = [element["text"] for element in pages["index.html"].all("a")]
    assert listed[1:] == ["Council <990> & Sons", "Council <991> & Sons"]


def test_every_link_leads_to_a_page_of_the_edition(site: Path, pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        for element in page.all("a"):
            target = element["href"]
            page_name, _, place = target.partition("#")
            led_to = (site / name).parent.joinpath(page_name).resolve() if page_name else site / name
            assert led_to.is_file(), (name, target)
            assert not place or f'id="{place}"' in led_to.read_text("utf-8"), (name, target)


def test_pages_ask_for_nothing_and_run_only_the_filter(site: Path) -> None:
    """B17: no page runs or fetches anything, whatever stands in the data."""
    script = (TEMPLATES / "filter.js").read_text(encoding="utf-8")
    for path in site.rglob("*.html"):
        text = path.read_text()
        assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in text
        if path.name in ("table.html", "index.html") and path.parent != site:
            assert text.count(f"<script>{script}</script>") == 1, path.name
            assert f"; script-src '{content_hash(script)}'\"" in text
            text = text.replace(f"<script>{script}</script>", "")
        else:
            assert "script-src" not in text
        assert not re.search(r"<script|<iframe|<img|@import|url\(|javascript:| on\w+=", text), path.name
        assert set(re.findall(r"https?://[^\"' ]+", text)) <= {"http://www.w3.org/2000/svg"}


def test_text_from_the_data_is_escaped(site: Path) -> None:
    """B17: angle brackets from the data are text."""
    for path in (site / "990").glob("*.html"):
        assert "<990>" not in path.read_text()
        assert "&lt;990&gt;" in path.read_text()


def test_pages_can_be_read_by_ear(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert page.all("html")[0]["lang"] == "en-GB"
        assert page.all("title")[0]["text"].strip()
        levels = [int(element["tag"][1]) for element in page.all("h1", "h2", "h3", "h4")]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), name
        assert len(page.all("caption")) == len(page.all("table"))
        assert all(element.get("scope") in ("col", "row") for element in page.all("th")), name
        for picture in page.all("svg"):
            assert picture.get("aria-hidden") == "true" or len(picture["aria-label"]) > 40


def test_no_cell_or_tile_is_blank_or_overflows(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        cells = page.all("td", "th", "dd") + [found for found in page.all("p") if "value" in found.get("class", "")]
        for cell in cells:
            assert cell["text"].strip(), name
            assert "#" not in cell["text"]
            assert cell["text"].strip() not in ("None", "nan", "NULL")


def test_a_figure_that_cannot_be_given_says_why(site: Path, pages: dict[str, Page]) -> None:
    page = pages["990/review_pct.html"]
    values = [element["text"].strip() for element in page.all("p") if "value" in element.get("class", "")]
    assert values[0] == "Not reported: feed missing (ssd_cp_reviews)"
    assert "Missing: no file was delivered" in (site / "990" / "review_pct.html").read_text()
    front = (site / "990" / "index.html").read_text()
    assert "Indicators that cannot be reported" in front
    assert ">3</td>" in front  # the quarantined rows of ssd_contacts
    none = pages["990/cpp_ended_2yrs_pct.html"]
    assert "No cases" in [cell["text"] for cell in none.all("td")]


@pytest.mark.parametrize(
    ("status", "is_told"),
    [
        ("feed missing: ssd_x", True),
        ("known since 2023-04-01: ssd_x", True),
        ("known until 2024-03-31: ssd_x", True),
        ("no cases", False),
        ("not reported", False),
    ],
)
def test_the_front_page_lists_what_the_delivered_files_cannot_tell(status: str, is_told: bool) -> None:
    figure = made([None] * 13, indicator={"service_area": "Made"})
    figure.latest["status"] = status
    listed = [tile["code"] for tile in front(Pack(figure.marts, figure.council))["unreported"]]
    assert listed == (["x"] if is_told else [])


def test_the_card_of_a_year_to_date_percentage(marts: Marts) -> None:
    shown = {tile.label: (tile.value, tile.note) for tile in card.tiles(subject(marts, "assessments_45wd_pct"))}
    assert shown["Year to date: April to December 2020"] == ("79.6%", "")
    assert shown["Target"] == ("90% or more", "source: local plan")
    assert shown["Variance from target"][0] == "−10.4"
    assert shown["Previous month"] == ("79.4%", "April to November 2020")
    assert shown["Change in performance"] == (
        "▲ Improved",
        "increase of 0.2 percentage points; high is good",
    )
    assert card.paragraphs(subject(marts, "assessments_45wd_pct"))[0] == (
        "Out of 201 single assessments authorised in December 2020, 164 were completed within 45 working days. "
        "That is 81.6%, 17 single assessments below the target of 90%."
    )


def test_every_headline_is_the_value_of_the_parquet_file(site: Path, pages: dict[str, Page]) -> None:
    marts_folder = site.parent / "marts"
    registry = {row["indicator_code"]: row for row in pq.read_table(marts_folder / "dim_indicator.parquet").to_pylist()}
    seen = 0
    for row in pq.read_table(marts_folder / "kpi_scorecard.parquet").to_pylist():
        if row["period_end"] != date(2020, 12, 31) or row["value"] is None:
            continue
        page = pages[f"{row['la_code']}/{row['indicator_code']}.html"]
        shown = next(found["text"] for found in page.all("p") if "value" in found.get("class", ""))
        places = Decimal(1).scaleb(-registry[row["indicator_code"]]["decimals"])
        assert Decimal(re.sub(r"[^\d.]", "", shown)) == Decimal(repr(row["value"])).quantize(places, ROUND_HALF_UP)
        seen += 1
    assert seen == 2 * 6


def test_improved_follows_polarity_and_not_the_number(marts: Marts) -> None:
    item = subject(marts, "cpp_rate")
    item.latest.update(previous_value=2.5, value=2.3, change=-0.2, direction="decrease", performance="improved")
    tile = next(tile for tile in card.tiles(item) if tile.label == "Change in performance")
    assert (tile.value, tile.note) == ("▲ Improved", "decrease of 0.2 per 10,000; low is good")


@pytest.mark.parametrize(
    ("unit", "view", "target", "num", "den", "whole"),
    [
        ("percent", "ytd", 25, 158, 892, -65),
        ("percent", "rolling12", 98, 136, 161, -22),
        ("percent", "rolling12", 93, 201, 260, -41),
        ("rate_per_10000", "rolling12", 260, 109, 50000, 1),
        ("count", "rolling12", 36, 5, None, 2),
    ],
)
def test_monthly_variance_is_that_of_the_papers(
    unit: str, view: str, target: float, num: float, den: float | None, whole: int
) -> None:
    end = date(2019, 12, 31)
    month = {"numerator": float(num), "denominator": den, "value": 1.0, "status": "ok"}
    key = ("990", "x")
    council = {"la_code": "990", "last_period_end": end}
    made = Marts(
        {}, [council], [], {key: [{"period_end": end, "target_value": target}]}, {key: {("month", end): month}}
    )
    item = Subject(made, council, {"indicator_code": "x", "unit": unit, "headline_view": view, "decimals": 1})
    gap = card.monthly_gap(item, end)
    assert gap is not None
    assert round(gap) == whole


def test_breakdowns_add_up_to_the_whole(marts: Marts) -> None:
    for code in ("contacts_received", "rereferrals_12m_pct", "cpp_rate"):
        item = subject(marts, code)
        parts = [row["numerator"] for row in marts.slices[item.key] if row["slice_type"] == "sex"]
        assert len(parts) == 3
        assert sum(parts) == pytest.approx(item.latest["numerator"])
    assert [row["name"] for row in tables.breakdowns(item)[0]["rows"]] == ["Female", "Male", "Not known"]


def test_benchmarks_say_how_they_were_made_comparable(marts: Marts) -> None:
    rows = tables.benchmarks(subject(marts, "contacts_received"))
    assert [row["comparator"] for row in rows] == ["Statistical neighbours", "England"]
    assert (rows[1]["published"], rows[1]["comparable"], rows[1]["conversion"]) == (
        "120",
        "10",
        "annual figure divided by 12",
    )
    assert rows[1]["vintage"] == "2018/19"
    assert rows[1]["difference"].startswith("+1,3")


def test_words_that_were_returned_stand_in_place_of_a_figure(marts: Marts) -> None:
    item = subject(marts, "review_pct")
    item.latest.update(value=None, status="text", status_text="Two are under way.")
    assert card.tiles(item)[0].value == "Two are under way."
    item.latest.update(status="due 2020-11-30", status_text=None, is_overdue=True)
    assert card.tiles(item)[0].value == "Due 30 November 2020 (overdue)"


def test_a_long_reason_is_told_in_the_notes_and_not_in_the_table() -> None:
    tile = card.Tile("Rating", "Grey: not rated", "unconfirmed: the data team has not seen it", "grey")
    assert short(tile).note == "unconfirmed"
    assert short(card.Tile("Rating", "Red", "target missed", "red")).note == "target missed"


def test_a_council_without_a_whole_month_still_has_a_front_page(home: Home, warehouse: Callable) -> None:
    rows = make_rows()
    rows["dim_council"][0]["first_period_end"] = rows["dim_council"][0]["last_period_end"] = None
    for name in ("kpi_measures", "kpi_scorecard", "kpi_benchmarks"):
        rows[name] = []
    warehouse(rows)
    front = (publish(home).path / "scorecards" / "990" / "index.html").read_text()
    assert "there are no figures yet" in front
