"""A room for `opener` that opens nothing and says below which limits it runs."""

from __future__ import annotations

import json
import resource
from pathlib import Path


def main(source: str, told: str) -> int:
    """Write the limits of processor seconds, bytes of memory and bytes of a core file, in this order."""
    limits = (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_CORE)
    Path(told).write_text(json.dumps([resource.getrlimit(one) for one in limits]), encoding="utf-8")
    return 0
