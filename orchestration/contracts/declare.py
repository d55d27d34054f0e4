"""Short names for declaring columns, so that a feed reads like its table.

Belongs here: constructors of `shape.Column`, lengths of text that several feeds share. Does not belong here: any feed.
"""

from __future__ import annotations

from orchestration.contracts.codes import YES_NO_NOTE, CodeSet
from orchestration.contracts.shape import Column, Kind

WORDS = 60
"""Longest name of a service, team or role."""
REMARK = 300
"""Longest free text on a scorecard: a line, too short for a case."""


def must(name: str, kind: Kind = "text", codes: CodeSet | None = None, *, may_be_future: bool = False) -> Column:
    """A column that the file has to have."""
    return Column(name, kind, required=True, codes=codes, may_be_future=may_be_future)


def may(name: str, kind: Kind = "text", codes: CodeSet | None = None, *, may_be_future: bool = False) -> Column:
    """A column that the file may lack; the indicators that need it then say so."""
    return Column(name, kind, codes=codes, may_be_future=may_be_future)


def flag_in(source: str, json_key: str, name: str) -> Column:
    """A Y/N flag inside the file's JSON column `source`; an odd value is noted, not held against the row."""
    return Column(name, "code", codes=YES_NO_NOTE, source=source, json_key=json_key)
