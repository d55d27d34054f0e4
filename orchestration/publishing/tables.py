"""The chart and the tables of one indicator's page: thirteen months, the windows, benchmarks, breakdowns, feeds.

Belongs here: rows of text for the templates. Does not belong here: the tiles (`card`) and SVG geometry (`chart`).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from markupsafe import Markup

from orchestration.publishing import wording
from orchestration.publishing.card import Subject, feed_needs, monthly_gap, population_note
from orchestration.publishing.chart import NAVY, TEAL, Chart, Series, draw, scale
from orchestration.publishing.numbers import difference, figure, number, signed
from orchestration.publishing.reading import Row
from orchestration.publishing.sentences import amount, target_words


def chart(subject: Subject) -> tuple[Markup, str]:
    """The headline figure over thirteen months with its target: bars for a number, a line for anything else.

    The second part says where the axis starts when that is not zero.
    """
    rows = [subject.by_month.get(end) or {} for end in subject.months]
    values = [row.get("value") for row in rows]
    labels = ["" if value is None else number(value, subject.decimals) for value in values]
    marks = _marks(subject)
    drawing = Chart(
        months=[wording.month_label(end) for end in subject.months],
        series=[Series(str(subject.indicator["title"]), values, labels, NAVY)],
        alt=alternative(subject),
        kind="bar" if subject.unit == "count" else "line",
        target=_targets(subject),
        target_label=target_words(subject.latest, subject.unit),
        suffix="%" if subject.unit == "percent" else "",
        marks=[marks.get(place, "") for place in range(len(rows))],
        strip=[] if subject.unit == "percent" else _strip(subject),
    )
    start = scale(drawing)[0]
    return draw(drawing), f"The axis starts at {start:,g}{drawing.suffix}, not at zero." if start else ""


def parts_chart(subject: Subject) -> Markup | None:
    """For a percentage: its denominator and numerator month by month, as paired bars."""
    if subject.unit != "percent":
        return None
    rows = [subject.measure(subject.month_view, end) or {} for end in subject.months]
    if not any(row.get("denominator") for row in rows):
        return None
    both = []
    for column, colour in (("denominator", TEAL), ("numerator", NAVY)):
        values = [row.get(column) for row in rows]
        both.append(Series(column, values, ["" if value is None else amount(value) for value in values], colour))
    needed = [
        None if not month.get("denominator") or target is None else month["denominator"] * target / 100
        for month, target in zip(rows, _targets(subject), strict=True)
    ]
    last = wording.month(subject.end)
    alt = (
        f"Paired bars for each month: {subject.indicator['denominator_words']}, and of them those that "
        f"{subject.indicator['numerator_words']}. The last pair, {last}, is {both[0].labels[-1] or 'missing'} "
        f"and {both[1].labels[-1] or 'missing'}. All figures are in the table below."
    )
    return draw(
        Chart(
            months=[wording.month_label(end) for end in subject.months],
            series=both,
            alt=alt,
            kind="bar",
            target=needed,
            target_label=f"needs {number(needed[-1])}" if needed and needed[-1] is not None else "",
            strip=_strip(subject),
        )
    )


def _strip(subject: Subject) -> list[str]:
    """Each month's variance from target in whole children or events, as the council papers print it under a chart."""
    gaps = [monthly_gap(subject, end) for end in subject.months]
    return ["" if gap is None else signed(gap) for gap in gaps]


def _targets(subject: Subject) -> list[float | None]:
    """The target in force in each month shown."""
    return [(subject.by_month.get(end) or {}).get("target_value") for end in subject.months]


def alternative(subject: Subject) -> str:
    """The chart in words: first, last, lowest, highest and target."""
    title = subject.indicator["title"]
    seen = [
        (end, subject.by_month[end]["value"])
        for end in subject.months
        if end in subject.by_month and subject.by_month[end]["value"] is not None
    ]
    if not seen:
        return f"{title}: there are no figures to draw for the last {len(subject.months)} months."
    low, high = min(seen, key=lambda pair: pair[1]), max(seen, key=lambda pair: pair[1])

    def said(pair: tuple[date, float]) -> str:
        return f"{figure(pair[1], subject.unit, subject.decimals)} in {wording.month(pair[0])}"

    text = (
        f"{title}, {wording.VIEW_NAMES[subject.view].lower()}, {len(seen)} of {len(subject.months)} months with a "
        f"figure. First {said(seen[0])}, last {said(seen[-1])}, lowest {said(low)}, highest {said(high)}."
    )
    target = target_words(subject.latest, subject.unit)
    return f"{text} Target {target}." if target else f"{text} No target is set."


def history(subject: Subject) -> list[dict[str, str]]:
    """One row a month, oldest first: headline, the month's numerator and denominator, target, distance from target.

    A count has no numerator and denominator of its own; the template leaves their columns out.
    """
    rows = []
    for end in subject.months:
        row = subject.by_month.get(end) or {}
        month = subject.measure(subject.month_view, end) or {}
        gap = monthly_gap(subject, end)
        rows.append(
            {
                "month": wording.month(end),
                "headline": subject.shown(row.get("value"), row.get("status")),
                "month_value": subject.shown(month.get("value"), month.get("status")),
                "numerator": _amount(month, "numerator"),
                "denominator": _amount(month, "denominator"),
                "target": target_words(row, subject.unit) or "none set",
                "gap": signed(gap) if gap is not None else "not available",
            }
        )
    return rows


def windows(subject: Subject) -> list[dict[str, str]]:
    """The same indicator over each window it has, each named in full."""
    rows = []
    for view, name in wording.VIEW_NAMES.items():
        found = subject.measure(view, subject.end)
        if found is None:
            continue
        rows.append(
            {
                "view": name + (" (headline)" if view == subject.view else ""),
                "period": wording.period(view, subject.end),
                "value": subject.shown(found["value"], found["status"]),
                "numerator": _amount(found, "numerator"),
                "denominator": _amount(found, "denominator"),
            }
        )
    return rows


def _amount(row: Row, column: str) -> str:
    value = row.get(column)
    return wording.status(row.get("status")) if value is None else amount(value)


def benchmarks(subject: Subject) -> list[dict[str, Any]]:
    """One row a comparator, in the order of the papers: own outturn, neighbours, region, England, others."""
    order = list(wording.COMPARATORS)
    found = subject.marts.benchmarks.get(subject.key, [])
    rows = []
    for row in sorted(found, key=lambda row: order.index(row["comparator"]) if row["comparator"] in order else 99):
        view = row["view"] or subject.view
        rows.append(
            {
                "comparator": wording.COMPARATORS.get(row["comparator"], row["comparator"]),
                "published": _benchmark(subject, row["published_value"]),
                "comparable": "Not comparable"
                if row["comparable_value"] is None and row["published_value"] is not None
                else _benchmark(subject, row["comparable_value"]),
                "conversion": row["conversion"] or "as published",
                "value": f"{subject.shown(row['value'], row.get('status'))} ({wording.period(view, subject.end)})",
                "difference": "Not available"
                if row["difference"] is None
                else difference(row["difference"], subject.unit, subject.decimals),
                "vintage": row["vintage"] or "not printed in the source",
                "source": ". ".join(text.rstrip(".") for text in (row["source"], row["note"]) if text)
                or "not recorded",
            }
        )
    return rows


def _benchmark(subject: Subject, value: float | None) -> str:
    return "No number published" if value is None else subject.shown(value)


def breakdowns(subject: Subject) -> list[dict[str, object]]:
    """The last month split by team, age, sex, ethnic group and disability: one table each, those that have rows."""
    found = subject.marts.slices.get(subject.key, [])
    order = {value: place for place, value in enumerate(wording.SLICE_ORDER)}
    tables: list[dict[str, object]] = []
    for kind, name in wording.SLICES.items():
        rows = [row for row in found if row["slice_type"] == kind]
        rows.sort(
            key=lambda row: (row["slice_value"] == "unknown", order.get(row["slice_value"], 50), row["slice_value"])
        )
        if rows:
            cells = [
                {
                    "name": wording.slice_value(kind, row["slice_value"]),
                    "numerator": _amount(row, "numerator"),
                    "denominator": _amount(row, "denominator"),
                    "value": subject.shown(row["value"], row["status"]),
                }
                for row in rows
            ]
            tables.append({"name": name, "rows": cells})
    return tables


def definition(subject: Subject) -> list[tuple[str, str]]:
    """What is counted, by whose clock, over which population, from which return: term and text."""
    row = subject.indicator
    unit = wording.UNIT_NAMES.get(subject.unit, subject.unit)
    headline = wording.VIEW_NAMES[subject.view].lower()
    valid = f"version {row['version']}" + (
        f", in force since {wording.day(row['valid_from'])}" if row["valid_from"] else ""
    )
    pairs = [
        ("What is counted", row["definition"]),
        ("Clock", row["clock"]),
        ("Numerator", row["numerator_words"]),
        ("Denominator", row["denominator_words"]),
        ("Population", row["population"]),
        ("Population estimate", population_note(subject.latest) if subject.unit == "rate_per_10000" else ""),
        ("Shown as", f"{unit}; the headline is the {headline} figure"),
        ("Good performance", _polarity(row)),
        ("National return", row["source_return"]),
        ("Codes in council papers", row["printed_codes"]),
        ("Definition", valid),
        ("Owner", row["owner"]),
    ]
    return [(term, str(text)) for term, text in pairs if text not in (None, "")]


def _polarity(row: Row) -> str:
    words = wording.POLARITY.get(row["polarity"], "")
    return f"{words} ({row['polarity_basis']})" if row["polarity_basis"] else words


def events(subject: Subject) -> list[dict[str, str]]:
    """Process events of the months shown that touch this indicator, lettered as on the chart."""
    return [
        {
            "letter": _letter(place),
            "date": wording.day(event["event_date"]),
            "title": event["title"],
            "note": event["note"] or "",
            "origin": "; ".join(
                f"{name}: {event[column]}"
                for name, column in (("System", "system"), ("Source", "source"))
                if event[column]
            ),
        }
        for place, event in enumerate(_events(subject))
    ]


def _letter(place: int) -> str:
    return chr(ord("a") + place % 26)


def _events(subject: Subject) -> list[Row]:
    if not subject.months:
        return []
    first = subject.months[0].replace(day=1)
    return [
        event
        for event in subject.marts.events.get(subject.key[0], [])
        if event["indicator_code"] in (None, "", subject.key[1]) and first <= event["event_date"] <= subject.end
    ]


def _marks(subject: Subject) -> dict[int, str]:
    places = {(end.year, end.month): place for place, end in enumerate(subject.months)}
    marks: dict[int, str] = {}
    for number_of, event in enumerate(_events(subject)):
        place = places.get((event["event_date"].year, event["event_date"].month))
        if place is not None:
            marks[place] = ", ".join(text for text in (marks.get(place, ""), _letter(number_of)) if text)
    return marks


def feeds(rows: list[Row], needs: str | None = None) -> list[dict[str, str]]:
    """The state of the feeds an indicator needs, or of all when `needs` is None."""
    wanted = None if needs is None else feed_needs(needs)
    found = [row for row in rows if wanted is None or row["feed"] in wanted]
    return [
        {
            "feed": row["feed"],
            "status": str(row["status"]),
            "state": wording.FEED_STATES.get(row["status"], str(row["status"])),
            "reason": row["reason"] or "",
            **{name: number(row[name] or 0) for name in ("rows_in", "rows_loaded", "rows_quarantined", "rows_ignored")},
            "missing_columns": row["missing_columns"] or "",
        }
        for row in found
    ]
