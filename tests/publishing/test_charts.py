"""Charts by the rules of ux.md 3.1: palette, type, no overlap, nothing beyond the edge, gaps kept, never colour alone.

Belongs here: geometry, from made-up values. Does not belong here: what is drawn of an indicator (`test_pictures`).
"""

from __future__ import annotations

import itertools
import re
import time
from datetime import date
from typing import Any

import pytest

from orchestration.publishing.charts.axis import scale, ticks
from orchestration.publishing.charts.chart import draw
from orchestration.publishing.charts.labels import Box, beside, spread
from orchestration.publishing.charts.model import Chart, Mark, Reference, Row, Series
from orchestration.publishing.charts.ranked import Part, draw_parts
from orchestration.publishing.charts.spark import spark
from orchestration.publishing.charts.style import AXIS, MAROON, NAVY, ORANGE, TEAL, TEXT, WHITE, width
from orchestration.publishing.words import wording
from tests.publishing.drawing import Drawing, contrast
from tests.publishing.marts_fixture import month_ends

MONTHS = [wording.month_label(end) for end in month_ends(date(2020, 12, 31), 13)]
FALL = [90.0 - 5 * place for place in range(13)]
ALT = "A chart made for a test, described in words"


def made(values: list[Any], kind: str = "line", digits: int = 0, **more: Any) -> Chart:
    labels = ["" if value is None else f"{value:,.{digits}f}".replace("-", "−") for value in values]
    series = Series(
        "made", values, labels, open=more.pop("open", frozenset()), signals=more.pop("signals", frozenset())
    )
    return Chart(MONTHS, [series], ALT, kind, **more)


def line(kind: str, value: float, words: str) -> Reference:
    return Reference(kind, [value] * 13, (words,))


CROWDED = {
    "references": [
        line("upper", 84.4, "Upper limit 84.4%"), line("lower", 83.2, "Lower limit 83.2%"),
        line("target", 84.0, "Target 84% or more"), line("average", 83.9, "Average 83.9%"),
    ],
    "marks": [
        Mark("square", 84.0, ("Neighbours 84.0%",)), Mark("circle", 83.8, ("England 83.8%",)),
        Mark("triangle", 84.1, ("Region 84.1%",)), Mark("cross", 300.0, ("ChAT 300.0%",)),
    ],
    "rows": [Row("Monthly variance from target", ["−1,234"] * 13), Row("Signal", ["outside"] * 13)],
    "key": [("hollow", "Hollow: unconfirmed"), ("signal", "Diamond: a signal"), (TEAL, "Words " * 15), (NAVY, "More")],
    "events": frozenset({3}),
}  # fmt: skip
CHARTS = {
    "percent": made(FALL, suffix="%"),
    "crowded": made([84.0, 83.9, 84.1] * 4 + [84.0], digits=1, suffix="%", signals=frozenset({0, 12}), **CROWDED),
    "crowded bars": made([84.0, 83.0] * 6 + [84.0], "bar", open=frozenset({12}), signals=frozenset({1}), **CROWDED),
    "rate": made([350.4, 12.6, 351.0, 9.8] * 3 + [352.0], digits=1),
    "thousands": made([1258.0 + 40 * place for place in range(13)], "bar"),
    "large": made([123456.0 + place for place in range(13)], "bar"),
    "negative": made([-5.0, -7.0, -15.0, 0.0] * 3 + [-15.0], "bar"),
    "both signs": made([-27.3, 16.7, 0.0] * 4 + [3.0], digits=1),
    "all zero": made([0.0] * 13, "bar"),
    "all hundred": made([100.0] * 13, digits=1, suffix="%", references=[line("target", 100.0, "Target 100%")]),
    "one month": made([None] * 12 + [4.0]),
    "gaps": made([1.0, None, 3.0, 4.0, None, None, 7.0, 8.0, 9.0, 8.0, None, 8.0, 7.0]),
    "none": made([None] * 13),
}  # fmt: skip


@pytest.mark.parametrize("name", list(CHARTS))
def test_a_chart_keeps_every_rule_of_its_looks(name: str) -> None:
    """Colours of the palette, black or dark grey text of 12 px or more, level, inside, no label on another."""
    found = Drawing(draw(CHARTS[name]))
    assert found.faults() == []
    assert found.alt == ALT
    assert found.root.attrib["role"] == "img"
    assert "Source Sans Pro" in found.root.attrib["font-family"]


def test_what_touches_can_be_told_apart() -> None:
    """WCAG 1.4.11: 3:1 between a line or bar and its ground, and between the two bars of a pair."""
    for colour in (NAVY, TEAL, MAROON, ORANGE, AXIS):
        assert contrast(colour, WHITE) >= 3, colour
    assert contrast(NAVY, TEAL) >= 3
    assert contrast(ORANGE, NAVY) >= 3, "a diamond on a bar"
    assert contrast(TEXT, WHITE) >= 7
    assert contrast(AXIS, WHITE) >= 4.5


def test_no_state_is_shown_by_colour_alone() -> None:
    """A month not confirmed is hollow or hatched, a signal is a diamond, lines differ in strokes and names."""
    lined = Drawing(draw(CHARTS["crowded"]))
    diamonds = [path for path in lined.all("path") if "l7 7l-7 7" in path.attrib["d"]]
    assert len(diamonds) == 2 + 1, "two months and the key"
    open_months = Drawing(draw(made(FALL, open=frozenset({12}))))
    assert [dot.attrib["fill"] for dot in open_months.all("circle")] == [NAVY] * 12 + [WHITE]
    bars = Drawing(draw(made(FALL, "bar", open=frozenset({12}))))
    assert [bar.attrib["fill"] for bar in bars.all("rect")][1:] == [NAVY] * 12 + [WHITE]
    assert len(bars.all("path")) == 1, "its slanting lines"
    strokes = {path.attrib.get("stroke-dasharray", "solid") for path in lined.all("polyline")}
    assert strokes == {"solid", "8 5", "2 3"}


def test_a_gap_is_not_bridged() -> None:
    """A month without a figure breaks the line and says none; a month alone is a point."""
    found = Drawing(draw(CHARTS["gaps"]))
    assert [len(path.attrib["points"].split()) for path in found.all("polyline")] == [2, 4, 2]
    assert len(found.all("circle")) == 9
    assert found.texts.count("none") == 4
    restarted = Series("made", [1.0, 2.0, 3.0, 4.0], ["", "", "", ""], breaks=frozenset({2}))
    broken = Drawing(draw(Chart(MONTHS[:4], [restarted], ALT)))
    assert [len(path.attrib["points"].split()) for path in broken.all("polyline")] == [2, 2]


def test_a_target_that_changes_keeps_its_old_value_over_the_old_months() -> None:
    target = Reference("target", [None, 90.0, 90.0, 95.0], ("Target 95% or more",))
    found = Drawing(draw(Chart(MONTHS[:4], [Series("made", [91.0] * 4, [""] * 4)], ALT, references=[target])))
    (path,) = [element for element in found.all("polyline") if element.attrib["stroke"] == MAROON]
    heights = [float(point.split(",")[1]) for point in path.attrib["points"].split()]
    assert heights[0] == heights[1] > heights[2] == heights[3]


def test_limits_break_where_a_new_stretch_begins() -> None:
    upper = Reference("upper", [8.0, 8.0, 6.0, 6.0], ("Upper limit 6",), frozenset({2}))
    lower = Reference("lower", [2.0, 2.0, 1.0, 1.0], ("Lower limit 1",), frozenset({2}))
    found = Drawing(draw(Chart(MONTHS[:4], [Series("made", [5.0] * 4, [""] * 4)], ALT, references=[upper, lower])))
    assert len([path for path in found.all("polyline") if path.attrib["stroke"] == AXIS]) == 4
    assert len(found.all("polygon")) == 2


def test_bars_start_at_zero_and_meet_there() -> None:
    change = made([-3.0, 2.0] + [None] * 11, "bar")
    assert scale(change)[0] <= -3
    assert scale(change)[-1] >= 2
    below, above = Drawing(draw(change)).all("rect")[1:]
    assert float(below.attrib["y"]) == pytest.approx(float(above.attrib["y"]) + float(above.attrib["height"]))
    assert "−3" in Drawing(draw(change)).texts
    assert scale(made([-12.0] * 13, "bar"))[-1] == 0


def test_axis_steps_are_round_and_hold_every_value() -> None:
    assert ticks(0, 1354) == [0, 500, 1000, 1500]
    for value in (200 / 3, 100.0, 0.3):
        assert len(set(ticks(value * (1 - 1e-15), value))) > 1, "a mean that is off by a last binary place is no span"
    assert ticks(0, 2, smallest=1) == [0, 1, 2]
    assert ticks(0, 9, smallest=1) == [0, 5, 10], "no half a child"
    axis = scale(made([97.0] * 13, suffix="%", references=[line("target", 98.0, "")]))
    assert axis[0] <= 97
    assert 98 <= axis[-1] <= 100


def test_a_benchmark_far_above_does_not_press_the_rest_flat() -> None:
    far = made([10.0] * 13, marks=[Mark("circle", 500.0, ("England 500",)), Mark("square", 15.0, ("Neighbours 15",))])
    assert 15 <= scale(far)[-1] <= 20
    assert "above the scale" in Drawing(draw(far)).texts


def test_names_at_the_edge_keep_their_order_and_stay_near() -> None:
    assert spread([50.0, 100.0], [16.0, 16.0], 0, 200) == [50, 100]
    assert spread([50.0, 50.0], [16.0, 16.0], 0, 200) == [42, 58]
    assert spread([0.0, 0.0, 0.0], [16.0] * 3, 0, 200) == [8, 24, 40]
    assert spread([200.0, 200.0], [16.0, 32.0], 0, 200) == [160, 184]
    crowd = spread([10.0, 60.0, 61.0, 62.0, 190.0], [16.0] * 5, 0, 200)
    assert crowd == sorted(crowd)
    assert all(after - before >= 16 - 1e-9 for before, after in itertools.pairwise(crowd))


def test_a_label_goes_where_no_line_runs() -> None:
    top = beside([(50.0, 100.0, 30.0)], [(0.0, 80.0, 100.0, 85.0)], 0, 200, 13)
    assert top[0] is not None
    assert top[0] > 100, "below the point, because a line runs above it"
    assert beside([None, (50.0, 5.0, 30.0)], [], 0, 18, 13) == [None, None], "no room at all"
    assert not Box(0, 0, 10, 10).over(Box(10, 0, 20, 10))


def test_a_sparkline_is_small_and_has_words() -> None:
    values: list[float | None] = [123456.7, None, *FALL[:11]]
    svg = spark(values, "13 months: 123,456.7 to 40.0, lowest 40.0, highest 123,456.7")
    found = Drawing(svg)
    assert len(svg.encode()) < 1024
    assert found.alt.startswith("13 months")
    assert found.faults() == []
    assert found.all("path")[0].attrib["d"].count("M") == 2, "the gap is not bridged"
    assert Drawing(spark([0.0] * 13, ALT)).all("circle")
    assert "nan" not in spark([None] * 13, ALT)


def test_lying_bars_print_their_figure() -> None:
    parts = [
        Part("Good", 31, "31 (62%)"),
        Part("Requires improvement", 17, "17 (34%)"),
        Part("Inadequate", 0, "0 (0%)"),
    ]
    found = Drawing(draw_parts(parts, ALT))
    assert found.faults() == []
    assert found.texts == ["Good", "31 (62%)", "Requires improvement", "17 (34%)", "Inadequate", "0 (0%)"]
    lengths = [float(bar.attrib["width"]) for bar in found.all("rect")[1:]]
    assert lengths[1] / lengths[0] == pytest.approx(17 / 31, abs=0.01)
    assert lengths[2] == 0


def test_months_are_ordinal_whatever_the_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A time axis drew 1 October as 30 September west of Greenwich; months here are places with a label."""
    seen = set()
    for place in ("Pacific/Auckland", "Europe/London", "America/New_York"):
        monkeypatch.setenv("TZ", place)
        time.tzset()
        seen.add(draw(CHARTS["crowded"]))
    monkeypatch.undo()
    time.tzset()
    assert len(seen) == 1
    xs = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*>[A-Z][a-z]{2}-\d\d<', seen.pop())]
    steps = {round(after - before) for before, after in itertools.pairwise(xs)}
    assert steps == {50}, "even steps, however long a month is"


def test_text_is_measured_on_the_wide_side() -> None:
    assert width("0000") == pytest.approx(4 * 0.556 * 13)
    assert width("Target", bold=True) > width("Target")
