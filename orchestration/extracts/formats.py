"""All formats of a delivery beside the feeds' own files, asked at once.

Belongs here: which of several gives a feed. Does not belong here: the words that a format answers to (`converting`),
how people of several become one list (`people`), any format (`returns` with `ssda903` and `cin_census`, `annex_a`).
"""

from __future__ import annotations

import duckdb

from orchestration.extracts import people
from orchestration.extracts.converting import Converted, Format
from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.reports import Fault

OTHER_FORMAT = "the feed came in another format as well"


class Formats:
    """All formats of a delivery as one; a feed is made of the first that gives it and does not lag, never of two.

    The people alone are those of all formats, because records of each refer to its own: the first says who a child is,
    the later ones add the children whom no earlier one names.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, *formats: Format) -> None:
        self.connection, self.formats = connection, formats

    def gives(self, feed: str) -> bool:
        return bool(self._givers(feed))

    def convert(self, feed: str) -> Converted:
        chosen, *others = self._givers(feed)
        if feed == people.FEED and others:
            return people.gather(self.connection, self._givers(feed))
        for one in others:
            one.pass_over(feed, OTHER_FORMAT)
        return chosen.convert(feed)

    def settle(self, feed: str) -> None:
        givers = self._givers(feed)
        if feed == people.FEED and len(givers) > 1:
            people.settle(self.connection, givers)
        else:
            givers[0].settle(feed)

    def refusal(self, feed: str) -> str:
        """Why a feed is not made although files for it came; the first format that has any of them says it."""
        if feed == people.FEED and self.gives(feed):
            return ""
        for one in self.formats:
            if one.refusal(feed):
                return one.refusal(feed)
            if one.gives(feed):
                return ""
        return ""

    def pass_over(self, feed: str, reason: str | None = None) -> None:
        for one in self.formats:
            one.pass_over(feed, reason) if reason else one.pass_over(feed)

    def _givers(self, feed: str) -> list[Format]:
        """The first is the one that is taken: of several one that reaches the delivery's own day, because a paper of
        that day is about its last months. Of a child any format can say who it is."""
        found = [one for one in self.formats if one.gives(feed)]
        return found if feed == people.FEED or len(found) < 2 else sorted(found, key=lambda one: one.lags(feed))

    def outcomes(self) -> list[FileOutcome]:
        return [outcome for one in self.formats for outcome in one.outcomes()]

    def faults(self) -> dict[str, list[Fault]]:
        return {feed: found for one in self.formats for feed, found in one.faults().items()}
