"""One indicator of one council as its page shows it: tiles, sentences and the rating, every number already text.

Belongs here: choosing the figures of the card and wording them. Does not belong here: the tables under the chart
(`tables`), the chart's geometry (`chart`) and the HTML (templates).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Row
from orchestration.publishing.words import wording
from orchestration.publishing.words.numbers import (
    DIFFERENCE_WORDS,
    RATES,
    UNIT_WORDS,
    difference,
    signed,
    size_of_change,
)
from orchestration.publishing.words.sentences import gap_clause, sentence, target_words


@dataclass(frozen=True)
class Tile:
    """One box of the card. `value` is what is read first; it is never blank and never `#`."""

    label: str
    value: str
    note: str = ""
    kind: str = ""


def card(subject: Subject) -> dict[str, Any]:
    """Everything the page of an indicator says, but for its pictures."""
    return {
        "subject": subject,
        "indicator": subject.indicator,
        "headline_name": wording.VIEW_NAMES[subject.view],
        "period": wording.period(subject.view, subject.end),
        "tiles": tiles(subject),
        "state": state(subject.latest),
        "paragraphs": paragraphs(subject),
        "has_figures": any(row.get("value") is not None for row in subject.by_month.values()),
        "has_parts": subject.unit != "count",
        "has_target": any(row.get("target_value") is not None for row in subject.by_month.values()),
    }


def tiles(subject: Subject) -> list[Tile]:
    """Headline, target, variance, previous period, change in performance, a year earlier, rating."""
    row, view = subject.latest, subject.view
    unit_note = UNIT_WORDS.get(subject.unit, "") if subject.unit in (*RATES, "average") else ""
    headline = Tile(
        wording.headed(view, subject.end),
        subject.told(row),
        unit_note,
        "headline",
    )
    found = [headline, _target(subject), _variance(subject), _previous(subject), _performance(subject)]
    found += [_last_year(subject), rating_tile(row)]
    for tile in found:
        if not tile.value.strip() or "#" in tile.value:
            raise ValueError(f"{subject.key[1]}: the tile {tile.label} has no readable value")
    return found


def _target(subject: Subject) -> Tile:
    words = target_words(subject.latest, subject.unit)
    if not words:
        return Tile("Target", "None set", "no target is recorded for this indicator")
    printed = subject.latest.get("target_text")
    source = subject.latest.get("target_source")
    # What the source prints is worth a line only where it says something else than the tile.
    differs = printed and str(printed).strip() not in words
    notes = [f"printed as {printed}" if differs else "", f"source: {source}" if source else ""]
    return Tile("Target", words, "; ".join(note for note in notes if note))


def _variance(subject: Subject) -> Tile:
    value = subject.latest.get("variance")
    if value is None:
        why = "no target" if subject.latest.get("target_value") is None else "no figure this time"
        return Tile("Variance from target", "Not available", why)
    words = DIFFERENCE_WORDS.get(subject.unit, "")
    return Tile("Variance from target", signed(value, subject.decimals), f"{words}; figure minus target".lstrip("; "))


def _previous(subject: Subject) -> Tile:
    row = subject.latest
    end = row.get("previous_period_end")
    if end is None or row.get("previous_value") is None:
        return Tile("Previous month", "Not available", "no earlier figure")
    return Tile("Previous month", subject.shown(row["previous_value"]), wording.period(subject.view, end))


def _performance(subject: Subject) -> Tile:
    row = subject.latest
    polarity = wording.POLARITY.get(subject.indicator["polarity"], "")
    change, direction = row.get("change"), row.get("direction")
    if change is None or not direction:
        return Tile("Change in performance", "Not available", polarity)
    moved = "no change" if change == 0 else f"{direction} of {size_of_change(change, subject.unit, subject.decimals)}"
    symbol, word = wording.PERFORMANCE.get(str(row.get("performance")), ("", "Not judged"))
    return Tile("Change in performance", f"{symbol} {word}".strip(), f"{moved}; {polarity[0].lower()}{polarity[1:]}")


def _last_year(subject: Subject) -> Tile:
    row = subject.latest
    value = row.get("last_year_value")
    if value is None:
        return Tile("Same month last year", "Not available", "no figure a year earlier")
    change = row.get("change_on_year")
    moved = "no change" if change == 0 else difference(change or 0.0, subject.unit, subject.decimals)
    note = "" if change is None else f"{moved} since then"
    return Tile("Same month last year", subject.shown(value), note)


def rating_tile(row: Row) -> Tile:
    """Rating with its word and reason; the shape is drawn by the template from `kind`."""
    rating = str(row.get("rating") or "grey")
    reason = "no figure to rate" if row.get("value") is None else str(row.get("rating_reason") or "")
    reason = wording.DAY.sub(lambda found: wording.day(date.fromisoformat(found[0])), reason)
    return Tile("Rating", wording.RATINGS.get(rating, wording.RATINGS["grey"]), reason, rating)


def state(row: Row) -> str:
    """Why a figure is not to be relied on yet: `Unconfirmed: …`; empty when it is."""
    reason = str(row.get("provisional_reason") or "")
    return reason[:1].upper() + reason[1:]


def population_note(row: Row) -> str:
    """Which population estimate a rate stands on."""
    if row.get("population_mid_year") is None:
        return ""
    vintage = row.get("population_vintage")
    if vintage and str(vintage).isdigit():
        vintage = f"vintage {vintage}"
    named = str(vintage or "").replace(" (", ", ").replace(")", "")
    return f"mid-{row['population_mid_year']} estimate" + (f", {named}" if named else "")


def paragraphs(subject: Subject) -> list[str]:
    """The month in words with its distance from target, then the headline window when that is another one."""
    row = subject.latest
    population = population_note(row) if subject.unit in RATES else ""
    found = []
    for view in dict.fromkeys([subject.month_view, subject.view]):
        measure = subject.measure(view, subject.end)
        said = sentence(subject.indicator, view, subject.end, measure, population) if measure else ""
        if said:
            clause = _gap(subject, view)
            found.append(f"{said.removesuffix('.')}, {clause}." if clause else said)
    return found


def _gap(subject: Subject, view: str) -> str:
    """The distance from target of the headline, or of the month when the headline is another window."""
    gap = subject.latest.get("variance_count") if view == subject.view else monthly_gap(subject, subject.end)
    target = target_words(subject.latest, subject.unit, plain=True)
    if target and subject.unit in RATES:
        target += f" {DIFFERENCE_WORDS[subject.unit]}"
    return gap_clause(subject.indicator, gap, target)


def monthly_gap(subject: Subject, end: date) -> float | None:
    """A month's numerator minus what the target needs of that month, in children or events.

    Where the headline is the month's own figure the mart has said it already. Else the target in force that month is
    laid on the month: a share as it is, a twelve-month count or rate divided by twelve; a year-to-date count or rate
    has no monthly share, so it gives None.
    """
    row, month = subject.by_month.get(end), subject.measure(subject.month_view, end)
    if row is None or month is None or row.get("target_value") is None or month["numerator"] is None:
        return None
    if subject.view == subject.month_view:
        found: float | None = row.get("variance_count")
        return found
    target, num, den = float(row["target_value"]), float(month["numerator"]), month["denominator"]
    if subject.unit == "percent":
        return None if not den else num - target / 100 * den
    if subject.unit not in ("count", *RATES) or subject.view != "rolling12":
        return None
    if subject.unit == "count":
        return num - target / 12
    return None if not den else num - target / RATES[subject.unit] * den / 12


def feed_needs(text: str | None) -> list[str]:
    """Feeds named by an indicator's needs: `ssd_a ssd_b.column local_c|ssd_d` → the four feed names, in order."""
    names = [need.split(".")[0] for group in (text or "").split() for need in group.split("|")]
    return list(dict.fromkeys(names))
