"""The documents for paper as a reader's program, a screen reader and a printer meet them."""

from __future__ import annotations

import io
import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typst
from PIL import Image, ImageFont
from pypdf import PdfReader

from orchestration.publishing.content import board
from orchestration.publishing.content.card import tiles
from orchestration.publishing.content.pack import Pack, packs
from orchestration.publishing.formats import pdf, pdf_board, pdf_cards
from orchestration.publishing.formats.pdf import write_pdf
from orchestration.publishing.formats.typesetting import FACES, FONTS, TEMPLATES, Typesetter, shown, typesetter
from orchestration.publishing.promise import PublishError
from orchestration.publishing.reading import Marts, read_marts
from tests.publishing.marts_fixture import make_rows, write_warehouse

DOCUMENTS = ("board_pack_990.pdf", "indicator_cards_990.pdf")
HOSTILE = '#panic("x") *b* _i_ $x$ <d> @e [f] \\ `g` \N{GRINNING FACE}'


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    file = tmp_path_factory.mktemp("pdf") / "warehouse.duckdb"
    write_warehouse(file, make_rows())
    return read_marts(file)


@pytest.fixture(scope="module")
def pack(marts: Marts) -> Pack:
    return next(packs(marts))


@pytest.fixture(scope="module")
def files(marts: Marts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    write_pdf(marts, folder)
    return folder / "990" / "files"


@pytest.fixture(scope="module")
def setter() -> Iterator[Typesetter]:
    with typesetter() as found:
        yield found


@pytest.fixture(params=DOCUMENTS)
def document(request: pytest.FixtureRequest, files: Path) -> PdfReader:
    return PdfReader(files / request.param)


def elements(document: PdfReader) -> list[dict[str, Any]]:
    """The tags in reading order: what a screen reader walks through."""
    found = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict) and "/S" in node:
            found.append(node)
            walk(node.get("/K", []))

    walk(document.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def words(text: str) -> str:
    """Text without its line breaks; a long name may be broken after an underscore."""
    return re.sub(r"(?<=\w_) (?=\w)", "", " ".join(text.split()))


def margins_are_white(page: bytes, ppi: int = 36) -> bool:
    """Whether a page drawn as PNG has nothing within 13 mm of its sides, 12 of its top and 5 of its foot."""
    picture = Image.open(io.BytesIO(page)).convert("L")
    wide, high, mm = *picture.size, ppi / 25.4
    boxes = (
        (0, 0, int(13 * mm), high),
        (int(wide - 13 * mm), 0, wide, high),
        (0, 0, wide, int(12 * mm)),
        (0, int(high - 5 * mm), wide, high),
    )
    return all(picture.crop(box).getextrema()[0] > 250 for box in boxes)


def test_the_documents_are_named_after_their_council(files: Path) -> None:
    assert sorted(path.name for path in files.iterdir()) == sorted(DOCUMENTS)


def test_a_document_is_tagged_and_says_that_it_is_accessible(document: PdfReader) -> None:
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    told = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in told
    assert document.metadata is not None
    assert document.metadata.title is not None
    assert "children's services" in document.metadata.title
    assert document.metadata.title.endswith("December 2020")
    assert document.metadata.author == "Council <990> & Sons, children's services"
    assert document.metadata["/CreationDate"] == document.metadata["/ModDate"] == "D:20201231000000Z"


def test_every_picture_is_described(document: PdfReader, pack: Pack) -> None:
    figures = [element for element in elements(document) if element["/S"] == "/Figure"]
    assert figures
    assert all(len(str(figure["/Alt"])) > 40 for figure in figures)


def test_headings_are_in_order_and_tables_have_heads(document: PdfReader) -> None:
    found = elements(document)
    kinds = [element["/S"] for element in found]
    assert kinds.count("/Title") == 1
    levels = [int(kind[2]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    for table in (element for element in found if element["/S"] == "/Table"):
        parts = [child.get_object()["/S"] for child in table["/K"]]
        assert parts == ["/Caption", "/THead", "/TBody"]
    assert "/L" in kinds
    assert "/TOC" in kinds


def test_every_page_has_its_number_the_date_of_the_data_and_the_edition(document: PdfReader) -> None:
    """P47: data date and edition on every page; no page states another date of the data."""
    for number, page in enumerate(document.pages, start=1):
        text = words(page.extract_text())
        assert f"Page {number} of {len(document.pages)}" in text
        assert "Data as at 31 December 2020. Edition 2020-12-31-abc123." in text
        assert set(re.findall(r"[Dd]ata as at (\d+ \w+ \d{4})", text)) == {"31 December 2020"}


def test_nothing_overflows_or_is_blank(document: PdfReader) -> None:
    """P04: no row of # where a figure does not fit."""
    for page in document.pages:
        text = page.extract_text()
        assert "##" not in text
        assert not re.search(r"\b(nan|NULL)\b|\bNone\b(?! set| published)", text)


def test_each_card_shows_its_tiles_and_sentences(files: Path, pack: Pack) -> None:
    """P01, P02, P03, P05, P06, P07, P09, P10, P11: the tiles and sentences of the card, on the card's first page."""
    document = PdfReader(files / "indicator_cards_990.pdf")
    texts = [words(page.extract_text()) for page in document.pages]
    for subject, card in zip(pack.subjects, pdf_cards.cards(pack), strict=True):
        page = next(text for text in texts[1:] if f"{subject.indicator['title']} {card['place']}" in text)
        for tile in tiles(subject):
            assert words(f"{tile.label} {tile.value}") in page, (card["code"], tile.label)
            assert words(tile.note) in page
        for sentence in [*card["paragraphs"], *card["standing"], *card["signal"]["sentences"]]:
            assert words(sentence) in page


def test_each_card_has_its_months_benchmarks_and_breakdowns(files: Path, pack: Pack) -> None:
    """P12, P13, P14, P39: thirteen months with their variance, benchmarks with their difference, parts of the whole."""
    text = words(" ".join(page.extract_text() for page in PdfReader(files / "indicator_cards_990.pdf").pages))
    for card in pdf_cards.cards(pack):
        for part in [*card["parts"], *card["breakdowns"]]:
            for row in part["rows"]:
                assert words(" ".join(row)) in text, (card["code"], part["name"])
    assert {"Age", "Sex"} & {part["head"][0] for card in pdf_cards.cards(pack) for part in card["breakdowns"]}


def test_the_bookmarks_lead_by_service_to_each_card(files: Path, pack: Pack) -> None:
    outline = PdfReader(files / "indicator_cards_990.pdf").outline
    services = [entry.title for entry in outline if not isinstance(entry, list)]
    assert services[-len(pack.groups) :] == [area for area, _ in pack.groups]
    below = [entry for service in outline if isinstance(service, list) for entry in service]
    cards = [entry.title for entry in below if not isinstance(entry, list)]
    assert cards == [subject.indicator["title"] for subject in pack.subjects]


def test_templates_ask_for_nothing_but_each_other() -> None:
    for path in TEMPLATES.glob("*.typ"):
        text = path.read_text()
        assert set(re.findall(r'(?:import|include) "([^"]+)"', text)) <= {"common.typ"}
        assert not re.search(r"\b(eval|plugin|read|csv|yaml|toml|xml)\(", text), path.name
        assert "today(" not in text


def test_text_from_the_data_is_never_read_as_markup(setter: Typesetter, pack: Pack) -> None:
    """B17: Typst and Markdown from the data are text."""
    data = pdf.cards(pack)
    data["cards"] = data["cards"][:1]
    card = data["cards"][0]
    card["title"] = card["place"] = card["tiles"][0]["value"] = HOSTILE
    card["paragraphs"] = [HOSTILE]
    card["parts"][0]["rows"][0] = [HOSTILE for _ in card["parts"][0]["rows"][0]]
    card["notes"] = [{"head": HOSTILE, "text": HOSTILE, "source": HOSTILE}]
    pages = PdfReader(io.BytesIO(setter.pdf("indicator_cards.typ", data, None))).pages
    text = words(" ".join(page.extract_text() for page in pages))
    assert text.count('#panic("x") *b* _i_ $x$ <d> @e [f] \\ `g` ?') >= 7


def test_a_word_without_end_stays_in_its_cell_and_on_the_page(setter: Typesetter, pack: Pack) -> None:
    """P04: what a service or a partner sends in may be one word of any length."""
    data = pdf.cards(pack)
    data["cards"] = data["cards"][:1]
    card = data["cards"][0]
    card["comment"] = {"analysis": ["x" * 400], "response": ["y_" * 200], "written": "z", "due": ""}
    card["parts"][0]["rows"][0] = ["w" * 90 for _ in card["parts"][0]["rows"][0]]
    card["tiles"][0]["value"] = "v" * 60
    pages = typst.compile(
        TEMPLATES / "indicator_cards.typ", root=TEMPLATES, font_paths=setter.fonts, format="png", ppi=36,
        sys_inputs={"data": json.dumps(data)},
    )  # fmt: skip
    assert isinstance(pages, list)
    for page in pages:
        assert margins_are_white(page)


def test_what_no_font_can_show_does_not_stop_a_document() -> None:
    assert shown({"a": ["\N{GRINNING FACE}\u200b \u25b2 \u2212 5\tx\ny\x07"]}) == {"a": ["? \u25b2 \u2212 5 x y"]}
    assert shown([1, 2.5, True, None]) == [1, 2.5, True, None]


def test_a_document_that_cannot_be_set_says_where_and_not_what(setter: Typesetter) -> None:
    with pytest.raises(PublishError) as caught:
        setter.pdf("indicator_cards.typ", {"secret": "CANARY"}, None)
    assert "CANARY" not in str(caught.value)
    assert re.search(r"\.typ:\d+", str(caught.value))


def tables(pack: Pack) -> Iterator[tuple[float, dict[str, Any]]]:
    """Every table with columns of its own widths, and the width in millimetres that it has."""
    for card in pdf_cards.cards(pack):
        for table in [*card["parts"], card["feeds"]]:
            yield 180, table
        for table in card["breakdowns"]:
            yield 86, table
    told = pdf_board.board_pack(pack)
    for table in [*told["workforce"], *told["notes"].values()]:
        yield 267, table
    kpis = told["tables"]
    for group in kpis["groups"]:
        rows = [
            [
                row["title"],
                *(cell["value"] for cell in row["cells"]),
                row["target"],
                "",
                row["change"],
                row["direction"],
            ]
            for row in group["rows"]
            if not row["alike"]
        ]
        yield 267, {"name": group["title"], "columns": kpis["columns"], "head": kpis["head"], "rows": rows, "width": 1}


def test_no_word_is_wider_than_its_column(pack: Pack) -> None:
    """P04 on paper: the longest word of a cell fits between the cell's edges."""
    plain, bold = (ImageFont.truetype(str(FONTS / f"SourceSansPro-{face}.otf"), 80) for face in FACES)
    for page, table in tables(pack):
        for place, share in enumerate(table["columns"]):
            room = page / 25.4 * 72 * table["width"] * share / sum(table["columns"]) - 8
            for font, cell in [(bold, table["head"][place]), *((plain, row[place]) for row in table["rows"])]:
                for word in re.split(r"\s|(?<=_)", cell):
                    assert font.getlength(word) / 10 <= room, (table["name"], word)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not on this machine")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_word_lies_over_another(files: Path, name: str) -> None:
    """P04, and no box over another: the words of a page do not overlap."""
    told = subprocess.run(["pdftotext", "-bbox", files / name, "-"], capture_output=True, text=True, check=True).stdout
    for number, page in enumerate(told.split("<page ")[1:], start=1):
        found = re.findall(r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)<', page)
        boxes = [(*map(float, box), word) for *box, word in found]
        for (x, y, right, low, word), (x2, y2, right2, low2, other) in itertools.combinations(boxes, 2):
            over, down = min(right, right2) - max(x, x2), min(low, low2) - max(y, y2)
            assert over <= 1 or down <= 0.45 * min(low - y, low2 - y2), (number, word, other)


@pytest.mark.parametrize(("template", "told"), [("board_pack.typ", pdf.board), ("indicator_cards.typ", pdf.cards)])
def test_no_page_has_anything_in_its_margins(
    setter: Typesetter, pack: Pack, template: str, told: Callable[[Pack], dict[str, Any]]
) -> None:
    pages = typst.compile(
        TEMPLATES / template, root=TEMPLATES, font_paths=setter.fonts, format="png", ppi=36,
        sys_inputs={"data": json.dumps(shown(told(pack)))},
    )  # fmt: skip
    assert isinstance(pages, list)
    for page in pages:
        assert margins_are_white(page)


def test_the_front_page_of_the_board_pack_has_three_groups_and_the_actions(files: Path, pack: Pack) -> None:
    """P16, P28: what goes well, what to watch, what to do better, each with its sentence; actions with evidence."""
    told = pdf_board.board_pack(pack)
    pages = [words(page.extract_text()) for page in PdfReader(files / "board_pack_990.pdf").pages]
    front = next(page for page in pages if page.startswith(f"Front page: {told['month']}"))
    assert [group["title"] for group in told["groups"]] == ["Going well", "Ones to watch", "Things to do better"]
    for group in told["groups"]:
        assert group["title"] in front
        for entry in group["entries"]:
            assert words(f"{entry['title']}: {entry['sentence']} {entry['reason']}") in front
    for action in told["actions"]:
        assert words(action["text"]) in front
        assert words(action["evidence"]) in front


def test_each_slide_has_its_chart_box_months_and_words_on_one_page(files: Path, pack: Pack) -> None:
    """P17, P18, P27, P35, P37, P38: thirteen months, the benchmarking box, what the figures and the service say."""
    pages = [words(page.extract_text()) for page in PdfReader(files / "board_pack_990.pdf").pages]
    slides = [slide for section in pdf_board.board_pack(pack)["sections"] for slide in section["slides"]]
    assert slides
    for slide in slides:
        page = next(text for text in pages if words(f"{slide['title']} {slide['definition']}") in text)
        for line in slide["benchmarks"]:
            assert words(f"{line['name']}: {line['value']} {line['note']}") in page
        assert f"Benchmarking ({slide['printed_code']})" in page
        assert f"Target: {slide['target']}" in page
        assert " ".join(slide["months"]["head"]) in page
        assert " ".join(slide["months"]["row"]) in page
        for sentence in [*slide["facts"], *slide["comment"]["analysis"], *slide["comment"]["response"]]:
            assert words(sentence) in page
        assert slide["rating"]["value"] in page
        if slide["comment"]["written"]:
            assert f"Written by {slide['comment']['written']}" in page
        else:
            assert board.MISSING in page


def test_the_kpi_tables_say_what_the_papers_print(files: Path, pack: Pack) -> None:
    """P19, P20, P21, P22, P23, P24, P25: four months, target, benchmark, change and its word, rating, source marks."""
    text = words(" ".join(page.extract_text() for page in PdfReader(files / "board_pack_990.pdf").pages))
    found = pdf_board.kpi_tables(pack)
    assert text.count(" ".join(found["head"])) >= len(found["groups"])
    assert "Grey = Not rated" in text
    for group in found["groups"]:
        for row in group["rows"]:
            told = [row["title"], row["about"], f". {row['mark']}" if row["mark"] else ""]
            cells = row["cells"][:1] if row["alike"] else row["cells"]
            line = words(" ".join(told)).replace(" . ", ". ")
            assert line in text
            after = text[text.index(line) + len(line) :][:600]
            for cell in cells:
                assert words(cell["value"]) in after
            assert words(f"{row['target']} {row['target_mark']}") in after
            assert words(f"{row['change']} {row['direction']} {row['rating']['value']}") in after


def test_the_narrative_and_the_summary_are_in_the_pack(files: Path, pack: Pack) -> None:
    """P42, P43, P44, P47: the numbered items with month and year; the summary on one page; the sign-off."""
    told = pdf_board.board_pack(pack)
    pages = [words(page.extract_text()) for page in PdfReader(files / "board_pack_990.pdf").pages]
    text = " ".join(pages)
    for area in told["narrative"]["areas"]:
        assert area["title"] in text
        for place, item in enumerate(area["items"], start=1):
            assert words(f"{place}. {item['title']}: {item['paragraph']}") in text
    assert "Sign-off" in text
    first = next(place for place, page in enumerate(pages) if page.startswith(f"Summary: {told['month']}"))
    for topic in told["topics"]:
        for line in topic["lines"]:
            assert words(line["text"]) in pages[first]
    assert pages[first + 1].startswith("Notes on the figures")


def test_what_the_service_wrote_stands_on_card_slide_and_front_page(setter: Typesetter, pack: Pack) -> None:
    """P15, P27, P28: analysis, response, who answers by when and who wrote it; the front page lists the response."""
    subject = pack.subjects[1]
    subject.marts.commentary[subject.key] = {
        "analysis": "Two teams were short of staff.\nThe backlog is cleared.", "response": "Agency cover until March.",
        "author": "Head of service", "written_on": date(2021, 1, 8), "response_owner": "Director",
        "response_due": date(2021, 3, 31),
    }  # fmt: skip
    told = "Two teams were short of staff. The backlog is cleared. Response: Agency cover until March."
    told += " Who: Director, by 31 March 2021 Written by Head of service, 8 January 2021"
    try:
        for template, data in (("board_pack.typ", pdf.board(pack)), ("indicator_cards.typ", pdf.cards(pack))):
            document = PdfReader(io.BytesIO(setter.pdf(template, data, None)))
            text = words(" ".join(page.extract_text() for page in document.pages))
            assert told in text
            assert template != "board_pack.typ" or "Agency cover until March. Who: Director, by 31 March 2021." in text
    finally:
        del subject.marts.commentary[subject.key]
