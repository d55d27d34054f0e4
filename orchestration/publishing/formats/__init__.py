"""One writer for each format that people open, all from the same content.

Belongs here: HTML, PDF, workbook, slides and CSV, their templates, and the list of writers. Does not belong here:
choosing or rounding a figure, and wording (`content`, `words`). A writer gives the same bytes for the same marts.
"""

from __future__ import annotations

from pathlib import Path

from orchestration.publishing.content.downloads import FOLDER
from orchestration.publishing.content.pack import packs
from orchestration.publishing.formats.figures_csv import write_figures
from orchestration.publishing.formats.pdf import write_pdf
from orchestration.publishing.formats.site import write_site
from orchestration.publishing.formats.slides import write_slides
from orchestration.publishing.formats.workbook import write_workbook
from orchestration.publishing.reading import Marts
from orchestration.publishing.record import RunRecord


def write_formats(marts: Marts, folder: Path, record: RunRecord) -> None:
    """Write every format of every council below `folder`: pages at its top, files to download beside them."""
    write_site(marts, folder, record)
    for pack in packs(marts):
        files = folder / pack.la_code / FOLDER
        write_workbook(pack, files)
        write_figures(pack, files)
        write_slides(pack, files)
    write_pdf(marts, folder)
