"""XML from outside, read as a stream with nothing trusted: limits, no document types, no entities, no network.

Belongs here: which bytes are read at all, the header, one element tree per child. Does not belong here: what an element
means (`elements`). No message repeats anything that the file holds.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from orchestration.extracts.scout import Unreadable

MAX_BYTES = 1 << 29
MAX_DEPTH = 12
# a child of a hundred episodes of need has some thousands
MAX_ELEMENTS_OF_A_CHILD = 50_000
MAX_ELEMENTS_BESIDE = 10_000
MAX_TEXT = 10_000
YEARS = range(2021, 2027)
_CHUNK = 1 << 20
_ENCODINGS = {"utf-8": "utf-8", "us-ascii": "ascii", "iso-8859-1": "latin-1", "windows-1252": "cp1252"}
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\0\0\xfe\xff", b"<\0", b"\0<")
_CUT_OFF = {etree.ErrorTypes.ERR_TAG_NOT_FINISHED, etree.ErrorTypes.ERR_GT_REQUIRED}


@dataclass(frozen=True)
class Header:
    """What the file says about itself; empty where it does not say it."""

    collection: str = ""
    year: str = ""
    council: str = ""


def peek(path: Path) -> Header:
    """The header, from the first megabyte. Raises `Unreadable` and `OSError`."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        start = file.read(_CHUNK)
    _refuse_bytes(start)
    parser = etree.XMLPullParser(events=("end",), resolve_entities=False, no_network=True, huge_tree=False)
    failed = None
    try:
        parser.feed(start)
    except etree.XMLSyntaxError as error:
        failed = error
    # a header before the fault still says what the file is, so that its refusal stands in the reject report
    for _, element in parser.read_events():
        if _name(element) == "header":
            return _header(element)
    if failed is not None:
        _raise_unreadable(failed)
    raise Unreadable("the XML has no Header in its first megabyte")


def scan(path: Path) -> None:
    """Read every byte once before any of them is parsed. Raises `Unreadable`."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise Unreadable(f"the file is larger than {MAX_BYTES >> 20} MiB")
    read, tail = 0, b""
    with path.open("rb") as file:
        start = file.read(_CHUNK)
        decoder = codecs.getincrementaldecoder(_refuse_bytes(start))()
        chunk = start
        while chunk:
            if b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk:
                raise Unreadable("the XML brings a document type of its own (DOCTYPE), which is never read")
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                raise Unreadable(f"bytes after the first {read} are not in the encoding that the file states") from None
            read, tail = read + len(chunk), chunk[-16:]
            chunk = file.read(_CHUNK)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise Unreadable("the file ends inside a character") from None


def children(file: BinaryIO) -> Iterator[Header | etree._Element]:
    """First the header, then each element below `Children`, of which none is kept. Raises `Unreadable`."""
    events = etree.iterparse(
        file, events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    path: list[str] = []
    below = beside = 0
    try:
        for event, element in events:
            if event == "start":
                path.append(_name(element))
                in_child = len(path) > 2 and path[1] == "children"
                below, beside = (below + 1, beside) if in_child else (below, beside + 1)
                _refuse_shape(path, below, beside)
                _refuse_text(sum(len(value) for value in element.attrib.values()))
                continue
            _refuse_text(len(element.text or ""))
            if path == ["message", "header"]:
                yield _header(element)
            elif len(path) == 3 and path[1] == "children":
                yield element
                below = 0
                _forget(element)
            path.pop()
    except etree.XMLSyntaxError as error:
        _raise_unreadable(error)


def _refuse_shape(path: list[str], below: int, beside: int) -> None:
    if path[0] != "message":
        raise Unreadable("the root of the XML is not Message")
    if len(path) > MAX_DEPTH:
        raise Unreadable(f"the XML is nested more than {MAX_DEPTH} deep")
    if below > MAX_ELEMENTS_OF_A_CHILD:
        raise Unreadable(f"one child has more than {MAX_ELEMENTS_OF_A_CHILD:,} elements")
    if beside > MAX_ELEMENTS_BESIDE:
        raise Unreadable(f"more than {MAX_ELEMENTS_BESIDE:,} elements stand outside Children")


def _refuse_text(length: int) -> None:
    if length > MAX_TEXT:
        raise Unreadable(f"an element holds more than {MAX_TEXT:,} characters")


def _forget(element: etree._Element) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _refuse_bytes(start: bytes) -> str:
    """The codec of the file, from its first bytes."""
    if not start.strip():
        raise Unreadable("the file is empty")
    if start.startswith(_WIDE):
        raise Unreadable("the file is UTF-16 or UTF-32; export it as UTF-8")
    if not start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        raise Unreadable("the file is not XML")
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise Unreadable("the XML brings a document type of its own (DOCTYPE), which is never read")
    declared = re.search(rb"""^[^>]*?<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']""", start[:1000])
    name = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    if name not in _ENCODINGS:
        raise Unreadable(f"the XML states an encoding other than {', '.join(_ENCODINGS)}")
    return _ENCODINGS[name]


def _raise_unreadable(error: etree.XMLSyntaxError) -> None:
    # the parser's own words can hold what the file holds
    if error.code in _CUT_OFF:
        raise Unreadable(f"the XML breaks off in line {error.lineno}") from None
    raise Unreadable(f"the XML is not well-formed in line {error.lineno}") from None


def _name(element: etree._Element) -> str:
    tag = str(element.tag)
    if tag.startswith("{"):
        raise Unreadable("elements stand in a namespace; the census has none")
    return tag.lower()


def _header(element: etree._Element) -> Header:
    held = {_name(one): (one.text or "").strip() for one in element.iter(etree.Element)}
    return Header(held.get("collection", "").upper(), held.get("year", ""), held.get("lea", ""))
