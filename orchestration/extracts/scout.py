"""A first look at a CSV file as bytes: encoding, lines, and whether anything makes lines and rows differ.

Belongs here: facts about the whole file that cost one pass and no parsing, so that rows are counted apart from the
program that loads them. Does not belong here: columns, values, DuckDB.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from orchestration.extracts.zips import MAX_RATIO

_CHUNK = 4 << 20
# of a gzip file, which may unpack to a hundred times its size like a zip (extracts reach about 20): what is let off
_SMALL = 256 << 20
# a record of a hundred long case notes; a line beyond it is no row, and would have to stand in memory as one
MAX_LINE = 16 << 20
GZIP_MAGIC = b"\x1f\x8b"
PARQUET_MAGIC = b"PAR1"


_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\0")) + b"\x7f"
# how control characters, zero widths and overrides of direction may begin in UTF-8
_MARKS = (b"\xc2", b"\xd8\x9c", b"\xe2\x80", b"\xe2\x81", codecs.BOM_UTF8)
BAD = re.compile("[\udc80-\udcff\0]")
"""A byte that is not text, as `surrogateescape` decodes it, or a NUL."""


class Unreadable(Exception):
    """The file as a whole cannot be taken; the text is fit to send to the service (no values)."""


@dataclass
class Scout:
    """`newlines` counts line ends; `plain` says that each line is one row unless a quoted field holds a line end.
    A return that is not part of a Windows line end (`returns` and `return_newlines` differ) is not plain.

    A file whose bytes are mostly UTF-8 is UTF-8, with `bad` bytes in it; one that is mostly not is Windows-1252.
    `has_marks`: characters that nobody sees may stand in it. `open_line`: bytes since the last line end.
    """

    encoding: str = "utf-8-sig"
    newlines: int = 0
    returns: int = 0
    return_newlines: int = 0
    ends_in_newline: bool = True
    is_empty: bool = True
    plain: bool = True
    has_marks: bool = False
    open_line: int = 0
    good: int = 0
    bad: int = 0

    @property
    def data_lines(self) -> int:
        return self.newlines + (0 if self.ends_in_newline else 1) - 1


@contextmanager
def open_bytes(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes, unpacked if it is gzip (by its first bytes, not by its name)."""
    with path.open("rb") as raw:
        is_gzip = raw.read(2) == GZIP_MAGIC
        raw.seek(0)
        if is_gzip:
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield unpacked  # type: ignore[misc]
        else:
            yield raw


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def scout(path: Path) -> Scout:
    """Read the whole file once. Raises `Unreadable` for a broken gzip, UTF-16, lines without end, and files that unpack
    without end."""
    found, decoder, tail, size = Scout(), codecs.getincrementaldecoder("utf-8")("surrogateescape"), b"", 0
    limit = max(_SMALL, path.stat().st_size * MAX_RATIO)
    try:
        with open_bytes(path) as file:
            while chunk := file.read(_CHUNK):
                if size == 0 and chunk[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                    raise Unreadable("the file is UTF-16; export it as UTF-8")
                size += len(chunk)
                if size > limit:
                    raise Unreadable("the file unpacks to far more than its size")
                _look_at(found, chunk, tail, decoder)
                tail = (tail + chunk)[-2:]
    except (OSError, EOFError, zlib.error):
        raise Unreadable("the gzip file is damaged or incomplete") from None
    _finish(found, decoder)
    return found


def first_record(path: Path, encoding: str, delimiter: str = ",") -> list[str]:
    """The header row. Raises `Unreadable` when there is none."""
    with open_bytes(path) as file, io.TextIOWrapper(file, encoding, errors="replace", newline="") as text:
        try:
            return next(csv.reader(text, delimiter=delimiter), [])
        except csv.Error:
            raise Unreadable("the header row cannot be read") from None


def _look_at(found: Scout, chunk: bytes, tail: bytes, decoder: codecs.IncrementalDecoder) -> None:
    found.is_empty = False
    found.newlines += chunk.count(b"\n")
    found.ends_in_newline = chunk.endswith(b"\n")
    found.returns += chunk.count(b"\r")
    found.return_newlines += (tail[-1:] + chunk).count(b"\r\n")
    if found.plain:
        window = tail + chunk
        blank_line = b"\n\n" in window or b"\n\r\n" in window or (not tail and chunk[:1] in b"\r\n")
        found.plain = not (blank_line or b"\0" in chunk)
        controls = len(chunk) - len(chunk.translate(None, _CONTROLS))
        seen = window if tail else chunk.removeprefix(codecs.BOM_UTF8)
        found.has_marks = found.has_marks or bool(controls) or any(mark in seen for mark in _MARKS)
    found.open_line = len(chunk) - chunk.rfind(b"\n") - 1 + (0 if b"\n" in chunk else found.open_line)
    if found.open_line > MAX_LINE and b"\r" not in chunk:
        raise Unreadable(f"a line is longer than {MAX_LINE >> 20} MiB")
    _decode(found, chunk, decoder)


def _decode(found: Scout, chunk: bytes, decoder: codecs.IncrementalDecoder, *, final: bool = False) -> None:
    """Count the bytes that are and that are not UTF-8, beyond ASCII; nothing is counted where all is ASCII."""
    if chunk.isascii() and not decoder.getstate()[0]:
        return
    text = decoder.decode(chunk, final=final)
    written = text.encode("utf-8", "surrogateescape")
    found.good += len(written) - len(text)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            found.bad += len(BAD.findall(text.replace("\0", "")))


def _finish(found: Scout, decoder: codecs.IncrementalDecoder) -> None:
    cut_short = bool(decoder.getstate()[0])
    _decode(found, b"", decoder, final=True)
    if found.bad > found.good and not (cut_short and found.bad <= 3):
        found.encoding = "cp1252"
    if found.bad or found.returns != found.return_newlines:
        found.plain = False
