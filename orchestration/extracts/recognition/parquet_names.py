"""The names of a Parquet file's columns, read from the first bytes of its footer in plain Python.

Belongs here: as much of Thrift's compact protocol as leads to the schema. Does not belong here: anything else of the
file. Written by hand since November 2026: libraries for it are C++, a recognised file is not yet in the process with
limits, and a process for each would cost half a second. A footer that is out of order gives no names.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

MAX_BYTES = 1 << 20
"""Of the footer; a schema of 1,000 columns takes a twentieth of it."""
_MAX_DEPTH = 16
_MAGIC = b"PAR1"
# types of the compact protocol
_TRUE, _FALSE, _BYTE, _SMALL, _INT, _LONG, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(1, 13)
_SCHEMA, _NAME, _CHILDREN = 2, 4, 5
"""Numbers of fields: in the footer, and in an element of the schema."""


def names_of(file: BinaryIO) -> list[str] | None:
    """The columns in their order, of nested ones the outermost name; None when the footer cannot be understood."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(size - 8, 0))
    end = file.read(8)
    length = int.from_bytes(end[:4], "little")
    if end[4:] != _MAGIC or length > size - 8:
        return None
    file.seek(size - 8 - length)
    footer = _Compact(file.read(min(length, MAX_BYTES)))
    try:
        for field, kind in footer.fields():
            if (field, kind) == (_SCHEMA, _LIST):
                return _outermost([_element(footer) for _ in range(footer.list_of(_STRUCT))])
            footer.skip(kind)
    except (IndexError, ValueError):
        pass
    return None


def _element(footer: _Compact) -> tuple[str, int]:
    """(name, how many of the elements that follow are inside it)"""
    name, children = "", 0
    for field, kind in footer.fields():
        if (field, kind) == (_NAME, _BINARY):
            name = footer.take(footer.varint()).decode("utf-8", "replace")
        elif (field, kind) == (_CHILDREN, _INT):
            children = footer.number()
        else:
            footer.skip(kind)
    return name, children


def _outermost(elements: list[tuple[str, int]]) -> list[str]:
    """The first element is the whole; a column's inner ones stand behind it, each with its own."""
    found, at = [], 1
    while at < len(elements):
        found.append(elements[at][0])
        pending = 1
        while pending and at < len(elements):
            pending += max(elements[at][1], 0) - 1
            at += 1
    return found


class _Compact:
    """A place in a message of the compact protocol. Raises `IndexError` at its end and `ValueError` for nonsense."""

    def __init__(self, content: bytes) -> None:
        self.content, self.at = content, 0

    def take(self, length: int) -> bytes:
        if length > len(self.content) - self.at:
            raise IndexError
        self.at += length
        return self.content[self.at - length : self.at]

    def varint(self) -> int:
        value = 0
        for shift in range(0, 70, 7):
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
        raise ValueError

    def number(self) -> int:
        value = self.varint()
        return (value >> 1) ^ -(value & 1)

    def fields(self) -> Iterator[tuple[int, int]]:
        """(number, type) of each field of a struct; whoever asks has to take or skip its content."""
        number = 0
        while header := self.take(1)[0]:
            number = number + (header >> 4) if header >> 4 else self.number()
            yield number, header & 0x0F

    def list_of(self, wanted: int) -> int:
        """How many elements follow. Raises `ValueError` when they are of another type."""
        length, kind = self._list()
        if kind != wanted:
            raise ValueError
        return length

    def skip(self, kind: int, depth: int = 0) -> None:
        if depth > _MAX_DEPTH:
            raise ValueError
        if kind in (_BYTE, _SMALL, _INT, _LONG):
            self.take(1) if kind == _BYTE else self.varint()
        elif kind in (_DOUBLE, _BINARY):
            self.take(8 if kind == _DOUBLE else self.varint())
        elif kind in (_LIST, _SET):
            length, inner = self._list()
            for _ in range(length):
                self._skip_one(inner, depth)
        elif kind == _MAP:
            self._skip_map(depth)
        elif kind == _STRUCT:
            for _, inner in self.fields():
                self.skip(inner, depth + 1)
        elif kind not in (_TRUE, _FALSE):
            raise ValueError

    def _skip_map(self, depth: int) -> None:
        length = self.varint()
        kinds = self.take(1)[0] if length else 0
        for _ in range(length):
            self._skip_one(kinds >> 4, depth)
            self._skip_one(kinds & 0x0F, depth)

    def _skip_one(self, kind: int, depth: int) -> None:
        """An element of a list or a map: unlike a field, yes and no take a byte there."""
        self.skip(_BYTE if kind in (_TRUE, _FALSE) else kind, depth + 1)

    def _list(self) -> tuple[int, int]:
        header = self.take(1)[0]
        length = header >> 4
        return (self.varint() if length == 15 else length), header & 0x0F
