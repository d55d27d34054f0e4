"""What a delivery folder holds beside plain files: folders named by a return year, and zips of the same.

Belongs here: looking inside, with nothing trusted. Does not belong here: which name stands for what (`names`),
copying into the vault (`landing`). A zip is unpacked into a folder of the program's own, below limits that the bytes
themselves have to keep: sizes that a zip states about itself are not believed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orchestration.extracts.recognition.heads import is_plain_zip
from orchestration.extracts.recognition.names import out_of_order
from orchestration.extracts.recognition.opening import NotTaken, open_regular
from orchestration.extracts.ssda903.names import is_year
from orchestration.extracts.zips import BROKEN, MAX_BYTES, allowed, fault_of

_CHUNK = 1 << 20
_DAMAGED = "the zip is damaged, incomplete, or packed in a way that is not read"


class Hostile(Exception):
    """A zip that is not opened, and why; the text is fit to send to the service."""


@contextmanager
def looked_into(file: Path, scratch: Path) -> Iterator[list[tuple[str, Path]]]:
    """(name below the delivery folder, path) of the file itself, or of what a year folder or a zip holds.

    Unpacked files live below `scratch` until the block ends. Raises `Hostile`,
    `NotTaken` and `OSError`.
    """
    if is_year(file.name) and file.is_dir() and not file.is_symlink():
        yield [(f"{file.name}/{inner.name}", inner) for inner in sorted(file.iterdir())]
    elif _is_zip(file):
        folder = Path(tempfile.mkdtemp(prefix=".unpacked-", dir=scratch))
        try:
            yield [(f"{file.name}/{name}", path) for name, path in _unpack(file, folder)]
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    else:
        yield [(file.name, file)]


def _is_zip(file: Path) -> bool:
    """By its name or by its bytes; a workbook is a zip too and is not taken apart."""
    if file.is_symlink() or not file.is_file() or out_of_order(file.name):
        return False
    try:
        return file.name.lower().endswith(".zip") or is_plain_zip(file)
    except NotTaken:
        return False


def _unpack(file: Path, folder: Path) -> list[tuple[str, Path]]:
    with open_regular(file) as opened:
        try:
            with zipfile.ZipFile(opened) as archive:
                members = _members(archive, os.fstat(opened.fileno()).st_size)
                budget, found = MAX_BYTES, []
                for number, member in enumerate(members):
                    path = folder / f"{number}"
                    budget -= _extract(archive, member, path, budget)
                    found.append((member.filename, path))
                return sorted(found)
        except (*BROKEN, MemoryError):
            raise Hostile(_DAMAGED) from None
        except OSError as error:
            if error.errno is not None:
                raise
            raise Hostile(_DAMAGED) from None


def _members(archive: zipfile.ZipFile, size: int) -> list[zipfile.ZipInfo]:
    """The regular files of the archive; nothing is unpacked when any entry is out of order."""
    fault = fault_of(archive, size)
    if fault:
        raise Hostile(f"the zip is not opened: {fault}")
    return [entry for entry in archive.infolist() if not entry.is_dir() and not entry.filename.startswith("__MACOSX/")]


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, budget: int) -> int:
    limit = min(budget, allowed(member.compress_size))
    size = 0
    with archive.open(member) as packed, path.open("xb") as file:
        while chunk := packed.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise Hostile("the zip unpacks to far more than its size")
            file.write(chunk)
    return size
