"""What the oracle reads of each feed: columns, kinds, keys, and dates that must be in order. No cleaning logic.

Column kinds: id (text), text, date, late (a date that may lie after the extract), number, flag (Y/N), or the set of
allowed codes.
"""

from __future__ import annotations

from dataclasses import dataclass

SEX = frozenset(["F", "M", "U"])
DISABILITY = frozenset(["NONE", "MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "BEH", "CON", "AUT", "DDA"])
PLACEMENT = frozenset(
    [
        "A3",
        "A4",
        "A5",
        "A6",
        "H5",
        "K1",
        "K2",
        "P1",
        "P2",
        "P3",
        "R1",
        "R2",
        "R3",
        "R5",
        "S1",
        "T0",
        "T1",
        "T2",
        "T3",
        "T4",
        "U1",
        "U2",
        "U3",
        "U4",
        "U5",
        "U6",
        "Z1",
    ]
)
PROVIDER = frozenset(["PR0", "PR1", "PR2", "PR3", "PR4", "PR5"])
IN_TOUCH = frozenset(["YES", "NO", "DIED", "REFU", "NREQ", "RHOM"])
ACCOMMODATION = frozenset(["B", "C", "D", "E", "G", "H", "K", "R", "S", "T", "U", "V", "W", "X", "Y", "Z"])
SUITABLE = frozenset(["1", "2"])
ACTIVITY = frozenset(["F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5", "G4", "G5", "G6", "F3", "P3"])

Kind = str | frozenset[str]


@dataclass(frozen=True)
class Table:
    """One feed: key columns, person column, columns by kind, (start, end) pairs, the column that leads to a person."""

    key: tuple[str, ...]
    person: str | None
    columns: dict[str, Kind]
    order: tuple[tuple[str, str], ...] = ()
    via: str | None = None  # used where the person column is empty (or absent)
    person_may_be_empty: bool = False


def columns(**kinds: str) -> dict[str, Kind]:
    """{'date': 'a b'} turned round into {'a': 'date', 'b': 'date'}."""
    return {column: kind for kind, names in kinds.items() for column in names.split()}
