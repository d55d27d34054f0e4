"""The landing folder, which others write to and nobody here trusts.

Belongs here: what may be taken from `landing/<la_code>/<extract date>/`, listing it in the ledger, telling whether
a delivery has come to rest. Does not belong here: opening a file to understand it (`reading`).
"""

from __future__ import annotations

import hashlib
import re
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

from orchestration.contracts.feeds import FEEDS
from orchestration.extracts import ledger, vault
from orchestration.extracts.annex_a import names as annex_a
from orchestration.extracts.annex_a.sheets import feed_of as feed_of_lists
from orchestration.extracts.annex_a.sheets import forget as forget_unpacked
from orchestration.extracts.cin_census import arrivals as census
from orchestration.extracts.files import private_files
from orchestration.extracts.ledger import Entry
from orchestration.extracts.scout import Unreadable, sha256_of
from orchestration.extracts.ssda903.arrivals import Hostile, looked_into
from orchestration.extracts.ssda903.loading_xml import recognise as recognise_xml
from orchestration.extracts.ssda903.names import recognise
from orchestration.settings import Home

ENDINGS = (".csv", ".csv.gz", ".parquet")
# what desktops and transfer programs leave behind; nobody needs to be told
_LITTER = re.compile(r"^(~\$.*|\.~lock.*|\.DS_Store|\._.*|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
_UNFINISHED = (".part", ".partial", ".tmp", ".filepart", ".crdownload")

_WORDS = {feed.name for feed in FEEDS.values() if feed.is_commentary}
_ALONE = "a commentary without an extract: put it into the folder of the extract that it comments on"


@dataclass(frozen=True)
class Refusal:
    """A file that was left where it lay, and why. `place` is its path below the landing folder."""

    place: str
    reason: str


@dataclass
class Receipt:
    """What one look at the landing folder brought: `received` is new to the ledger, `unchanged` was known already."""

    received: list[Entry] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    unrecognised: list[Refusal] = field(default_factory=list)
    ignored: list[Refusal] = field(default_factory=list)


def receive(landing: Path, home: Home) -> Receipt:
    """Copy every new file of the landing folder into the vault and list it in the ledger; leave the landing as it is.

    A file that is already listed costs nothing and adds nothing. Files of one folder are listed together after all of
    them are safe, so a night that is killed in between takes the same step again.
    """
    receipt = Receipt()
    return receive_folders(deliveries_in(landing, receipt), home, receipt)


def receive_folders(folders: Iterable[tuple[str, str, Path]], home: Home, receipt: Receipt) -> Receipt:
    """The same for delivery folders wherever they lie, each with its council and extract date; fills the receipt."""
    known = ledger.in_force(home)
    with private_files():
        vault.sweep(home)
        forget_unpacked(home.make(home.unpacked))
        for la_code, extract_date, folder in folders:
            new = _receive_folder(folder, la_code, extract_date, home, known, receipt)
            ledger.append(home, new)
            receipt.received.extend(new)
    return receipt


def is_settled(folder: Path, quiet_seconds: float, now: float | None = None) -> bool:
    """Whether a delivery folder has files, none of them half-written, and none touched for `quiet_seconds`."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    found = [file for file in folder.rglob("*") if not _LITTER.match(file.name)]
    if not found or any(file.name.lower().endswith(_UNFINISHED) for file in found):
        return False
    moment = time.time() if now is None else now
    newest = max(file.lstat().st_mtime for file in [folder, *found])
    return moment - newest >= quiet_seconds


def deliveries_in(landing: Path, receipt: Receipt) -> Iterator[tuple[str, str, Path]]:
    """Council, extract date and folder of every delivery; what else lies there goes on the receipt."""
    if not landing.is_dir():
        raise NotADirectoryError(f"the landing folder {landing} does not exist")
    for council in sorted(landing.iterdir()):
        if _LITTER.match(council.name):
            receipt.ignored.append(Refusal(council.name, "left behind by a desktop or an editor"))
        elif not re.fullmatch(r"[0-9]{3}", council.name) or not _is_real_folder(council):
            receipt.unrecognised.append(Refusal(council.name, "not a folder named by a three-digit council code"))
        else:
            yield from dates_in(council, receipt)


def dates_in(council: Path, receipt: Receipt) -> Iterator[tuple[str, str, Path]]:
    """The same for the folder of one council, which gives the code by its name."""
    for folder in sorted(council.iterdir()):
        place = f"{council.name}/{folder.name}"
        if _LITTER.match(folder.name):
            receipt.ignored.append(Refusal(place, "left behind by a desktop or an editor"))
        elif not is_extract_date(folder.name) or not _is_real_folder(folder):
            receipt.unrecognised.append(Refusal(place, "not a folder named by an extract date, YYYY-MM-DD"))
        else:
            yield council.name, folder.name, folder


def _receive_folder(
    folder: Path,
    la_code: str,
    extract_date: str,
    home: Home,
    known: dict[tuple[str, str, str], Entry],
    receipt: Receipt,
) -> list[Entry]:
    by_feed: dict[str, list[Entry]] = {}
    for file in sorted(folder.iterdir()):
        place = f"{la_code}/{extract_date}/{file.name}"
        try:
            with looked_into(file, home.vault) as inside:
                for name, path in inside:
                    entry = _take(name, path, la_code, extract_date, home, known, receipt)
                    if entry:
                        by_feed.setdefault(entry.feed, []).append(entry)
        except Hostile as error:
            receipt.refused.append(Refusal(place, str(error)))
        except OSError as error:
            receipt.refused.append(Refusal(place, error.strerror or "could not be read"))
    if by_feed.keys() <= _WORDS and not any(key[:2] == (la_code, extract_date) for key in known):
        # as a delivery of its own it would take the place of the extract, and every figure would be missing
        receipt.refused.extend(Refusal(f"{la_code}/{extract_date}/{feed}", _ALONE) for feed in by_feed)
        return []
    new = []
    for found in _workbooks_apart(by_feed):
        entry = _choose(found, known, receipt)
        if entry:
            known[entry.place] = entry
            new.append(entry)
    return new


def _workbooks_apart(by_feed: dict[str, list[Entry]]) -> Iterator[list[Entry]]:
    """The files of each feed; workbooks of several lists each by itself, because lists may be spread over them."""
    for feed, found in by_feed.items():
        if feed != annex_a.WORKBOOK:
            yield found
            continue
        by_content = {entry.sha256: entry for entry in reversed(found)}
        ordered = sorted(by_content.values(), key=lambda entry: entry.file_name)
        for number, entry in enumerate(ordered, start=1):
            yield [_replace(entry, feed=annex_a.workbook(number))]


def _take(
    name: str,
    file: Path,
    la_code: str,
    extract_date: str,
    home: Home,
    known: dict[tuple[str, str, str], Entry],
    receipt: Receipt,
) -> Entry | None:
    """Bring one file into the vault; `name` is its path below the delivery folder, a zip's members below the zip."""
    place = f"{la_code}/{extract_date}/{name}"
    here = {entry.sha256: entry.feed for entry in known.values() if entry.place[:2] == (la_code, extract_date)}
    try:
        feed, reason = _feed_of(file, name, here, home)
    except Unreadable as error:
        receipt.refused.append(Refusal(place, str(error)))
        return None
    except OSError as error:
        receipt.refused.append(Refusal(place, error.strerror or "could not be read"))
        return None
    if feed is None:
        litter = bool(_LITTER.match(PurePosixPath(name).name))
        (receipt.ignored if litter else receipt.unrecognised).append(Refusal(place, reason))
        return None
    try:
        sha256, size = vault.store(file, home)
    except OSError as error:
        receipt.refused.append(Refusal(place, error.strerror or "could not be read"))
        return None
    arrived = datetime.now(UTC).isoformat(timespec="seconds")
    return Entry(la_code, extract_date, feed, name, sha256, size, arrived, kind="new")


def _choose(found: list[Entry], known: dict[tuple[str, str, str], Entry], receipt: Receipt) -> Entry | None:
    """The ledger line that one feed of one folder adds, if it adds any."""
    entry = found[0]
    if len({candidate.sha256 for candidate in found}) > 1:
        names = ", ".join(candidate.file_name for candidate in found)
        reason = f"{len(found)} files with different content for one feed: {names}"
        receipt.refused.append(Refusal("/".join(entry.place), reason))
        together = hashlib.sha256("".join(sorted(c.sha256 for c in found)).encode()).hexdigest()
        entry = _replace(entry, file_name=names, sha256=together, kind="refused", reason=reason)
    before = known.get(entry.place)
    if before and before.sha256 == entry.sha256:
        receipt.unchanged += 1
        return None
    if before and entry.kind == "new":
        entry = _replace(entry, kind="supersedes")
    return entry


def _replace(entry: Entry, **changes: str) -> Entry:
    return Entry(**{**entry.__dict__, **changes})


def _feed_of(file: Path, name: str, listed: dict[str, str], home: Home) -> tuple[str | None, str]:
    """The feed that a file name stands for, or that a workbook's headers show; or why it is none.

    `listed`: sha256 → feed of this delivery's files on the ledger, which are not opened again. Raises `Unreadable`.
    """
    if _LITTER.match(PurePosixPath(name).name):
        return None, "left behind by a desktop or an editor"
    if file.is_symlink() or not stat.S_ISREG(file.lstat().st_mode):
        return None, "not a regular file"
    returned = recognise(name)
    if returned:
        return returned.feed, ""
    lowered = name.lower()
    if lowered.endswith(annex_a.ENDINGS) and lowered.removesuffix(".csv") not in FEEDS:
        feed = listed.get(sha256_of(file)) or feed_of_lists(file, home.unpacked)
        feed = annex_a.WORKBOOK if feed and annex_a.is_workbook(feed) else feed
        if feed or not lowered.endswith(".csv"):
            return feed, "" if feed else "no sheet has the header of an Annex A list"
    if lowered.endswith(".xml"):
        returned_xml = recognise_xml(name, file)
        return (returned_xml, "") if returned_xml else census.recognise(name, file)
    ending = next((ending for ending in sorted(ENDINGS, key=len, reverse=True) if lowered.endswith(ending)), None)
    if ending is None:
        return None, f"ends in none of {', '.join((*ENDINGS, '.xml'))}"
    stem = lowered.removesuffix(ending)
    return (stem, "") if stem in FEEDS else (None, "its name is not the name of a feed")


def _is_real_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def is_extract_date(name: str) -> bool:
    """Whether a folder's name is a day, YYYY-MM-DD."""
    try:
        return date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False
