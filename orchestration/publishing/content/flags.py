"""What must be said of single months of a chart: not confirmed, few cases, a signal, something happened.

Belongs here: which months carry which flag, and their rows under the chart. Does not belong here: figures (`track`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orchestration.publishing.charts.model import Reference, Row, Values
from orchestration.publishing.content import events
from orchestration.publishing.content.track import Track
from orchestration.publishing.words import signals, wording
from orchestration.publishing.words.numbers import figure


@dataclass(frozen=True)
class Flags:
    """The flags of the months of one track, by place."""

    track: Track

    @property
    def open(self) -> dict[int, str]:
        """Months not confirmed, each with the head of the reason: provisional, unconfirmed, definition not agreed."""
        found = {}
        for place, end in enumerate(self.track.months):
            row = self.track.subject.by_month.get(end) or {}
            if row.get("is_provisional") and self.track.values[place] is not None:
                found[place] = str(row.get("provisional_reason") or "provisional").partition(":")[0]
        return found

    @property
    def few(self) -> frozenset[int]:
        """Months whose denominator is too small to rate."""
        subject = self.track.subject
        noted = {
            row["period_end"] for row in subject.marts.notes.get(subject.key, []) if row["note_code"] == "small_cohort"
        }
        return frozenset(place for place, end in enumerate(self.track.months) if end in noted)

    @property
    def signal_rows(self) -> dict[int, dict[str, object]]:
        """The control chart's rows, where it is a chart of this view."""
        rows = self.track.subject.marts.signals.get(self.track.subject.key, {})
        return {
            place: rows[end]
            for place, end in enumerate(self.track.months)
            if end in rows and rows[end]["view"] == self.track.view
        }

    @property
    def signals(self) -> dict[int, str]:
        """Months with a signal, and its short word."""
        return {
            place: signals.SHORT[str(row["signal"])]
            for place, row in self.signal_rows.items()
            if row["signal"] and self.track.values[place] is not None
        }

    def rows(self) -> list[Row]:
        """Words under the months; a row with nothing to say is left out."""
        months = range(len(self.track.months))
        noted = events.places(self.track.subject, self.track.months)
        found = [
            Row("Signal", [self.signals.get(place, "") for place in months]),
            Row("Few cases", ["few" if place in self.few else "" for place in months]),
            Row("Starts again in April", ["new year" if place in self.track.restarts else "" for place in months]),
            Row("Something happened", [f"note {noted[place]}" if place in noted else "" for place in months]),
        ]
        return [row for row in found if any(row.cells)]

    def limits(self) -> list[Reference]:
        """The limits to draw, a line a stretch; a month without a figure keeps those of its stretch."""
        rows = self.signal_rows
        found = {row["baseline_number"]: row for row in rows.values() if row["upper_limit_drawn"] is not None}
        if not found:
            return []
        numbers = {place: row["baseline_number"] for place, row in rows.items()}
        breaks = frozenset(place for place, number in numbers.items() if numbers.get(place - 1, number) != number)
        subject = self.track.subject
        lines = []
        for kind, column, name in (
            ("upper", "upper_limit_drawn", "Upper limit"),
            ("lower", "lower_limit_drawn", "Lower limit"),
        ):
            values: Values = [
                None if numbers.get(place) not in found else float(str(found[numbers[place]][column]))
                for place in range(len(self.track.months))
            ]
            last = values[-1]
            words = () if last is None else (f"{name} {figure(last, subject.unit, subject.decimals)}",)
            lines.append(Reference(kind, values, words, breaks))
        return lines

    def in_words(self) -> list[str]:
        """What the flags say, for those who do not see the chart."""
        found = []
        for head in dict.fromkeys(self.open.values()):
            found.append(
                f"{head[:1].upper()}{head[1:]}: {self._named([p for p, word in self.open.items() if word == head])}."
            )
        if self.few:
            found.append(f"Few cases, so that one moves the figure a lot: {self._named(sorted(self.few))}.")
        return [*found, *self._signal_words()]

    def _signal_words(self) -> list[str]:
        rows, last = self.signal_rows, len(self.track.months) - 1
        if last not in rows or rows[last].get("upper_limit") is None:
            return []
        said: dict[str, list[int]] = {}
        for place in self.signals:
            said.setdefault(signals.named(rows[place]), []).append(place)
        found = [
            f"Signal: {self._named(places)} {'is' if len(places) == 1 else 'are each'} {rule}."
            for rule, places in said.items()
        ]
        if last not in self.signals:
            found.append(f"{wording.month(self.track.months[last])} is within the limits and carries no signal.")
        return [*found, signals.assured(rows[last], str(self.track.subject.latest.get("rating")))]

    def _named(self, places: list[int]) -> str:
        """Months by name; a run of three or more is said as from … to …."""
        runs: list[list[int]] = []
        for place in places:
            if runs and runs[-1][-1] == place - 1:
                runs[-1].append(place)
            else:
                runs.append([place])
        ends: list[str] = []
        for run in runs:
            named: list[date] = [self.track.months[place] for place in run]
            if len(run) > 2:
                ends.append(f"{wording.month(named[0])} to {wording.month(named[-1])}")
            else:
                ends += [wording.month(end) for end in named]
        return ", ".join(ends)
