"""The same marts give the same bytes in every format, whatever time zone and locale the machine is set to.

Belongs here: every format at once, of marts with words, signals, revisions and staff.
"""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from orchestration.publishing import publish
from orchestration.settings import PROJECT, Home
from tests.publishing.marts_fixture import make_rows, write_warehouse
from tests.publishing.staff_fixture import with_staff
from tests.publishing.told_fixture import with_words

WRITE = """
import contextlib, locale, sys
from pathlib import Path
from orchestration.publishing import RunRecord
from orchestration.publishing.formats import write_formats
from orchestration.publishing.reading import read_marts
with contextlib.suppress(locale.Error):  # the machine may lack it
    locale.setlocale(locale.LC_ALL, "")
write_formats(read_marts(Path(sys.argv[1])), Path(sys.argv[2]), RunRecord())
"""
MACHINES = (("Pacific/Auckland", "C"), ("America/New_York", "C.UTF-8"), ("Pacific/Apia", "tr_TR.UTF-8"))
FORMATS = {".html", ".csv", ".zip", ".pdf", ".xlsx", ".pptx"}


def test_every_format_has_the_same_bytes_under_three_time_zones_and_two_locales(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    write_warehouse(home.warehouse, with_words(with_staff(make_rows(("990",)))))
    marts = publish(home).path / "marts" / "marts.duckdb"
    made = []
    for zone, language in MACHINES:
        folder = tmp_path / zone.replace("/", "_")
        subprocess.run(
            [sys.executable, "-c", WRITE, str(marts), str(folder)],
            env={**os.environ, "TZ": zone, "LC_ALL": language},
            cwd=PROJECT,
            check=True,
        )
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        made.append({path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files})
    assert {Path(name).suffix for name in made[0]} == FORMATS
    assert {"990/workforce.html", "990/changes.html"} <= made[0].keys()
    assert made[0] == made[1] == made[2]
