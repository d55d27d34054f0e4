"""One indicator made by hand, a figure a month, to see what is drawn of it.

Belongs here: making it and drawing it. Does not belong here: what a chart must hold.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from orchestration.publishing.content import pictures
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Marts
from tests.publishing.drawing import Drawing
from tests.publishing.marts_fixture import month_ends

ENDS = month_ends(date(2020, 12, 31), 13)
COUNCIL: dict[str, Any] = {"la_code": "990", "council_name": "Made", "last_period_end": ENDS[-1]}


def made(values: list[float | None], unit: str = "count", view: str = "month", **more: Any) -> Subject:
    """An indicator with a figure a month; `targets` is one a month."""
    indicator = {
        "indicator_code": "x", "title": "Made figure", "unit": unit, "headline_view": view, "decimals": 0,
        "numerator_words": "were made", "denominator_words": "things", "polarity": "high_is_good",
    } | more.pop("indicator", {})  # fmt: skip
    targets = more.pop("targets", [None] * len(values))
    rows = [
        {"period_end": end, "value": value, "status": "ok", "target_value": target, "target_operator": ">="}
        for end, value, target in zip(ENDS, values, targets, strict=True)
    ]
    marts = Marts({}, [COUNCIL], [indicator], {("990", "x"): rows}, months={"990": ENDS})
    marts.measures["990", "x"] = {(row["view"], row["period_end"]): row for row in more.pop("measures", [])}
    marts.benchmarks["990", "x"] = more.pop("benchmarks", [])
    return Subject(marts, COUNCIL, indicator)


def drawn(item: Subject, **options: Any) -> Drawing:
    return Drawing(pictures.chart(item, **options)[0])
