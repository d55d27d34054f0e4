"""What a file's columns hold, counted for whoever writes a mapping.

Belongs here: finding the table that a header is nearest to, and counting texts of a column. Does not belong here: what
is proposed from it (`proposing`). Counting stops at a limit of rows; nothing is kept.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from orchestration.extracts.annex_a.sheets import lists_in
from orchestration.extracts.files import open_duckdb, sql_path
from orchestration.extracts.headers import tidy_header
from orchestration.extracts.mapping.loading import CouncilMapping
from orchestration.extracts.mapping.near import near, words_of
from orchestration.extracts.mapping.words import vocabularies
from orchestration.extracts.recognition.answers import Recognised
from orchestration.extracts.recognition.heads import Head, head_of
from orchestration.extracts.recognition.recognise import recognise
from orchestration.extracts.recognition.shapes import shapes
from orchestration.extracts.scout import Unreadable, open_bytes, scout

MOST_ROWS = 200_000
_FIRST_FEW = 5
_MEMORY = "1GB"
# tables whose weights differ by less are told together
_ALIKE = 0.5


@dataclass(frozen=True)
class Survey:
    """One table found in a file. `fields`: header as written → field, known by itself or by the mapping; `likely`:
    other headers → field and score; `columns`: field → text → rows, of fields with codes or days."""

    file_name: str
    section: str
    evidence: str
    delimiter: str
    headers: tuple[str, ...]
    fields: dict[str, str]
    likely: dict[str, tuple[str, float]]
    columns: dict[str, Counter[str]] = field(default_factory=dict)


def survey(file: Path, name: str, mapping: CouncilMapping) -> list[Survey]:
    """The tables of a file; none when it is like no table. Raises `Unreadable`, `NotTaken` and `OSError`."""
    head = head_of(file)
    if head.container == "workbook":
        return list(_lists(file, name, mapping))
    found = _nearest(file, name, head, mapping)
    if found is None:
        return []
    one, number = found
    places = dict(_places(one))
    rows = _text(file, one.delimiter, number) if head.container == "text" else _parquet(file)
    return [_counted(one, places, rows)]


def _nearest(file: Path, name: str, head: Head, mapping: CouncilMapping) -> tuple[Survey, int] | None:
    """The table, with the row of its header: the one recognised, else the one to which most headers are near."""
    answer = recognise(file, name, mapping)
    known = _section(answer.feed) if isinstance(answer, Recognised) and "alone" not in answer.evidence else ""
    best: tuple[float, Survey, int] | None = None
    weights: dict[str, float] = {}
    width = max((len(row) for rows in head.rows.values() for row in rows[:_FIRST_FEW]), default=0)
    for delimiter, rows in head.rows.items():
        for number, row in enumerate(rows[:_FIRST_FEW], start=1):
            # the right delimiter gives the most columns
            if len(row) < max(2, width):
                continue
            for section in [known] if known in shapes() else shapes():
                one = _compared(name, section, row, delimiter, mapping)
                weight = len(one.fields) + sum(likely for _, likely in one.likely.values())
                whole = {*one.fields.values(), *(field for field, _ in one.likely.values())}
                weight -= len(shapes()[section].required - whole)
                weights[section] = max(weight + _said(name, section), weights.get(section, 0))
                if best is None or weights[section] > best[0]:
                    best = weights[section], one, number
    if best is None or best[0] <= 1:
        return None
    alike = [section for section, weight in weights.items() if weight > best[0] - _ALIKE and section != best[1].section]
    evidence = "its headers are nearest to this table's"
    evidence += f"; almost as near: {', '.join(alike)}" if alike else ""
    evidence = answer.evidence if isinstance(answer, Recognised) else evidence
    return replace(best[1], evidence=evidence), best[2]


def _said(name: str, section: str) -> int:
    """What the name of the file has in common with the name of the table."""
    return len(set(words_of(Path(name).stem)) & set(words_of(section)))


def _compared(name: str, section: str, row: list[str], delimiter: str, mapping: CouncilMapping) -> Survey:
    own = mapping.of(section)
    translated = own.fields if own else {}
    known = {
        header: translated.get(tidy, tidy)
        for header, tidy in zip(row, tidy_header(row), strict=True)
        if translated.get(tidy, tidy) in shapes()[section].columns
    }
    free = [header for header in row if header.strip() and header not in known]
    likely = {header: one for header, one in near(free, section).items() if one[0] not in known.values()}
    return Survey(name, section, "", delimiter, tuple(row), known, likely)


def _lists(file: Path, name: str, mapping: CouncilMapping) -> Iterator[Survey]:
    with lists_in(file, more=mapping.lists) as sheets:
        for sheet in sheets:
            section = f"annex_a_list_{sheet.header.number}"
            names = [header or "" for header in sheet.names]
            known = {names[place]: field for field, place in sheet.header.places.items()}
            likely = near([header for header in names if header.strip() and header not in known], section)
            likely = {header: one for header, one in likely.items() if one[0] not in known.values()}
            one = Survey(name, section, f"the header of {sheet.told}", ",", tuple(names), known, likely)
            chosen = ", ".join(f"c{place}" for place in range(len(names)))
            rows = _fetched(
                f"select {chosen} from read_parquet({sql_path(sheet.path)}) "  # noqa: S608 - quoted path, own names
                f"where line > {sheet.header.row} order by line limit {MOST_ROWS}"
            )
            yield _counted(one, dict(_places(one)), ([cell or "" for cell in row] for row in rows))


def _places(one: Survey) -> Iterator[tuple[int, str]]:
    """(column, field) of what holds codes or days."""
    vocabulary = vocabularies()[one.section]
    meant = {**{header: field for header, (field, _) in one.likely.items()}, **one.fields}
    for place, header in enumerate(one.headers):
        if meant.get(header) in vocabulary.days | vocabulary.coded.keys():
            yield place, meant[header]


def _counted(one: Survey, places: dict[int, str], rows: Iterable[list[str]]) -> Survey:
    for field_name in places.values():
        one.columns[field_name] = Counter()
    for row in rows:
        for place, field_name in places.items():
            text = row[place].strip() if place < len(row) else ""
            if text:
                one.columns[field_name][text] += 1
    return one


def _text(file: Path, delimiter: str, header_row: int) -> Iterator[list[str]]:
    facts = scout(file)
    with open_bytes(file) as opened, io.TextIOWrapper(opened, facts.encoding, errors="replace", newline="") as text:
        try:
            for number, row in enumerate(csv.reader(text, delimiter=delimiter), start=1):
                if number > MOST_ROWS:
                    return
                if number > header_row:
                    yield row
        except csv.Error:
            return  # what was counted until then is all there is to go by


def _parquet(file: Path) -> Iterator[list[str]]:
    query = f"select columns(*)::varchar from read_parquet({sql_path(file)}) limit {MOST_ROWS}"  # noqa: S608
    for row in _fetched(query):
        yield [cell or "" for cell in row]


def _fetched(query: str) -> list[tuple[str | None, ...]]:
    """The rows of a Parquet file that somebody else may have written. Raises `Unreadable`."""
    try:
        with closing(open_duckdb(_MEMORY)) as connection:
            return connection.execute(query).fetchall()
    except duckdb.Error:
        raise Unreadable("the Parquet file is damaged, incomplete or too large") from None


def _section(feed: str) -> str:
    """The section of a ledger name: without the year of a return."""
    return next((name for name in shapes() if feed == name or feed.startswith(f"{name}_20")), "")
