"""What the short forms mean: one list for the glossary page, for `<abbr>` on pages and for the test that finds others.

Belongs here: acronyms that an indicator, a note or a source uses, each in full and, where the full form explains
nothing, in one plain sentence. Does not belong here: indicator codes of councils, which each indicator's page lists.
"""

from __future__ import annotations

import re

from markupsafe import Markup

TERMS: dict[str, tuple[str, str]] = {
    "ADM": ("agency decision maker", "The senior manager who decides on adoption and fostering matters."),
    "CAMHS": ("child and adolescent mental health services", ""),
    "ChAT": ("Children's services Analysis Tool", "A workbook that councils use to prepare for an inspection."),
    "CIN": ("children in need", "Children who need the council's help to reach a reasonable level of health."),
    "CLA": ("children looked after", "Children in the council's care."),
    "CP": ("child protection", ""),
    "CPP": ("child protection plan", "The plan for a child who is likely to suffer significant harm."),
    "CSC": ("children's social care", ""),
    "CSPR": ("child safeguarding practice review", "A review after a child has died or was seriously harmed."),
    "CWD": ("children with disabilities", ""),
    "DfE": ("Department for Education", ""),
    "EET": ("education, employment or training", ""),
    "EHC": ("education, health and care", "An EHC plan says what support a child with special needs must get."),
    "EHE": ("elective home education", "Children whose parents teach them at home."),
    "FSP": ("family safeguarding partnership", "The name of a locality's teams."),
    "FTE": ("full-time equivalent", "Two people who each work half a week are one."),
    "HR": ("human resources", "The council's staff records."),
    "ICPC": ("initial child protection conference", "The meeting that decides whether a child needs a plan."),
    "IFA": ("independent fostering agency", ""),
    "IRO": ("independent reviewing officer", "Chairs the reviews of children looked after."),
    "KPI": ("key performance indicator", ""),
    "LAC": ("looked after children", "Another word for children looked after."),
    "LAIT": ("Local Authority Interactive Tool", "A national set of figures for every council."),
    "LCS": ("Liquidlogic Children's System", "A case system of children's services."),
    "MASH": ("multi-agency safeguarding hub", "Where worries about a child arrive first."),
    "MET": ("missing, exploited and trafficked", ""),
    "NEET": ("not in education, employment or training", ""),
    "ONS": ("Office for National Statistics", ""),
    "PACT": ("protection and court team", ""),
    "PEP": ("personal education plan", "The plan for the schooling of a child looked after."),
    "PLO": ("public law outline", "The steps before and in court proceedings about a child."),
    "RHI": ("return home interview", "The talk with a child who came back after being missing."),
    "RI": ("return interview", "The talk with a child who came back after being missing."),
    "S47": ("section 47 of the Children Act 1989", "An enquiry into whether a child suffers significant harm."),
    "SCR": ("serious case review", "What a child safeguarding practice review was called before 2019."),
    "SEN2": ("special educational needs survey", "A yearly national return."),
    "SEND": ("special educational needs and disabilities", ""),
    "SSDA903": ("the yearly national return on children looked after", ""),
    "UASC": ("unaccompanied asylum-seeking child", ""),
    "YJ": ("youth justice", ""),
    "YOT": ("youth offending team", ""),
}
"""Short form → full form, and what it is when the full form does not say."""

WORDS: dict[str, str] = {
    "As at": "The day up to which the records were taken from the case system.",
    "Benchmark": "The same figure elsewhere: similar councils, the region, England. Its year stands beside it.",
    "Denominator": "How many there were in all: what the numerator is out of.",
    "Edition": "One night's publication. It is never changed afterwards; a later night makes another.",
    "Financial year": "From 1 April to 31 March.",
    "Numerator": "How many of them it is true of.",
    "Percentage point": "The difference of two percentages: from 20% to 25% is 5 percentage points.",
    "Provisional": "Not yet confirmed by the service. It is shown in grey and not rated.",
    "Rate": "How many for each 10,000 children who live in the council's area, or 1,000 young people.",
    "Rating": "Green: the target is met. Amber: missed by little. Red: missed. Grey: not rated, with the reason.",
    "Rolling 12 months": "The twelve months up to and with the month named, counted together.",
    "Signal": "A change too large, or a run too long, to be put down to chance from month to month.",
    "Statistical neighbours": "Councils that are most like this one.",
    "Working day": "Monday to Friday without England's bank holidays. The day on which a clock starts is not counted.",
    "Year to date": "From 1 April up to the end of the month named.",
}
"""Words that a reader of a scorecard may not know."""

# what must not be touched within a page: pictures, names, short forms already explained, and every tag
_WHOLE = "style|svg|title|h1|code|abbr|script|caption"
_PIECES = re.compile(rf"(<(?:{_WHOLE})\b.*?</(?:{_WHOLE})>|<[^>]*>)", re.S)
_TERM = re.compile(r"(?<![\w-])(" + "|".join(sorted(map(re.escape, TERMS), key=len, reverse=True)) + r")(?![\w-])")


def listed() -> list[tuple[str, tuple[str, str]]]:
    """The short forms by letter, whatever their case."""
    return sorted(TERMS.items(), key=lambda pair: pair[0].lower())


def explained(page: str) -> str:
    """A page of HTML with the first use of each short form marked as `<abbr>` and its full form in the title."""
    seen: set[str] = set()

    def mark(found: re.Match[str]) -> str:
        term = found.group(1)
        if term in seen:
            return term
        seen.add(term)
        return Markup('<abbr title="{}">{}</abbr>').format(TERMS[term][0], term)

    head, body, rest = page.partition("<main")
    pieces = _PIECES.split(rest)
    # every second piece is a tag or a part to be left alone
    return head + body + "".join(piece if place % 2 else _TERM.sub(mark, piece) for place, piece in enumerate(pieces))
