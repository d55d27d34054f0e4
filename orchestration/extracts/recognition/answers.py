"""The three answers to "what is this file?", each with words for the person who delivered it.

Belongs here: the shapes of the answers. Does not belong here: finding one (`recognise`). No text repeats a value, and a
column is named only when the contract names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["feed", "annex_a", "ssda903", "cin_census"]


@dataclass(frozen=True)
class Recognised:
    """`feed`: its name in the ledger (`ssd_contacts`, `annex_a_list_7`, `ssda903_episodes_2020`, `cin_census_2024`).

    `evidence`: what it was known by, such as "5 of 5 columns of ssd_cp_plans, among them the key".
    """

    feed: str
    kind: Kind
    evidence: str


@dataclass(frozen=True)
class Ambiguous:
    """Refused, because it could be several things or its name says another than its header.

    `candidates`: what it could be. `feed`: the feed under which the refusal is accounted for; empty when its name says
    none. `reason`: what was found.
    """

    candidates: tuple[str, ...]
    reason: str
    feed: str = ""


@dataclass(frozen=True)
class Unknown:
    """Nothing that is read, and what was found in it. `is_litter`: left behind by a desktop; nobody need be told."""

    reason: str
    is_litter: bool = False


Answer = Recognised | Ambiguous | Unknown
