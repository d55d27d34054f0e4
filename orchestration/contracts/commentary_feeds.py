"""The feed of words: what the service says of its figures, indicator by indicator and month by month.

Belongs here: its declaration, and what its lines may hold. Does not belong here: figures (`staff_feeds` has those that
are returned by hand), where the words are shown.
"""

from __future__ import annotations

from orchestration.contracts import codes
from orchestration.contracts.declare import WORDS, may, must
from orchestration.contracts.shape import Column, Feed

SAID = 4000
"""Longest commentary: two pages, so that nobody pastes a case file."""
REASON = 600
"""Longest reason for moving an indicator on the front page."""

COMMENTARY = Feed(
    "local_commentary",
    (
        must("indicator_code", "id", codes.REGISTERED),
        must("period_end", "date"),
        Column("analysis", longest=SAID),
        Column("response", longest=SAID),
        Column("response_owner", longest=WORDS),
        may("response_due", "date", may_be_future=True),
        Column("author", required=True, longest=WORDS),
        # December is commented on in January, and the file lies beside December's extract
        must("written_on", "date", may_be_future=True),
        may("board_group", "lower", codes.BOARD_GROUP),
        Column("board_group_reason", longest=REASON),
    ),
    key=("indicator_code", "period_end"),
    needs=(
        ("indicator_code", "period_end"),
        *((said, signed) for said in ("analysis", "response", "board_group") for signed in ("author", "written_on")),
        ("board_group", "board_group_reason"),
    ),
    names_nobody=("analysis", "response", "response_owner", "author", "board_group_reason"),
    is_commentary=True,
    history=True,
)

COMMENTARY_FEEDS = (COMMENTARY,)
