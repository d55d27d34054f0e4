"""Case by number: the same seed and number give the same delivery on every machine.

Belongs here: which files, which damage, what is known of the result. Does not belong here: how damage is done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from tests.fuzz import bases, containers, damage, nasty, tables, trees
from tests.fuzz.bases import Table


@dataclass
class Case:
    """One delivery of some damaged files. `files`: path below the delivery folder → content; `damaged`: path → format.

    `texts`: what its cells hold; `names`: of columns and sheets, which may be told. `rows`: name in the report → rows
    that have to be in the account if the file is taken; not of a file whose bytes were changed: then nobody knows.
    `gentle`: damage that seldom costs the whole file, so that what comes after the reading is reached by all of them.
    """

    seed: int
    number: int
    kind: str
    as_at: date
    gentle: bool
    files: dict[str, bytes] = field(default_factory=dict)
    damaged: dict[str, str] = field(default_factory=dict)
    done: dict[str, list[str]] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    rows: dict[str, int] = field(default_factory=dict)

    def put(self, path: str, content: bytes, kind: str, done: list[str]) -> None:
        self.files[path], self.damaged[path], self.done[path] = content, kind, done

    def holds(self, table: Table) -> None:
        self.texts |= tables.texts(table)
        self.names |= tables.names(table)


def make(seed: int, number: int) -> Case:
    """The case of this number."""
    draw = Random(f"{seed}:{number}")
    kind = ORDER[number % len(ORDER)]
    maker, clock = KINDS[kind]
    case = Case(seed, number, kind, bases.day_of(clock), gentle=draw.random() < 0.5)
    maker(draw, case)
    if draw.random() < 0.1:
        _rename(draw, case)
    return case


def _rename(draw: Random, case: Case) -> None:
    """One of the files comes under a name that nobody expects."""
    path = draw.choice(sorted(case.damaged))
    name = nasty.name(draw, path.rpartition("/")[2]).replace("/", "_").replace("\0", "_")
    if len(name.encode("utf-8", "surrogateescape")) <= 255 and name not in ("", ".", "..") and name not in case.files:
        case.put(name, case.files.pop(path), case.damaged.pop(path), [*case.done.pop(path), "name"])
        case.rows = {}


def _structure(draw: Random, case: Case, table: Table, share: float) -> list[str]:
    """Damage a share of the tables as tables; the rest is for the container or the bytes."""
    case.holds(table)
    if not case.gentle and draw.random() >= share:
        return []
    done = tables.damage(draw, table, gentle=case.gentle)
    case.holds(table)
    return done


def _bytes(draw: Random, case: Case, content: bytes, done: list[str], share: float = 0.1) -> bytes:
    """A file that was not damaged yet has its bytes damaged, and a share of the others too."""
    if done and (case.gentle or draw.random() >= share):
        return content
    content, more = damage.damage(draw, content)
    done += [f"bytes:{way}" for way in more]
    return content


def ssd(draw: Random, case: Case) -> None:
    """Four to eight feeds of the contract, as CSV, packed CSV or Parquet, with or without the children they name."""
    chosen = [bases.feed_table(name, draw.choice((1, 3, 5))) for name in draw.sample(bases.ALL, draw.randint(4, 8))]
    if draw.random() < 0.5 and all(table.name != "ssd_person" for table in chosen):
        people = bases.people_for(chosen)
        case.holds(people)
        case.files["ssd_person.csv"] = tables.as_csv(draw, people, plain=True)
    for table in chosen:
        done = _structure(draw, case, table, 0.75)
        kind = draw.choice(("ssd_csv",) * 5 + ("ssd_gz", "ssd_parquet"))
        SSD[kind](draw, case, table, done)


def _ssd_csv(draw: Random, case: Case, table: Table, done: list[str]) -> None:
    content = tables.as_csv(draw, table, plain=case.gentle)
    sound = tables.as_csv(draw, table, plain=True)
    content = _bytes(draw, case, content, done)
    if content == sound:
        case.rows[table.name] = len(table.rows) + len(table.title)
    case.put(f"{table.name}.csv", content, "ssd_csv", done)


def _ssd_gz(draw: Random, case: Case, table: Table, done: list[str]) -> None:
    packed = containers.gzipped(draw, tables.as_csv(draw, table, plain=True), plain=True)
    sound = packed
    if not done or not case.gentle:
        packed = containers.gzipped(draw, tables.as_csv(draw, table, plain=True), plain=False)
        done.append("gzip")
    packed = _bytes(draw, case, packed, done)
    if packed == sound:
        case.rows[table.name] = len(table.rows) + len(table.title)
    case.put(f"{table.name}{draw.choice(('.csv.gz', '.csv.gz', '.csv'))}", packed, "ssd_gz", done)


def _ssd_parquet(draw: Random, case: Case, table: Table, done: list[str]) -> None:
    plain = bool(done) and case.gentle
    if plain:
        case.rows[table.name] = len(table.rows)
    else:
        done.append("parquet")
    case.put(f"{table.name}.parquet", containers.parquet(draw, table, plain=plain), "ssd_parquet", done)


SSD = {"ssd_csv": _ssd_csv, "ssd_gz": _ssd_gz, "ssd_parquet": _ssd_parquet}


def zips(draw: Random, case: Case) -> None:
    """Two or three zips of SSDA903 tables, each of years of its own."""
    for number in range(draw.randint(2, 3)):
        members, done = [], list[str]()
        for path, table in bases.return_tables(draw, draw.randint(1, 3), (2021 + number,)):
            done += _structure(draw, case, table, 0.4)
            members.append((path, tables.as_csv(draw, table, plain=True)))
        if draw.random() < 0.1:
            table = bases.feed_table(draw.choice(bases.ALL), 2)
            case.holds(table)
            members.append((f"{table.name}.csv", tables.as_csv(draw, table, plain=True)))
        plain = bool(done) and case.gentle
        content = containers.zipped(draw, members, plain=plain)
        done += [] if plain else ["zip"]
        case.put(f"returns{number}.zip", _bytes(draw, case, content, done), "zip", done)


def ssda903(draw: Random, case: Case) -> None:
    """Four to eight tables of SSDA903, of three years."""
    for path, table in bases.return_tables(draw, draw.randint(4, 8), (2020, 2021, 2022)):
        done = _structure(draw, case, table, 0.75)
        content = tables.as_csv(draw, table, plain=case.gentle)
        sound = tables.as_csv(draw, table, plain=True)
        content = _bytes(draw, case, content, done)
        if content == sound:
            folder, _, name = path.partition("/")
            case.rows[f"ssda903_{bases.table_of(name)}_{folder}"] = len(table.rows) + len(table.title)
        case.put(path, content, "ssda903_csv", done)


def cin(draw: Random, case: Case) -> None:
    """Three to five censuses of different years, in either set of elements; now and then returns of SSDA903 as XML."""
    for year in sorted(draw.sample(range(2021, 2027), draw.randint(3, 5))):
        is_census, done = draw.random() < 0.75, list[str]()
        root = bases.census_tree(draw, year) if is_census else bases.return_tree(draw, year)
        case.texts |= trees.texts(root)
        if case.gentle or draw.random() < 0.8:
            done = trees.damage(draw, root, gentle=case.gentle)
        case.texts |= trees.texts(root)
        content = trees.as_xml(draw, root, plain=case.gentle)
        name, kind = (f"CIN_{year}.xml", "cin_xml") if is_census else (f"SSDA903_{year}.xml", "ssda903_xml")
        case.put(name, _bytes(draw, case, content, done), kind, done)


def annex(draw: Random, case: Case) -> None:
    """Three to five files of the inspectors' lists: workbooks of either kind with some lists, CSV files of one."""
    numbers = draw.sample(range(1, 12), 11)
    for number in range(draw.randint(3, 5)):
        kind = draw.choice(("annex_csv", "annex_csv", "annex_xlsx", "annex_xlsx", "annex_xls"))
        held = [numbers.pop() for _ in range(1 if kind == "annex_csv" else draw.choice((1, 1, 2)))]
        lists, done = [bases.list_table(one) for one in held], list[str]()
        for table in lists:
            done += _structure(draw, case, table, 0.6)
        if kind == "annex_csv":
            content, name = tables.as_csv(draw, lists[0], plain=case.gentle), f"list {number}.csv"
        elif kind == "annex_xlsx":
            content, name = (
                containers.xlsx(draw, lists, is_1904=draw.random() < 0.1),
                f"book {number}.{draw.choice(XLSX)}",
            )
            if not done or draw.random() < 0.4:
                content, way = containers.workbook_parts(draw, content)
                done.append(way)
        else:
            content, name = containers.xls(draw, lists, is_1904=draw.random() < 0.1), f"book {number}.xls"
        case.put(name, _bytes(draw, case, content, done, 0.3 if kind == "annex_xls" else 0.1), kind, done)


XLSX = ("xlsx", "xlsx", "xlsx", "xlsm", "xls")
KINDS: dict[str, tuple[Callable[[Random, Case], None], str]] = {
    "ssd": (ssd, "ssd"),
    "zip": (zips, "903"),
    "ssda903": (ssda903, "903"),
    "cin": (cin, "cin"),
    "annex": (annex, "annex"),
}
# of fifty deliveries in a row
SHARES = {"ssd": 31, "zip": 4, "ssda903": 5, "cin": 5, "annex": 5}
ORDER = Random(0).sample([kind for kind, share in SHARES.items() for _ in range(share)], 50)
