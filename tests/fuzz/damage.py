"""Damage to bytes, whatever they are."""

from __future__ import annotations

from random import Random

SPICE = (
    b'"', b",", b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xc3", b'""', b"\n\n", b",,", b"NULL", b" ", b"\xef\xbb\xbf",
    b"'", b";",
    b"\xed\xa0\x80", b"\xf0\x9f", b"\x1a", b"\x80", b"\xfe\xff", b"\xff\xfe", b"PK\x03\x04", b"PAR1", b"\x1f\x8b",
    b"<", b">", b"&",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"%PDF-1.7", b"{",
    b"MZ",
)  # fmt: skip


def damage(draw: Random, content: bytes) -> tuple[bytes, list[str]]:
    """The content with one to six places changed, or cut; and the names of what was done."""
    done = []
    for _ in range(draw.choice((1, 1, 2, 3, 6))):
        way = draw.choice(("flip", "spice", "spice", "cut", "splice", "fill", "drop", "join"))
        content = _changed(draw, content, way)
        done.append(way)
    return content, done


def flipped(draw: Random, content: bytes, at: int) -> bytes:
    """One bit of one byte turned."""
    return content[:at] + bytes([content[at] ^ (1 << draw.randrange(8))]) + content[at + 1 :]


def _changed(draw: Random, content: bytes, way: str) -> bytes:
    at = draw.randint(0, len(content))
    if way == "flip" and content:
        return flipped(draw, content, min(at, len(content) - 1))
    if way == "cut":
        return content[:at]
    if way == "splice":
        other = draw.randint(0, len(content))
        return content[:at] + content[other : other + draw.choice((4, 40, 400))] + content[at:]
    if way == "fill":
        return content[:at] + bytes([draw.randrange(256)]) * draw.choice((1, 8, 512)) + content[at + 8 :]
    if way == "drop":
        return content[:at] + content[at + draw.choice((1, 2, 4, 16)) :]
    if way == "join":
        # two lines become one
        ends = [place for place, byte in enumerate(content) if byte == 10]
        return content if not ends else content[: (end := draw.choice(ends))] + content[end + 1 :]
    spice = draw.choice(SPICE)
    return content[:at] + spice + content[at + draw.choice((0, 0, len(spice), 9)) :]
