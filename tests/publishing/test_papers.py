"""Board pack, narrative and summary: what they say, from the hand-made marts and from subjects made here."""

# ruff: noqa: E501 - an expected sentence is easier to check in one piece

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from orchestration.publishing import content, words
from orchestration.publishing.content import board, board_tables, groups, narrative, statements, summary
from orchestration.publishing.content.benchmarking import benchmarking
from orchestration.publishing.content.commentary import MISSING
from orchestration.publishing.content.pack import AUDIENCE, Pack
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.formats.papers import write_papers
from orchestration.publishing.formats.site import TEMPLATES, Pages
from orchestration.publishing.marts import copy_marts
from orchestration.publishing.reading import Marts, read_marts
from tests.publishing.marts_fixture import make_rows, write_warehouse
from tests.seeds.reading import seed

DECEMBER = date(2020, 12, 31)
SAID = {
    "analysis": "Raised as #4.\nMore visits were late.", "response": "A tracker is set up.", "response_owner": "Head of service",
    "response_due": date(2021, 1, 31), "author": "Assessment service", "written_on": date(2021, 1, 8),
}  # fmt: skip


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    """The fixture's marts, with the service's words on one indicator and its own choice of a group."""
    folder = tmp_path_factory.mktemp("papers")
    write_warehouse(folder / "warehouse.duckdb", make_rows())
    copy_marts(folder / "warehouse.duckdb", folder)
    found = read_marts(folder / "marts.duckdb")
    found.commentary = {("990", "assessments_45wd_pct"): SAID}
    for code, group, reason, chosen in [
        ("assessments_45wd_pct", "do_better", "rated red", False),
        ("cpp_rate", "watch", "A review is under way", True),
        ("contacts_received", "going_well", "shift", False),
    ]:
        found.groups["990", code] = {"board_group": group, "reason": reason, "is_override": chosen,
                                     "overridden_by": "Head of service", "overridden_on": date(2021, 1, 8)}  # fmt: skip
    for code in ("rereferrals_12m_pct", "cpp_ended_2yrs_pct", "review_pct", "adoption_days"):
        found.groups["990", code] = {"board_group": None, "reason": None, "is_override": False}
    return found


@pytest.fixture(scope="module")
def pack(marts: Marts) -> Pack:
    return Pack(marts, marts.councils[0])


@pytest.fixture(scope="module")
def pages(pack: Pack, marts: Marts, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The papers as written, by file name."""
    folder = tmp_path_factory.mktemp("pages")
    write_papers(
        Pages(marts, folder).page, pack, {"council": pack.council, "as_at": pack.as_at, "has_workforce": False}
    )
    return {path.name: path.read_text("utf-8") for path in sorted((folder / "990").glob("*.html"))}


def of(pack: Pack, code: str) -> Subject:
    return next(subject for subject in pack.subjects if subject.indicator["indicator_code"] == code)


def made(latest: dict[str, Any], benchmarks: list[dict[str, Any]] | None = None, **indicator: Any) -> Subject:
    """A subject of one month, whose scorecard row is `latest`."""
    council = {"la_code": "990", "last_period_end": DECEMBER, "region": "South East"}
    row = {"indicator_code": "x", "title": "X", "unit": "percent", "decimals": 1, "headline_view": "month", "feeds": "ssd_x",
           "polarity": "high_is_good", "definition": "X.", "printed_codes": None} | indicator  # fmt: skip
    found = Marts({}, [council], [row], months={"990": [DECEMBER]})
    key = ("990", row["indicator_code"])
    found.scorecard[key] = [{"period_end": DECEMBER, "status": "ok", "value": None, "rating": "grey"} | latest]
    found.benchmarks[key] = benchmarks or []
    return Subject(found, council, row)


def bench(comparator: str, comparable: float | None, **more: Any) -> dict[str, Any]:
    return {"comparator": comparator, "published_value": comparable if comparable is not None else 9.0, "comparable_value": comparable,
            "conversion": "as published", "vintage": "2018/19", "source": "DfE", "difference": None} | more  # fmt: skip


# ---- the board pack


def test_p16_the_front_page_has_three_groups_and_says_who_chose(pack: Pack) -> None:
    """P16: three groups in the paper's order; a proposal names its reason, a choice of the service its own."""
    front = board.front(pack, board.pages(board.slides(pack)))
    assert [title for title, _ in front["groups"]] == ["Going well", "Ones to watch", "Things to do better"]
    entries = {entry.code: entry for _, members in front["groups"] for entry in members}
    assert list(entries) == ["contacts_received", "cpp_rate", "assessments_45wd_pct"]
    assert entries["cpp_rate"].reason == "Chosen by Head of service, 8 January 2021: A review is under way."
    assert entries["assessments_45wd_pct"].reason == "Rated red."
    assert entries["assessments_45wd_pct"].sentence == (
        "79.6% (1,440 of 1,809) from April to December 2020, up 0.2 percentage points on the month before, and misses the target of 90% or more."
    )
    assert (
        entries["contacts_received"].sentence == "1,354 in December 2020, up 11 on the month before; no target is set."
    )
    assert entries["contacts_received"].place == "board_1.html#contacts_received"


def test_p16_the_front_page_stays_short(pack: Pack) -> None:
    """P16: eight lines a group; what the service chose comes first, then what it wrote of, what has a target, the rest."""
    members = [
        of(pack, code) for code in ("contacts_received", "rereferrals_12m_pct", "assessments_45wd_pct", "cpp_rate")
    ]
    first, others = groups.leading(members, 2)
    assert [subject.key[1] for subject in first] == ["assessments_45wd_pct", "cpp_rate"]
    assert [subject.key[1] for subject in others] == ["contacts_received", "rereferrals_12m_pct"]
    assert [subject.key[1] for subject in groups.leading(members, 1)[0]] == ["cpp_rate"]
    assert [subject.key[1] for subject in groups.leading(members, 3)[1]] == ["contacts_received"]


def test_p16_the_group_is_the_mart_s_and_no_rating_s() -> None:
    """P16: an indicator that the mart puts into no group stands in none, whatever its rating."""
    for rating in ("green", "amber", "red", "grey"):
        assert groups.place(made({"rating": rating})) is None


def test_p18_the_benchmarking_box_names_code_view_and_local(pack: Pack) -> None:
    """P18: the printed code without our remark on it, the view, `Local` only where nobody publishes the measure."""
    rows = [bench("england", 12.0), bench("statistical_neighbours", None)]
    slide = board.slide(made({"value": 18.0}, rows, printed_codes="LAC6 (%) (inferred)"), "watch")
    assert (slide.printed_code, slide.view) == ("LAC6 (%)", "In the month")
    assert slide.benchmarks == [
        ("Statistical neighbours", "Not comparable", ""), ("England", "12%", "for 2018/19"), ("South East region", "None published", ""),
    ]  # fmt: skip
    local = board.slide(made({"value": 3.0}, unit="count", decimals=0), "watch")
    assert [value for _, value, _ in local.benchmarks] == ["Local", "Local", "Local"]
    yearly = bench("england", 10.0, published_value=120.0, conversion="annual figure divided by 12")
    assert benchmarking(made({}, [yearly], unit="count", decimals=0))[1] == (
        "England", "10", "annual figure divided by 12; for 2018/19",
    )  # fmt: skip


def test_nothing_is_judged_by_a_number_of_councils_of_other_sizes() -> None:
    """P35: a neighbours' average number is shown in the box, with the reason why no sentence compares with it."""
    subject = made(
        {"value": 149.0, "numerator": 149.0},
        [bench("statistical_neighbours", 121.0, difference=28.0)],
        unit="count",
        decimals=0,
    )
    assert statements.against(subject) == "At 149, it is higher than statistical neighbours (by 28), which is better."
    subject.marts.notes[subject.key] = [{"period_end": DECEMBER, "note_code": "benchmark_not_scaled"}]
    assert (statements.against(subject), statements.inline(subject), summary.benchmark_line(subject)) == ("", "", "")
    assert benchmarking(subject)[0] == (
        "Statistical neighbours", "121", "not scaled to this council's size; for 2018/19",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "footnote"),
    [("percent", "All figures shown as percentages"), ("count", ""), ("average", ""), ("days", "All figures shown in days"),
     ("rate_per_10000", "All figures shown per 10,000 children aged 0 to 17")],
)  # fmt: skip
def test_p18_the_footnote_is_that_of_the_unit(unit: str, footnote: str) -> None:
    """P18: a chart of counts never says percentages, nor a chart of a share numbers."""
    assert board.slide(made({"value": 1.0}, unit=unit), "watch").footnote == footnote


def test_p17_a_slide_shows_thirteen_months_and_one_registry_row(pack: Pack) -> None:
    """P17: the months under the chart are those of the chart; title, unit and series come from one row of the registry."""
    slide = board.slide(of(pack, "assessments_45wd_pct"), "do_better")
    assert len(slide.months) == 13
    assert (slide.months[0][0], slide.months[-1]) == ("Dec-19", ("Dec-20", "81.6")), "monthly, as the paper's"
    assert slide.view == "In the month; the rating is of the year to date"
    assert slide.title == slide.subject.indicator["title"]
    assert board.slide(of(pack, "cpp_ended_2yrs_pct"), "watch").months[-5][1] == "none"


def test_p27_a_response_follows_what_happened_and_a_missing_one_is_seen(pages: dict[str, str]) -> None:
    """P27: analysis, then `Response:`, who does it by when, author and day; without them the page says so."""
    (text,) = [text for name, text in pages.items() if 'id="assessments_45wd_pct"' in text]
    said = text[text.index('id="assessments_45wd_pct"') :]
    order = ["<p>Raised as No. 4.</p>", "<p>More visits were late.</p>", "<strong>Response:</strong> A tracker is set up.",
             "Who: Head of service, by 31 January 2021", "Written by Assessment service, 8 January 2021"]  # fmt: skip
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    assert sum(text.count(MISSING) for name, text in pages.items() if re.match(r"board_\d", name)) == 2


def test_p28_an_action_stands_with_its_evidence(pack: Pack) -> None:
    """P28: the response, who and when, and the figure of the indicator that it is about."""
    assert board.actions(pack) == [
        {
            "code": "assessments_45wd_pct",
            "text": ["A tracker is set up."],
            "due": "Who: Head of service, by 31 January 2021",
            "evidence": "Assessments within 45 working days: 79.6% (1,440 of 1,809) from April to December 2020, up 0.2 percentage points on the month before, and misses the target of 90% or more.",
        }
    ]


def test_the_words_of_the_last_month_alone_are_read(marts: Marts, tmp_path: Path) -> None:
    rows = make_rows()
    written = {"la_code": "990", "indicator_code": "cpp_rate", **SAID}
    rows["kpi_commentary"] = [
        written | {"period_end": DECEMBER},
        written | {"period_end": date(2020, 11, 30), "analysis": "Old."},
    ]
    write_warehouse(tmp_path / "warehouse.duckdb", rows)
    copy_marts(tmp_path / "warehouse.duckdb", tmp_path)
    found = read_marts(tmp_path / "marts.duckdb").commentary
    assert {key: row["analysis"] for key, row in found.items()} == {("990", "cpp_rate"): SAID["analysis"]}


def test_slides_are_of_groups_and_comments_and_ten_a_page(pack: Pack, marts: Marts) -> None:
    found = board.slides(pack)
    assert [(group, len(members)) for group, _, members in found] == [
        ("going_well", 1),
        ("watch", 1),
        ("do_better", 1),
        ("other", 0),
    ]
    slide = found[0][2][0]
    sheets = board.pages([("watch", "Ones to watch", [slide] * 21), ("other", "Also commented on", [])])
    assert [(sheet["name"], len(sheet["slides"])) for sheet in sheets] == [
        ("board_1", 10),
        ("board_2", 10),
        ("board_3", 1),
    ]


# ---- the KPI tables


def test_p19_the_tables_have_four_months_newest_last_by_service(pack: Pack) -> None:
    """P19: one table a service; four months, target, benchmark, change and rating on each line."""
    table = board_tables.tables(pack)
    assert table["months"] == ["Sep-20", "Oct-20", "Nov-20", "Dec-20"]
    assert [area for area, _ in table["groups"]] == ["MASH", "Assessment", "Child protection", "Adoption"]
    line = table["groups"][1][1][0]
    assert line["cells"] == ["78.9%", "79.1%", "79.4%", "79.6%"]
    assert (line["target"], line["rating"].value) == ("90% or more", "Red")
    assert [(row["name"], row["value"]) for row in line["benchmarks"]] == [("Neighbours", "22%"), ("England", "120%")]


@pytest.mark.parametrize(
    ("change", "number", "word"),
    [(0.249, "+0.2 pp", "Increase"), (-0.04, "−0.04 pp", "Decrease"), (0.0, "+0.0 pp", "No change"), (-0.00003, "−0.00003 pp", "Decrease")],
)  # fmt: skip
def test_p20_the_tables_print_number_and_word_of_the_unrounded_change(change: float, number: str, word: str) -> None:
    """P20: sign and word never contradict each other, as they did in seven rows of the paper."""
    row = board_tables.line(made({"value": 50.0, "change": change, "direction": "increase"}))
    assert (row["change"], row["direction"]) == (number, word)


def test_p21_a_rating_has_shape_and_word_and_grey_says_why(pages: dict[str, str]) -> None:
    """P21: the key reads `Grey = Not rated`; each rating stands with its shape, and a grey one with its reason."""
    text = pages["board_tables.html"]
    assert "Grey = Not rated" in text
    ratings = re.findall(
        r'<span class="rating">(.*?)</span>(?: <span class="note">(.*?)</span>)?', text, flags=re.DOTALL
    )
    assert len(ratings) == 4 + 7
    for shown, reason in ratings:
        assert "<svg" in shown
        assert re.search(r"(Green|Amber|Red|Grey)", shown)
        assert reason or "not rated" not in shown


def test_p26_what_is_not_confirmed_is_named_on_the_front_page() -> None:
    """P26: a figure the data team has not confirmed is on the page as such, and its slide says it is not rated."""
    subject = made(
        {"value": 50.0, "provisional_reason": "unconfirmed: early help data", "is_provisional": True},
        service_area="Early help",
    )
    front = board.front(Pack(subject.marts, subject.council), [])
    assert front["unconfirmed"] == ["X"]
    assert board.slide(subject, "watch").state == "Unconfirmed: early help data"


def test_p22_cells_say_where_they_come_from() -> None:
    """P22: the value, the target and each benchmark carry a mark, and the key explains every mark."""
    rows = [
        bench("chat", 13.0),
        bench("england", 6.3, source="DfE, Local Authority Interactive Tool, X"),
        bench("region", None),
        bench("local", 21.0),
    ]
    line = board_tables.line(made({"value": 50.0, "target_value": 13.0, "target_operator": "<="}, rows))
    assert (line["source"], line["target_mark"]) == ("Scorecard", "Local")
    assert [(row["name"], row["value"], row["mark"]) for row in line["benchmarks"]] == [
        ("England", "6.3%", "LAIT"), ("ChAT", "13%", "ChAT"), ("Local", "21%", "Local"), ("Region", "not comparable", "Printed"),
    ]  # fmt: skip
    returned = board_tables.line(made({"value": 50.0}, feeds="local_returns"))
    assert (returned["source"], returned["target_mark"]) == ("Return", "")
    assert {"Scorecard", "Local", "LAIT", "ChAT", "Printed", "Return"} == set(board_tables.MARKS)


@pytest.mark.parametrize(
    ("operator", "value", "unit", "by", "text"),
    [(">", 80.0, "percent", None, "more than 80%"), ("<", 0.3, "rate_per_1000", None, "less than 0.3"), ("<", 463.0, "days", None, "less than 463"),
     ("<=", 8.0, "days", None, "8 or less"), (">=", 3.0, "count", None, "3 or more"), (">=", 200.0, "count", date(2023, 12, 31), "200 or more by 31 December 2023")],
)  # fmt: skip
def test_p23_p24_targets_keep_comparator_and_date(
    operator: str, value: float, unit: str, by: date | None, text: str
) -> None:
    """P23 and P24: `>80%`, `<0.3`, `8 days or less`, `3 per month`, `200 by 2023`, made from operator, value and date."""
    latest = {"value": 1.0, "target_operator": operator, "target_value": value, "target_by_date": by}
    assert board_tables.line(made(latest, unit=unit))["target"] == text


@pytest.mark.parametrize(
    ("latest", "text"),
    [({"status": "tbd"}, "To be determined"), ({"status": "due 2021-01-31"}, "Due 31 January 2021"), ({"status": "requested from HR"}, "Requested from HR"),
     ({"status": "text", "status_text": "RHI data is in the plan #2"}, "RHI data is in the plan No. 2"), ({"status": "feed missing: ssd_x"}, "Not reported: feed missing (ssd_x)")],
)  # fmt: skip
def test_p25_words_stand_in_place_of_a_figure_and_are_grey(latest: dict[str, Any], text: str) -> None:
    """P25: a missing value is text with its reason, grey, and never nought; the papers say the same words."""
    subject = made(latest)
    line = board_tables.line(subject)
    assert line["cells"] == [text]
    assert line["rating"].kind == "grey"
    assert statements.headline(subject) == f"{text}."
    assert summary.figure_line(subject)["text"] == f"{text}."


def test_p33_care_leavers_stand_by_age_with_a_year_earlier(marts: Marts) -> None:
    """P33: a row an age, last year, now with its count, the benchmark with its year, and an analysis made of both."""
    rows = [bench("statistical_neighbours", 45.0, difference=5.0, vintage="LAIT, year ending March 2020")]
    subject = made({"value": 50.0, "numerator": 98.0, "denominator": 196.0, "last_year_value": 48.0, "change_on_year": 2.0}, rows,
                   indicator_code="care_leavers_eet_19_21_pct")  # fmt: skip
    found = board_tables.ages(Pack(subject.marts, subject.council))
    assert found is not None
    assert found["rows"] == [
        {
            "code": "care_leavers_eet_19_21_pct", "age": "19 to 21", "year": "48.0%", "now": "50.0% (98 of 196)",
            "benchmark": "Neighbours 45% (for the year ending March 2020)",
            "analysis": "+2.0 percentage points on a year earlier. At 50.0%, it is higher than statistical neighbours (by 5.0 percentage points), which is better.",
        }
    ]  # fmt: skip
    assert board_tables.ages(Pack(marts, marts.councils[0])) is None


# ---- narrative and summary


def test_p43_p44_an_item_has_month_and_year_with_benchmarks_inline(pack: Pack) -> None:
    """P43 and P44: both views named; neighbours before England; P42: this month from last."""
    (_, items, others), (title, develop, _) = narrative.narrative(pack)["areas"]
    assert (title, others) == ("Areas for development", [])
    assert [item["code"] for item in items] == ["contacts_received"]
    assert items[0]["paragraph"] == (
        "1,354 in December 2020 and 15,522 over the past 12 months (statistical neighbours 2; national 10). "
        "It increased (1,354 in December from 1,343 in November). It is the highest of the 15 months since October 2019."
    )
    assert develop[0]["paragraph"].startswith(
        "81.6% (164 of 201) in December 2020 and 78.9% over the past 12 months (statistical neighbours 22%; national 120%). "
        "It increased (81.6% in December from 81.1% in November). From April to December 2020, it is 188 single assessments below the target of 90%."
    )
    assert develop[0]["comment"].written == "Assessment service, 8 January 2021"


def test_p43_a_stock_is_averaged_over_month_ends_from_its_parts(pack: Pack) -> None:
    """P43: what stands at a month end is not summed; its share is all numerators over all denominators."""
    assert statements.month_and_year(of(pack, "cpp_rate")) == (
        "80.0 per 10,000 children (408 children) at 31 December 2020 and 77.8 on average over the past 12 month ends"
    )


def test_headings_take_every_service_once(pack: Pack) -> None:
    assert narrative.heading(made({}, service_area="MASH", unit="count")) == "Demand"
    assert narrative.heading(made({}, service_area="MASH")) == "Timescales"
    assert narrative.heading(made({}, service_area="Care leavers")) == "Corporate parenting"
    assert narrative.heading(made({}, service_area="Workforce")) == ""
    told = dict(narrative.narrative(pack)["headings"])
    assert told["Demand"][0]["text"] == "increased (1,354 in December from 1,343 in November)."


def test_p47_the_papers_are_signed(pack: Pack, pages: dict[str, str]) -> None:
    """P47: run date (the data's), edition and every author; name, role and date by hand; printed pages have numbers."""
    assert narrative.sign_off(pack) == {
        "as_at": "31 December 2020", "edition": "2020-12-31-abc123", "authors": ["Assessment service, 8 January 2021"],
    }  # fmt: skip
    assert "Run for data as at 31 December 2020, edition 2020-12-31-abc123." in pages["narrative.html"]
    assert "Commentary by: Assessment service, 8 January 2021." in pages["narrative.html"]
    for text in pages.values():
        assert 'content: "Data as at 31 December 2020. Edition 2020-12-31-abc123."' in text
        assert f'content: "{AUDIENCE}"' in text, "the footer that says it on screen is not printed"
        assert 'content: "Page " counter(page) " of " counter(pages)' in text


def test_p40_p41_each_share_has_its_count_and_each_benchmark_its_year(pack: Pack) -> None:
    """P40, P41 and P34: `79.6% (1,440 of 1,809)`, `for 2018/19`, and the range of six months."""
    topics = {topic["area"]: topic["lines"] for topic in summary.summary(pack)["topics"]}
    assert [line["text"] for line in topics["Assessment"]] == [
        "79.6% (1,440 of 1,809) from April to December 2020, up 0.2 percentage points. Higher than statistical neighbours: 22%, for 2018/19.",
        "In the last 6 months it was between 79.1% and 81.6%.",
    ]
    for lines in topics.values():
        for line in lines:
            value = line["text"].split(" ")[0]
            assert "%" not in value or re.search(r"^[\d.]+% \([\d,]+ of [\d,]+\)", line["text"]), line
    assert all(1 <= len(lines) <= summary.MOST for lines in topics.values())


@pytest.mark.parametrize(
    ("latest", "unit", "sign", "text"),
    [
        ((0, 17, 0.0), "percent", None, "0.0% (0 of 17)"),
        ((1, 1, 100.0), "percent", None, "100.0% (1 of 1)"),
        ((-13, 119, -10.9), "percent", "may_be_negative", "−10.9% (−13)"),
        ((1, 50_000, 0.2), "rate_per_10000", None, "0.2 per 10,000 children (1 child)"),
        ((10_507, 24, 437.8), "days", "may_be_negative", "437.8 days"),
        ((1507, None, 1507.0), "count", None, "1,507.0"),
    ],
)
def test_p40_the_count_stands_in_brackets(
    latest: tuple[float, float | None, float], unit: str, sign: str | None, text: str
) -> None:
    """P40: parts of a share, children of a rate, the net number of a change; nothing where the figure is the count."""
    row = dict(zip(("numerator", "denominator", "value"), latest, strict=True))
    subject = made(row, unit=unit, sign=sign, numerator_words="were on a plan", denominator_words="children")
    assert statements.with_count(subject, row) == text


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({"South": 2.0, "North": 2.0}, "by locality, 2 in North and 2 in South; 4 in all."),
        (
            {"South": 2.0, "North": 0.0, "unknown": 2.0},
            "by locality, 0 in North, 2 in South and 2 not known; 4 in all.",
        ),
        ({"South": 1.0, "unknown": 3.0}, ""),
        ({"South": 2.0, "North": 1.0}, ""),
        ({}, ""),
    ],
)
def test_p39_localities_sum_to_the_total_shown(parts: dict[str, float], text: str) -> None:
    """P39: 2 in the one and 2 in the other are the 4 shown; parts that do not add up are not printed."""
    subject = made({"value": 0.42, "numerator": 4.0, "denominator": 950.0})
    subject.marts.slices[subject.key] = [
        {"slice_type": "locality", "slice_value": name, "numerator": value} for name, value in parts.items()
    ]
    assert summary.localities([subject]).get("text", "") == text


def test_a_signal_is_said_on_the_slide_and_in_the_narrative_only_when_there_is_one() -> None:
    """What chance explains is said on the slide; the narrative names only what chance does not explain."""
    subject = made({"value": 50.0})
    row = {"variation": "concern_low", "signal": "shift", "signal_direction": "low", "lower_limit_drawn": 40.0, "upper_limit_drawn": 80.0,
           "mean": 60.0, "baseline_points": 13, "is_clipped": False, "is_trial": False, "has_few_cases": False, "assurance": "fail"}  # fmt: skip
    subject.marts.signals[subject.key] = {DECEMBER: row}
    told = "The figure has been below its average for longer than chance explains. As things are, the target is missed in any month, unless something changes."
    assert [statements.signal(subject), statements.signal(subject, always=False)] == [told, told]
    subject.latest["rating"] = "green"
    assert statements.signal(subject) == told.split(". As ")[0] + ".", (
        "a month that met the target is not said to miss it"
    )
    row.update(variation="common_cause", signal=None, assurance=None)
    assert [statements.signal(subject), statements.signal(subject, always=False)] == [
        "The month lies within what chance from month to month explains.", "",
    ]  # fmt: skip


def test_p36_to_p38_reach_the_slide(marts: Marts) -> None:
    """P36, P37 and P38: cohort instead of record, and the caution with the registry's threshold."""
    subject = made(
        {"value": 97.0}, numerator_words="had a plan", denominator_words="young people", headline_view="snapshot"
    )
    before = date(2020, 11, 30)
    subject.marts.months["990"] = [before, DECEMBER]
    subject.marts.measures[subject.key] = {
        ("snapshot", end): {
            "period_end": end,
            "numerator": 352.0,
            "denominator": den,
            "value": 35200 / den,
            "status": "ok",
        }
        for end, den in ((before, 359.0), (DECEMBER, 363.0))
    }
    subject.marts.history[subject.key] = [(DECEMBER, 97.0)]
    subject.marts.notes[subject.key] = [
        {"period_end": DECEMBER, "note_code": "small_cohort", "counted": 9.0, "out_of": 10.0}
    ]
    assert [text.split(",")[0] for text in statements.facts(subject)] == [
        "Out of 363 young people at 31 December 2020",
        "The share fell by 1.1 percentage points",
        "Take care: it rests on only 9 cases and can swing from month to month. Under 10 it is not rated.",
    ]


# ---- faults that were printed, and plain English


def test_no_page_of_the_papers_overflows_or_leaves_a_cell_blank(pages: dict[str, str]) -> None:
    """The `#####` cells of two papers: no text of a page has a #, and no cell is empty."""
    assert set(pages) == {
        "board.html",
        "board_1.html",
        "board_2.html",
        "board_3.html",
        "board_tables.html",
        "narrative.html",
        "summary.html",
    }
    for name, text in pages.items():
        body = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", text, flags=re.DOTALL)
        assert "#" not in re.sub(r"<[^>]*>|&#\d+;", "", body), name
        assert not re.search(r"<(td|th|dd|li|h\d|caption)[^>]*>\s*</", body), name
        assert len(text.encode()) <= 250_000


def test_every_page_states_one_month_and_one_day(pages: dict[str, str]) -> None:
    """A pack titled October held November: the title's month and the as-at are those of the data on every page."""
    for name, text in pages.items():
        assert "December 2020" in re.findall(r"<title>(.*?)</title>", text, flags=re.DOTALL)[0], name
        days = re.findall(r"data as at (?:<strong>)?(\d{1,2} \w+ \d{4})", text, flags=re.IGNORECASE)
        assert days
        assert set(days) == {"31 December 2020"}, name


def test_windows_are_counted_and_percentages_are_never_typed() -> None:
    """`14 months` beside a chart of 13, and percentages typed by hand: neither a template nor a sentence holds one."""
    typed = re.compile(r"\d+(\.\d+)?\s?%|\b1[0-9] months\b|\bthirteen\b|\bfourteen\b")
    for file in TEMPLATES.glob("*.j2"):
        if file.name.startswith(("board", "narrative", "summary", "papers")):
            assert not typed.search(re.sub(r"<style>.*?</style>", "", file.read_text("utf-8"), flags=re.DOTALL)), (
                file.name
            )
    folders = [Path(str(module.__file__)).parent for module in (content, words)]
    names = (
        "board",
        "board_tables",
        "narrative",
        "summary",
        "statements",
        "groups",
        "commentary",
        "movement",
        "comparison",
    )
    for file in (folder / f"{name}.py" for folder in folders for name in names):
        if file.exists():
            for text in _said(ast.parse(file.read_text("utf-8"))):
                assert not typed.search(text), (file.name, text)


def _said(tree: ast.AST) -> list[str]:
    """The string constants of a module that are not docstrings."""
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes
    ]


def test_sentences_are_short_and_plain(pack: Pack) -> None:
    """A reading age of twelve or less (Flesch–Kincaid, school year + 5), names of indicators apart; none beyond 40 words."""
    rows = [bench("statistical_neighbours", 76.0, difference=13.2), bench("england", 81.0, difference=8.2)]
    subject = made({"value": 89.2, "numerator": 364.0, "denominator": 408.0, "change": 10.1, "target_value": 76.0, "target_operator": ">=", "rating": "green"},
                   rows, numerator_words="were on time", denominator_words="visits made")  # fmt: skip
    said = [
        statements.headline(subject),
        statements.against(subject),
        narrative.distance(subject),
        summary.figure_line(subject)["text"],
    ]
    for other in pack.subjects:
        said += [
            statements.record(other),
            statements.since_last_month(other),
            statements.last_months(other),
            statements.caution(other),
        ]
    sentences = [part for text in said for part in re.split(r"(?<=\.)\s", text) if part]
    assert max(len(part.split()) for part in sentences) <= 40
    assert school_year(sentences) + 5 <= 12


def test_every_registered_indicator_reads_well_for_none_one_and_many() -> None:
    """Sentences of board pack, narrative and summary, of each row of the registry: `1 child`, never `1 children`."""
    for indicator in (row for row in seed("indicators") if row["unit"] != "text"):  # words have no figure
        den = {"count": None, "rate_per_10000": 51_000.0, "rate_per_1000": 20_000.0}.get(indicator["unit"], 7.0)
        for num in (0.0, 1.0, 5.0):
            latest = {"value": num, "numerator": num, "denominator": den, "change": num, "rating": "red", "target_operator": "<=",
                      "target_value": 3.0, "variance_count": num}  # fmt: skip
            subject = made(latest, **{**indicator, "decimals": int(indicator["decimals"])})
            measure = {"period_end": DECEMBER, "status": "ok", **latest}
            subject.marts.measures[subject.key] = {
                (subject.view, DECEMBER): measure,
                (subject.month_view, DECEMBER): measure,
            }
            said = [*statements.facts(subject), statements.headline(subject), f"{statements.month_and_year(subject)}."]
            said += [summary.figure_line(subject)["text"], narrative.distance(subject)]
            assert "target of 3" in statements.headline(subject), "there is a figure to speak of"
            for text in filter(None, said):
                assert text.endswith("."), text
                assert not re.search(r"  |,\.|\.\.|\bNone\b|\bnan\b", text), text
                assert not re.search(
                    r"(?<![\d.,])1 (were|children|people|days|cases|\w+s (was|had|were|above|below))\b", text
                ), text


def school_year(sentences: list[str]) -> float:
    """Flesch–Kincaid grade; a number counts as one syllable, as it is read at a glance."""
    found = [word for part in sentences for word in re.findall(r"[A-Za-z]+|[\d,.%]+", part) if word.strip(".,")]
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e")))) for word in found)
    return 0.39 * len(found) / len(sentences) + 11.8 * syllables / len(found) - 15.59
