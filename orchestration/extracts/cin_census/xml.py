"""The census as XML: its years, its header, its children one after the other.

Belongs here: where in the file they stand. Does not belong here: safety of the bytes (`guarded_xml`), what an element
of a child means (`elements`). No message repeats anything that the file holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from orchestration.extracts import guarded_xml
from orchestration.extracts.guarded_xml import name_of
from orchestration.extracts.scout import Unreadable

YEARS = range(2021, 2027)


@dataclass(frozen=True)
class Header:
    """What the file says about itself; empty where it does not say it."""

    collection: str = ""
    year: str = ""
    council: str = ""


def peek(path: Path) -> Header:
    """The header, from the first megabyte. Raises `Unreadable` and `OSError`."""
    # a header before a fault still says what the file is, so that its refusal stands in the reject report
    for event, element in guarded_xml.opening(path):
        if event == "end" and name_of(element) == "header":
            return _header(element)
    raise Unreadable("the XML has no Header in its first megabyte")


def children(file: BinaryIO) -> Iterator[Header | etree._Element]:
    """First the header, then each element below `Children`, of which none is kept. Raises `Unreadable`."""
    for is_child, element in guarded_xml.elements(file, ("message", "children"), beside=("message", "header")):
        yield element if is_child else _header(element)


def _header(element: etree._Element) -> Header:
    held = {name_of(one): (one.text or "").strip() for one in element.iter(etree.Element)}
    return Header(held.get("collection", "").upper(), held.get("year", ""), held.get("lea", ""))
