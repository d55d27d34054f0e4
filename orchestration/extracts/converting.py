"""Other formats than the feeds' own files: the words that each answers to.

Belongs here: what the ingest asks of a format. Does not belong here: any format, choosing between them (`formats`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.reading import Reading
from orchestration.extracts.reports import Fault


@dataclass(frozen=True)
class Converted:
    """A feed's text rows, left in `text_rows`, and the files that they were made from.

    `format`, `known_from`, `state_from` and `known_until` as in `FileOutcome`.
    """

    reading: Reading
    file_name: str
    file_hash: str
    format: str
    known_from: date | None = None
    state_from: date | None = None
    known_until: date | None = None


class Format(Protocol):
    """The files of one format in one delivery.

    For each feed in turn: `convert`, the judging of every feed, `settle`; or `pass_over` when the feed is made of
    something else. Then `outcomes` and `faults`. `lags`: a whole month of the feed, or more,
    is missing at the end. `number` tells the rows of the formats apart (`accounts`).
    """

    number: int

    def gives(self, feed: str) -> bool: ...
    def lags(self, feed: str) -> bool: ...
    def convert(self, feed: str) -> Converted: ...
    def settle(self, feed: str) -> None: ...
    def refusal(self, feed: str) -> str: ...
    def pass_over(self, feed: str, reason: str = ...) -> None: ...
    def outcomes(self) -> list[FileOutcome]: ...
    def faults(self) -> dict[str, list[Fault]]: ...
