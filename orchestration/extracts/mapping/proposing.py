"""A mapping proposed from files, as the text of a TOML file that a person edits.

Belongs here: what is worth proposing, and writing it. Does not belong here: counting (`survey`). Headers that are very
likely stand as entries, everything else as comments: what a value means is never decided here. A value is shown only
where its column has codes, few forms, and the value looks like a code or a word and stands in five rows or more.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from orchestration.extracts.headers import tellable
from orchestration.extracts.mapping.loading import CouncilMapping
from orchestration.extracts.mapping.near import LIKELY
from orchestration.extracts.mapping.survey import Survey
from orchestration.extracts.mapping.words import vocabularies
from orchestration.extracts.recognition.names import told

FEWEST_ROWS, MOST_FORMS = 5, 30
# a word or two without figures, or a short code
_WORD = re.compile(r"[^\W\d_][^\W\d_ /()&'-]*(?:[ /&-][^\W\d_]+){0,3}|[A-Za-z]{0,3}\d{1,2}[A-Za-z]?")
_PARTS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ].*)?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


def propose(found: Iterable[Survey], mapping: CouncilMapping) -> str:
    """The sections that the files call for and the mapping does not have yet; empty when nothing is to be added."""
    sections: dict[str, list[str]] = {}
    for one in found:
        lines = list(_section(one, mapping))
        if lines:
            sections.setdefault(one.section, [f"[{one.section}]  # {told(one.file_name)}: {one.evidence}", *lines])
    return "\n\n".join("\n".join(lines) for lines in sections.values()) + ("\n" if sections else "")


def _section(one: Survey, mapping: CouncilMapping) -> Iterator[str]:
    own = mapping.of(one.section)
    if one.delimiter != (own.delimiter if own else ","):
        yield f"delimiter = {_text(one.delimiter)}"
    if own is None or own.dates is None:
        yield from _dates(one)
    yield from _headers(one)
    for field in sorted(vocabularies()[one.section].coded.keys() & one.columns.keys()):
        mapped = {value.strip().upper() for value in (own.values.get(field, {}) if own else {})}
        yield from _values(one.section, field, one.columns[field], mapped)


def _headers(one: Survey) -> Iterator[str]:
    if one.likely:
        yield f"[{one.section}.headers]"
    for header, (field, likely) in sorted(one.likely.items(), key=lambda item: -item[1][1]):
        sure = "" if likely >= LIKELY else "# "
        yield f"{sure}{_text(header.strip())} = {_text(field)}  # {likely:.2f}"
    missing = sorted(vocabularies()[one.section].fields - {*one.fields.values(), *(f for f, _ in one.likely.values())})
    others = tellable([h.strip().lower() for h in one.headers if h not in one.fields and h not in one.likely])
    if one.likely and missing:
        yield f"# fields without a column: {', '.join(missing)}"
    if one.likely and others:
        yield f"# columns that are like no field: {', '.join(others)}"


def _values(section: str, field: str, counts: Counter[str], mapped: set[str]) -> Iterator[str]:
    vocabulary = vocabularies()[section]
    legal, spelt = vocabulary.coded[field], vocabulary.spelt.get(field, {})
    if legal is None:
        return
    known = legal | spelt.keys() | mapped
    folded: Counter[str] = Counter()
    for value, rows in counts.items():
        if value.upper() not in known and (re.split(r"[^A-Z0-9.]", value.upper()) or [""])[0] not in known:
            folded[value] += rows
    shown = {value: rows for value, rows in folded.items() if rows >= FEWEST_ROWS and _WORD.fullmatch(value)}
    if not folded:
        return
    if len(folded) > MOST_FORMS:
        yield f"# {field}: {len(folded)} other values in {sum(folded.values())} rows; too many to be codes"
        return
    yield f"[{section}.values.{field}]  # codes: {', '.join(sorted(legal))}"
    for value, rows in sorted(shown.items()):
        close = get_close_matches(value.upper(), sorted(legal | spelt.keys()), 1, 0.75)
        code = spelt.get(close[0], close[0]) if close else "?"
        yield f"# {_text(value)} = {_text(code)}  # {rows} rows"
    hidden = len(folded) - len(shown)
    if hidden:
        rows = sum(folded.values()) - sum(shown.values())
        yield f"# {hidden} other values in {rows} rows are not shown: too few rows, or not like a code or a word"


def _dates(one: Survey) -> Iterator[str]:
    """The writing of the days, with the number of days that can be read in no other way."""
    seen: Counter[str] = Counter()
    for field in vocabularies()[one.section].days & one.columns.keys():
        for text, rows in one.columns[field].items():
            seen[_writing(text)] += rows
    proofs = {"dmy": seen["dmy"], "mdy": seen["mdy"], "serial": seen["serial"]}
    proven = [dates for dates, rows in proofs.items() if rows]
    if len(proven) == 1:
        seen_as = {"dmy": "have a day after the 12th first", "mdy": "have a day after the 12th second"}
        why = seen_as.get(proven[0], "are serial numbers")
        yield f'dates = "{proven[0]}"  # {proofs[proven[0]]} days {why}, none other'
    elif len(proven) > 1:
        told_all = ", ".join(f"{rows} {dates}" for dates, rows in proofs.items() if rows)
        yield f"# dates: the days are written in several ways ({told_all}); the extract has to write them in one"
    elif seen["either"]:
        yield f'# dates = "dmy"  # or "mdy": {seen["either"]} days, and none has a day after the 12th'
    elif seen["iso"] and not seen["other"]:
        yield f'dates = "iso"  # {seen["iso"]} days'


def _writing(text: str) -> str:
    if _ISO.fullmatch(text):
        return "iso"
    if _SERIAL.fullmatch(text):
        return "serial"
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return "other"
    first, second = int(parts[1]), int(parts[2])
    return "dmy" if first > 12 >= second else "mdy" if second > 12 >= first else "either"


def _text(value: str) -> str:
    """A TOML string; its escapes are those of JSON."""
    return json.dumps(value, ensure_ascii=False)
