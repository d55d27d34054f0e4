"""How a figure moved, in words: since last month, over six months, over all its history, and whether it is the cohort.

Belongs here: grammar and rules around two or more values of one indicator. Does not belong here: one figure alone
(`sentences`), and figures of other councils (`comparison`). No rule here looks at a rounded value, but for what would
print as no change.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from orchestration.publishing.words.numbers import figure, size_of_change
from orchestration.publishing.words.sentences import amount, happened
from orchestration.publishing.words.wording import MONTHS, month

Row = dict[str, Any]
Point = tuple[date, float]
"""A month end and the figure of that month."""

EQUAL = 1e-9
"""Two stored figures closer than this are the same figure."""
COHORT_POINTS = 0.5
"""Percentage points within which a share has not really moved: the step at which it rounds to another whole number."""
COHORT_SHIFT = 0.02
"""A cohort that changed by more than this part of itself is another cohort, and a changed share is news."""
RECORD_MONTHS = 12
"""With fewer figures than this nothing is called the highest or lowest."""


def direction(change: float) -> str:
    """`Increase`, `Decrease` or `No change`, of the unrounded change: which way the number went, never how good."""
    return "No change" if abs(change) < EQUAL else "Increase" if change > 0 else "Decrease"


def moved(change: float | None, unit: str, decimals: int, since: str = " on the month before") -> str:
    """`up 1.0 percentage points on the month before`, `no change on …`, or that there is nothing to compare with.

    `since` is left out where a page says once what all its changes are on.
    """
    if change is None:
        return "with no figure the month before"
    if abs(change) < EQUAL:
        return f"no change{since}"
    return f"{'up' if change > 0 else 'down'} {_one_point(size_of_change(change, unit, decimals))}{since}"


def _one_point(text: str) -> str:
    """`1 percentage points` → `1 percentage point`, `1 days` → `1 day`."""
    return text[:-1] if text in ("1 percentage points", "1 days") else text


def from_before(now: Point, before: Point, unit: str, decimals: int) -> str:
    """`reduced (1,507 in December from 1,787 in November)`; the years are named when they differ.

    A change that does not print is said to be none worth naming, so that no sentence reads 18.8% from 18.8%, up.
    """
    shown = [figure(value, unit, decimals) for _, value in (now, before)]
    change = now[1] - before[1]
    verb = "increased" if change > 0 else "reduced"
    if abs(change) < EQUAL:
        verb = "stayed the same"
    elif shown[0] == shown[1]:
        verb = "hardly changed"
    return f"{verb} ({shown[0]} in {_month(now[0], now, before)} from {shown[1]} in {_month(before[0], now, before)})"


def _month(end: date, now: Point, before: Point) -> str:
    return MONTHS[end.month - 1] if now[0].year == before[0].year else month(end)


def six_months(points: Sequence[Point], months: int, unit: str, decimals: int) -> str:
    """Lowest and highest of the last months: `In the last 6 months it was between 8.0% and 12.0%`.

    `points` are the figures there are, `months` the length of the window; nothing is said where most are missing.
    """
    if len(points) < 2 or 2 * len(points) < months:
        return ""
    low, high = min(value for _, value in points), max(value for _, value in points)
    whole = len(points) == months
    least, most = figure(low, unit, decimals), figure(high, unit, decimals)
    if least == most:
        which = f"last {months} months" if whole else f"{len(points)} months with a figure, of the last {months}"
        return f"It was {least} in each of the {which}."
    return (
        f"In {'the last' if whole else f'{len(points)} of the last'} {months} months it was between {least} and {most}."
    )


def record(points: Sequence[Point], shown: int) -> str:
    """`the highest of the 13 months shown`, `the lowest of the 45 months since April 2017`, or nothing.

    `points` are all figures up to now, oldest first, and `shown` how many months the chart shows. The window is as long
    as the claim holds: back to the month after the last one that was as high (or as low). It must hold for every month
    shown and for twelve figures, and a tie is no record.
    """
    if len(points) < RECORD_MONTHS:
        return ""
    now = points[-1][1]
    for word, sign in (("highest", 1), ("lowest", -1)):
        window = list(points[-1:])
        for end, value in reversed(points[:-1]):
            if sign * (now - value) <= EQUAL:
                break
            window.append((end, value))
        if len(window) >= max(RECORD_MONTHS, min(shown, len(points))):
            return f"the {word} of the {_window(window[-1][0], window[0][0], len(window), shown)}"
    return ""


def _window(first: date, last: date, figures: int, shown: int) -> str:
    """`13 months shown`, `45 months since April 2017`; months without a figure are not passed over in silence."""
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if figures == months == shown:
        return f"{figures} months shown"
    return f"{figures} months {'' if figures == months else 'with a figure '}since {month(first)}"


def cohort(indicator: Row, now: Row, before: Row, before_end: date) -> str:
    """A share that moved because its cohort did: says so, and that performance is in effect unchanged. Else nothing.

    Holds when all of these do, of the unrounded figures of two months running of one view:

    * the share moved by half a percentage point or more, and the cohort (denominator) changed;
    * it moved against the cohort: down while the cohort grew, or up while it shrank;
    * the numerator, laid on the month before's cohort, would have moved the share by less than half a point;
    * the cohort changed by no more than a fiftieth, so that it is still the same cohort.
    """
    if indicator["unit"] != "percent" or indicator.get("sign") or not before.get("denominator"):
        return ""
    num, den, old_num, old_den = (row.get(name) for row in (now, before) for name in ("numerator", "denominator"))
    if num is None or not den or old_num is None or not old_den:
        return ""
    change, grew = num / den - old_num / old_den, den - old_den
    if abs(100 * change) < COHORT_POINTS or change * grew >= 0:
        return ""
    if abs(num - old_num) / old_den * 100 >= COHORT_POINTS or abs(grew) > COHORT_SHIFT * old_den + EQUAL:
        return ""
    size = size_of_change(100 * change, "percent", indicator["decimals"])
    then = " in both months" if abs(num - old_num) < EQUAL else f", against {amount(old_num)} in {month(before_end)}"
    return (
        f"The share {'fell' if change < 0 else 'rose'} by {_one_point(size)}, but its cohort "
        f"{'grew' if grew > 0 else 'shrank'} by {amount(abs(grew))}, from {amount(old_den)} to {amount(den)}. "
        f"Of them, {happened(num, indicator)}{then}. Performance is in effect unchanged."
    )


def small_cohort(cases: float, minimum: float) -> str:
    """The caution beside a figure on few cases; `minimum` is the number from which the indicator is rated."""
    told = "1 case" if amount(cases) == "1" else f"{amount(cases)} cases"
    return (
        f"Take care: it rests on only {told} and can swing from month to month. "
        f"Under {amount(minimum)} it is not rated."
    )
