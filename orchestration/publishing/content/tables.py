"""The tables of one indicator's page: thirteen months, the windows, benchmarks, breakdowns, definition, feeds.

Belongs here: rows of text for the templates. Does not belong here: the tiles (`card`) and the charts (`pictures`).
"""

from __future__ import annotations

from typing import Any

from orchestration.publishing.content.card import feed_needs, monthly_gap, population_note
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Row
from orchestration.publishing.words import wording
from orchestration.publishing.words.numbers import RATES, difference, number, signed
from orchestration.publishing.words.sentences import amount, target_words

NONE = "none"
"""A numerator or denominator that is not there; the figure beside it says why."""


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
                "headline": subject.told(row),
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
    return NONE if value is None else amount(value)


def compared(subject: Subject) -> list[Row]:
    """The rows of kpi_benchmarks of the last month in the order of the papers."""
    order = list(wording.COMPARATORS)
    found = subject.marts.benchmarks.get(subject.key, [])
    return sorted(found, key=lambda row: order.index(row["comparator"]) if row["comparator"] in order else 99)


def benchmarks(subject: Subject) -> list[dict[str, Any]]:
    """One row a comparator, in the order of the papers: own outturn, neighbours, region, England, others."""
    rows = []
    for row in compared(subject):
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


def slice_place(kind: str, value: str) -> tuple[int, bool, int, str]:
    """Where a part stands among all parts: by split, then in its own order, what is not known last."""
    kinds, values = list(wording.SLICES), wording.SLICE_ORDER
    return (
        kinds.index(kind) if kind in kinds else len(kinds),
        value == "unknown",
        values.index(value) if value in values else 50,
        # numbers of episodes in their own order, not that of words
        value.zfill(3) if kind == "episodes" else value,
    )


def slices(subject: Subject) -> list[tuple[str, list[Row]]]:
    """The rows of the last month by split, in the order shown, each with the split's name.

    A split in which every case is unknown (a stock has no team, say) is left out: it would only repeat the whole.
    """
    found: dict[str, list[Row]] = {}
    for row in subject.marts.slices.get(subject.key, []):
        found.setdefault(row["slice_type"], []).append(row)
    return [
        (name, sorted(found[kind], key=lambda row: slice_place(row["slice_type"], row["slice_value"])))
        for kind, name in wording.SLICES.items()
        if any(row["slice_value"] != "unknown" for row in found.get(kind, []))
    ]


def breakdowns(subject: Subject) -> list[dict[str, object]]:
    """The last month split by team, age, sex, ethnic group, disability and what else it is split by: one table each."""
    return [
        {
            "name": name,
            "rows": [
                {
                    "name": wording.slice_value(row["slice_type"], row["slice_value"]),
                    "numerator": _amount(row, "numerator"),
                    "denominator": _amount(row, "denominator"),
                    "value": subject.shown(row["value"], row["status"]),
                }
                for row in rows
            ],
        }
        for name, rows in slices(subject)
    ]


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
        ("Population estimate", population_note(subject.latest) if subject.unit in RATES else ""),
        ("Shown as", f"{unit}; headline window: {headline}"),
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


def _state(row: Row) -> str:
    name, meaning = wording.FEED_STATES.get(row["status"], (str(row["status"]), ""))
    reason = row["reason"] or ""
    # "not delivered" says no more than the state does
    said = meaning if reason in ("", "not delivered") else reason
    return f"{name}: {said}" if said else name


def feeds(rows: list[Row], needs: str | None = None) -> list[dict[str, str]]:
    """The state of the feeds an indicator needs, or of all when `needs` is None."""
    wanted = None if needs is None else feed_needs(needs)
    found = [row for row in rows if wanted is None or row["feed"] in wanted]
    return [
        {
            "feed": row["feed"],
            "status": str(row["status"]),
            "state": _state(row),
            **{name: number(row[name] or 0) for name in ("rows_in", "rows_loaded", "rows_quarantined", "rows_ignored")},
            "missing_columns": row["missing_columns"] or "",
        }
        for row in found
    ]
