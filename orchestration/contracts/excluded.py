"""Records that are nobody's: test children and ghost workers, as each council lists them in `seeds/test_records.csv`.

Belongs here: reading the list, and what an id on it looks like in SQL. Does not belong here: setting rows aside
(the extracts room), guessing (an id that only reads like a test's is counted by `id.placeholder` and loaded). Ids are
compared as the extract writes them: once ids become pseudonyms (`extracts.pseudonyms`), this has to come before.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from orchestration.settings import PROJECT

LIST = PROJECT / "seeds" / "test_records.csv"


@dataclass(frozen=True)
class Excluded:
    """One line of the list. `who`: child or worker. `match`: 'prefix' (of the id, in any case) or 'sha256' (of
    `<la_code>:<ID IN CAPITALS>`, so that no id stands in the list). Days are ISO text, `valid_to` may be empty."""

    la_code: str
    who: str
    match: str
    value: str
    valid_from: str
    valid_to: str
    why: str

    def holds(self, column: str, la_code: str) -> str:
        """SQL that is true where the id of this column is meant, on a row with `as_at`."""
        own = f"upper(trim({column}))"
        if self.match == "prefix":
            meant = f"starts_with({own}, {_text(self.value.upper())})"
        else:
            meant = f"sha256({_text(la_code + ':')} || {own}) = {_text(self.value.lower())}"
        last = f" and as_at <= {_text(self.valid_to)}::date" if self.valid_to else ""
        return f"({meant} and as_at >= {_text(self.valid_from)}::date{last})"


@cache
def excluded() -> tuple[Excluded, ...]:
    """The whole list. A line without a council is for all of them."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return tuple(Excluded(**row) for row in csv.DictReader(file))


def excluded_of(la_code: str, who: str) -> list[Excluded]:
    return [one for one in excluded() if one.la_code in ("", la_code) and one.who == who]


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
