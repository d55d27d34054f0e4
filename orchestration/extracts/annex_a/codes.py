"""How a code of the lists may be written, the code that it stands for, and the group that inspectors count it in.

Belongs here: letter, code, words and group of each choice. Does not belong here: which codes are legal (the contract).
A spelling that is not here goes on as it stands, without its letter, and the contract judges it. A letter is never
believed against the words beside it: councils letter their own choices.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orchestration.extracts.annex_a.lists import fold

NOT_KNOWN = "NK"
"""The code of "unknown" where the list offers it as a choice: kept as that, and nothing to a feed."""

_YES_NO = "a|Y|Yes; |Y|True; |Y|1; |Y|1.0; b|N|No; |N|False; |N|0; |N|0.0; c|NK|Unknown"
# where no choice is printed for it, a word for nothing is a cell left empty
_NOTHING = ("Unknown", "Not known", "Not recorded", "Not applicable", "N/A", "None", "Nil")
_PLACES = (
    "a|U1||foster; b|U2||foster; c|U3||foster; d|U4||foster; e|U5||foster; f|U6||foster; "
    "g|A3||placed for adoption; h|A4||placed for adoption; i|A5||placed for adoption; j|A6||placed for adoption; "
    "k|P1|Placed with parents|parents; "
    "l|P2|Independent living|independent; m|P3|Residential employment|employment; "
    "n|H5|Residential accommodation|residential; o|K1|Secure children's homes|secure home; "
    "p|K2|Children's homes|children's home; q|R1|Residential care home|care home; r|R2|NHS/Health Trust|health; "
    "s|R3|Family centre or mother and baby unit|family centre; t|R5|Young offender institution|custody; "
    "u|S1|Residential school|school; v|Z1|Other placements|other; w|T0|Temporary placement|temporary; "
    "x|T1||temporary; y|T2||temporary; z|T3||temporary; zz|T4||temporary"
)
_NEED = (
    "|N1|Abuse or neglect; |N2|Child's disability; |N3|Parental disability or illness; "
    "|N3|Parental illness or disability; |N4|Family in acute stress; |N5|Family dysfunction; "
    "|N6|Socially unacceptable behaviour; |N7|Low income; |N8|Absent parenting; "
    "|N9|Cases other than children in need; |N0|Not stated"
)
_ABUSE = (
    "a|NEG|Neglect; b|PHY|Physical abuse; c|SAB|Sexual abuse; d|EMO|Emotional abuse; e|MUL|Multiple/not recommended"
)
# letter | code | words | group; a letter that means two things in two layouts is left out
_CHOICES = {
    "gender": "a|M|Male; b|F|Female; c|U|Not stated/recorded; d|U|Neither; |U|Not stated; |U|Unborn; |U|Unknown; "
    "|U|Indeterminate; |M|Boy; |M|1; |M|1.0; |F|Girl; |F|2; |F|2.0; |U|0; |U|0.0; |U|9; |U|9.0; |U|I",
    "ethnicity": "a|WBRI|White British|white; b|WIRI|White Irish|white; c|WIRT|Traveller of Irish heritage|white; "
    "d|WOTH|Any other White background|white; e|WROM|Gypsy/Roma|white; f|MWBC|White and Black Caribbean|mixed; "
    "g|MWBA|White and Black African|mixed; h|MWAS|White and Asian|mixed; i|MOTH|Any other Mixed background|mixed; "
    "j|AIND|Indian|asian; k|APKN|Pakistani|asian; l|ABAN|Bangladeshi|asian; m|AOTH|Any other Asian background|asian; "
    "n|BCRB|Caribbean|black; o|BAFR|African|black; p|BOTH|Any other Black background|black; q|CHNE|Chinese|chinese; "
    "r|OOTH|Any other ethnic group|other; |REFU|Refused|refused; |NOBT|Information not yet obtained|unknown",
    "source": "a|1A|Individual|individual; b|1B|Individual|individual; c|1C|Individual|individual; "
    "d|1D|Individual|individual; e|2A|Schools|schools; f|2B|Education services|education; "
    "g|3A|Health services|health; h|3B|Health services|health; i|3C|Health services|health; "
    "j|3D|Health services|health; k|3E|Health services|health; l|3F|Health services|health; m|4|Housing|housing; "
    "n|5A|LA services|council; o|5B|LA services|council; p|5C|LA services|council; q|6|Police|police; "
    "r|7|Other legal agency|legal agency; s|8|Other|other; t|9|Anonymous|anonymous; u|10|Unknown|unknown",
    "nfa": f"{_YES_NO}; a|Y|No further action; a|Y|NFA",
    "disability": _YES_NO,
    "assessment_seen": _YES_NO,
    "needs_support": f"{_YES_NO}; b|N|No further action; b|N|NFA",
    "icpc_unnecessary": _YES_NO,
    "icpc_plan": _YES_NO,
    "seen_alone": _YES_NO,
    "protected": _YES_NO,
    "uasc": f"{_YES_NO}; a|Y|UASC; b|N|Not UASC; b|N|Non UASC",
    "second_period": _YES_NO,
    "rhi_offered": _YES_NO,
    "rhi_accepted": _YES_NO,
    "need": _NEED,
    "cin_reason": "|RC1|Adopted; |RC2|Died; |RC3|Child arrangements order; |RC4|Special guardianship order; "
    "|RC5|Transferred to services of another local authority; |RC6|Transferred to adult social care services; "
    "|RC7|Services ceased for any other reason, including child no longer in need; "
    "|RC8|Case closed after assessment, no further action",
    "status": "a|CLA|Looked after child; b|CP|Child Protection plan; c|CIN|Child in need plan; "
    "d|OPEN|Open assessment; e|CLOSED|Closed episode; c|CIN|Child in need; c|CIN|Children in need; c|CIN|CIN plan; "
    "c|CIN|CINP; c|CIN|Open CIN plan; b|CP|Child protection; b|CP|CP plan; b|CP|CPP; a|CLA|Looked after; "
    "a|CLA|Children looked after; a|CLA|Child looked after; a|CLA|Looked after children; a|CLA|LAC; a|CLA|CIC; "
    "a|CLA|Child in care; a|CLA|Children in care; d|OPEN|Assessment; e|CLOSED|Closed",
    "first_category": _ABUSE,
    "last_category": _ABUSE,
    "in_touch": "a|YES|Yes; b|NO|No; c|DIED|Died; d|REFU|Refused; e|NREQ|Not required; f|RHOM|Returned home",
    # nought is what SSDA903 asks for where a young person is not in touch, here and for accommodation and activity
    "suitable": "a|1|Suitable; b|2|Unsuitable; |2|Not suitable; |NK|0; |NK|0.0",
    "provider": "a|PR0|Parents/Parental responsibility|other; b|PR1|Own provision|own; c|PR2|Other LA provision|other; "
    "d|PR3|Other public provision|other; e|PR4|Private provision|private; f|PR5|Voluntary/third sector|other",
    "location": "a|IN|In; b|OUT|Out",
    "placement_la": "|NIR|Child placed in Northern Ireland; |WAL|Child placed in Wales; |SCO|Child placed in Scotland; "
    "|NUK|Child placed outside the UK; |CON|Child placed in confidential placement",
    "legal_status": "|C1|ICO|interim care order; |C1|Interim care order|interim care order; |C2|FCO|full care order; "
    "|C2|Full care order|full care order; |D1|Freeing order|freed; |E1|Placement order|placement order; "
    "|V2|Single period under S20|section 20; |L2|EPO|protection; |V2|Section 20|section 20; |V2|S20|section 20; "
    "|L1|Police protection LA accommodation|protection; |L3|Child assessment order LA accommodation|protection; "
    "|J1|Remanded to LA or youth detention|youth justice; |J2|LA accommodation under PACE|youth justice; "
    "|J3|Youth rehabilitation order|youth justice; |V3||; |V4||",
    "permanence": "a|HOME|Return to family; b|ADOPTION|Adoption; c|SGO|SGO/CAO; "
    "d|SUPPORTED|Supported living in the community; e|RESIDENTIAL|Long-term residential placement; "
    "f|FOSTERING|Long-term fostering; g|OTHER|Other",
    "care_reason": "a|E11||adopted; b|E12||adopted; c|E2|Died|died; d|E3|Care taken by another LA|another council; "
    "e|E4A||home; f|E4B||home; g|E13||others without responsibility; h|E41||child arrangements; i|E45||guardianship; "
    "j|E46||guardianship; k|E47||guardianship; l|E48||guardianship; m|E5||independent; n|E6||independent; "
    "o|E7||adult care; p|E9|Sentenced to custody|custody; q|E14|Accommodation on remand ended|remand ended; "
    "r|E15||found to be adult; s|E16|Child moved abroad|abroad; t|E8|Care ceased for any other reason|other; "
    "u|X1|CodeError",
    "placement_type": _PLACES,
    "eligibility": "a|RELEVANT|Relevant child; b|FORMER|Former relevant child; c|QUALIFYING|Qualifying care leaver",
    "accommodation": "|B|Parents/relatives; |C|Community home / residential care; |D|; |E|Supported lodgings; "
    "|G|Abroad; |H|Deported; |K|Ordinary lodgings, without formal support; |R|Residence not known; "
    "|S|No fixed abode / homeless; |T|Foyers and similar supported accommodation; |U|Independent living; "
    "|V|Emergency accommodation; |W|Bed and breakfast; |X|In custody; |Y|Other accommodation; "
    "|Z|With former foster carers; |0|0.0",
    "activity": "|F1|Full time in higher education|in work or learning; "
    "|P1|Part time in higher education|in work or learning; |F2||in work or learning; |P2||in work or learning; "
    "|F3|Full time in training or employment|in work or learning; "
    "|P3|Part time in training or employment|in work or learning; |G4||not in work or learning; "
    "|G5||not in work or learning; |G6||not in work or learning; |0|0.0",
    "reversed_reason": "|RD1|; |RD2|; |RD3|Prospective adopters could not be found; |RD4|Any other reason",
    "left_reason": "|1|Adopter withdrew from process; |2|Process put on hold; |3|Application refused",
}
KEPT = frozenset(_CHOICES)
"""Columns whose text, code and group are kept in the lake."""
_OF_FEEDS = """
gender ethnicity nfa needs_support icpc_plan seen_alone uasc status in_touch suitable provider legal_status care_reason
placement_type accommodation activity
"""
CODED = frozenset(_OF_FEEDS.split())
"""Columns of which a feed gets the code."""
_DETAILS = "gender needs_support care_reason legal_status placement_type provider suitable accommodation activity"
OR_NOTHING = frozenset(_DETAILS.split())
"""Of these nothing where the text is no choice: the child loses its slice and not its records, and no figure counts an
outcome that nobody can tell. The others decide whether the row is an event at all."""
FOLDED = frozenset(("source", "organisation"))
"""Columns of which only the letters and digits count: they tell two events of one day apart."""


@dataclass(frozen=True)
class Spelling:
    """One writing of a choice. `code`: None where the words alone leave it open; `group`: None where there is none.
    `is_words`: words, which may stand in front of words of the council's own."""

    field: str
    said: str
    code: str | None
    group: str | None
    is_words: bool


def spellings() -> Iterator[Spelling]:
    """The letter, the code and the words of each choice, alone and joined; the first of a field that is written so
    counts, and words that several codes share stand for their group alone."""
    for field, choices in _CHOICES.items():
        rows = [[*choice.split("|"), ""][:4] for choice in choices.split("; ")]
        if field in CODED - {"gender", "ethnicity", "status"}:
            rows += [["", NOT_KNOWN, words, ""] for words in _NOTHING]
        codes_of: dict[str, set[str]] = {}
        for _, code, words, _ in rows:
            codes_of.setdefault(fold(words), set()).add(code)
        found: dict[str, Spelling] = {}
        for letter, code, words, group in rows:
            for said in (letter, code, words, code + words, letter + code, letter + words, letter + code + words):
                folded = fold(said)
                is_open = folded == fold(words) and len(codes_of[folded]) > 1
                if folded:
                    one = Spelling(field, folded, None if is_open else code, group or None, folded == fold(words))
                    found.setdefault(folded, one)
        yield from found.values()
