"""A first look at a CSV file as bytes: encoding, number of lines, and whether anything makes lines and rows differ.

Belongs here: facts about the whole file that cost one pass and no parsing, so that rows are counted apart from the
program that loads them. Does not belong here: columns, values, DuckDB.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_CHUNK = 4 << 20
# a gzip file may unpack to this many times its size before it counts as a bomb (extracts reach about 20), and
# small files are let off
_MAX_RATIO, _SMALL = 200, 256 << 20
GZIP_MAGIC = b"\x1f\x8b"
PARQUET_MAGIC = b"PAR1"


class Unreadable(Exception):
    """The file as a whole cannot be taken; the text is fit to send to the service (no values)."""


@dataclass
class Scout:
    """`newlines` counts line ends; `plain` says that each line is one row unless a quoted field holds a line end.
    A return that is not part of a Windows line end (`returns` and `return_newlines` differ) is not plain."""

    encoding: str = "utf-8-sig"
    newlines: int = 0
    returns: int = 0
    return_newlines: int = 0
    ends_in_newline: bool = True
    is_empty: bool = True
    plain: bool = True

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
    """Read the whole file once. Raises `Unreadable` for a broken gzip, UTF-16, and files that unpack without end."""
    found, decoder, tail, size = Scout(), codecs.getincrementaldecoder("utf-8")(), b"", 0
    limit = max(_SMALL, path.stat().st_size * _MAX_RATIO)
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


def first_record(path: Path, encoding: str) -> list[str]:
    """The header row. Raises `Unreadable` when there is none."""
    with open_bytes(path) as file, io.TextIOWrapper(file, encoding, errors="replace", newline="") as text:
        try:
            return next(csv.reader(text), [])
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
    if found.encoding == "utf-8-sig":
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            found.encoding, found.plain = "cp1252", False


def _finish(found: Scout, decoder: codecs.IncrementalDecoder) -> None:
    if found.encoding == "utf-8-sig":
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            found.encoding, found.plain = "cp1252", False
    if found.returns != found.return_newlines:
        found.plain = False
