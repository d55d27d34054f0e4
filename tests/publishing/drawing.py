"""Reads a drawing back as its reader meets it: texts with the room they take, colours, shapes.

Belongs here: measuring an SVG. Does not belong here: what a chart must hold (`test_charts`, `test_pictures`).
"""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from orchestration.publishing.charts.labels import Box
from orchestration.publishing.charts.style import PALETTE, SIZE, width

NAMESPACE = "{http://www.w3.org/2000/svg}"
FORBIDDEN = {"script", "foreignObject", "style", "image", "use", "pattern", "linearGradient", "animate"}


@dataclass(frozen=True)
class Words:
    """A text, how it is drawn and where."""

    text: str
    size: float
    colour: str
    box: Box


class Drawing:
    """One parsed `<svg>`."""

    def __init__(self, svg: str) -> None:
        self.svg = str(svg)
        self.root = ET.fromstring(self.svg)
        _, _, self.wide, self.high = (float(part) for part in self.root.attrib["viewBox"].split())

    @property
    def alt(self) -> str:
        return self.root.attrib["aria-label"]

    def all(self, tag: str) -> list[ET.Element]:
        return list(self.root.iter(NAMESPACE + tag))

    @property
    def words(self) -> list[Words]:
        return [self._words(element) for element in self.all("text")]

    @property
    def texts(self) -> list[str]:
        return [found.text for found in self.words]

    def _words(self, element: ET.Element) -> Words:
        at, text = element.attrib, element.text or ""
        size = float(at.get("font-size", SIZE))
        wide = width(text, size, bold=at.get("font-weight") == "bold")
        x, y = float(at["x"]), float(at["y"])
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[at["text-anchor"]]
        return Words(text, size, at["fill"], Box(left, y - size * 0.72, left + wide, y + size * 0.2))

    def faults(self) -> list[str]:
        """Every rule of a chart that this one breaks; nothing about what it shows."""
        found = [f"colour {colour}" for colour in set(re.findall(r"#[0-9A-Fa-f]{3,8}", self.svg)) - PALETTE]
        found += [f"element {name}" for name in FORBIDDEN if self.all(name)]
        found += [
            f"attribute {name}" for name in ("transform", "rotate", "class", "id", "href") if f" {name}=" in self.svg
        ]
        for words in self.words:
            if words.size < 12:
                found.append(f"small: {words.text}")
            if words.colour not in ("#000000", "#595959"):
                found.append(f"coloured: {words.text}")
            if words.box.left < 0 or words.box.right > self.wide or words.box.top < 0 or words.box.bottom > self.high:
                found.append(f"beyond the edge: {words.text}")
        pairs = itertools.combinations([words for words in self.words if words.text.strip()], 2)
        found += [f"overlap: {one.text} and {other.text}" for one, other in pairs if one.box.over(other.box)]
        return found


def contrast(one: str, other: str) -> float:
    """Contrast of two colours by WCAG 2.2, from 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
