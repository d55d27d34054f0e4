"""The pictures of one indicator's page: what is drawn, how it is said in words, and the notes it carries.

Belongs here: choosing the series of the two charts and the process events lettered on them. Does not belong here: SVG
geometry (`chart`) and the tables under the pictures (`tables`).
"""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from orchestration.publishing.charts.chart import NAVY, TEAL, Chart, Series, draw, scale
from orchestration.publishing.content.card import monthly_gap
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Row
from orchestration.publishing.words import wording
from orchestration.publishing.words.numbers import figure, number, signed
from orchestration.publishing.words.sentences import amount, target_words


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
    start, *_, end = scale(drawing)
    holds_zero = start <= 0 <= end
    return draw(drawing), "" if holds_zero else f"The axis starts at {start:,g}{drawing.suffix}, not at zero."


def parts_chart(subject: Subject) -> Markup | None:
    """For a share: its denominator and numerator month by month, as paired bars. A change has no such parts."""
    if subject.unit != "percent" or subject.indicator.get("sign"):
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
