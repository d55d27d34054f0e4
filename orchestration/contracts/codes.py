"""Code sets of the feeds and the spellings that mean the same code.

Belongs here: closed sets (a code outside them is quarantined), open sets (a code outside them is counted and kept),
patterns of the codes that the Department for Education may add to a closed one (kept and counted as well), and
aliases. Does not belong here: which column uses which set (`feeds`), or what a code means for an indicator (dbt).

The sets are generous on purpose: extracts reach back years, so retired SSDA903 codes and later ones are legal.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field

from orchestration.settings import PROJECT


@dataclass(frozen=True)
class CodeSet:
    """Legal codes in upper case; `aliases` maps other upper-case spellings onto them; open sets only warn, and so does
    a closed one of a code like `newer`: next year's code costs nobody a figure, and a slip is still found."""

    codes: frozenset[str]
    aliases: dict[str, str] = field(default_factory=dict, hash=False)
    is_open: bool = False
    newer: str = ""


def _set(codes: str, *, is_open: bool = False, newer: str = "", **groups: str) -> CodeSet:
    """`groups` reads `CODE="spelling spelling"`; a code that is a number stands behind an underscore."""
    aliases = {spelling: code.lstrip("_") for code, spellings in groups.items() for spelling in spellings.split()}
    return CodeSet(frozenset(codes.split()), aliases, is_open, newer)


def _registered(needing: str = "") -> Iterator[str]:
    """Codes of the registry; with `needing`, those that cannot do without this feed."""
    with (PROJECT / "seeds" / "indicators.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not needing or needing in row["feeds"].split():
                yield row["indicator_code"]


_YES = "YES 1 1.0 TRUE T"
_NO = "NO 0 0.0 FALSE F"

YES_NO = _set("Y N", Y=_YES, N=_NO)
YES_NO_NOTE = _set("Y N", is_open=True, Y=_YES, N=_NO)
# a return interview can also be not applicable, or refused by a child who is not reached
YES_NO_NA = _set("Y N NA", Y=_YES, N=_NO, NA="N/A")

SEX = _set(
    "F M U",
    F="FEMALE 2 2.0 GIRL",
    M="MALE 1 1.0 BOY",
    U="UNKNOWN 0 9 0.0 9.0 I INDETERMINATE NK NOT UNBORN",
)
ETHNICITY = _set(
    "WBRI WIRI WOTH WIRT WROM MWBC MWBA MWAS MOTH AIND APKN ABAN CNHE CHNE AOTH BCRB BAFR BOTH OOTH REFU NOBT "
    "A1 A2 A3 A4 A5 B1 B2 B3 B4 C1 C2 C3 C4 C5 D1 D2 D3 E1 E2 F1 F2 F3",
    is_open=True,
)
DISABILITY = _set("NONE MOB HAND PC INC COMM LD HEAR VIS BEH CON AUT DDA")
LEGAL_STATUS = _set("C1 C2 D1 E1 V1 V2 V3 V4 J1 J2 J3 L1 L2 L3", newer="[CDEJLV][1-9]")
CEASED_REASON = _set(
    "E2 E3 E4 E4A E4B E5 E6 E7 E8 E9 E11 E12 E13 E14 E15 E16 E17 E41 E43 E44 E45 E46 E47 E48 X1",
    newer="E[1-9][0-9]?[A-Z]?",
)
PLACEMENT_TYPE = _set(
    "A3 A4 A5 A6 H5 K1 K2 K3 P1 P2 P3 R1 R2 R3 R4 R5 S1 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6 "
    "Z1 Z2 Z3 Z4 Z5 Z6 Z7 Z8 Z9 Z10 Z11 Z12 Z13 Z14 "
    # before 2015 foster placements were coded by carer and provider
    "F1 F2 F3 F4 F5 F6 M2 M3 Q1 Q2 H1 H2 H3 H4 H21 H22",
    newer="[AHKPRSTUZ][1-9][0-9]?",
)
PLACEMENT_PROVIDER = _set("PR0 PR1 PR2 PR3 PR4 PR5", newer="PR[6-9]")
PARTICIPATION = _set("PN0 PN1 PN2 PN3 PN4 PN5 PN6 PN7", newer="PN[89]")
IN_TOUCH = _set("YES NO DIED REFU NREQ RHOM", YES="Y 1 1.0 TRUE", NO="N 0 0.0 FALSE")
# nought is what SSDA903 asks for where a young person is not in touch
ACTIVITY = _set("F1 F2 F3 F4 F5 F6 P1 P2 P3 P4 P5 P6 G4 G5 G6 0", newer="[FGP][1-9]", _0="0.0")
SUITABLE = _set("1 2", _1="1.0 Y YES", _2="2.0 N NO")
ACCOMMODATION = _set("B C D E G H K R S T U V W X Y Z 0")
# lower case, as registry and returns are written
RETURNED_BY_HAND = CodeSet(frozenset(_registered(needing="local_returns")))
# open: the text of a code that is registered later is there by then; until then it is noted, and shown nowhere
REGISTERED = CodeSet(frozenset(_registered()), is_open=True)
BOARD_GROUP = _set("going_well watch do_better")
RETURN_STATUS = _set("tbd due not_reported requested")
MISSING_TYPE = _set("MISSING ABSENT", MISSING="M", ABSENT="A AWAY")
