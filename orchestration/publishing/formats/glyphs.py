"""Which characters a font can show, so that a text with another one never stops a document.

Belongs here: reading the character map of an OpenType file. Does not belong here: which fonts are used (`typesetting`).
"""

from __future__ import annotations

from pathlib import Path
from struct import unpack_from

UNSHOWN = "?"
"""Stands for a character that the font has no glyph for: tagged PDF allows no empty box."""


def characters(font: Path) -> frozenset[int]:
    """The code points of the font's own map: its segments (format 4) or its groups (format 12)."""
    data = font.read_bytes()
    tables = {data[at : at + 4]: unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * data[5], 16)}
    start = tables[b"cmap"]
    found: set[int] = set()
    for place in range(unpack_from(">H", data, start + 2)[0]):
        at = start + unpack_from(">I", data, start + 8 + 8 * place)[0]
        kind = unpack_from(">H", data, at)[0]
        if kind == 4:
            found |= _segments(data, at)
        elif kind == 12:
            for group in range(unpack_from(">I", data, at + 12)[0]):
                first, last = unpack_from(">II", data, at + 16 + 12 * group)
                found.update(range(first, last + 1))
    return frozenset(found)


def _segments(data: bytes, at: int) -> set[int]:
    twice = unpack_from(">H", data, at + 6)[0]
    found: set[int] = set()
    for place in range(0, twice, 2):
        last = unpack_from(">H", data, at + 14 + place)[0]
        first = unpack_from(">H", data, at + 16 + twice + place)[0]
        delta = unpack_from(">H", data, at + 16 + 2 * twice + place)[0]
        offset_at = at + 16 + 3 * twice + place
        offset = unpack_from(">H", data, offset_at)[0]
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code if not offset else unpack_from(">H", data, offset_at + offset + 2 * (code - first))[0]
            if (glyph + delta) % 65536 and (not offset or glyph):
                found.add(code)
    return found
