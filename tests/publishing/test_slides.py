"""The slides as an officer meets them: opened again, every number compared, every chart native and in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Pt

from orchestration.publishing import publish
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.slide import slide
from orchestration.publishing.reading import Marts, read_marts
from orchestration.settings import Home
from tests.publishing.marts_fixture import make_rows, write_warehouse


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("slides") / "home")
    write_warehouse(home.warehouse, make_rows(("990",)))
    return publish(home).path


@pytest.fixture(scope="module")
def marts(edition: Path) -> Marts:
    return read_marts(edition / "marts" / "marts.duckdb")


@pytest.fixture(scope="module")
def deck(edition: Path) -> Presentation:
    return Presentation(str(edition / "scorecards" / "990" / "files" / "board_slides_990.pptx"))


@pytest.fixture(scope="module")
def by_title(deck: Presentation) -> dict[str, object]:
    return {one.shapes.title.text_frame.text: one for one in deck.slides}


def test_one_slide_an_indicator_with_its_title(deck: Presentation, marts: Marts) -> None:
    titles = [one.shapes.title.text_frame.text for one in deck.slides]
    assert set(titles) > {row["title"] for row in marts.indicators}
    assert len(titles) == len(set(titles))


def test_native_charts_hold_the_unrounded_figures(by_title: dict, marts: Marts) -> None:
    drawn = 0
    for subject in Pack(marts, marts.councils[0]).subjects:
        told = slide(subject)
        charts = [shape for shape in by_title[told["title"]].shapes if shape.has_chart]
        if not any(value is not None for value in told["values"]):
            assert charts == []
            continue
        drawn += 1
        plot = charts[0].chart.plots[0]
        assert list(plot.categories) == told["months"]
        assert list(plot.series[0].values) == told["values"]
        assert plot.series[0].name == told["series"], "P12: the series is named from the row that gives its values"
        assert charts[0]._element.nvGraphicFramePr.cNvPr.get("descr") == told["alt"] != ""
    assert drawn > 3


def test_every_figure_of_the_card_is_on_its_slide(by_title: dict, marts: Marts) -> None:
    for subject in Pack(marts, marts.councils[0]).subjects:
        told = slide(subject)
        table = next(shape for shape in by_title[told["title"]].shapes if shape.has_table).table
        cells = [(row.cells[0].text, row.cells[1].text) for row in table.rows]
        assert cells == [("Figure", "Value"), *told["figures"]]
        assert not any("#" in value for _, value in cells), "P04: no cell shows that it is too narrow"
        assert told["notes"] == by_title[told["title"]].notes_slide.notes_text_frame.text


def test_text_can_be_read_from_the_back_of_the_room(deck: Presentation) -> None:
    for one in deck.slides:
        for shape in one.shapes:
            if shape.has_text_frame:
                sizes = [run.font.size for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
                assert all(size >= Pt(12) for size in sizes), shape.name


def test_nothing_stands_off_the_slide_or_on_another_shape(deck: Presentation) -> None:
    for one in deck.slides:
        boxes = [(s.left, s.top, s.left + s.width, s.top + s.height, s.name) for s in one.shapes]
        for left, top, right, bottom, name in boxes:
            assert min(left, top, deck.slide_width - right, deck.slide_height - bottom) >= 0, name
        for place, a in enumerate(boxes):
            for b in boxes[place + 1 :]:
                apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
                assert apart, (a[4], b[4])
