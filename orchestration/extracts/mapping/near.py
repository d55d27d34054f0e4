"""How near a header as written is to a field's name.

Belongs here: comparing words. Does not belong here: reading a file, deciding anything: a person edits what comes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from orchestration.extracts.annex_a.lists import LISTS
from orchestration.extracts.mapping.words import vocabularies

LIKELY, POSSIBLE = 0.8, 0.55
# words that people use for one and the same thing, so that letters need not decide
_SAME = {
    "dob": "birth date", "born": "birth date", "birthdate": "birth date", "gender": "sex", "no": "id", "number": "id",
    "ref": "id", "reference": "id", "identifier": "id", "client": "person", "child": "person", "started": "start",
    "began": "start", "from": "start", "opened": "start", "ended": "end", "closed": "end", "ceased": "end", "to": "end",
    "ethnic": "ethnicity", "referred": "referral", "cpp": "cp plan", "cla": "cla", "lac": "cla", "assmt": "assessment",
}  # fmt: skip
_IDLE = {"of", "the", "a", "for", "table"}


def near(headers: Iterable[str], section: str) -> dict[str, tuple[str, float]]:
    """Header → likeliest field and how likely, at most one header for a field; headers that are like none are left
    out."""
    scored = sorted(
        ((score(header, said), header, field) for header in set(headers) for field, said in _names(section)),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    found: dict[str, tuple[str, float]] = {}
    taken: set[str] = set()
    for likely, header, field in scored:
        if likely >= POSSIBLE and header not in found and field not in taken:
            found[header] = field, round(likely, 2)
            taken.add(field)
    return found


def score(header: str, name: str) -> float:
    """0 to 1: 1 for the same words in any order."""
    first, second = words_of(header), words_of(name)
    if not first or not second:
        return 0.0
    return SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second)), autojunk=False).ratio()


def _names(section: str) -> list[tuple[str, str]]:
    """Every field of a section with each name that it may be compared by."""
    one = next((one for one in LISTS.values() if one.feed == section), None)
    if one is not None:
        return list(one.headers.items())
    found = []
    for field in sorted(vocabularies()[section].fields):
        # tables of the national dataset begin every column with four letters of their own
        found += [(field, field), (field, re.sub(r"^[a-z0-9]{4}_", "", field) if section.startswith("ssd_") else field)]
    return found


def words_of(text: str) -> list[str]:
    """The words of a header or a name, those that mean the same made one."""
    plain = re.sub(r"([a-z])([A-Z])", r"\1 \2", text)
    words = re.findall(r"[^\W_]+", plain.replace(".", "").lower())
    return [word for one in words for word in _SAME.get(one, one).split() if word not in _IDLE]
