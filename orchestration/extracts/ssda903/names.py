"""Which file names are SSDA903 files, and of which table and return year.

Belongs here: names only. Does not belong here: whether the file is what its name says (`tables`, by its header), or
which twelve months a year in a name stands for (`years`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

PREFIX = "ssda903_"
ENDINGS = (".csv", ".csv.gz")
XML = "xml"
"""In place of a table: the return as one XML file, which holds them all."""
_ALIASES = {
    "episodes": ("episodes", "episode"),
    "header": ("header", "headers"),
    "reviews": ("reviews", "review"),
    "missing": ("missing",),
    "oc2": ("oc2",),
    "oc3": ("oc3",),
    "previous_permanence": ("previous_permanence", "prev_permanence", "prev_perm", "previousperm", "prevperm"),
    "uasc": ("uasc",),
    "ad1": ("ad1",),
    "placed_for_adoption": (
        "placed_for_adoption", "placedforadoption", "placed_adoption", "placedadoption",
        "should_be_placed_for_adoption", "sbpfa",
    ),
    "sw_episodes": ("sw_episodes", "sw_episode", "swepisodes", "social_worker_episodes", "social_workers"),
    "dolo": ("dolo", "dolos"),
}  # fmt: skip
_TABLE_OF = {alias: table for table, aliases in _ALIASES.items() for alias in aliases}
_YEAR = r"20\d\d(?:[-_]?\d\d(?:\d\d)?)?"
_GAP = r"[-_ ]*"
_NAME = re.compile(
    rf"(?:ssda[-_ ]?(?:903)?|903)?{_GAP}(?P<before>{_YEAR})?{_GAP}"
    rf"(?P<table>{'|'.join(_TABLE_OF)}){_GAP}(?P<after>{_YEAR})?"
)
_FEED = re.compile(rf"{PREFIX}(?P<table>{'|'.join(_ALIASES)}|{XML})(?:_(?P<year>\d{{4}}(?:-\d\d)?))?")


@dataclass(frozen=True)
class Named:
    """A table and the year its file is named by: '2020', '2019-20' or nothing."""

    table: str
    year: str = ""

    @property
    def feed(self) -> str:
        """The name under which the file stands in the ledger; one council delivers several years at once."""
        return PREFIX + self.table + (f"_{self.year}" if self.year else "")


def recognise(name: str) -> Named | None:
    """What a path below the delivery folder stands for: `SSDA903_2020_episodes.csv`, `2017/header.csv`, `oc2.csv`."""
    path = PurePosixPath(name.lower())
    ending = next((ending for ending in sorted(ENDINGS, key=len, reverse=True) if path.name.endswith(ending)), None)
    found = _NAME.fullmatch(path.name.removesuffix(ending)) if ending else None
    if found is None:
        return None
    folders = [year for year in map(_year_in, reversed(path.parts[:-1])) if year]
    year = found["before"] or found["after"] or (folders[0] if folders else "")
    return Named(_TABLE_OF[found["table"]], _short(year))


def named_xml(name: str) -> Named:
    """What an XML return stands for; its name tells its year, if anything: `SSDA903_2020.xml`, `2019-20/903.xml`."""
    for part in reversed(PurePosixPath(name.lower()).parts):
        for found in re.finditer(r"(?<!\d)(20\d\d)(?:[-_]?((?:20)?\d\d))?(?!\d)", part):
            year, following = found[1], found[2]
            is_next = following is not None and int(following[-2:]) == (int(year) + 1) % 100
            return Named(XML, f"{year}-{following[-2:]}" if is_next else year)
    return Named(XML)


def is_xml(feed: str) -> bool:
    """Whether a name of the ledger is that of an XML return."""
    named = of_feed(feed)
    return named is not None and named.table == XML


def guessed_from(file_name: str) -> str | None:
    """The ledger's name of an XML file that cannot be read and is named like a return, so that it is refused with a
    reason where the service looks."""
    return named_xml(file_name).feed if re.search(r"ssda|(?<!\d)903(?!\d)", file_name.lower()) else None


def is_year(folder: str) -> bool:
    """Whether a folder is named by one return year: 2020, 2019-20, `SSDA903 2019_2020`, `Return 2020`."""
    return bool(_year_in(folder.lower()))


def _year_in(folder: str) -> str:
    """The one year that a folder is named by; nothing where it has two, or a date."""
    found = re.findall(rf"(?<!\d){_YEAR}(?!\d)", folder)
    year = _short(found[0]) if len(found) == 1 else ""
    begun, _, ended = year.partition("-")
    return year if not ended or int(ended) == (int(begun) + 1) % 100 else ""


def of_feed(feed: str) -> Named | None:
    """Read `Named.feed` back."""
    found = _FEED.fullmatch(feed)
    return Named(found["table"], found["year"] or "") if found else None


def _short(year: str) -> str:
    """'2019', or '2019-20' for any way of writing both ends."""
    digits = re.sub(r"\D", "", year)
    return f"{digits[:4]}-{digits[-2:]}" if len(digits) > 4 else digits
