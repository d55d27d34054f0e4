"""Whole nights of the small council without a feed, through the command line.

Belongs here: one night, and what it published. Does not belong here: what is expected (`expected`).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb

from orchestration.sample import LA_CODE
from orchestration.settings import Home
from tests.feeds.expected import MARTS, Published, published

SCORECARDS = Path(sys.executable).parent / "scorecards"


def night(landing: Path, home: Home) -> str:
    """One night; what the command said if it did not publish, else nothing."""
    command = [str(SCORECARDS), "nightly", "--landing", str(landing), "--home", str(home.root)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    return "" if done.returncode == 0 else done.stderr


def read(home: Home, where: str = "true", measures: str = "true") -> Published:
    """What stands in the published marts; `measures` chooses among the measures alone."""
    marts = home.published / "current" / "marts"
    relations = {name: f"read_parquet('{marts / name}.parquet')" for name in MARTS}
    relations["kpi_measures"] = f"(from {relations['kpi_measures']} where {measures})"
    with duckdb.connect() as connection:
        return published(connection, relations, where)[LA_CODE]
