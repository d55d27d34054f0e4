"""The pictures of one indicator: what is drawn, and how it is said to those who do not see it.

Belongs here: choosing the series, lines and marks of the charts. Does not belong here: SVG geometry (`charts`), the
flags of single months (`flags`) and the tables under the pictures (`tables`).
"""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from orchestration.publishing.charts.axis import scale
from orchestration.publishing.charts.chart import draw
from orchestration.publishing.charts.model import Chart, Reference, Row, Series
from orchestration.publishing.charts.spark import spark
from orchestration.publishing.charts.style import NAVY, TEAL
from orchestration.publishing.content import benchmark_marks, events
from orchestration.publishing.content.card import monthly_gap
from orchestration.publishing.content.flags import Flags
from orchestration.publishing.content.subject import Subject
from orchestration.publishing.content.track import AVERAGED, Track, track
from orchestration.publishing.words import wording
from orchestration.publishing.words.numbers import figure, number, signed
from orchestration.publishing.words.sentences import amount, target_words

VARIANCE = "Monthly variance from target"


def chart(subject: Subject, view: str = "", months: int = 0) -> tuple[Markup, str]:
    """Thirteen months with target, average, benchmarks and limits: bars for a number, a line for anything else.

    In the headline's view, or in `view` (`month` for a board pack); the last `months` of them where that is given. The
    second part says where the axis starts when that is not zero.
    """
    drawing = _drawing(track(subject, view, months))
    start, *_, end = scale(drawing)
    holds_zero = start <= 0 <= end
    return draw(drawing), "" if holds_zero else f"The axis starts at {start:,g}{drawing.suffix}, not at zero."


def _drawing(found: Track) -> Chart:
    subject, flags = found.subject, Flags(found)
    is_bar = subject.unit == "count"
    labels = ["" if value is None else number(value, subject.decimals) for value in found.values]
    strip = [] if subject.unit == "percent" else _strip(subject, found)
    return Chart(
        months=[wording.month_label(end) for end in found.months],
        series=[
            Series(
                str(subject.indicator["title"]),
                found.values,
                labels,
                open=frozenset(flags.open),
                signals=frozenset(flags.signals),
                breaks=found.restarts,
            )
        ],
        alt=_alternative(found),
        kind="bar" if is_bar else "line",
        references=[*flags.limits(), *_target(found), *_average(found)],
        marks=benchmark_marks.marks(found),
        rows=[*strip, *flags.rows()],
        events=frozenset(events.places(subject, found.months)),
        key=_key(flags, is_bar=is_bar),
        suffix="%" if subject.unit == "percent" else "",
    )


def _key(flags: Flags, *, is_bar: bool) -> list[tuple[str, str]]:
    """What a shape stands for that no label says."""
    found = []
    if flags.open:
        reasons = ", ".join(dict.fromkeys(flags.open.values()))
        found.append(("hatched", f"Hatched: {reasons}") if is_bar else ("hollow", f"Hollow: {reasons}"))
    if flags.signals:
        found.append(("signal", "Diamond: a signal, more than chance brings from month to month"))
    return found


def _target(found: Track) -> list[Reference]:
    """The target line; a dated target's date takes a second line, there is no room for both on one."""
    if not any(value is not None for value in found.targets):
        return []
    last = found.targets[-1]
    if found.view == found.subject.view:
        first, _, when = target_words(found.subject.latest, found.subject.unit).partition(" by ")
    else:  # a month's share of a year's target
        first, when = "" if last is None else number(last, 1) + ("%" if found.subject.unit == "percent" else ""), ""
    words = (f"Target {first}", *([f"by {when}"] if when else []))
    return [Reference("target", found.targets, words if last is not None else ())]


def _average(found: Track) -> list[Reference]:
    """A level line over the months that it is the mean of, its value printed at its end."""
    value = found.average
    if value is None:
        return []
    months = min(AVERAGED, len(found.months))
    level = [None] * (len(found.months) - months) + [value] * months
    return [Reference("average", level, (f"Average {found.average_text}",))]


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
    found = track(subject)
    needed = [
        None if not month.get("denominator") or target is None else month["denominator"] * target / 100
        for month, target in zip(rows, found.targets, strict=True)
    ]
    last = wording.month(subject.end)
    alt = (
        f"Paired bars for each month: {subject.indicator['denominator_words']}, and of them those that "
        f"{subject.indicator['numerator_words']}. The last pair, {last}, is {both[0].labels[-1] or 'missing'} "
        f"and {both[1].labels[-1] or 'missing'}. All figures are in the table below."
    )
    words = () if not needed or needed[-1] is None else (f"Target needs {number(needed[-1])}",)
    return draw(
        Chart(
            months=[wording.month_label(end) for end in subject.months],
            series=both,
            alt=alt,
            kind="bar",
            references=[Reference("target", needed, words)],
            rows=_strip(subject, found),
            key=[
                (TEAL, _sentence(str(subject.indicator["denominator_words"]))),
                (NAVY, f"Of them, those that {subject.indicator['numerator_words']}"),
            ],
        )
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _strip(subject: Subject, found: Track) -> list[Row]:
    """Each month's variance from target in whole children or events, as the council papers print it under a chart."""
    gaps = [monthly_gap(subject, end) for end in found.months]
    cells = ["" if gap is None else signed(gap) for gap in gaps]
    return [Row(VARIANCE, cells)] if any(cells) else []


def alternative(subject: Subject) -> str:
    """The chart in words: first, last, lowest, highest, target, average, benchmarks, signals, what is not confirmed."""
    return _alternative(track(subject))


def _alternative(found: Track) -> str:
    subject, title, seen = found.subject, found.subject.indicator["title"], found.seen
    if not seen:
        return f"{title}: there are no figures to draw for the last {len(found.months)} months."
    low, high = min(seen, key=lambda pair: pair[1]), max(seen, key=lambda pair: pair[1])

    def said(pair: tuple[date, float]) -> str:
        return f"{figure(pair[1], subject.unit, subject.decimals)} in {wording.month(pair[0])}"

    target = target_words(subject.latest, subject.unit)
    sentences = [
        f"{title}, {wording.VIEW_NAMES[found.view].lower()}, {len(seen)} of {len(found.months)} months with a figure.",
        f"First {said(seen[0])}, last {said(seen[-1])}, lowest {said(low)}, highest {said(high)}.",
        f"Target {target}." if target else "No target is set.",
        _average_words(found),
        benchmark_marks.in_words(found),
        *Flags(found).in_words(),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _average_words(found: Track) -> str:
    if found.average is None:
        return ""
    many = len(found.averaged)
    of = "the last 12 months" if many == AVERAGED else f"the {many} of the last 12 months with a figure"
    return f"Average of {of}: {found.average_text}."


def sparkline(subject: Subject) -> Markup | None:
    """The months shown as one small line, under a kilobyte with its words; None where there is no figure to draw."""
    found = track(subject)
    if not found.seen:
        return None
    low, high = min(value for _, value in found.seen), max(value for _, value in found.seen)
    ends = [subject.shown(value) for value in (found.seen[0][1], found.seen[-1][1], low, high)]
    alt = f"{len(found.months)} months: {ends[0]} to {ends[1]}, lowest {ends[2]}, highest {ends[3]}"
    return spark(found.values, alt, found.restarts)


def story(subject: Subject) -> str:
    """The chart's title: what the figure is, where it went and where it stands against the target."""
    row = subject.latest
    value, before, variance = row.get("value"), row.get("previous_value"), row.get("variance")
    if value is None:
        return subject.told(row)
    words = [f"{subject.told(row)} {wording.within(subject.view, subject.end)}"]
    if before is not None:
        moved = "unchanged from" if value == before else "up from" if value > before else "down from"
        words.append(f"{moved} {subject.shown(before)}")
    if variance is not None:
        words.append("on target" if variance == 0 else f"{'above' if variance > 0 else 'below'} the target")
    return ", ".join(words)
