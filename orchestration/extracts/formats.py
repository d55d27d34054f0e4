"""Other formats than the feeds' own files: what the ingest asks of each, and asking all of them at once.

Belongs here: the words that a format answers to, and which of several gives a feed. Does not belong here: any format
(`returns` with `ssda903` and `cin_census`, `annex_a`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.reading import Reading
from orchestration.extracts.reports import Fault


@dataclass(frozen=True)
class Converted:
    """A feed's text rows, left in `text_rows`, and the files that they were made from."""

    reading: Reading
    file_name: str
    file_hash: str


class Format(Protocol):
    """The files of one format in one delivery.

    For each feed in turn: `convert`, the judging of every feed, `settle`; or `pass_over` when the feed is made of
    something else. Then `outcomes` and `faults`.
    """

    def gives(self, feed: str) -> bool: ...
    def convert(self, feed: str) -> Converted: ...
    def settle(self, feed: str) -> None: ...
    def refusal(self, feed: str) -> str: ...
    def pass_over(self, feed: str, reason: str = ...) -> None: ...
    def outcomes(self) -> list[FileOutcome]: ...
    def faults(self) -> dict[str, list[Fault]]: ...


OTHER_FORMAT = "the feed came in another format as well"


class Formats:
    """All formats of a delivery as one; a feed is made of the first that gives it, never of two."""

    def __init__(self, *formats: Format) -> None:
        self.formats = formats

    def gives(self, feed: str) -> bool:
        return any(one.gives(feed) for one in self.formats)

    def convert(self, feed: str) -> Converted:
        chosen, *others = [one for one in self.formats if one.gives(feed)]
        for one in others:
            one.pass_over(feed, OTHER_FORMAT)
        return chosen.convert(feed)

    def settle(self, feed: str) -> None:
        next(one for one in self.formats if one.gives(feed)).settle(feed)

    def refusal(self, feed: str) -> str:
        """Why a feed is not made although files for it came; the first format that has any of them says it."""
        for one in self.formats:
            if one.refusal(feed):
                return one.refusal(feed)
            if one.gives(feed):
                return ""
        return ""

    def pass_over(self, feed: str, reason: str | None = None) -> None:
        for one in self.formats:
            one.pass_over(feed, reason) if reason else one.pass_over(feed)

    def outcomes(self) -> list[FileOutcome]:
        return [outcome for one in self.formats for outcome in one.outcomes()]

    def faults(self) -> dict[str, list[Fault]]:
        return {feed: found for one in self.formats for feed, found in one.faults().items()}
