"""The worksheets with a line an indicator: the scorecard, thirteen months and the windows.

Belongs here: which columns those sheets have and which figure stands in them. Does not belong here: sheets about the
figures' surroundings (`sheets_context`), a service with its charts (`sheets_service`), and files (`formats/workbook`).
"""

from __future__ import annotations

from datetime import date

from orchestration.publishing.content import footnotes, groups
from orchestration.publishing.content.card import population_note, rating_tile, state
from orchestration.publishing.content.front import short
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.content.sheet import (
    NONE_SUCH,
    NOT_THERE,
    Cell,
    Figure,
    Rated,
    Sheet,
    amount,
    difference,
    shown,
)
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Row
from orchestration.publishing.words import wording
from orchestration.publishing.words.numbers import RATES, rounded
from orchestration.publishing.words.sentences import target_words

UNITS = {
    "count": "Number",
    "percent": "Percentage",
    "rate_per_10000": "Rate per 10,000 children",
    "rate_per_1000": "Rate per 1,000 young people",
    "days": "Days",
    "average": "Average",
    "text": "Words",
}
NAMES = ("Indicator", "Code", "Service", "Unit", "Window")


def names(subject: Subject) -> list[Cell]:
    """Title, code, service, unit and window: how every line of an indicator begins."""
    row = subject.indicator
    unit = UNITS.get(subject.unit, subject.unit)
    return [
        str(row["title"]), str(row["indicator_code"]), str(row["service_area"]), unit, wording.VIEW_NAMES[subject.view]
    ]  # fmt: skip


def told(subject: Subject, value: float | None, words: str) -> str:
    """The status beside a figure: that there is one, else the words that stand in its place."""
    return "Reported" if value is not None else words


def scorecard(pack: Pack) -> Sheet:
    """One line an indicator: the latest month with everything that the card says."""
    lines = [_scorecard_line(subject) for subject in pack.subjects]
    return Sheet(
        "Scorecard",
        "Scorecard: the latest month of every indicator",
        ("Change and variance are taken before rounding; of percentages they are percentage points.",),
        tuple(lines[0]),
        [list(line.values()) for line in lines],
    )


def _scorecard_line(subject: Subject) -> dict[str, Cell]:
    """Head and cell of each column, the figure first and where it comes from last."""
    row = subject.latest
    value, status, aimed = row["value"], row["status"], row.get("target_value") is not None
    late = " (overdue)" if value is not None and row.get("is_overdue") else ""
    return {
        **dict(zip(NAMES, names(subject), strict=True)),
        "Period end": subject.end,
        "Figure": shown(subject, value, status, unsettled=bool(state(row))),
        "Status": told(subject, value, subject.told(row)) + late,
        "Previous month": shown(subject, row.get("previous_value"), "no earlier figure"),
        "Change": difference(subject, row.get("change")),
        **_movement(subject, row),
        "Target operator": str(row["target_operator"] or "=") if aimed else NONE_SUCH,
        "Target": target(subject, row.get("target_value")),
        "Target in words": target_words(row, subject.unit) or "None set",
        "Variance from target": difference(subject, row.get("variance"), possible=aimed),
        "Variance in children or events": _whole(row.get("variance_count"), possible=aimed),
        **_judged(subject, row),
        "Numerator": amount(row.get("numerator"), status),
        "Denominator": amount(row.get("denominator"), status),
        "Same month last year": shown(subject, row.get("last_year_value"), "no figure a year earlier"),
        "Change on the year": difference(subject, row.get("change_on_year")),
        "Population estimate": (population_note(row) if subject.unit in RATES else "") or "Not applicable",
        "Not confirmed because": state(row) or "Confirmed",
        "Notes": footnotes.mark(subject) or "None",
        "Source of the target": str(row.get("target_source") or "") or ("Not recorded" if aimed else "No target"),
    }


def _movement(subject: Subject, row: Row) -> dict[str, Cell]:
    direction = str(row.get("direction") or "")
    performance = wording.PERFORMANCE.get(str(row.get("performance")), ("", "Not judged"))
    return {
        "Direction": direction[:1].upper() + direction[1:] or "Not available",
        "Good performance": wording.POLARITY.get(subject.indicator["polarity"], ""),
        "Change in performance": " ".join(performance).strip() if direction else "Not available",
    }


def _judged(subject: Subject, row: Row) -> dict[str, Cell]:
    rating, group = rating_tile(row), groups.place(subject)
    return {
        "Rating": Rated(rating.value, rating.kind),
        "Reason for the rating": short(rating).note or "Rated against the target",
        "Group": groups.TITLES[group.group] if group else "None",
        "Why in that group": (group.why if group else "") or "Nothing puts it into a group",
    }


def target(subject: Subject, value: float | None) -> Cell:
    """A target with the decimals it was set with, at most two."""
    if value is None:
        return NONE_SUCH
    places = next((few for few in (0, 1) if rounded(value, few) == rounded(value, 2)), 2)
    return Figure(float(value), places, percent=subject.unit == "percent")


def _whole(value: float | None, *, possible: bool) -> Cell:
    if value is None:
        return NOT_THERE if possible else NONE_SUCH
    return Figure(float(value), 0, signed=True)


def thirteen(pack: Pack) -> Sheet:
    """One line an indicator: the headline figure of each month shown."""
    months = pack.subjects[0].months
    rows: list[list[Cell]] = []
    for subject in pack.subjects:
        found = [subject.by_month.get(end) or {"value": None, "status": "no figure"} for end in subject.months]
        cells = [shown(subject, row["value"], row["status"], unsettled=bool(state(row))) for row in found]
        rows.append([*names(subject), *cells, missing(subject)])
    return Sheet(
        "Months",
        f"The headline figure of every indicator, {len(months)} months",
        ("Each figure stands in the indicator's own window, ending with the month above it.",),
        (*NAMES, *(month_head(end) for end in months), "Months without a figure"),
        rows,
    )


def month_head(end: date) -> str:
    """`Dec 2020`, as text, because a table's head is text."""
    return f"{wording.MONTHS[end.month - 1][:3]} {end.year}"


def missing(subject: Subject) -> str:
    """Why months have no figure: each reason with its months."""
    reasons: dict[str, list[str]] = {}
    for end in subject.months:
        row = subject.by_month.get(end) or {"value": None, "status": "no figure"}
        if row["value"] is None:
            reasons.setdefault(subject.told(row), []).append(month_head(end))
    every = len(subject.months)
    return "; ".join(
        f"{reason}: {'every month' if len(ends) == every else ', '.join(ends)}" for reason, ends in reasons.items()
    ) or "None"  # fmt: skip


def windows(pack: Pack) -> Sheet:
    """One line an indicator and window: the latest month over each window that the indicator has."""
    rows: list[list[Cell]] = []
    for subject in pack.subjects:
        for view, name in wording.VIEW_NAMES.items():
            row = subject.measure(view, subject.end)
            if row is not None:
                rows.append(
                    [
                        *names(subject)[:-1],
                        name,
                        wording.period(view, subject.end),
                        "Headline" if view == subject.view else "Other window",
                        amount(row["numerator"], row["status"]),
                        amount(row["denominator"], row["status"]),
                        shown(subject, row["value"], row["status"]),
                        told(subject, row["value"], wording.status(row["status"])),
                    ]
                )
    return Sheet(
        "Windows",
        "The latest month over each window: month, year to date, twelve months, month end",
        ("A window is counted anew from its cases; it is never the mean of the months in it.",),
        (*NAMES, "Period", "Headline or other", "Numerator", "Denominator", "Figure", "Status"),
        rows,
    )
