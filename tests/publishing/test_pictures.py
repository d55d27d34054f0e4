"""What the charts show of an indicator: P12, P13, P17, P18 of the catalogue, and their words for the ear.

Belongs here: which figures, lines, marks and words. Does not belong here: geometry (`test_charts`).
"""

from __future__ import annotations

import itertools
import re
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from orchestration.publishing.content import benchmark_marks, events, pictures
from orchestration.publishing.content.pack import packs
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.content.track import track
from orchestration.publishing.reading import Marts, read_marts
from tests.publishing.drawing import Drawing
from tests.publishing.made_subject import ENDS, drawn, made
from tests.publishing.marts_fixture import make_rows, write_warehouse


@pytest.fixture
def marts(tmp_path: Path) -> Marts:
    write_warehouse(tmp_path / "warehouse.duckdb", make_rows())
    return read_marts(tmp_path / "warehouse.duckdb")


def subject(marts: Marts, code: str) -> Subject:
    return Subject(marts, marts.councils[0], next(row for row in marts.indicators if row["indicator_code"] == code))


def test_every_chart_of_the_scorecard_keeps_the_rules(marts: Marts) -> None:
    """ux.md 3.1 on real content: nothing overlaps, nothing lies beyond the edge; and it is quick."""
    began = time.perf_counter()
    (pack,) = packs(marts)
    seen = 0
    for item in pack.subjects:
        for svg in (pictures.chart(item)[0], pictures.parts_chart(item), pictures.sparkline(item)):
            if svg is not None:
                assert Drawing(svg).faults() == [], item.key
                assert len(Drawing(svg).alt) > 40 or "there are no figures" in svg
                seen += 1
    assert seen > 12
    assert (time.perf_counter() - began) / seen < 0.05, "150 indicators have 300 charts"


def test_p12_bars_for_the_denominator_and_the_numerator_with_what_the_target_needs(marts: Marts) -> None:
    """P12: 13 months, a pair of bars each with its figures, and the target laid on the denominator."""
    found = Drawing(str(pictures.parts_chart(subject(marts, "assessments_45wd_pct"))))
    assert len(found.all("rect")) == 1 + 2 + 26, "the ground, the key and thirteen pairs"
    assert found.texts.count("201") == 13
    assert "164" in found.texts
    assert "Target needs 181" in found.texts
    assert {"Single assessments authorised", "Of them, those that were completed within 45 working days"} <= set(
        found.texts
    )
    assert len([text for text in found.texts if re.fullmatch(r"[A-Z][a-z]{2}-\d\d", text)]) == 13
    assert "The last pair, December 2020, is 201 and 164." in found.alt


def test_p13_the_variance_in_whole_children_stands_under_each_month() -> None:
    """P13: 158 of 892 against 25% is −65, 136 of 161 against 98% is −22, exactly on target is +0."""
    parts = [(158.0, 892.0, 25.0), (136.0, 161.0, 98.0), (201.0, 260.0, 93.0), (45.0, 50.0, 90.0)]
    parts += [parts[-1]] * (13 - len(parts))
    measures = [
        {
            "view": "month",
            "period_end": end,
            "numerator": num,
            "denominator": den,
            "value": 100 * num / den,
            "status": "ok",
        }
        for end, (num, den, _) in zip(ENDS, parts, strict=True)
    ]
    item = made([50.0] * 13, "percent", "ytd", measures=measures, targets=[target for _, _, target in parts])
    found = Drawing(str(pictures.parts_chart(item)))
    assert [text for text in found.texts if re.fullmatch(r"[+−]\d+", text)] == ["−65", "−22", "−41", *["+0"] * 10]
    assert "Monthly variance from target" in found.texts


def test_p17_the_average_is_of_the_last_twelve_months_and_printed() -> None:
    """P17: 14 then 158 in twelve months: 13.17, printed as 13; thirteen months would make 13.23. Dashed and level."""
    figures: list[float | None] = [14, 14, 15, 15, 13, 12, 12, 11, 11, 10, 11, 16, 18]
    item = made(figures)
    assert track(item).average == pytest.approx(158 / 12)
    found = drawn(item)
    assert "Average 13" in found.texts
    (path,) = [element for element in found.all("polyline") if element.attrib.get("stroke-dasharray") == "8 5"]
    first, last = ([float(part) for part in point.split(",")] for point in path.attrib["points"].split())
    assert first[1] == last[1]
    assert (last[0] - first[0]) / 12 == pytest.approx(648 * 1 / 13, abs=0.1), "twelve months wide"
    assert "Average of the last 12 months: 13." in found.alt


def test_p17_the_average_of_a_share_is_all_its_cases_and_not_a_mean_of_shares() -> None:
    """Eleven months of 9 in 10 and one of 0 in 90: 99 of 200 is 49.5 %; the mean of the shares would be 82.5 %."""
    item = made([90.0] * 12 + [0.0], unit="percent")
    for row in item.by_month.values():
        row |= {"numerator": 9, "denominator": 10} if row["value"] else {"numerator": 0, "denominator": 90}
    assert track(item).average == pytest.approx(49.5)


def test_p17_a_small_average_is_not_none_and_an_unknown_half_has_no_average() -> None:
    """P17: five figures among twelve months do not speak for the year; 5 things in 12 months are 0.4 a month."""
    assert track(made([0.0] * 8 + [1.0] * 5)).average_text == "0.4"
    few: list[float | None] = [9.0] + [None] * 7 + [5.0] * 5
    assert track(made(few)).average is None
    six: list[float | None] = [9.0] + [None] * 6 + [5.0] * 6
    assert track(made(six)).average == 5
    assert "Average of the 6 of the last 12 months with a figure: 5." in pictures.alternative(made(six))


@pytest.mark.parametrize("view", ["ytd", "rolling12"])
def test_p17_windows_that_share_months_have_no_average(view: str) -> None:
    assert track(made([5.0] * 13, view=view)).average is None
    assert track(made([5.0] * 13, view="snapshot")).average == 5


def test_p17_a_board_pack_can_ask_for_the_months() -> None:
    """P17: the board's line is monthly; a year's count target is a twelfth a month, a share is the same."""
    measures = [
        {
            "view": "month",
            "period_end": end,
            "numerator": 20.0,
            "denominator": None,
            "value": 20.0 + place,
            "status": "ok",
        }
        for place, end in enumerate(ENDS)
    ]
    item = made([240.0] * 13, view="rolling12", measures=measures, targets=[260.0] * 13)
    monthly = track(item, "month")
    assert monthly.values[-1] == 32
    assert monthly.targets[-1] == pytest.approx(260 / 12)
    assert monthly.average == pytest.approx(26.5)
    assert {"Target 21.7", "Average 27"} <= set(drawn(item, view="month").texts)
    assert track(made([5.0] * 13, "percent", "ytd", targets=[90.0] * 13), "month").targets[-1] == 90
    assert track(made([5.0] * 13, view="ytd", targets=[90.0] * 13), "month").targets[-1] is None


def test_a_year_to_date_starts_again_in_april() -> None:
    found = drawn(made([50.0 + place for place in range(13)], "percent", "ytd"))
    assert [len(path.attrib["points"].split()) for path in found.all("polyline")] == [4, 9]
    assert "new year" in found.texts


BENCHMARKS = [
    {"comparator": name, "view": "month", "published_value": value, "comparable_value": value, "vintage": "2018/19"}
    for name, value in (("england", 85.0), ("statistical_neighbours", 94.0), ("region", 89.0))
]


def test_p18_an_annual_benchmark_is_shown_in_the_view_of_the_chart(marts: Marts) -> None:
    """P18: England's 120 a year stands as 10 beside a chart of months; and not at all beside one of twelve months."""
    item = subject(marts, "contacts_received")
    assert "England 10" in drawn(item).texts
    assert benchmark_marks.marks(track(item, "rolling12")) == []


def test_benchmarks_are_named_at_the_edge_in_words() -> None:
    found = drawn(made([77.0] * 13, "percent", benchmarks=BENCHMARKS))
    assert {"Neighbours 94%", "Region 89%", "England 85%"} <= set(found.texts)
    assert "Benchmarks: statistical neighbours 94%, region 89%, England 85%." in found.alt


def test_a_chart_is_described_in_words(marts: Marts) -> None:
    """First, last, lowest, highest, target, average and benchmarks: what is seen can be heard."""
    text = pictures.alternative(subject(marts, "assessments_45wd_pct"))
    for part in (
        "First 75.1% in December 2019",
        "last 79.6% in December 2020",
        "lowest",
        "highest",
        "Target 90% or more",
        "Benchmarks: statistical neighbours 22.0%, England 120.0%.",
    ):
        assert part in text
    assert "Average of the last 12 months" in pictures.alternative(subject(marts, "contacts_received"))


def test_every_printed_name_is_in_the_words_for_the_ear(marts: Marts) -> None:
    (pack,) = packs(marts)
    named = Counter[str]()
    for item in (item for item in pack.subjects if track(item).seen):
        found = drawn(item)
        for text in found.texts:
            if match := re.fullmatch(r"(Average|England) (.+)", text):
                name, value = match.groups()
                of = r" of [^:.]*last 12 months[^:.]*:" if name == "Average" else ""
                assert re.search(rf"\b{name}{of} {re.escape(value)}[.,]( |$)", found.alt), (text, found.alt)
                named[name] += 1
    assert min(named["Average"], named["England"]) > 0


def test_process_events_are_lettered_on_the_chart(marts: Marts) -> None:
    """DQ01: a change of system or practice stands at its month, and its letter leads to the words."""
    item = subject(marts, "contacts_received")
    assert [event["letter"] for event in events.events(item)] == ["a"]
    assert "note a" in drawn(item).texts
    assert events.events(subject(marts, "cpp_rate")) == []


def test_a_dated_target_has_room_beside_the_chart(marts: Marts) -> None:
    """P24: a target with a date takes as many lines as it needs."""
    item = subject(marts, "assessments_45wd_pct")
    item.latest.update(target_value=200.0, target_by_date=date(2023, 12, 31))
    assert {"Target 200% or", "more", "by 31 December", "2023"} <= set(drawn(item).texts)
    assert drawn(item).faults() == []


def test_the_title_tells_where_the_figure_went(marts: Marts) -> None:
    item = subject(marts, "assessments_45wd_pct")
    assert pictures.story(item) == "79.6% from April to December 2020, up from 79.4%, below the target"
    assert pictures.story(subject(marts, "review_pct")).startswith("Not reported")


def test_a_sparkline_has_its_figures_in_words(marts: Marts) -> None:
    svg = pictures.sparkline(subject(marts, "contacts_received"))
    assert svg is not None
    assert Drawing(svg).alt == "13 months: 1,222 to 1,354, lowest 1,222, highest 1,354"
    assert len(svg.encode()) < 1024
    assert pictures.sparkline(subject(marts, "review_pct")) is None


def test_labels_of_thirteen_figures_are_all_printed_where_they_fit(marts: Marts) -> None:
    found = drawn(subject(marts, "cpp_rate"))
    values = [row["value"] for row in subject(marts, "cpp_rate").by_month.values()]
    assert all(f"{value:.1f}" in found.texts for value in values)
    assert all(one <= other for one, other in itertools.pairwise(values))
