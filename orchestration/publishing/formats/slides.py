"""Slides for the meeting: a title, the three groups, then one indicator a slide with a chart that can be edited.

Belongs here: where things stand on a slide. Does not belong here: figures and words (`content`), and pictures: charts
are PowerPoint's own, so an officer can change them. Notes hold the definition, for whoever is asked.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from orchestration.publishing.content import slide as said
from orchestration.publishing.content.downloads import slides_file
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.formats.stable_zip import settled

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.5)
TITLE_ONLY = 5
NAVY, MAROON, GREY, INK = (RGBColor.from_string(code) for code in ("12436D", "801650", "595959", "0B0C0C"))
SMALLEST = Pt(12)
FONT = "Arial"


def write_slides(pack: Pack, folder: Path) -> None:
    """Write the deck into the folder; a council without a whole month gets none."""
    if not pack.subjects:
        return
    folder.mkdir(parents=True, exist_ok=True)
    deck = Deck(pack)
    deck.cover()
    for title, lines in said.boards(pack):
        deck.board(title, lines)
    for area, subjects in pack.groups:
        for subject in subjects:
            deck.indicator(area, subject)
    deck.save(folder / f"{slides_file(pack)}.pptx")


class Deck:
    """The slides of one council, in the order in which they are added."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.presentation = Presentation()
        self.presentation.slide_width, self.presentation.slide_height = WIDTH, HEIGHT
        about = self.presentation.core_properties
        about.title, about.author = said.deck_title(pack), str(pack.council["council_name"])
        about.language, about.subject = "en-GB", f"Edition {pack.edition_id}, data as at {pack.as_at}"
        about.last_modified_by, about.keywords = "", ""

    def save(self, file: Path) -> None:
        made = io.BytesIO()
        self.presentation.save(made)
        file.write_bytes(settled(made.getvalue(), self.pack.marts.edition["as_of"]))

    def cover(self) -> None:
        slide = self._slide(said.deck_title(self.pack), Pt(36), Inches(2.2))
        lines = said.cover(self.pack)
        self._text(slide, "About this pack", lines, (MARGIN, Inches(3.6), WIDTH - 2 * MARGIN, Inches(2.6)), Pt(20))

    def board(self, title: str, lines: list[str]) -> None:
        """One of the three groups of the board's front page: a line an indicator."""
        slide = self._slide(title, Pt(30), Inches(0.35))
        box = (MARGIN, Inches(1.3), WIDTH - 2 * MARGIN, Inches(5.6))
        self._text(slide, "Indicators", lines, box, Pt(15))

    def indicator(self, area: str, subject: Subject) -> None:
        """One indicator: chart and figures side by side, the month in words beneath, the definition in the notes."""
        told = said.slide(subject)
        slide = self._slide(told["title"], Pt(26), Inches(0.35))
        box = (MARGIN, Inches(1.2), WIDTH - 2 * MARGIN, Inches(0.4))
        self._text(slide, "Where and when", [f"{area}. {told['period']}"], box, Pt(14), colour=GREY)
        if any(value is not None for value in told["values"]):
            self._chart(slide, told)
        else:
            box = (MARGIN, Inches(2.6), Inches(7.6), Inches(1))
            self._text(slide, "Why there is no chart", [told["no_chart"]], box, Pt(18))
        self._figures(slide, told)
        box = (MARGIN, Inches(5.75), WIDTH - 2 * MARGIN, Inches(1.1))
        self._text(slide, "In words", told["sentences"], box, Pt(14))
        slide.notes_slide.notes_text_frame.text = told["notes"]

    def _slide(self, title: str, size: Any, top: Any) -> Any:
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[TITLE_ONLY])
        heading = slide.shapes.title
        heading.left, heading.top, heading.width, heading.height = MARGIN, top, WIDTH - 2 * MARGIN, Inches(0.85)
        heading.text = title
        heading.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        heading.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        heading.text_frame.margin_left = 0
        _style(heading.text_frame, size, NAVY, bold=True)
        foot = (MARGIN, Inches(6.98), WIDTH - 2 * MARGIN, Inches(0.35))
        number = len(self.presentation.slides)
        self._text(slide, "Footer", [said.footer(self.pack, number)], foot, SMALLEST, colour=GREY)
        return slide

    def _text(
        self, slide: Any, name: str, lines: list[str], box: tuple[Any, Any, Any, Any], size: Any, colour: Any = INK
    ) -> None:
        shape = slide.shapes.add_textbox(*(Emu(int(side)) for side in box))
        shape.name = name
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = 0
        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.text = line
            paragraph.space_after = Pt(4)
        _style(frame, size, colour)

    def _chart(self, slide: Any, told: dict[str, Any]) -> None:
        data = CategoryChartData(number_format=told["number_format"])
        data.categories = told["months"]
        data.add_series(told["series"], told["values"])
        if any(value is not None for value in told["targets"]):
            data.add_series("Target", told["targets"])
        box = (MARGIN, Inches(1.6), Inches(7.7), Inches(4.1))
        frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *box, data)
        frame.name = "Chart"
        frame._element.nvGraphicFramePr.cNvPr.set("descr", told["alt"])
        chart = frame.chart
        chart.has_title = False
        chart.font.size, chart.font.name = SMALLEST, FONT
        chart.has_legend = len(chart.plots[0].series) > 1
        if chart.has_legend:
            chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        _axes(chart, told)
        _series(chart, told)

    def _figures(self, slide: Any, told: dict[str, Any]) -> None:
        rows = told["figures"]
        box = (Inches(8.45), Inches(1.6), Inches(4.38), Inches(0.4 * (len(rows) + 1)))
        frame = slide.shapes.add_table(len(rows) + 1, 2, *box)
        frame.name = "Figures"
        frame._element.nvGraphicFramePr.cNvPr.set("descr", f"Figures of {told['title']}, {told['period']}")
        table = frame.table
        table.columns[0].width, table.columns[1].width = Inches(2.0), Inches(2.38)
        for place, pair in enumerate([("Figure", "Value"), *rows]):
            for column, text in enumerate(pair):
                cell = table.cell(place, column)
                cell.text = text
                cell.margin_top = cell.margin_bottom = Inches(0.03)
                cell.fill.solid()
                cell.fill.fore_color.rgb = NAVY if place == 0 else RGBColor(0xFF, 0xFF, 0xFF)
                _style(cell.text_frame, Pt(13), RGBColor(0xFF, 0xFF, 0xFF) if place == 0 else INK, bold=place < 2)


def _axes(chart: Any, told: dict[str, Any]) -> None:
    value = chart.value_axis
    if not told["below_zero"]:
        value.minimum_scale = 0
    if told["at_most"]:
        value.maximum_scale = told["at_most"]
    value.major_gridlines.format.line.color.rgb = RGBColor(0xD9, 0xD9, 0xD9)
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = told["axis_format"], False
    category = chart.category_axis
    category.format.line.color.rgb = GREY
    category.tick_labels.font.size = SMALLEST
    category.tick_labels.offset = 40


def _series(chart: Any, told: dict[str, Any]) -> None:
    plot = chart.plots[0]
    figures = plot.series[0]
    figures.smooth = False
    figures.format.line.color.rgb, figures.format.line.width = NAVY, Pt(2.5)
    figures.marker.style, figures.marker.size = XL_MARKER_STYLE.CIRCLE, 7
    figures.marker.format.fill.solid()
    figures.marker.format.fill.fore_color.rgb = NAVY
    labels = figures.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.ABOVE
    labels.number_format, labels.number_format_is_linked = told["number_format"], False
    labels.font.size, labels.font.name = SMALLEST, FONT
    if len(plot.series) > 1:
        target = plot.series[1]
        target.smooth = False
        target.format.line.color.rgb, target.format.line.width = MAROON, Pt(2)
        target.format.line.dash_style = MSO_LINE.DASH
        target.marker.style = XL_MARKER_STYLE.NONE


def _style(frame: Any, size: Any, colour: Any, *, bold: bool = False) -> None:
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size, run.font.name, run.font.bold = size, FONT, bold
            run.font.color.rgb = colour
            run._r.get_or_add_rPr().set("lang", "en-GB")
        end = paragraph._p.find(qn("a:endParaRPr"))
        if end is not None:
            end.set("lang", "en-GB")
