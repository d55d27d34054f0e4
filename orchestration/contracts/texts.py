"""Rules on texts that are published for people: what in them points at a person, and what may.

Belongs here: addresses and numbers by which anyone is reached or known, pictures and links, small counts in words. Does
not belong here: ids of the council's own list (`naming`), lengths (`rules`).
"""

from __future__ import annotations

import ibis.expr.types as ir

from orchestration.contracts.rules import Rule

_REACHES = (
    r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s?[0-9][A-Z]{2}\b",  # a postcode
    r"(\+44|\b0)[0-9 ()-]{8,12}[0-9]\b",  # a telephone number
    r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]",
    r"(?i)(https?|data|javascript|file)\s*:\s*[^\s]|www\.|!\[|\]\(|<\s*(img|svg|script|a|iframe|object)\b",
    r"\b[A-Z][0-9]{11}[A-Z0-9]\b",  # a unique pupil number
    r"\b[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}\b",  # an NHS number
)
_FEW = (
    r"(?i)\b(one|two|three|four|five|[1-5])\s+(\w+\s+)?"
    r"(child|children|bab(y|ies)|sibling(s|\s+group)?|young\s+(person|people)|famil(y|ies))\b"
)


def reaches_nobody(columns: tuple[str, ...]) -> Rule:
    """No address, number, link or picture stands in the text."""
    return Rule("commentary.points_at_someone", lambda t: {name: _has_none(t[name], _REACHES) for name in columns})


def counts_many(columns: tuple[str, ...]) -> Rule:
    """No count of one to five children stands in the text; noted, because an edition for the public hides those."""
    return Rule("commentary.small_count", lambda t: {name: _has_none(t[name], (_FEW,)) for name in columns})


def _has_none(text: ir.StringValue, patterns: tuple[str, ...]) -> ir.BooleanValue:
    found = text.re_search(patterns[0])
    for pattern in patterns[1:]:
        found = found | text.re_search(pattern)
    return text.isnull() | ~found
