"""Accepting a held feed: what a person says about the newest deliveries, put on the ledger.

Belongs here: finding what is held, and by whose word it is taken. Does not belong here: what is a surprise
(`plausibility`), the list itself (`acceptances`).
"""

from __future__ import annotations

import getpass
import os
from datetime import UTC, datetime

from orchestration.extracts.acceptances import Acceptance, accept
from orchestration.extracts.lake import selected
from orchestration.extracts.plausibility import HELD
from orchestration.settings import Home

LONGEST_REASON = 300


class NotHeld(Exception):
    """There is nothing to accept there, or no reason was given; says what is held."""


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        return f"user {os.getuid()}"


def accept_held(home: Home, la_code: str, extract_date: str, feed: str, reason: str) -> str:
    """Why the feed was held, once its acceptance is on the ledger. Raises `NotHeld`."""
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise NotHeld(f"a reason of 1 to {LONGEST_REASON} characters is needed")
    held = [item for one in selected(home) for item in one.outcomes if item.status == HELD]
    for item in held:
        if (item.la_code, str(item.as_at), item.feed) == (la_code, extract_date, feed):
            now = datetime.now(UTC).isoformat(timespec="seconds")
            place = item.la_code, extract_date, item.feed, item.file_hash
            accept(home, Acceptance(*place, reason.strip(), _who(), now))
            return item.reason
    places = ", ".join(f"{item.la_code} {item.as_at} {item.feed}" for item in held)
    raise NotHeld(f"that feed is not held; held are: {places}" if held else "nothing is held")
