"""Which folders are deliveries: `landing/<la_code>/<extract date>/`, written by others and trusted by nobody here.

Belongs here: walking them, telling whether one has come to rest. Does not belong here: the files in them (`landing`).
"""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from orchestration.extracts.recognition.names import LITTER, told
from orchestration.extracts.recognition.receipts import Receipt, Refusal

_UNFINISHED = (".part", ".partial", ".tmp", ".filepart", ".crdownload")


def is_settled(folder: Path, quiet_seconds: float, now: float | None = None) -> bool:
    """Whether a delivery folder has files, none of them half-written, and none touched for `quiet_seconds`."""
    if not _is_real_folder(folder):
        return False
    found = [file for file in folder.rglob("*") if not LITTER.match(file.name)]
    if not found or any(file.name.lower().endswith(_UNFINISHED) for file in found):
        return False
    moment = time.time() if now is None else now
    try:
        newest = max(file.lstat().st_mtime for file in [folder, *found])
    except OSError:  # taken away or closed meanwhile
        return False
    return moment - newest >= quiet_seconds


def deliveries_in(landing: Path, receipt: Receipt) -> Iterator[tuple[str, str, Path]]:
    """Council, extract date and folder of every delivery; what else lies there goes on the receipt."""
    if not landing.is_dir():
        raise NotADirectoryError(f"the landing folder {landing} does not exist")
    for council in sorted(landing.iterdir()):
        if LITTER.match(council.name):
            receipt.ignored.append(Refusal(council.name, "left behind by a desktop or an editor"))
        elif not re.fullmatch(r"[0-9]{3}", council.name) or not _is_real_folder(council):
            reason = "not a folder named by a three-digit council code"
            receipt.unrecognised.append(Refusal(told(council.name), reason))
        else:
            yield from dates_in(council, receipt)


def dates_in(council: Path, receipt: Receipt) -> Iterator[tuple[str, str, Path]]:
    """The same for the folder of one council, which gives the code by its name."""
    for folder in inside(council, council.name, receipt):
        place = f"{council.name}/{told(folder.name)}"
        if LITTER.match(folder.name):
            receipt.ignored.append(Refusal(place, "left behind by a desktop or an editor"))
        elif not is_extract_date(folder.name) or not _is_real_folder(folder):
            receipt.unrecognised.append(Refusal(place, "not a folder named by an extract date, YYYY-MM-DD"))
        else:
            yield council.name, folder.name, folder


def inside(folder: Path, place: str, receipt: Receipt) -> list[Path]:
    """What lies in a folder of one council. One that is closed to us, or was taken away meanwhile, is told and costs
    that council alone."""
    try:
        found = sorted(folder.iterdir())
        if not os.access(folder, os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return found
    except OSError as error:
        receipt.refused.append(Refusal(place, f"the folder cannot be read: {error.strerror or 'no reason is given'}"))
        return []


def is_extract_date(name: str) -> bool:
    """Whether a folder's name is a day, YYYY-MM-DD."""
    try:
        return date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False


def _is_real_folder(path: Path) -> bool:
    try:
        return path.is_dir() and not path.is_symlink()
    except OSError:  # where we may not look
        return False
