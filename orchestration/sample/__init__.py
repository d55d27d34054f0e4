"""Wexbridge: a fictional council whose extracts look, count and move like a real one's, made from a seed.

Belongs here: a whole delivery, from the simulation to the files. Does not belong here: the services (one module
each), the levels they follow (`levels`), or anything the pipeline itself needs: it reads these files like any
council's.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from orchestration.sample.council import Council

LA_CODE = "990"
EXTRACT_DATE = "2020-12-31"
EARLIER_DATE = "2020-11-30"
FORMS = ("ssd", "annex_a", "returns")

__all__ = ["EARLIER_DATE", "EXTRACT_DATE", "FORMS", "LA_CODE", "write"]


def write(
    destination: Path,
    seed: int = 2020,
    scale: float = 1.0,
    progress: Callable[[str, int, int], None] | None = None,
    form: str = "ssd",
) -> list[Path]:
    """Write the council's deliveries below `destination`/990 and return the files' paths.

    `form` is one of `FORMS`: tables of 30 November and 31 December 2020; monthly workbooks of Annex A; CIN census and
    SSDA903 (docs/sample.md). `scale` multiplies children, events and staff (1.0 is a council of about 51,000 children).
    `progress` is told the name of the step, how many are done and how many there are. The same seed, scale and form
    give the same bytes.
    """
    tell = progress or (lambda *_: None)
    council = Council(seed, scale, tell)
    if form != "ssd":
        from orchestration.sample.formats.writing import write_form

        return write_form(form, Path(destination), LA_CODE, council, tell)
    paths: list[Path] = []
    for date in (EARLIER_DATE, EXTRACT_DATE):
        folder = Path(destination) / LA_CODE / date
        folder.mkdir(parents=True, exist_ok=True)
        paths += council.deliver(folder, date, tell)
    return paths
