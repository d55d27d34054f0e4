"""Which twelve months a return covers: from the year in its name, where there is one, and from its dates.

Belongs here: the convention. Does not belong here: reading the dates (`returns`).

The Department for Education calls the return of 1 April 2019 to 31 March 2020 '2020'; sets made elsewhere call it
'2019'. Both are met, so the dates decide: whichever reading puts more of the events that must lie inside the return
year there. A tie goes to the Department's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

Dated = Mapping[str, Iterable[date]]


def year_ends(events: Dated, as_at: date) -> dict[str, int]:
    """The year of the closing 31 March for each label. `events`: label → days that lie inside its return year.

    One convention holds for the whole delivery. A return without a year in its name is the one most of its events lie
    in, or the last complete one on the extract date when it has none.
    """
    counted = {label: Counter(ending_march(day) for day in days) for label, days in events.items()}
    plain = [label for label in counted if len(label) == 4]
    as_end = sum(counted[label][int(label)] for label in plain)
    as_start = sum(counted[label][int(label) + 1] for label in plain)
    shift = 1 if as_start > as_end else 0
    return {label: _end(label, counted[label], shift, as_at) for label in counted}


def ending_march(day: date) -> int:
    """The year of the 31 March on or after this day."""
    return day.year + (1 if (day.month, day.day) > (3, 31) else 0)


def _end(label: str, days: Counter[int], shift: int, as_at: date) -> int:
    if len(label) == 4:
        return int(label) + shift
    if label:
        return int(label[:4]) + 1
    if days:
        return max(days, key=lambda year: (days[year], year))
    return as_at.year if (as_at.month, as_at.day) >= (3, 31) else as_at.year - 1
