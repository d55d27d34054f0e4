"""Sound small files with planted values, one maker per format.

Belongs here: what is true before anything is damaged. Every text of a child is planted (`P`, unlike any word of the
program), so that a message that repeats it is known. Does not belong here: damage.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from orchestration.contracts.feeds import FEEDS
from tests.extracts import annex_a_books, census_cin, good, returns_903
from tests.extracts.test_ssda903_xml import as_xml, of_year

P = "PQZX"
"""Stands in every planted id, name and note."""
_FREE = ("text", "id", "lower")


@dataclass
class Table:
    """A header and its rows. `name`: of the file or the sheet; `title`: rows above the header."""

    name: str
    header: list[Any]
    rows: list[list[Any]]
    title: list[list[Any]] = field(default_factory=list)

    @property
    def lines(self) -> list[list[Any]]:
        return [*self.title, self.header, *self.rows]


@dataclass
class Node:
    """An element: what stands between its tags is text and elements in their order."""

    tag: str
    inner: list[Node | str] = field(default_factory=list)
    attributes: str = ""

    def all(self) -> list[Node]:
        return [self, *(found for one in self.inner if isinstance(one, Node) for found in one.all())]


ALL = tuple(good.GOOD)
# rows that no child owns, and whose texts mean something
OWN_WORDS = ("local_commentary", "local_returns", "local_populations")


def feed_table(name: str, rows: int) -> Table:
    """`rows` sound rows of a feed that differ in their ids and free texts; those of a few feeds that are no child's
    stay one. Row 3 of each feed is of the same child."""
    feed, sound = FEEDS[name], good.GOOD[name]
    if name in OWN_WORDS:
        return Table(name, list(sound), [list(sound.values())])
    free = {column.file_column for column in feed.columns if column.kind in _FREE and not column.json_key}
    made = []
    for number in range(rows):
        row = [f"{P}{place}N{number}" if title in free else told for place, (title, told) in enumerate(sound.items())]
        if feed.person in sound:
            row[list(sound).index(str(feed.person))] = f"{P}K{number}"
        made.append(row)
    return Table(name, list(sound), made)


def people_for(found: list[Table]) -> Table:
    """The children whom tables name, as `ssd_person`."""
    sound, names = good.GOOD["ssd_person"], dict[str, None]()
    for table in found:
        person = FEEDS[table.name].person
        if person in table.header:
            names |= dict.fromkeys(str(row[table.header.index(person)]) for row in table.rows)
    return Table("ssd_person", list(sound), [[name, *list(sound.values())[1:]] for name in names])


def return_tables(draw: Random, how_many: int, years: tuple[int, ...]) -> list[tuple[str, Table]]:
    """(path below the delivery folder, table) of some tables of SSDA903, one of each table and year."""
    files = returns_903.files()
    by_name = {path.partition("/")[2]: path for path in sorted(files)}
    chosen = draw.sample([(year, name) for year in years for name in by_name], how_many)
    found = []
    for year, name in chosen:
        path = f"{year}/{name}"
        lines = [
            line.split(",") for line in files.get(path, files[by_name[name]]).replace("KAN", P).strip().split("\n")
        ]
        found.append((path, Table(path, lines[0], lines[1:])))
    return found


def table_of(file_name: str) -> str:
    return file_name.removesuffix(".csv").replace("prev_perm", "previous_permanence")


def census_tree(draw: Random, year: int) -> Node:
    """A census in the older or the newer elements; mostly of one child, because that costs less."""
    held, whole = draw.choice(((2023, census_cin.FIRST), (2024, census_cin.SECOND)))
    root = parsed(whole.replace("KAN", P).replace("A123456789123", f"{P}UPN").replace(str(held), str(year)))
    children = next(node for node in root.all() if node.tag == "Children")
    if draw.random() < 0.5:
        children.inner = [draw.choice(children.inner)]
    return root


def return_tree(draw: Random, year: int) -> Node:
    """A return of SSDA903 as XML, with some of its tables."""
    held = of_year("2022")
    chosen = draw.sample(sorted(held), draw.randint(1, 4))
    return parsed(as_xml({name: held[name] for name in chosen}).replace("KAN", P).replace("2022", str(year)))


def parsed(xml: str) -> Node:
    from lxml import etree

    def node(element: Any) -> Node:
        inner: list[Node | str] = [element.text] if element.text and element.text.strip() else []
        inner += [node(child) for child in element]
        return Node(element.tag, inner, "".join(f' {key}="{value}"' for key, value in element.attrib.items()))

    return node(etree.fromstring(xml.encode()))


def list_table(number: int) -> Table:
    """One of the inspectors' lists."""
    rows = [[_planted(value) for value in row] for row in annex_a_books.ROWS[number]]
    return Table(f"List {number}", list(annex_a_books.HEADERS[number]), rows, [[f"List {number}"]])


def _planted(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("KAN", P).replace("Worker W", f"{P} Worker").replace("North", f"{P} North")
    return value


DATES = {"ssd": good.AS_AT, "903": returns_903.AS_AT, "cin": census_cin.AS_AT, "annex": annex_a_books.AS_AT}


def day_of(kind: str) -> date:
    return DATES[kind]
