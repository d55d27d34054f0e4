"""What a delivery folder holds beside plain files: folders named by a return year, and zips of the same.

Belongs here: looking inside, with nothing trusted. Does not belong here: which name stands for what (`names`),
copying into the vault (`landing`). A zip is unpacked into a folder of the program's own, below limits that the bytes
themselves have to keep: sizes that a zip states about itself are not believed.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from orchestration.extracts.ssda903.names import is_year

MAX_ENTRIES, MAX_BYTES, MAX_RATIO = 500, 1 << 30, 200
# small members of repetitive rows pack better than the ratio allows
_SMALL = 16 << 20
_CHUNK = 1 << 20
_PRINTABLE = re.compile(r"[\w .()\[\]&,+@#'-]+")


class Hostile(Exception):
    """A zip that is not opened, and why; the text is fit to send to the service."""


@contextmanager
def looked_into(file: Path, scratch: Path) -> Iterator[list[tuple[str, Path]]]:
    """(name below the delivery folder, path) of the file itself, or of what a year folder or a zip holds.

    Unpacked files live below `scratch` until the block ends. Raises `Hostile` and `OSError`.
    """
    if is_year(file.name) and file.is_dir() and not file.is_symlink():
        yield [(f"{file.name}/{inner.name}", inner) for inner in sorted(file.iterdir())]
    elif file.name.lower().endswith(".zip") and not file.is_symlink() and file.is_file():
        folder = Path(tempfile.mkdtemp(prefix=".unpacked-", dir=scratch))
        try:
            yield [(f"{file.name}/{name}", path) for name, path in _unpack(file, folder)]
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    else:
        yield [(file.name, file)]


def _unpack(file: Path, folder: Path) -> list[tuple[str, Path]]:
    handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as opened:
        try:
            with zipfile.ZipFile(opened) as archive:
                members = _members(archive)
                budget, found = MAX_BYTES, []
                for number, member in enumerate(members):
                    path = folder / f"{number}"
                    budget -= _extract(archive, member, path, budget)
                    found.append((member.filename, path))
                return sorted(found)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error):
            raise Hostile("the zip is damaged, incomplete, or packed in a way that is not read") from None


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The regular files of the archive; nothing is unpacked when any entry is out of order."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise Hostile(f"the zip has more than {MAX_ENTRIES} entries")
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        raise Hostile("the zip has two entries of one name")
    for entry in entries:
        parts = PurePosixPath(entry.filename).parts
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if not parts or entry.filename.startswith("/") or not all(_PRINTABLE.fullmatch(part) for part in parts):
            raise Hostile("an entry of the zip has a name that is not a plain path")
        if ".." in parts:
            raise Hostile("an entry of the zip leads out of it")
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise Hostile("an entry of the zip is a link or a device, not a file")
        if entry.flag_bits & 0x1:
            raise Hostile("the zip is locked with a password")
    return [entry for entry in entries if not entry.is_dir() and not entry.filename.startswith("__MACOSX/")]


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, budget: int) -> int:
    limit = min(budget, max(_SMALL, member.compress_size * MAX_RATIO))
    size = 0
    with archive.open(member) as packed, path.open("xb") as file:
        while chunk := packed.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise Hostile("the zip unpacks to far more than its size")
            file.write(chunk)
    return size
