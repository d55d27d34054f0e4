"""Sentences about one indicator, made from its figures: for the board pack, the narrative and the summary.

Belongs here: choosing the figures a sentence is about. Does not belong here: grammar and rules (`words`), and what the
service says itself (`commentary`).
"""

from __future__ import annotations

from orchestration.publishing.content.card import paragraphs
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.content.track import average
from orchestration.publishing.reading import Row
from orchestration.publishing.words import comparison, movement, signals, wording
from orchestration.publishing.words.movement import Point
from orchestration.publishing.words.numbers import RATES, figure, signed, with_unit
from orchestration.publishing.words.sentences import amount, target_words, things

RANGE_MONTHS = 6
YEAR = 12
VERDICTS = {"green": "and meets the target of {}", "amber": "and misses the target of {}"}
VERDICTS["red"] = VERDICTS["amber"]
"""By rating; an unrated figure is only set against its target."""


def headline(subject: Subject) -> str:
    """The one sentence of the front page: `99.0% (1,501 of 1,516) in December 2020, up 1.0 …, and misses …`."""
    row = subject.latest
    if row.get("value") is None:
        return f"{subject.told(row).rstrip('.')}."
    said = [
        f"{with_count(subject, row)} {wording.within(subject.view, subject.end)}",
        movement.moved(row.get("change"), subject.unit, subject.decimals),
    ]
    target = target_words(row, subject.unit)
    if not target:
        return f"{', '.join(said)}; no target is set."
    return f"{', '.join(said)}, {VERDICTS.get(str(row.get('rating')), 'against a target of {}').format(target)}."


def with_count(subject: Subject, row: Row) -> str:
    """The figure with its count in brackets: `95.8% (1,450 of 1,513)`, `98.1 per 10,000 children (499 children)`."""
    value, num, den = row["value"], row.get("numerator"), row.get("denominator")
    text = with_unit(value, subject.unit, subject.decimals)
    if num is None or den is None:
        return text
    if subject.unit == "percent":
        return f"{text} ({signed(num) if subject.indicator.get('sign') else f'{amount(num)} of {amount(den)}'})"
    return f"{text} ({wording.counted(amount(num), things(subject.indicator))})" if subject.unit in RATES else text


def alone(subject: Subject) -> tuple[Row | None, str]:
    """The figure of the month alone with its view; the headline where the month has none of its own."""
    for view in (subject.month_view, subject.view):
        row = subject.measure(view, subject.end)
        if row is not None and row["value"] is not None:
            return row, view
    return None, subject.view


def month_and_year(subject: Subject) -> str:
    """The month and its twelve months, both named: `99.0% (…) in December 2020 and 97.3% over the past 12 months`."""
    row, view = alone(subject)
    if row is None:
        return f"{subject.told(subject.latest).rstrip('.')}."
    year = twelve_months(subject)
    text = f"{with_count(subject, row)} {wording.within(view, subject.end)}"
    return f"{text} and {year}" if year else text


def twelve_months(subject: Subject) -> str:
    """The twelve months behind the month: summed for what happens, averaged over the month ends for what stands.

    A share is always numerators over denominators, never a mean of percentages. Nothing before there are twelve months.
    """
    months = subject.months[-YEAR:]
    if subject.month_view != "snapshot":
        whole = subject.measure("rolling12", subject.end)
        if whole is None or whole["value"] is None or len(months) < YEAR:
            return ""
        return f"{figure(whole['value'], subject.unit, subject.decimals)} over the past {YEAR} months"
    rows = [row for end in months if (row := subject.measure("snapshot", end)) and row["value"] is not None]
    if len(rows) < YEAR:
        return ""
    value = figure(average(rows, subject.unit), subject.unit, subject.decimals)
    return f"{value} on average over the past {YEAR} month ends"


def since_last_month(subject: Subject) -> str:
    """`It reduced (1,507 in December from 1,787 in November).`, of the month alone."""
    row, view = alone(subject)
    before = _before(subject, view)
    if row is None or before is None or before["value"] is None:
        return ""
    now, then = (subject.end, row["value"]), (before["period_end"], before["value"])
    return f"It {movement.from_before(now, then, subject.unit, subject.decimals)}."


def _before(subject: Subject, view: str) -> Row | None:
    earlier = [end for end in subject.months if end < subject.end]
    return subject.measure(view, earlier[-1]) if earlier else None


def benchmarks(subject: Subject) -> list[Row]:
    """The benchmarks of the latest month."""
    return subject.marts.benchmarks.get(subject.key, [])


def has_note(subject: Subject, code: str) -> bool:
    """Whether the latest figure carries a note of this code."""
    notes = subject.marts.notes.get(subject.key, [])
    return any(row["period_end"] == subject.end and row["note_code"] == code for row in notes)


def unscaled(subject: Subject) -> bool:
    """Whether the benchmarks are numbers of councils of other sizes: they are shown, and nothing is judged by them."""
    return has_note(subject, "benchmark_not_scaled")


def against(subject: Subject) -> str:
    """Better or worse than neighbours, England and region; nothing without a comparable benchmark."""
    if unscaled(subject):
        return ""
    shown, polarity = subject.shown(subject.latest.get("value")), str(subject.indicator["polarity"])
    return comparison.against(shown, benchmarks(subject), subject.unit, subject.decimals, polarity)


def inline(subject: Subject) -> str:
    """The benchmarks in brackets; none of councils of other sizes."""
    if unscaled(subject):
        return ""
    return comparison.inline(benchmarks(subject), subject.unit, subject.decimals)


def cohort(subject: Subject) -> str:
    """That the share moved because its cohort did, of the month alone."""
    now, before = subject.measure(subject.month_view, subject.end), _before(subject, subject.month_view)
    if now is None or before is None:
        return ""
    return movement.cohort(subject.indicator, now, before, before["period_end"])


def record(subject: Subject) -> str:
    """That the figure is the highest or lowest, and of how many months."""
    points = subject.marts.history.get(subject.key, [])
    if not points or points[-1][0] != subject.end:
        return ""
    said = movement.record(points, len(subject.months))
    start = "The month alone" if subject.view == "ytd" else "It"
    return f"{start} is {said}." if said else ""


def last_months(subject: Subject) -> str:
    """Lowest and highest of the last six months, of the month alone for a year to date."""
    view = subject.month_view if subject.view == "ytd" else subject.view
    points: list[Point] = []
    months = subject.months[-RANGE_MONTHS:]
    for end in months:
        row = subject.measure(view, end)
        if row is not None and row["value"] is not None:
            points.append((end, row["value"]))
    return movement.six_months(points, len(months), subject.unit, subject.decimals)


def caution(subject: Subject) -> str:
    """That the figure rests on few cases: where the mart says so, with the registry's threshold."""
    for row in subject.marts.notes.get(subject.key, []):
        if row["period_end"] == subject.end and row["note_code"] == "small_cohort" and row.get("out_of"):
            return movement.small_cohort(row["counted"], row["out_of"])
    return ""


def signal(subject: Subject, *, always: bool = True) -> str:
    """Whether chance explains the month, and the target; with `always` off only what chance does not explain."""
    row = subject.marts.signals.get(subject.key, {}).get(subject.end)
    if row is None or not (always or row.get("signal")):
        return ""
    found = [signals.meaning(row), signals.assured(row, str(subject.latest.get("rating")))]
    return " ".join(text for text in found if text)


def facts(subject: Subject) -> list[str]:
    """All that the figures say: parts and distance to target, comparison, cohort or record, signal, caution.

    A share that moved with its cohort alone is not called a record.
    """
    moved = cohort(subject) or record(subject)
    found = [*paragraphs(subject), against(subject), moved, signal(subject), caution(subject)]
    return [text for text in found if text]
