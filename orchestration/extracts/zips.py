"""Zips from outside: which are not opened at all. The one place of these limits, for deliveries and for workbooks.

Belongs here: what the list of entries gives away before anything is unpacked. Does not belong here: unpacking (sizes
that an archive states are not believed; whoever unpacks counts again).
"""

from __future__ import annotations

import lzma
import re
import stat
import zipfile
import zlib
from itertools import pairwise
from pathlib import PurePosixPath

MAX_ENTRIES, MAX_BYTES, MAX_RATIO = 2000, 500 << 20, 100
SMALL = 16 << 20
"""What may come out whatever the ratio: a few hundred rows of one code pack 1,000 to 1, and 16 MiB harm nobody."""
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError)
"""What reading a damaged archive or a member of it can raise, whatever it is packed by and however it spells its names;
and `OSError`, which of bzip2 has no number (of the disc it has one)."""
_HEADER = 30
_PRINTABLE = re.compile(r"[\w .()\[\]&,+@#'-]+")


def fault_of(archive: zipfile.ZipFile, size: int) -> str:
    """Why the archive, a file of `size` bytes, is not opened, in words fit to send; '' when nothing is against it."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        return f"it has more than {MAX_ENTRIES:,} entries"
    if len({entry.filename for entry in entries}) < len(entries):
        return "it has two entries of one name"
    if _overlap(entries, size):
        return "its entries lie over one another"
    total = sum(entry.file_size for entry in entries)
    if total > MAX_BYTES:
        return f"it unpacks to more than {MAX_BYTES >> 20} MiB"
    if total > allowed(size) or any(entry.file_size > allowed(entry.compress_size) for entry in entries):
        return "it unpacks to far more than its size"
    return next(filter(None, map(_fault_of_entry, entries)), "")


def allowed(packed: int) -> int:
    """Bytes that so many packed ones may become."""
    return max(SMALL, packed * MAX_RATIO)


def _overlap(entries: list[zipfile.ZipInfo], size: int) -> bool:
    """Whether two entries share bytes: one kernel that stands for a thousand files."""
    starts = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    ends = [*(start for start, _ in starts[1:]), size]
    packed = [start + _HEADER + length for start, length in starts]
    shared = any(first[0] == second[0] for first, second in pairwise(starts))
    return shared or any(end > following for end, following in zip(packed, ends, strict=True))


def _fault_of_entry(entry: zipfile.ZipInfo) -> str:
    parts = PurePosixPath(entry.filename).parts
    if ".." in parts:
        return "an entry leads out of it"
    if not parts or entry.filename.startswith("/") or not all(_PRINTABLE.fullmatch(part) for part in parts):
        return "an entry has a name that is not a plain path"
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "an entry is a link or a device, not a file"
    if entry.flag_bits & 0x1:
        return "it is locked with a password"
    return ""
