"""What every asset here shares: owner, how durations and councils are written into metadata.

Belongs here: constants and helpers that two or more asset modules use. Does not belong here: an asset.
"""

from __future__ import annotations

import time

import dagster as dg

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


def output_name(key: dg.AssetKey) -> str:
    return "__".join(key.path)
