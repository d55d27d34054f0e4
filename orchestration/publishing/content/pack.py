"""One council's scorecard in this edition: its indicators in the order of the scorecard, and where its files stand.

Belongs here: what every format of a council starts from. Does not belong here: anything about one indicator
(`subject`) and the layout of a format (`formats`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from orchestration.publishing.content.subject import Subject
from orchestration.publishing.promise import PublishError
from orchestration.publishing.reading import Marts, Row
from orchestration.publishing.words import wording

SAFE_CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]*$")


AUDIENCE = "For the board and the service. Small numbers are shown, so this is not for publication."
"""Whom this edition is for; a council's data owner decides what may be made public, and no rule here suppresses."""


@dataclass(frozen=True)
class Pack:
    """A council with its subjects; one without a whole month has none."""

    marts: Marts
    council: Row

    @property
    def la_code(self) -> str:
        return safe(str(self.council["la_code"]))

    @cached_property
    def subjects(self) -> list[Subject]:
        if self.council["last_period_end"] is None:
            return []
        return [Subject(self.marts, self.council, indicator) for indicator in self.marts.indicators]

    @cached_property
    def groups(self) -> list[tuple[str, list[Subject]]]:
        """By service, in the order in which the services first appear on the scorecard."""
        found: dict[str, list[Subject]] = {}
        for subject in self.subjects:
            found.setdefault(subject.indicator["service_area"], []).append(subject)
        return list(found.items())

    @property
    def as_at(self) -> str:
        """`31 December 2020`, or that it is not known: the one date of the data that every format prints."""
        when = self.council.get("as_at")
        return wording.day(when) if when else "not known"

    @property
    def edition_id(self) -> str:
        return str(self.marts.edition["edition_id"])


def packs(marts: Marts) -> Iterator[Pack]:
    """One pack a council, by name."""
    for council in marts.councils:
        yield Pack(marts, council)


def safe(code: str) -> str:
    """A code that becomes a file or folder name; refused when it could lead elsewhere."""
    if not SAFE_CODE.match(code):
        raise PublishError("a council or indicator code is not usable as a file name")
    return code
