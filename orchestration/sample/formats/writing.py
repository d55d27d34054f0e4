"""The fictional council's deliveries in another format, below `<la_code>/<extract date>/`.

Belongs here: which files make a delivery. Does not belong here: what stands in them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from orchestration.sample.council import Council
from orchestration.sample.formats.annex_a import write_annex_a
from orchestration.sample.formats.cin_census import write_cin_census
from orchestration.sample.formats.records import Records
from orchestration.sample.formats.ssda903 import write_ssda903

SNAPSHOTS = 13
# The CIN census is read from 2021 on and the council's history ends in 2020; four years keep every day and month.
YEARS_LATER = 4
FIRST_RETURN = 2022
_POPULATION = "local_populations"


def write_form(
    form: str, landing: Path, la_code: str, council: Council, tell: Callable[[str, int, int], None]
) -> list[Path]:
    """Write the deliveries as `annex_a` or as `returns`; the files' paths. The population comes beside them, as a feed
    of its own."""
    paths = []
    last = date(2020, 12, 31)
    if form == "returns":
        records = Records(council.texts(str(last)), last, YEARS_LATER)
        folder = _folder(landing, la_code, records.as_at)
        paths += write_cin_census(folder, records, la_code, FIRST_RETURN)
        paths += write_ssda903(folder, records, FIRST_RETURN)
        return paths + records.write_csv(folder, _POPULATION)
    for number in range(SNAPSHOTS):
        tell("workbooks", number, SNAPSHOTS)
        months = last.year * 12 + last.month - SNAPSHOTS + number + 1
        as_at = date(months // 12, months % 12 + 1, 1) - timedelta(1)
        records = Records(council.texts(str(as_at)), as_at)
        folder = _folder(landing, la_code, as_at)
        paths += [write_annex_a(folder / f"Annex_A_{as_at}.xlsx", records), *records.write_csv(folder, _POPULATION)]
    tell("workbooks", SNAPSHOTS, SNAPSHOTS)
    return paths


def _folder(landing: Path, la_code: str, as_at: date) -> Path:
    folder = landing / la_code / str(as_at)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
