"""Sets a document with Typst: tagged PDF/UA, its own fonts, no system font, no network, no clock.

Belongs here: fonts, the call of the compiler, what makes the file small. Does not belong here: what a document says
(`pdf_cards`, `pdf_board`) and how it looks (templates/*.typ).
"""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import font_source_sans_pro
import pikepdf
import typst

from orchestration.publishing.formats.glyphs import UNSHOWN, characters
from orchestration.publishing.promise import PublishError

TEMPLATES = Path(__file__).parent / "templates"
FAMILY = "Source Sans Pro"
FACES = ("Regular", "Bold")
FONTS = Path(font_source_sans_pro.__file__).parent / "files"
EDGE = re.compile(r' stroke="#FFFFFF" stroke-width="[\d.]+" paint-order="stroke"')
LABEL = re.compile(
    r'<text x="(?P<x>[\d.-]+)" y="(?P<y>[\d.-]+)" text-anchor="(?P<anchor>\w+)" fill="(?!#595959)[^>]*'
    r'paint-order="stroke"[^>]*>(?P<words>[^<]*)</text>'
)
"""A label beside a line or on a bar; those of the axis, in grey, have nothing behind them."""
SIZE, LETTER = 13.0, 6.4
"""Height and mean width of a label's letters."""
PLACE = re.compile(r"[a-z_]+\.typ:\d+")
LAYOUT = re.compile(r"[\x00-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


@contextmanager
def typesetter() -> Iterator[Typesetter]:
    """A compiler with the two faces that the documents are set in, and no other font of this machine.

    The package holds each face twice, and the compiler takes the one that the folder happens to list first: a folder
    of our own with one file a face gives the same bytes everywhere.
    """
    with tempfile.TemporaryDirectory() as folder:
        for face in FACES:
            (Path(folder) / f"{face}.otf").symlink_to(_file(face))
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
        yield Typesetter(fonts)


class Typesetter:
    """Sets documents with the fonts it was given."""

    def __init__(self, fonts: typst.Fonts) -> None:
        self.fonts = fonts

    def pdf(self, template: str, data: dict[str, Any], when: date | None) -> bytes:
        """One document from a template and its data, dated `when`: the same bytes for the same data.

        Raises PublishError when it cannot be set, without the text that could not.
        """
        stamp = datetime(when.year, when.month, when.day, tzinfo=UTC) if when else datetime(1970, 1, 1, tzinfo=UTC)
        try:
            raw = typst.compile(
                TEMPLATES / template,
                root=TEMPLATES,
                font_paths=self.fonts,
                sys_inputs={"data": json.dumps(shown(data), ensure_ascii=False)},
                pdf_standards=["ua-1"],
                timestamp=stamp,
            )
        except typst.TypstError as error:
            # The compiler's own words can quote the data, so only the place in the template is passed on.
            place = PLACE.search(error.diagnostic or "")
            raise PublishError(f"{template} could not be set" + (f" ({place[0]})" if place else "")) from None
        return packed(raw)


def packed(raw: bytes) -> bytes:
    """The same document with its tags in compressed object streams: a quarter of the size."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def drawn(svg: str) -> str:
    """A chart as it is set on paper: in the document's font, its labels on white ground instead of with a white edge.

    An edge is set as one outline a letter, which made half of the file.
    """
    return re.sub(r'font-family="[^"]*"', f'font-family="{FAMILY}"', EDGE.sub("", LABEL.sub(_grounded, svg)))


def _grounded(label: re.Match[str]) -> str:
    wide = len(unescape(label["words"])) * LETTER
    left = float(label["x"]) - {"start": 0.0, "middle": wide / 2, "end": wide}[label["anchor"]]
    top = float(label["y"]) - 0.78 * SIZE
    return f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{SIZE}" fill="#FFFFFF"/>{label[0]}'


def shown(data: Any) -> Any:
    """The data with every character that the fonts cannot show replaced, and invisible ones left out."""
    if isinstance(data, str):
        if data.isascii() and data.isprintable():
            return str(data)
        text = LAYOUT.sub("", " ".join(data.split("\n")).replace("\t", " "))
        return text.translate({ord(letter): UNSHOWN for letter in set(text) if ord(letter) not in _coverage()})
    if isinstance(data, dict):
        return {name: shown(value) for name, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [shown(value) for value in data]
    return data


@cache
def _coverage() -> frozenset[int]:
    regular, *others = (characters(_file(face)) for face in FACES)
    return regular.intersection(*others)


def _file(face: str) -> Path:
    return FONTS / f"SourceSansPro-{face}.otf"
