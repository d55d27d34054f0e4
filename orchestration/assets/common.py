"""What every asset here shares: owner, how durations and councils are written into metadata.

Belongs here: constants and helpers that two or more asset modules use. Does not belong here: an asset.
"""

from __future__ import annotations

import time

from orchestration.problems import Exit, Problem

OWNER = "team:data"
DURATION = "duration_seconds"
ROWS = "dagster/row_count"  # the key under which Dagster's pages draw row counts


class Clock:
    """Seconds since it was made, for metadata."""

    def __init__(self) -> None:
        self._started = time.perf_counter()

    @property
    def seconds(self) -> float:
        return round(time.perf_counter() - self._started, 3)


def damaged(error: Exception) -> Problem:
    """A broken row law, vault or ledger as a problem. The texts of these errors name files and counts only."""
    lost_rows = type(error).__name__ == "RowLawBroken"
    return Problem(
        what="what was received can no longer be trusted, so the night stopped",
        where=str(error),
        why="the program lost or made rows: a defect" if lost_rows else "a file under the home was altered or lost",
        mend="report this with the counts shown here" if lost_rows else "restore the file named here from a backup",
        exit_code=Exit.CONTRACT,
    )


def bad_mapping(error: Exception) -> Problem:
    """A council's mapping that cannot be used: without it its extract would be read wrongly, so nothing is."""
    return Problem(
        what="a council's mapping file cannot be used, so the night stopped",
        where=str(error),
        why="what its headers and values mean is not known, and nothing is guessed",
        mend="correct the file, or put its last version back (docs/recognition.md)",
        exit_code=Exit.CONTRACT,
    )
