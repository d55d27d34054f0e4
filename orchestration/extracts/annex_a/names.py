"""Under which names files of this format stand in the ledger.

Belongs here: names only. Does not belong here: finding out what a file holds (`sheets`).
"""

from __future__ import annotations

import re

ENDINGS = (".xlsx", ".xlsm", ".xls", ".csv")


def is_feed(feed: str) -> bool:
    """Whether a ledger entry stands for a file of this format."""
    return re.fullmatch(r"annex_a(_list_(1[01]?|[2-9]))?", feed) is not None
