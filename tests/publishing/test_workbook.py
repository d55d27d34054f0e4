"""The workbook read back: every number of the marts, one accessible table a sheet, charts over the right cells."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import pytest
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from orchestration.publishing.content.pack import packs
from orchestration.publishing.content.sheet import Figure
from orchestration.publishing.content.sheets_context import staff
from orchestration.publishing.formats.workbook import tab, write_workbook
from orchestration.publishing.formats.workbook_measure import broken, pixels
from orchestration.publishing.reading import Marts, read_marts
from orchestration.publishing.words import wording
from tests.publishing.marts_fixture import make_rows, write_warehouse
from tests.publishing.test_workforce import subject as staff_subject
from tests.publishing.told_fixture import with_words

Row = dict[str, Any]
LAST = date(2020, 12, 31)
WORDS = "+44 is how the reply begins"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def change(rows: dict[str, list[Row]]) -> None:
    """What the plain fixture lacks: text that looks like a formula, a figure not confirmed, a dated target, words."""
    for row in rows["kpi_measures"]:
        if row["slice_value"] == "F":
            row["slice_type"], row["slice_value"] = "team", '=HYPERLINK("http://x.example","Click")'
    for row in rows["kpi_scorecard"]:
        last = row["period_end"] == LAST
        if row["indicator_code"] == "contacts_received" and last:
            row |= {"is_provisional": True, "provisional_reason": "unconfirmed: @team still counts"}
            row |= {"target_operator": ">", "target_value": 1000.0, "target_by_date": date(2023, 3, 31)}
            row |= {"variance": row["value"] - 1000, "variance_count": row["value"] - 1000, "rating": "grey"}
        if row["indicator_code"] == "review_pct":
            row |= {"status": "text", "status_text": WORDS, "is_overdue": last}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = make_rows(("990", "991"))
    change(rows)
    with_words(rows)
    file = tmp_path_factory.mktemp("book") / "warehouse.duckdb"
    write_warehouse(file, rows)
    return file


@pytest.fixture(scope="module")
def marts(warehouse: Path) -> Marts:
    return read_marts(warehouse)


@pytest.fixture(scope="module")
def file(marts: Marts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    write_workbook(next(packs(marts)), folder)
    return folder / "childrens_services_scorecard_990.xlsx"


@pytest.fixture(scope="module")
def book(file: Path) -> Workbook:
    return load_workbook(file)


def fetch(warehouse: Path, query: str) -> list[Row]:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        found = con.execute(query)
        names = [column[0] for column in found.description]
        return [dict(zip(names, values, strict=True)) for values in found.fetchall()]


def table(sheet: Worksheet) -> list[Row]:
    """The table's lines by head."""
    (only,) = sheet.tables.values()
    head, *lines = [[cell.value for cell in line] for line in sheet[only.ref]]
    return [dict(zip(head, line, strict=True)) for line in lines]


def number_or(letter: str, value: float | None) -> Any:
    """What a cell must hold; Excel's own files keep 16 digits of a number, one fewer than a double may need."""
    return letter if value is None else pytest.approx(value, rel=1e-15, abs=1e-12)


def test_a_sheet_holds_one_marked_table_under_its_title(book: Workbook) -> None:
    assert book.sheetnames[:5] == ["Cover", "Contents", "Notes", "Scorecard", "Months"]
    assert book["Cover"].tables == {}
    names = []
    for sheet in book.worksheets[1:]:
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges
        assert sheet["A1"].value
        assert sheet["A1"].font.bold
        assert sheet["A2"].value.startswith("This worksheet contains one table.")
        (only,) = sheet.tables.values()
        first, last = only.ref.split(":")
        assert re.fullmatch(r"A\d", first)
        assert sheet.dimensions.split(":")[1] == last  # nothing beside or below it
        names.append(only.displayName)
        head = [cell.value for cell in sheet[only.ref][0]]
        assert head == [column.name for column in only.tableColumns]
        assert len({str(name).lower() for name in head}) == len(head)
        drawn = [str(name) for name in head if re.fullmatch(r"[A-Z][a-z]{2} \d{4}", str(name))]
        for line in table(sheet):
            empty = {name for name, value in line.items() if value in (None, "")}
            assert empty <= (set(drawn) if "Line" in head else set()), sheet.title
        assert all(any(cell.value is not None for cell in column) for column in zip(*sheet[only.ref], strict=True))
    assert len(set(names)) == len(names)


def test_every_table_and_chart_has_words_for_those_who_do_not_see_it(file: Path) -> None:
    with zipfile.ZipFile(file) as parts:
        tables = [name for name in parts.namelist() if name.startswith("xl/tables/")]
        for name in tables:
            text = parts.read(name).decode()
            assert re.search(r'altText="[^"]+"', text), name
            assert re.search(r'altTextSummary="\d+ rows\. Columns: [^"]+"', text), name
        placed = [
            frame.attrib
            for name in parts.namelist()
            if name.startswith("xl/drawings/drawing")
            for frame in ElementTree.fromstring(parts.read(name)).iter(f"{PLACED}cNvPr")
        ]
    assert len(tables) == 18
    assert len(placed) == 6  # one indicator of the seven has no figure at all
    for frame in placed:
        assert re.search(r"First .* in December 2019, last .* in December 2020, lowest .*, highest ", frame["descr"])


def test_the_contents_lead_to_every_sheet(book: Workbook) -> None:
    listed = table(book["Contents"])
    assert [row["Worksheet"] for row in listed] == book.sheetnames[2:]
    links = [
        cell.hyperlink.location for (cell, _) in book["Contents"][next(iter(book["Contents"].tables.values())).ref][1:]
    ]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[2:]]
    for sheet in book.worksheets[2:]:
        assert [cell.hyperlink.location for (cell,) in sheet["A2:A4"] if cell.hyperlink] == ["'Contents'!A1"]


def test_nothing_is_a_formula(file: Path, book: Workbook) -> None:
    with zipfile.ZipFile(file) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert "<f>" not in parts.read(name).decode(), name
            assert "vbaProject" not in name
            assert "externalLink" not in name
    cells = [cell for sheet in book.worksheets for line in sheet.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type in ("f", "e")]
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert {'=HYPERLINK("http://x.example","Click")', WORDS, "=", ">="} <= texts


def test_the_scorecard_has_the_figures_of_the_card(book: Workbook, warehouse: Path, marts: Marts) -> None:
    """P01, P02, P03, P05, P06, P07, P08, P10, P19, P20, P21, P22, P23, P24, P25, P26: one line, all of it unrounded."""
    found = {row["Code"]: row for row in table(book["Scorecard"])}
    wanted = fetch(warehouse, f"from marts.kpi_scorecard where la_code = '990' and period_end = date '{LAST}'")
    assert found.keys() == {row["indicator_code"] for row in wanted}
    indicators = {row["indicator_code"]: row for row in marts.indicators}
    for row in wanted:
        shown, aimed = found[row["indicator_code"]], row["target_value"] is not None
        lacking = "[z]" if row["status"] in ("ok", "no cases", "text") else "[x]"
        numbers = {
            "Figure": (row["value"], lacking),
            "Previous month": (row["previous_value"], "[x]"),
            "Change": (row["change"], "[x]"),
            "Target": (row["target_value"], "[z]"),
            "Variance from target": (row["variance"], "[x]" if aimed else "[z]"),
            "Variance in children or events": (row["variance_count"], "[x]" if aimed else "[z]"),
            "Numerator": (row["numerator"], lacking),
            "Denominator": (row["denominator"], lacking),
            "Same month last year": (row["last_year_value"], "[x]"),
            "Change on the year": (row["change_on_year"], "[x]"),
        }
        for name, (value, letter) in numbers.items():
            assert shown[name] == number_or(letter, value), (row["indicator_code"], name)
        indicator = indicators[row["indicator_code"]]
        assert shown["Period end"] == datetime(2020, 12, 31)
        assert shown["Window"] == wording.VIEW_NAMES[indicator["headline_view"]]
        assert shown["Good performance"] == wording.POLARITY[indicator["polarity"]]
        assert shown["Target operator"] == (row["target_operator"] or "[z]")
        assert shown["Source of the target"] == (
            "local plan" if row["target_source"] else "Not recorded" if aimed else "No target"
        )
        assert shown["Rating"] == wording.RATINGS[row["rating"]]
    contacts = found["contacts_received"]
    assert contacts["Target in words"] == "more than 1000 by 31 March 2023".replace("1000", "1,000")
    assert contacts["Not confirmed because"] == "Unconfirmed: @team still counts"
    assert contacts["Notes"] == "1 warning, 1 caution"
    assert found["rereferrals_12m_pct"]["Change in performance"] == "▼ Worsened"
    assert found["rereferrals_12m_pct"]["Direction"] == "Increase"
    assert found["cpp_rate"]["Population estimate"] == "mid-2019 estimate, vintage 2020"
    assert (found["review_pct"]["Figure"], found["review_pct"]["Status"]) == ("[z]", WORDS)
    assert (found["cpp_ended_2yrs_pct"]["Figure"], found["contacts_received"]["Status"]) == (0, "Reported")


def test_thirteen_months_of_every_indicator(book: Workbook, warehouse: Path) -> None:
    """P17 and P25: thirteen month columns of numbers; a month without a figure holds a letter and says why."""
    lines = table(book["Months"])
    months = [name for name in lines[0] if re.fullmatch(r"[A-Z][a-z]{2} \d{4}", name)]
    assert (len(months), months[0], months[-1]) == (13, "Dec 2019", "Dec 2020")
    wanted = {
        (row["indicator_code"], f"{row['period_end']:%b %Y}"): row
        for row in fetch(
            warehouse, "from marts.kpi_scorecard where la_code = '990' and period_end >= date '2019-12-31'"
        )
    }
    for line in lines:
        for month in months:
            row = wanted[line["Code"], month]
            assert line[month] == number_or("[z]", row["value"]), (line["Code"], month)
    reasons = {line["Code"]: line["Months without a figure"] for line in lines}
    assert reasons["contacts_received"] == "None"
    assert reasons["cpp_ended_2yrs_pct"] == "No cases: Mar 2020, Aug 2020"
    assert reasons["review_pct"].startswith(WORDS)


def test_figures_are_shown_with_their_own_decimals(book: Workbook, marts: Marts) -> None:
    """P03: a difference always prints its sign; a percentage its sign of per cent; rates one decimal, numbers none."""
    sheet = book["Scorecard"]
    (only,) = sheet.tables.values()
    head, *lines = sheet[only.ref]
    place = {cell.value: number for number, cell in enumerate(head)}
    decimals = {row["indicator_code"]: (row["decimals"], row["unit"]) for row in marts.indicators}
    for line in lines:
        many, unit = decimals[line[place["Code"]].value]
        form = "#,##0" + ("." + "0" * many if many else "")
        figure, change = line[place["Figure"]], line[place["Change"]]
        if figure.data_type == "n":
            assert figure.number_format == form + ('"%"' if unit == "percent" else "")
        if change.data_type == "n":
            assert change.number_format == f"+{form};-{form};+{form}"
        assert line[place["Period end"]].number_format == "d mmmm yyyy"
        if line[place["Code"]].value == "contacts_received":
            assert figure.font.i  # not confirmed


def test_windows_breakdowns_and_benchmarks(book: Workbook, warehouse: Path) -> None:
    """P14, P18, P39, P40: each window and part with its numerator and denominator; benchmarks with the difference."""
    views = {name: view for view, name in wording.VIEW_NAMES.items()}
    last = fetch(warehouse, f"from marts.kpi_measures where la_code = '990' and period_end = date '{LAST}'")
    whole = {(row["indicator_code"], row["view"]): row for row in last if row["slice_type"] == "all"}
    found = {(line["Code"], views[line["Window"]]): line for line in table(book["Windows"])}
    assert found.keys() == whole.keys()
    parts = {
        (row["indicator_code"], row["view"], wording.slice_value(row["slice_type"], row["slice_value"])): row
        for row in last
        if row["slice_type"] != "all"
    }
    split = {(line["Code"], views[line["Window"]], line["Part"]): line for line in table(book["Breakdowns"])}
    headline = {row["indicator_code"]: row["headline_view"] for row in fetch(warehouse, "from marts.dim_indicator")}
    # a part is told in the window of the headline alone
    assert split.keys() == {key for key in parts if key[1] == headline[key[0]]}
    assert {key[0] for key in split} == {key[0] for key in parts}
    for shown, wanted in ((found, whole), (split, parts)):
        for key, line in shown.items():
            row = wanted[key]  # type: ignore[index]
            lacking = "[z]" if row["status"] in ("ok", "no cases") else "[x]"
            for name, column in (("Numerator", "numerator"), ("Denominator", "denominator"), ("Figure", "value")):
                assert line[name] == number_or(lacking, row[column]), (key, name)
    compared = {(line["Code"], line["Compared with"]): line for line in table(book["Benchmarks"])}
    wanted_rows = fetch(warehouse, "from marts.kpi_benchmarks where la_code = '990'")
    assert len(compared) == len(wanted_rows) == 14
    for row in wanted_rows:
        line = compared[row["indicator_code"], wording.COMPARATORS[row["comparator"]]]
        assert line["Published"] == number_or("[x]", row["published_value"])
        assert line["Made comparable"] == number_or("[x]", row["comparable_value"])
        assert line["Difference"] == number_or("[x]", row["difference"])
        assert line["Of which year"] == "2018/19"


def test_what_is_said_of_the_figures(book: Workbook) -> None:
    """P15, P16, P27: commentary with author and day, the group and who chose it, signals, revisions, changes."""
    (comment,) = [row for row in table(book["Commentary"]) if row["Code"] == "contacts_received"]
    assert comment["Analysis"] == "=Contacts rose.\nSchools reopened."
    assert (comment["Response"], comment["Who and by when"]) == ("None", "Who: MASH, by 1 February 2021")
    assert comment["Written by"] == "A. Manager, 8 January 2021"
    line = next(row for row in table(book["Scorecard"]) if row["Code"] == "contacts_received")
    assert (line["Group"], line["Why in that group"]) == (
        "Ones to watch", "Chosen by Lead, 9 January 2021: numbers are new."
    )  # fmt: skip
    (signal,) = table(book["Signals"])
    assert [signal[name] for name in ("Figure", "Lower limit", "Mean", "Upper limit")] == [
        1354,
        1001.25,
        1280.5,
        1350.75,
    ]
    assert (signal["Signal"], signal["Caution"]) == (
        "▲ Moved: high",
        "fewer than 12 months, the limits are a first guess",
    )
    (revision,) = table(book["Revisions"])
    assert [revision[name] for name in ("As published", "Now", "Difference", "Why")] == [1340, 1343, 3, "Late entry"]
    assert revision["Month"] == datetime(2020, 11, 30)
    (changed,) = [row for row in table(book["Changes"]) if row["Code"] == "contacts_received"][:1]
    assert changed["Change"] == "New signals"


def charts(file: Path) -> list[ElementTree.Element]:
    with zipfile.ZipFile(file) as parts:
        return [
            ElementTree.fromstring(parts.read(name))
            for name in parts.namelist()
            if re.fullmatch(r"xl/charts/chart\d+\.xml", name)
        ]


def words(element: ElementTree.Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{DRAWING}t"))


def test_charts_draw_the_figures_of_their_title(file: Path, book: Workbook, marts: Marts, warehouse: Path) -> None:
    """P12 and P17: thirteen months of the titled indicator, its own target and average; axes named; gaps stay gaps."""
    by_title = {row["title"]: row for row in marts.indicators}
    drawn = charts(file)
    assert len(drawn) == 6
    units = {line["Code"]: line["Unit"] for line in table(book["Scorecard"])}
    for chart in drawn:
        title, across, up = [words(found) for found in chart.iter(f"{CHART}title")]
        indicator = by_title[title]
        assert across == "Month"
        unit, window, *start = up.split(", ")
        assert unit == units[indicator["indicator_code"]]
        assert window == wording.VIEW_NAMES[indicator["headline_view"]].lower()
        lowest = float(chart.find(f".//{CHART}valAx/{CHART}scaling/{CHART}min").attrib["val"])  # type: ignore[union-attr]
        assert start == ([] if lowest <= 0 else [f"axis from {lowest:g}{'%' * (unit == 'Percentage')}"])
        turned = {body.attrib.get("rot", "0") for body in chart.iter(f"{DRAWING}bodyPr")}
        assert turned == {"0"}  # text is level
        blanks = chart.find(f".//{CHART}dispBlanksAs")
        assert (
            blanks is None or blanks.attrib["val"] == "gap"
        )  # a chart of this format's version has gaps unless it says
        wanted = fetch(
            warehouse,
            "select value, target_value from marts.kpi_scorecard where la_code = '990' and period_end >= "
            f"date '2019-12-31' and indicator_code = '{indicator['indicator_code']}' order by period_end",
        )
        for series in chart.iter(f"{CHART}ser"):
            name = series.find(f"{CHART}tx").find(f".//{CHART}v").text  # type: ignore[union-attr]
            values = cells(book, series, "val")
            if name == "Figure":
                assert values == [None if row["value"] is None else number_or("", row["value"]) for row in wanted]
            elif name == "Target":
                assert values == [row["target_value"] for row in wanted]
            else:
                seen = [row["value"] for row in wanted[-12:] if row["value"] is not None]
                assert name == "Average of the last 12 months"
                assert values[0] is None
                assert values[1:] == pytest.approx([sum(seen) / len(seen)] * 12)
            assert cells(book, series, "cat")[::12] == ["Dec 2019", "Dec 2020"]


def cells(book: Workbook, series: ElementTree.Element, kind: str) -> list[Any]:
    reference = series.find(f"{CHART}{kind}").find(f".//{CHART}f").text or ""  # type: ignore[union-attr]
    name, _, area = reference.rpartition("!")
    return [cell.value for cell in book[name.strip("'")][area.replace("$", "")][0]]


# Widths of Helvetica, which Arial shares, in thousandths of the letter's height; other letters stand wider than any.
METRICS = dict.fromkeys("0123456789abdeghnopquL", 556) | dict.fromkeys("ckJsvxyz", 500) | dict.fromkeys("ilj", 222)
METRICS |= {"A": 667, "S": 667, "M": 833, "m": 833, "F": 611, "D": 722, "N": 722, "O": 778, "r": 333, "t": 278}
METRICS |= {",": 278, ".": 278, "-": 333, "−": 584, "+": 584, "%": 889, " ": 278}


def test_no_figure_prints_as_hashes(book: Workbook) -> None:
    """P04: each figure and date is measured in the cell's own letters against the width of its column."""
    measured = 0
    for sheet in book.worksheets[1:]:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type not in ("n", "d") or cell.value is None:
                    continue
                text = as_shown(cell)
                high = cell.font.sz * 96 / 72
                needed = sum(METRICS.get(letter, 833) for letter in text) / 1000 * high
                column = sheet.column_dimensions[cell.column_letter]
                assert needed + 5 <= column.width * 7 + 5, (sheet.title, cell.coordinate)
                measured += 1
    assert measured > 300
    assert not [c for s in book.worksheets for line in s.iter_rows() for c in line if "##" in str(c.value)]


def as_shown(cell: Any) -> str:
    if cell.data_type == "d":
        return wording.day(cell.value)
    form = cell.number_format
    many = len(form.split(";")[0].partition(".")[2].rstrip('"%'))
    return Figure(cell.value, many, percent="%" in form, signed=form.startswith("+")).shown


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 10, 1),
        ("one two", 1000, 1),
        ("one two", 40, 2),
        ("a b c d", 20, 4),
        ("one\ntwo two", 40, 3),
        ("a\n\nb", 99, 3),
    ],
)
def test_text_takes_as_many_lines_as_it_needs(text: str, room: float, lines: int) -> None:
    assert broken(text, room) == lines
    assert pixels("the of it an") > 75  # Arial 12 has it at 74


def test_it_prints_on_whole_pages_with_its_edition(book: Workbook) -> None:
    """P47: edition, day of the data and page number stand under every page, the head of the table on each."""
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert (
            sheet.oddFooter.left.text == "Council <990> && Sons: Edition 2020-12-31-abc123, data as at 31 December 2020"
        )
        assert re.search(r"page &P of &N|Page", str(sheet.oddFooter.right.text))
    (only,) = book["Months"].tables.values()
    row = only.ref[1]
    assert book["Months"].print_title_rows == f"${row}:${row}"
    assert book["Months"].sheet_properties.pageSetUpPr.fitToPage
    assert book["Child protection"].page_setup.scale <= 100
    assert book["Child protection"].row_breaks.brk


def test_cover_and_properties_name_council_month_and_edition(book: Workbook) -> None:
    """P47: what this is, of which month, as at when; the time of making is the day of the data."""
    lines = [cell.value for (cell,) in book["Cover"]["A1:A6"]]
    assert lines == [
        "Council <990> & Sons: children's services scorecard",
        "Latest month: December 2020",
        "Data as at: 31 December 2020",
        "Edition: 2020-12-31-abc123",
        "For the board and the service. Small numbers are shown, so this is not for publication.",
        "This council is fictional. No figure in this workbook describes a real child or a real place.",
    ]
    assert book.properties.title == lines[0]
    assert book.properties.created == datetime(2020, 12, 31)
    assert book.properties.modified == datetime(2020, 12, 31)
    assert {item.name: item.value for item in book.custom_doc_props} == {
        "Language": "en-GB", "Edition": "2020-12-31-abc123"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Court & pre-proceedings", "Court & pre-proceedings"),
        ("A/B: [all] 'x'?*", "A B   all   x"),
        ("n" * 40, "n" * 31),
    ],
)
def test_a_service_s_name_becomes_one_that_excel_accepts(name: str, shown: str) -> None:
    assert tab(name) == shown


def test_a_council_without_a_whole_month_has_no_workbook(tmp_path: Path) -> None:
    rows = make_rows(months=3)
    rows["dim_council"][0] |= {"first_period_end": None, "last_period_end": None}
    write_warehouse(tmp_path / "warehouse.duckdb", rows)
    write_workbook(next(packs(read_marts(tmp_path / "warehouse.duckdb"))), tmp_path / "files")
    assert not (tmp_path / "files").exists()


def test_the_notes_explain_every_symbol_and_word_used(book: Workbook) -> None:
    terms = {line["Term"] for line in table(book["Notes"])}
    texts = {str(cell.value) for sheet in book.worksheets for line in sheet.iter_rows() for cell in line}
    assert {text for text in texts if re.fullmatch(r"\[[a-z]\]", text)} <= terms
    for name in ("Unit", "Window", "Rating", "Change in performance"):
        used = {line[name] for line in table(book["Scorecard"])} - {"Not available", "Not judged"}
        assert used <= terms, name


def test_staff_by_team_and_month_with_the_word_for_the_movement() -> None:
    """P29, P30, P31 and P32: figures as numbers, a word from the second month on, grades with their share."""
    lost = staff_subject("sickness_days_lost_month", {("all", "all"): [5, 3, None], ("team", "PACT"): [4, 3, 3]})
    graded = staff_subject("audit_grade_count", {("all", "all"): [0, 2, 50], ("grade", "good"): [0, 2, 31]})

    class Pack:
        subjects = [lost, graded]  # noqa: RUF012

    sheet = staff(Pack())  # type: ignore[arg-type]
    assert sheet is not None
    assert sheet.head == (
        "Table", "Team, grade or caseload", "Oct 2020", "Oct 2020: trend", "Nov 2020", "Nov 2020: trend", "Dec 2020",
        "Dec 2020: trend",
    )  # fmt: skip
    assert sheet.rows[0] == [
        "Days lost to sickness", "PACT", Figure(4), "None", Figure(3), "Down", Figure(3), "Same"
    ]  # fmt: skip
    assert sheet.rows[1][-2:] == ["[x]", "None"]
    shares = next(row for row in sheet.rows if row[0] == "Audits by grade: share")
    assert shares == [
        "Audits by grade: share", "Good", "[z]", "None", Figure(100, percent=True), "None", Figure(62, percent=True),
        "None",
    ]  # fmt: skip
