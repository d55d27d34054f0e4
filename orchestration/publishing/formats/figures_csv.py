"""Writes the tidy CSV of a council with its metadata file, and the same with every part in an archive.

Belongs here: names of files, encoding, quoting and packing. Does not belong here: rows and columns
(`content/figures`). UTF-8 without a mark, line feeds, quotation marks only where a comma needs them, no time of
writing in the archive: the same bytes for the same marts.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from orchestration.publishing.content import figures
from orchestration.publishing.content.downloads import breakdowns_file, figures_file
from orchestration.publishing.content.pack import Pack
from orchestration.publishing.formats.stable_zip import timeless


def write_figures(pack: Pack, folder: Path) -> None:
    """Write the files into the folder; a council without a whole month gets none."""
    if not pack.subjects:
        return
    folder.mkdir(parents=True, exist_ok=True)
    whole, parts = figures_file(pack), breakdowns_file(pack)
    for name, content in _pair(whole, figures.rows(pack, parts=False)):
        (folder / name).write_bytes(content)
    with zipfile.ZipFile(folder / f"{parts}.zip", "w") as archive:
        for name, content in _pair(parts, figures.rows(pack, parts=True)):
            archive.writestr(timeless(name), content)


def _pair(name: str, rows: Iterable[Sequence[str]]) -> list[tuple[str, bytes]]:
    """The data file and its twin, by name."""
    head = [column.name for column in figures.COLUMNS]
    return [(f"{name}.csv", _csv(head, rows)), (f"{name}.meta.csv", _csv(figures.META, figures.metadata()))]


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")
