"""XML from outside, read as a stream with nothing trusted: limits, no document types, no entities, no network.

Belongs here: which bytes are read at all, and one element tree per child, for every return that is XML. Does not belong
here: what an element means (`cin_census`, `ssda903`). No message repeats anything that the file holds.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
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
CHUNK = 1 << 20
_ENCODINGS = {"utf-8": "utf-8", "us-ascii": "ascii", "iso-8859-1": "latin-1", "windows-1252": "cp1252"}
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\0\0\xfe\xff", b"<\0", b"\0<")
_CUT_OFF = {etree.ErrorTypes.ERR_TAG_NOT_FINISHED, etree.ErrorTypes.ERR_GT_REQUIRED}
_DOCTYPE = "the XML brings a document type of its own (DOCTYPE), which is never read"


def opening(path: Path) -> Iterator[tuple[str, etree._Element]]:
    """'start' and 'end' of the elements in the first megabyte; a fault in it is raised after those before the fault.

    Raises `Unreadable` and `OSError`.
    """
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        start = file.read(CHUNK)
    _refuse_bytes(start)
    parser = etree.XMLPullParser(events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False)
    failed = None
    try:
        parser.feed(start)
    except etree.XMLSyntaxError as error:
        failed = error
    yield from parser.read_events()
    if failed is not None:
        _raise_unreadable(failed)


def scan(path: Path) -> None:
    """Read every byte once before any of them is parsed. Raises `Unreadable`."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise Unreadable(f"the file is larger than {MAX_BYTES >> 20} MiB")
    read, tail = 0, b""
    with path.open("rb") as file:
        start = file.read(CHUNK)
        decoder = codecs.getincrementaldecoder(_refuse_bytes(start))()
        chunk = start
        while chunk:
            if b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk:
                raise Unreadable(_DOCTYPE)
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                raise Unreadable(f"bytes after the first {read} are not in the encoding that the file states") from None
            read, tail = read + len(chunk), chunk[-16:]
            chunk = file.read(CHUNK)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise Unreadable("the file ends inside a character") from None


def elements(
    file: BinaryIO, stem: tuple[str, ...], beside: tuple[str, ...] = ()
) -> Iterator[tuple[bool, etree._Element]]:
    """Each element below `stem` (names from the root down, in lower case), of which none is kept: (True, element); and
    each that stands at `beside`: (False, element). Raises `Unreadable`."""
    events = etree.iterparse(
        file, events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    path: list[str] = []
    below = outside = 0
    try:
        for event, element in events:
            if event == "start":
                path.append(name_of(element))
                in_child = len(path) > len(stem) and tuple(path[: len(stem)]) == stem
                below, outside = (below + 1, outside) if in_child else (below, outside + 1)
                _refuse_shape(path, stem, below, outside)
                _refuse_text(sum(len(value) for value in element.attrib.values()))
                continue
            _refuse_text(len(element.text or ""))
            if tuple(path) == beside:
                yield False, element
            elif tuple(path[:-1]) == stem:
                yield True, element
                below = 0
                _forget(element)
            path.pop()
    except etree.XMLSyntaxError as error:
        _raise_unreadable(error)


def name_of(element: etree._Element) -> str:
    """The element's name in lower case. Raises `Unreadable` for one in a namespace."""
    tag = str(element.tag)
    if tag.startswith("{"):
        raise Unreadable("elements stand in a namespace; the return has none")
    return tag.lower()


def _refuse_shape(path: list[str], stem: tuple[str, ...], below: int, outside: int) -> None:
    if path[0] != stem[0]:
        raise Unreadable("the root of the XML is not that of the return")
    if len(path) > MAX_DEPTH:
        raise Unreadable(f"the XML is nested more than {MAX_DEPTH} deep")
    if below > MAX_ELEMENTS_OF_A_CHILD:
        raise Unreadable(f"one child has more than {MAX_ELEMENTS_OF_A_CHILD:,} elements")
    if outside > MAX_ELEMENTS_BESIDE:
        raise Unreadable(f"more than {MAX_ELEMENTS_BESIDE:,} elements stand outside the children")


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
        raise Unreadable(_DOCTYPE)
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
