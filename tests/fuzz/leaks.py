"""Whether anything that was said holds what a damaged file held.

Belongs here: the search, and which words are the program's own. Does not belong here: collecting what
was said (`trial`).
"""

from __future__ import annotations

import re
from functools import cache

from orchestration.contracts.feeds import FEEDS
from orchestration.settings import PROJECT
from tests.extracts.annex_a_books import HEADERS
from tests.fuzz.bases import P
from tests.fuzz.nasty import MARK

SHORTEST = 6
"""Shorter cell texts are found in any message by chance."""
_PLANTED = re.compile(rf"{P}\w*|{MARK}\w*", re.IGNORECASE)
# hashes, times of writing, and days of a feed as a whole: the latest, and the first from which it is held
_FIGURES = re.compile(
    r"\b[0-9a-f]{24,64}\b|\d{4}-\d\d-\d\dT[\d:+.]+|(?:newest|known_from|state_from|known_until)['\"]?[=:] ?['\"][\d-]*"
)


@cache
def own_words() -> str:
    """Everything that the program itself can say: its sources, the names of its feeds and columns, printed headers."""
    told = [path.read_text(encoding="utf-8") for path in sorted((PROJECT / "orchestration").rglob("*.py"))]
    told += [column.file_column for feed in FEEDS.values() for column in feed.columns]
    told += [name for names in HEADERS.values() for name in names]
    return "\n".join(told).lower()


def found(said: str, texts: set[str], allowed: str) -> list[str]:
    """What of a file stands in what was said; `allowed` are names that a message may repeat (paths, the date)."""
    said = _FIGURES.sub("", said)
    lowered, may = said.lower(), allowed.lower()
    leaks = {told for told in _PLANTED.findall(lowered) if told not in may}
    for text in texts:
        for told in {text, text.strip()}:
            if len(told) >= SHORTEST and told in said and not _is_ours(told.lower(), may):
                leaks.add(told)
    return sorted(leaks)


def around(said: str, told: list[str]) -> list[str]:
    """Each leak with what stands before and behind it, for whoever mends it."""
    lowered = said.lower()
    places = [(one, lowered.find(one.lower())) for one in told[:20]]
    return [f"{one!r} in {said[max(0, at - 150) : at + 150]!r}" for one, at in places]


def _is_ours(told: str, may: str) -> bool:
    return told in may or told in own_words() or not any(letter.isalnum() for letter in told)
