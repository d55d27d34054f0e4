"""Process events of the months shown: changes of a system or a practice, lettered as on the chart.

Belongs here: which events touch an indicator, and their letters. Does not belong here: events themselves, which are
rows of dim_process_event.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orchestration.publishing.content.subject import Subject
from orchestration.publishing.reading import Row
from orchestration.publishing.words import wording


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


def places(subject: Subject, months: Sequence[date]) -> dict[int, str]:
    """The letters that stand at a month, by its place among `months`."""
    where = {(end.year, end.month): place for place, end in enumerate(months)}
    found: dict[int, str] = {}
    for number_of, event in enumerate(_events(subject)):
        place = where.get((event["event_date"].year, event["event_date"].month))
        if place is not None:
            found[place] = ", ".join(text for text in (found.get(place, ""), _letter(number_of)) if text)
    return found


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
