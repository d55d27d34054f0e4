"""The first bytes of a file: what kind of container it is, and the rows in which a header may stand.

Belongs here: magic bytes, decoding the first rows of a text or a Parquet schema, within limits. Does not belong here:
what a header stands for (`shapes`, `recognise`). Endings of names are not looked at.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from orchestration.extracts.recognition.opening import open_regular
from orchestration.extracts.recognition.parquet_names import names_of
from orchestration.extracts.scout import GZIP_MAGIC, PARQUET_MAGIC, Unreadable
from orchestration.extracts.zips import BROKEN

Container = Literal["text", "parquet", "workbook", "zip", "xml", "empty", "other"]
FIRST_BYTES, FIRST_ROWS = 1 << 16, 30
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 4 << 20
_OTHERS = {
    b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"{\\rtf": "a letter",
    b"7z\xbc\xaf": "a 7z archive", b"Rar!": "a RAR archive", b"BZh": "a bzip2 file", b"\xfd7zXZ": "an xz file",
    b"SQLite format 3": "a database", b"\x7fELF": "a program", b"MZ": "a program",
}  # fmt: skip


@dataclass(frozen=True)
class Head:
    """`rows`: delimiter → first rows of a text read with it; of Parquet its one header under ','."""

    container: Container
    rows: dict[str, list[list[str]]]
    told: str = ""


def head_of(path: Path) -> Head:
    """Look at the file's first bytes. Raises `NotTaken`, `OSError`, and `Unreadable` for a workbook with a password;
    other damage is the reader's to tell."""
    with open_regular(path) as file:
        start = file.read(FIRST_BYTES)
        if not start.strip():
            return Head("empty", {})
        if start.startswith(PARQUET_MAGIC):
            return _parquet(path)
        if start.startswith(_ZIP):
            return Head("workbook" if _is_workbook(file) else "zip", {})
        if start.startswith(_OLE):
            _refuse_locked(file)
            return Head("workbook", {})
    if start.startswith(GZIP_MAGIC):
        return _text(_unpacked(start))
    told = next((told for magic, told in _OTHERS.items() if start.startswith(magic)), "")
    if told:
        return Head("other", {}, told)
    return _text(start)


def is_plain_zip(path: Path) -> bool:
    """Whether a file is a zip that is not one of Office's. Raises `NotTaken` and `OSError`."""
    with open_regular(path) as file:
        return file.read(4).startswith(_ZIP) and not _is_workbook(file)


def _text(start: bytes) -> Head:
    plain = start.removeprefix(codecs.BOM_UTF8).lstrip()
    # a census in another encoding is XML too, and is refused as such with its reason
    if plain.startswith((b"<", b"\0<", codecs.BOM_UTF16_LE + b"<", codecs.BOM_UTF16_BE + b"\0<")):
        return Head("xml", {})
    text = _decoded(start)
    if len(start) >= FIRST_BYTES:
        # the last row is cut off
        text = text[: max(text.rfind("\n"), text.rfind("\r"), 0)] or text
    return Head("text", {delimiter: _rows(text, delimiter) for delimiter in DELIMITERS})


def _decoded(start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", "replace")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(start)
    except UnicodeDecodeError:
        return start.decode("cp1252", "replace")


def _rows(text: str, delimiter: str) -> list[list[str]]:
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) == FIRST_ROWS:
                break
    except csv.Error:
        pass  # what was read until then is all there is to go by
    return rows


def _unpacked(start: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(start, FIRST_BYTES)
    except zlib.error:
        return b""


def _parquet(path: Path) -> Head:
    names = names_of(path)
    return Head("parquet", {} if names is None else {",": [names]})


def _refuse_locked(file: BinaryIO) -> None:
    """Office wraps a workbook with a password in its older container; the library sees that only by the file's name,
    which a file of the vault does not have."""
    file.seek(0)
    tail = b""
    while chunk := file.read(_CHUNK):
        if _ENCRYPTED in tail + chunk:
            raise Unreadable("the workbook is locked with a password")
        tail = chunk[-len(_ENCRYPTED) :]


def _is_workbook(file: BinaryIO) -> bool:
    """Whether a zip is one of Office's; one that cannot be listed is left to whoever its name says."""
    try:
        with zipfile.ZipFile(file) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except (*BROKEN, OSError):
        return True
