"""Writes the documents that are read on paper: the board pack and the indicator cards of every council, as tagged PDF.

Belongs here: which documents there are, their names, titles and dates. Does not belong here: what they say
(`pdf_board`, `pdf_cards`), setting them (`typesetting`) and their looks (templates/*.typ).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from orchestration.publishing.content.commentary import MISSING
from orchestration.publishing.content.downloads import FOLDER, board_file, cards_file
from orchestration.publishing.content.pack import Pack, packs
from orchestration.publishing.formats import pdf_board, pdf_cards
from orchestration.publishing.formats.typesetting import typesetter
from orchestration.publishing.reading import Marts
from orchestration.publishing.words import wording

FICTIONAL = "This council is fictional. No figure in this document describes a real child or a real place."


def write_pdf(marts: Marts, folder: Path) -> None:
    """Write the documents of every council into its folder of downloads; one without a whole month has none."""
    with typesetter() as setter:
        for pack in packs(marts):
            if not pack.subjects:
                continue
            files = folder / pack.la_code / FOLDER
            files.mkdir(parents=True, exist_ok=True)
            when = pack.council.get("as_at")
            (files / board_file(pack)).write_bytes(setter.pdf("board_pack.typ", board(pack), when))
            (files / cards_file(pack)).write_bytes(setter.pdf("indicator_cards.typ", cards(pack), when))


def board(pack: Pack) -> dict[str, Any]:
    """All that the board pack is set from."""
    intro = f"Data as at {pack.as_at}. Edition {pack.edition_id}."
    return {**_frame(pack, "board pack"), "intro": intro, **pdf_board.board_pack(pack)}


def cards(pack: Pack) -> dict[str, Any]:
    """All that the indicator cards are set from."""
    intro = (
        f"One card for each of {len(pack.subjects)} indicators, by service. Latest month: "
        f"{wording.month(pack.subjects[0].end)}. Data as at {pack.as_at}. Edition {pack.edition_id}."
    )
    return {**_frame(pack, "indicator cards"), "intro": intro, "cards": pdf_cards.cards(pack)}


def _frame(pack: Pack, kind: str) -> dict[str, Any]:
    """What every document says of itself: title and author for the reader's program, and the foot of each page."""
    name = str(pack.council["council_name"])
    return {
        "title": f"{name}: children's services {kind}, {wording.month(pack.subjects[0].end)}",
        "author": f"{name}, children's services",
        "description": f"Data as at {pack.as_at}, edition {pack.edition_id}",
        "foot": f"{name}. Data as at {pack.as_at}. Edition {pack.edition_id}. Not for publication.",
        "missing": MISSING,
        "notice": FICTIONAL if pack.council.get("is_fictional") else "",
    }
