"""Under which names files of this format stand in the ledger.

Belongs here: names only. Does not belong here: finding out what a file holds (`sheets`).
"""

from __future__ import annotations

import re

ENDINGS = (".xlsx", ".xlsm", ".xls", ".csv")


WORKBOOK = "annex_a"


def is_feed(feed: str) -> bool:
    """Whether a ledger entry stands for a file of this format."""
    return is_workbook(feed) or re.fullmatch(rf"{WORKBOOK}_list_(1[01]?|[2-9])", feed) is not None


def is_workbook(feed: str) -> bool:
    """Whether a ledger entry stands for a workbook of several lists, of which a delivery may have more than one."""
    return re.fullmatch(rf"{WORKBOOK}(_\d+)?", feed) is not None


def workbook(number: int) -> str:
    """The ledger's name of the first, second … workbook of a delivery."""
    return WORKBOOK if number == 1 else f"{WORKBOOK}_{number}"
