"""Text and Parquet: by their header, with the name as a second witness.

Belongs here: weighing what was found against what the name says, and the words for it. Does not belong here: reading
the first rows (`heads`), the columns of each table (`shapes`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orchestration.extracts.annex_a.lists import LISTS, NAMES, Spellings, find_header
from orchestration.extracts.headers import tidy_header
from orchestration.extracts.recognition.answers import Ambiguous, Answer, Kind, Recognised, Unknown
from orchestration.extracts.recognition.heads import DELIMITERS, Head
from orchestration.extracts.recognition.shapes import Fit, Translated, fit, shapes, whole_fits

Mappings = Mapping[str, Translated]
"""Table → header as written → field, of one council."""
_NO_HEADER = "none of its first 30 rows is the header of a feed, a list or a table"


@dataclass(frozen=True)
class Candidate:
    """`table`: feed, list or SSDA903 table, without a year."""

    table: str
    kind: Kind
    evidence: str


def weigh(head: Head, said: str, mappings: Mappings, lists: Spellings) -> Answer:
    """`said`: the table that the file's name says; empty when it says none. The feed of the answer has no year."""
    found, near = _candidates(head, mappings, lists)
    if said:
        return _with_name(said, found, near)
    if len(found) == 1:
        return Recognised(found[0].table, found[0].kind, found[0].evidence)
    if found:
        told = "; ".join(one.evidence for one in found)
        return Ambiguous(tuple(one.table for one in found), f"its header is that of several tables alike: {told}")
    best = max(near.values(), key=lambda one: (len(one.held & one.shape.own), len(one.held)), default=None)
    if best is None or not best.held & best.shape.own:
        return Unknown(_NO_HEADER)
    return Unknown(f"nearest to its header: {best.evidence}; it lacks {', '.join(best.lacking)}")


def _with_name(said: str, found: list[Candidate], near: dict[str, Fit]) -> Answer:
    """The name decides, unless the header is plainly another's; what lacks then is told in the report of that feed."""
    shape, own = shapes()[said], near.get(said)
    if not found or any(one.table == said for one in found):
        told = next((one.evidence for one in found if one.table == said), own.evidence if own else "")
        return Recognised(said, shape.kind, f"its name; {told}" if told else "its name alone")
    held = f"{len(own.held) if own else 0} of {len(shape.columns)} columns"
    told = "; ".join(one.evidence for one in found)
    reason = f"its name says {said}, of which it has {held}, but its header is another's: {told}"
    return Ambiguous((said, *(one.table for one in found)), reason, feed=said)


def _candidates(head: Head, mappings: Mappings, lists: Spellings) -> tuple[list[Candidate], dict[str, Fit]]:
    """What the file plainly is, and how near its best row comes to each table."""
    near: dict[str, Fit] = {}
    for delimiter, number, names in _headers(head):
        fits = [fit(shape, names, mappings.get(shape.name)) for shape in shapes().values()]
        whole = whole_fits(fits)
        if whole:
            where = "" if number == 1 else f", in row {number}"
            where += "" if delimiter == "," else f", between {DELIMITERS[delimiter]}"
            found = [Candidate(one.shape.name, one.shape.kind, one.evidence + where) for one in whole]
            return found, {one.shape.name: one for one in fits if one.held}
        for one in fits:
            if one.held and len(one.held) > len(near[one.shape.name].held if one.shape.name in near else ()):
                near[one.shape.name] = one
    return list(_lists(head, lists)), near


def _headers(head: Head) -> Iterator[tuple[str, int, list[str]]]:
    """(delimiter, number, names) of every row with at least one name that a table or a mapping knows."""
    for delimiter, rows in head.rows.items():
        for number, row in enumerate(rows, start=1):
            yield delimiter, number, tidy_header(row)


def _lists(head: Head, lists: Spellings) -> Iterator[Candidate]:
    """Annex A in a text file: the lists know their headers in any writing."""
    for delimiter, rows in head.rows.items():
        header = find_header(rows, lists)
        if header is not None:
            one = LISTS[header.number]
            told = f"{len(header.places)} columns of Annex A list {header.number} ({NAMES[header.number - 1]})"
            told += f", {len(one.own & header.places.keys())} of them its own, in row {header.row}"
            told += "" if delimiter == "," else f", between {DELIMITERS[delimiter]}"
            yield Candidate(one.feed, "annex_a", told)
            return
