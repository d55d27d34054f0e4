"""How a code of the lists may be written, and the code of the contract that it stands for.

Belongs here: letter, code and words of each choice. Does not belong here: which codes are legal (the contract). A
spelling that is not here goes on as it stands, without its letter, and the contract judges it.
"""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.extracts.annex_a.lists import fold

_YES_NO = "a|Y|Yes; b|N|No; c||Unknown"
# letter | code of the contract | words; a letter that means two things in two layouts is left out
_CHOICES = {
    "gender": "a|M|Male; b|F|Female; c|U|Not stated/recorded; d|U|Neither; |U|Not stated; |U|Unborn; |U|Unknown",
    "ethnicity": "a|WBRI|White British; b|WIRI|White Irish; c|WIRT|Traveller of Irish heritage; "
    "d|WOTH|Any other White background; e|WROM|Gypsy/Roma; f|MWBC|White and Black Caribbean; "
    "g|MWBA|White and Black African; h|MWAS|White and Asian; i|MOTH|Any other Mixed background; j|AIND|Indian; "
    "k|APKN|Pakistani; l|ABAN|Bangladeshi; m|AOTH|Any other Asian background; n|BCRB|Caribbean; o|BAFR|African; "
    "p|BOTH|Any other Black background; q|CHNE|Chinese; r|OOTH|Any other ethnic group; |REFU|Refused; "
    "|NOBT|Information not yet obtained",
    "nfa": _YES_NO,
    "needs_support": _YES_NO,
    "icpc_plan": _YES_NO,
    "seen_alone": _YES_NO,
    "uasc": _YES_NO,
    "status": "a|CLA|Looked after child; b|CP|Child Protection plan; c|CIN|Child in need plan; "
    "d|OPEN|Open assessment; e|CLOSED|Closed episode",
    "in_touch": "a|YES|Yes; b|NO|No; c|DIED|Died; d|REFU|Refused; e|NREQ|Not required; f|RHOM|Returned home",
    "suitable": "a|1|Suitable; b|2|Unsuitable; |2|Not suitable",
    "provider": "a|PR0|Parents/Parental responsibility; b|PR1|Own provision; c|PR2|Other LA provision; "
    "d|PR3|Other public provision; e|PR4|Private provision; f|PR5|Voluntary/third sector",
    "legal_status": "|C1|ICO; |C1|Interim care order; |C2|FCO; |C2|Full care order; |D1|Freeing order; "
    "|E1|Placement order; |V2|Single period under S20; |L2|EPO; |V2|Section 20; |V2|S20",
    "care_reason": "a|E11|; b|E12|; c|E2|Died; d|E3|Care taken by another LA; e|E4A|; f|E4B|; g|E13|; h|E41|; i|E45|; "
    "j|E46|; k|E47|; l|E48|; m|E5|; n|E6|; o|E7|; p|E9|Sentenced to custody; q|E14|Accommodation on remand ended; "
    "r|E15|; s|E16|Child moved abroad; t|E8|Care ceased for any other reason; u|X1|CodeError",
    "placement_type": "a|U1|; b|U2|; c|U3|; d|U4|; e|U5|; f|U6|; g|A3|; h|A4|; i|A5|; j|A6|; k|P1|Placed with parents; "
    "l|P2|Independent living; m|P3|Residential employment; n|H5|Residential accommodation; "
    "o|K1|Secure children's homes; p|K2|Children's homes; q|R1|Residential care home; r|R2|NHS/Health Trust; "
    "s|R3|Family centre or mother and baby unit; t|R5|Young offender institution; u|S1|Residential school; "
    "v|Z1|Other placements; w|T0|Temporary placement; x|T1|; y|T2|; z|T3|; zz|T4|",
    "accommodation": "|B|Parents/relatives; |C|Community home / residential care; |E|Supported lodgings; |G|Abroad; "
    "|H|Deported; |K|Ordinary lodgings, without formal support; |R|Residence not known; "
    "|S|No fixed abode / homeless; |T|Foyers and similar supported accommodation; |U|Independent living; "
    "|V|Emergency accommodation; |W|Bed and breakfast; |X|In custody; |Y|Other accommodation; "
    "|Z|With former foster carers",
}
CODED = frozenset(_CHOICES)


def spellings() -> Iterator[tuple[str, str, str | None]]:
    """(field, folded spelling, code or None for "not known"): the letter, the code and the words, alone and joined."""
    found: dict[tuple[str, str], str | None] = {}
    for field, choices in _CHOICES.items():
        for choice in choices.split("; "):
            letter, code, words = choice.split("|")
            for said in (letter, code, words, code + words, letter + code, letter + words, letter + code + words):
                if said:
                    found.setdefault((field, fold(said)), code or None)
    yield from ((field, said, code) for (field, said), code in found.items())
