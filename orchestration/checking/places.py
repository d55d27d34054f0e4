"""What was asked to be checked → delivery folders, each with its council and extract date.

Belongs here: reading them from what was said, from folder names or from a census, and saying what was assumed. Does not
belong here: what a file is (the extracts room).
"""

from __future__ import annotations

import re
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from orchestration.extracts.cin_census.xml import YEARS, peek
from orchestration.extracts.folders import dates_in, deliveries_in, is_extract_date
from orchestration.extracts.recognition.arrivals import Hostile, looked_into
from orchestration.extracts.recognition.opening import NotTaken
from orchestration.extracts.recognition.receipts import Receipt
from orchestration.extracts.scout import Unreadable

NO_COUNCIL = "000"
# the last year that the contract takes for a day: no event lies after it
NO_DATE = "2998-12-31"
COUNCIL_ASSUMED = (
    f"No council is given and none is named by a folder or a census: {NO_COUNCIL} stands for it. Rows that name a "
    f"council cannot be told from another's. Give it with --la."
)
DATE_ASSUMED = (
    f"No extract date is given and none is named by a folder or a census: {NO_DATE} stands for it. Days that lie after "
    f"the extract could not be found. Give it with --as-at."
)


class Unusable(Exception):
    """The path, or what was said about it, cannot be checked; the message says why."""


@dataclass(frozen=True)
class Place:
    """One delivery folder. `assumed`: sentences on what nobody said and no name gives."""

    la_code: str
    as_at: str
    folder: Path
    assumed: tuple[str, ...] = ()


def places_of(path: Path, la_code: str, as_at: str, scratch: Path, receipt: Receipt) -> list[Place]:
    """The deliveries that a path holds: a landing folder, the folder of a council, of a date, any other, or one file.

    `la_code` and `as_at` are empty when nobody gave them; where folders give them, they choose among the folders. A
    file is copied into `scratch`. What a landing folder holds beside deliveries goes on the receipt. Raises `Unusable`.
    """
    if la_code and not _is_council(la_code):
        raise Unusable("--la is a council's three digits, for example 990")
    if as_at and not is_extract_date(as_at):
        raise Unusable("--as-at is a day, YYYY-MM-DD")
    found = [] if path.is_file() else list(_laid_out(path, la_code, receipt))
    if found:
        chosen = [
            place for place in found if place.la_code in (la_code or place.la_code, NO_COUNCIL)
            and place.as_at == (as_at or place.as_at)
        ]  # fmt: skip
        if not chosen:
            raise Unusable("the folders are of other councils or dates than --la and --as-at say")
        return chosen
    folder = path if path.is_dir() else _alone(path, scratch)
    return [_place(path, folder, la_code, as_at, scratch)]


def _laid_out(path: Path, la_code: str, receipt: Receipt) -> Iterator[Place]:
    """The delivery folders below a folder that is laid out as a landing folder is, or as one council's part of it."""
    inner = [folder for folder in path.iterdir() if folder.is_dir()]
    if any(is_extract_date(folder.name) for folder in inner):
        named = la_code or (path.name if _is_council(path.name) else "")
        assumed = () if named else (COUNCIL_ASSUMED,)
        for _, day, folder in dates_in(path, receipt):
            yield Place(named or NO_COUNCIL, day, folder, assumed)
    elif any(_is_council(folder.name) and _holds_days(folder) for folder in inner):
        for council, day, folder in deliveries_in(path, receipt):
            yield Place(council, day, folder)


def _place(path: Path, folder: Path, la_code: str, as_at: str, scratch: Path) -> Place:
    """One delivery: what was said, else what the path's own folders are called, else what lies inside tells."""
    day = next((name for name in (path.name, path.parent.name) if is_extract_date(name)), "")
    council = (
        next((part.name for part in (path.parent, path.parent.parent) if _is_council(part.name)), "") if day else ""
    )
    la_code, as_at = la_code or council, as_at or day
    if not (la_code and as_at):
        councils, days = _told_inside(folder, scratch)
        # the last census's reference date; a council only where all of them name the same
        la_code = la_code or (councils.pop() if len(councils) == 1 else "")
        as_at = as_at or max(days, default="")
    assumed = [COUNCIL_ASSUMED] * (not la_code) + [DATE_ASSUMED] * (not as_at)
    return Place(la_code or NO_COUNCIL, as_at or NO_DATE, folder, tuple(assumed))


def _told_inside(folder: Path, scratch: Path) -> tuple[set[str], set[str]]:
    """Councils and days that folders inside a zip are named by, and that the headers of censuses give."""
    councils: set[str] = set()
    days: set[str] = set()
    for file in sorted(folder.iterdir()):
        try:
            with looked_into(file, scratch) as inside:
                for name, path in inside:
                    parts = PurePosixPath(name).parts[:-1]
                    councils |= {part for part in parts if _is_council(part)}
                    days |= {part for part in parts if is_extract_date(part)}
                    if name.lower().endswith(".xml"):
                        _census(path, councils, days)
        except (Hostile, NotTaken, OSError):
            continue  # whoever receives it says why
    return councils, days


def _census(path: Path, councils: set[str], days: set[str]) -> None:
    try:
        header = peek(path)
    except (Unreadable, OSError):
        return
    if header.collection == "CIN":
        councils |= {header.council} if _is_council(header.council) else set()
        days |= {f"{header.year}-03-31"} if header.year in {str(year) for year in YEARS} else set()


def _alone(path: Path, scratch: Path) -> Path:
    """A folder with a copy of the file and nothing else."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise Unusable("the path is neither a file nor a folder")
    folder = scratch / "incoming"
    folder.mkdir(mode=0o700)
    shutil.copyfile(path, folder / path.name)
    return folder


def _holds_days(folder: Path) -> bool:
    return any(is_extract_date(inner.name) for inner in folder.iterdir() if inner.is_dir())


def _is_council(name: str) -> bool:
    return re.fullmatch(r"[0-9]{3}", name) is not None
