"""A mapping file as it must be: which keys, which types, which fields and codes they may lead to.

Belongs here: pydantic models, and turning what they refuse into words. Does not belong here: opening the file
(`loading`), applying it (`applying`). No message repeats a value of the file, or a header that is not plainly one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from orchestration.extracts.headers import tellable, tidy_header
from orchestration.extracts.mapping.words import Vocabulary, vocabularies

_SETTINGS = "dates, delimiter, headers, values"
_WORDS = {
    "extra_forbidden": f"is not a setting; the settings are {_SETTINGS}",
    "string_type": "must be text in quotes",
    "string_too_short": "is empty",
    "string_too_long": "is longer than 200 characters",
    "dict_type": "must be a section of its own",
    "model_type": "must be a section of its own",
}
_ONE_OF = {"dates": '"dmy", "mdy", "iso", "serial"', "delimiter": '",", ";", "\\t", "|"'}


class BadMapping(Exception):
    """A council's mapping that cannot be used: file, section and key, and what is wrong with them."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Text = Annotated[str, Field(min_length=1, max_length=200)]


class TableMapping(_Strict):
    """One feed, list or table. `headers`: as written → field. `values`: field → as written → code.

    `dates`: how its days are written; days of typed cells (YYYY-MM-DD) are always read. None: as the reader takes them.
    """

    dates: Literal["dmy", "mdy", "iso", "serial"] | None = None
    delimiter: Literal[",", ";", "\t", "|"] = ","
    headers: dict[Text, Text] = Field(default_factory=dict)
    values: dict[str, dict[Text, Text]] = Field(default_factory=dict)

    @property
    def fields(self) -> dict[str, str]:
        """Header, tidied as a reader does → field."""
        return dict(zip(tidy_header(list(self.headers)), self.headers.values(), strict=True))


def checked(content: dict[str, Any], file_name: str) -> dict[str, TableMapping]:
    """The sections of a mapping file. Raises `BadMapping` with every fault that was found, a line each."""
    faults: list[str] = []
    found: dict[str, TableMapping] = {}
    for section, held in content.items():
        vocabulary = vocabularies().get(section)
        if vocabulary is None:
            faults.append(
                f"[{_told(section)}] is not a feed, a list (annex_a_list_1 …) or a table (ssda903_episodes …)"
            )
            continue
        try:
            found[section] = TableMapping.model_validate(held)
        except ValidationError as error:
            faults += [f"[{section}] {_fault(dict(one))}" for one in error.errors(include_input=False)]
            continue
        faults += [f"[{section}] {fault}" for fault in _sense(section, found[section], vocabulary)]
    if faults:
        raise BadMapping("\n".join(f"{file_name}: {fault}" for fault in faults))
    return found


def _fault(error: dict[str, Any]) -> str:
    # pydantic marks a key that is at fault with a part of its own
    place = [str(part) for part in error["loc"] if part != "[key]"]
    if error["type"] == "literal_error":
        return f"{place[0]} must be one of {_ONE_OF[place[0]]}"
    where = ".".join(_told(part) for part in place) or "the section"
    return f"{where} {_WORDS.get(error['type'], 'is not what it must be')}"


def _sense(section: str, table: TableMapping, vocabulary: Vocabulary) -> Iterator[str]:
    """What pydantic cannot know: fields, codes, and headers that are one and the same to a reader."""
    for number, field in enumerate(table.headers.values(), start=1):
        if field not in vocabulary.fields:
            yield f"headers: entry {number} leads to {_told(field)}, which is no field of it"
    if section.startswith("annex_a") and table.delimiter != ",":
        yield "delimiter: of a list in a text file it is found, not declared"
    if len(table.fields) < len(table.headers):
        yield "headers: two entries differ only in capitals or spaces"
    for field, values in table.values.items():
        if field not in vocabulary.coded:
            yield f"values.{_told(field)}: this field has no codes; those with codes: {_listed(vocabulary.coded)}"
            continue
        # what every council may write is a code as well: the return writes 1 and 2 for a sex
        codes = vocabulary.coded[field]
        legal = None if codes is None else codes.union(vocabulary.spelt.get(field, ()))
        for number, code in enumerate(values.values(), start=1):
            if not code.strip() or (legal is not None and code.upper() not in legal):
                yield f"values.{field}: entry {number} leads to a code that the field does not have"
        if len({_folded(value) for value in values}) < len(values):
            yield f"values.{field}: two entries differ only in capitals or spaces"


def _folded(value: str) -> str:
    return value.strip().upper()


def _listed(names: dict[str, Any]) -> str:
    return ", ".join(sorted(names)) or "none"


def _told(name: str) -> str:
    """A key as a message repeats it."""
    return name if tellable([name]) == (name,) else "(a name not repeated here)"
