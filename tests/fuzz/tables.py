"""Damage to a table as a table: its columns, its rows, its cells."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from tests.fuzz import nasty
from tests.fuzz.bases import P, Table
from tests.fuzz.nasty import MARK


def drop_column(draw: Random, table: Table) -> None:
    place = _column(draw, table)
    for line in table.lines:
        del line[place : place + 1]


def double_column(draw: Random, table: Table) -> None:
    place, to = _column(draw, table), _column(draw, table)
    for line in (table.header, *table.rows):
        line.insert(to, line[place] if place < len(line) else None)


def rename_column(draw: Random, table: Table) -> None:
    if table.header:
        place = draw.randrange(len(table.header))
        sound = str(table.header[place])
        table.header[place] = draw.choice(
            (nasty.header(draw), f" {sound.upper()} ", sound.replace("_", " "), sound[:-1])
        )


def add_column(draw: Random, table: Table) -> None:
    place = _column(draw, table)
    table.header.insert(place, nasty.header(draw))
    for row in table.rows:
        row.insert(place, nasty.cell(draw))


def swap_columns(draw: Random, table: Table) -> None:
    order = list(range(len(table.header)))
    draw.shuffle(order)
    for line in (table.header, *table.rows):
        line[:] = [line[place] if place < len(line) else None for place in order]


def drop_header(draw: Random, table: Table) -> None:
    table.title, table.header = [], table.rows.pop(0) if table.rows else []


def header_further_down(draw: Random, table: Table) -> None:
    for _ in range(draw.choice((1, 2, 5, 29, 31))):
        table.title.append(draw.choice(([], [nasty.cell(draw)], list(table.header[:1]))))


def header_again(draw: Random, table: Table) -> None:
    table.rows.insert(_row(draw, table), list(table.header))


def double_rows(draw: Random, table: Table) -> None:
    table.rows.extend([list(row) for row in draw.choices(table.rows, k=draw.randint(1, 4))] if table.rows else [])


def cut_rows(draw: Random, table: Table) -> None:
    del table.rows[_row(draw, table) :]


def blank_rows(draw: Random, table: Table) -> None:
    for _ in range(draw.randint(1, 5)):
        table.rows.insert(_row(draw, table), draw.choice(([], [""] * len(table.header), [" ", "\u00a0"])))


def totals_row(draw: Random, table: Table) -> None:
    table.rows.append(["Total", *[str(len(table.rows))] * max(0, len(table.header) - 1)])


def ragged_row(draw: Random, table: Table) -> None:
    if table.rows:
        row = draw.choice(table.rows)
        if draw.random() < 0.5:
            del row[draw.randint(0, len(row)) :]
        else:
            row.extend(nasty.cell(draw) for _ in range(draw.choice((1, 2, 600))))


def merge_rows(draw: Random, table: Table) -> None:
    if len(table.rows) > 1:
        at = draw.randrange(len(table.rows) - 1)
        table.rows[at : at + 2] = [[*table.rows[at], *table.rows[at + 1]]]


def nasty_cells(draw: Random, table: Table) -> None:
    for _ in range(draw.choice((1, 1, 2, 4))):
        if table.rows:
            row = draw.choice(table.rows)
            if row:
                row[draw.randrange(len(row))] = nasty.cell(draw)


def nasty_column(draw: Random, table: Table) -> None:
    place = _column(draw, table)
    value = nasty.cell(draw)
    for row in table.rows:
        if place < len(row):
            row[place] = value if draw.random() < 0.7 else nasty.cell(draw)


def swap_cells(draw: Random, table: Table) -> None:
    if table.rows:
        one, other = draw.choice(table.rows), draw.choice(table.rows)
        if one and other:
            here, there = draw.randrange(len(one)), draw.randrange(len(other))
            one[here], other[there] = other[there], one[here]


def many_columns(draw: Random, table: Table) -> None:
    more = draw.choice((50, 600))
    table.header.extend(f"more_{place}" for place in range(more))


WAYS: tuple[Callable[[Random, Table], None], ...] = (
    nasty_cells, nasty_cells, nasty_cells, nasty_column, swap_cells, drop_column, double_column, rename_column,
    add_column,
    swap_columns, drop_header, header_further_down, header_again, double_rows, cut_rows, blank_rows, totals_row,
    ragged_row,
    merge_rows, many_columns,
)  # fmt: skip


GENTLE: tuple[Callable[[Random, Table], None], ...] = (
    nasty_cells, nasty_cells, nasty_column, swap_cells, swap_columns, header_again, double_rows, cut_rows, blank_rows,
    totals_row, ragged_row, merge_rows,
)  # fmt: skip


def damage(draw: Random, table: Table, *, gentle: bool) -> list[str]:
    """Change the table in one to three ways; returns their names."""
    ways = draw.choices(GENTLE if gentle else WAYS, k=draw.choice((1, 1, 2, 3)))
    for way in ways:
        way(draw, table)
    return [way.__name__ for way in ways]


def texts(table: Table) -> set[str]:
    """What the cells hold; the header is names, not values."""
    return {str(value) for line in (*table.title, *table.rows) for value in line if value is not None}


def names(table: Table) -> set[str]:
    """Names of the table and its columns, without those that could be a child's."""
    found = {table.name, *(str(name) for name in table.header)}
    return {name for name in found if P not in name and MARK not in name}


def _column(draw: Random, table: Table) -> int:
    return draw.randrange(len(table.header) + 1)


def _row(draw: Random, table: Table) -> int:
    return draw.randrange(len(table.rows) + 1)


def as_csv(draw: Random, table: Table, *, plain: bool = False) -> bytes:
    """The table as a CSV file, now and then in a dialect or an encoding that was not agreed."""
    import csv
    import io

    told = io.StringIO()
    odd = not plain and draw.random() < 0.12
    delimiter = draw.choice((";", "\t", "|")) if odd and draw.random() < 0.5 else ","
    # the writer quotes a line end only where it is its own
    has_returns = any("\r" in str(value) for line in table.lines for value in line)
    ending = draw.choice(("\r\n", "\r", "\n")) if odd else "\r\n" if has_returns else "\n"
    writer = csv.writer(
        told, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL if odd else csv.QUOTE_MINIMAL
    )
    for line in table.lines:
        writer.writerow(["" if value is None else _spoken(value) for value in line])
    content = told.getvalue()
    if plain or not odd:
        return content.encode("utf-8", "surrogatepass")
    encoding = draw.choice(("utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32", "utf-7", "cp037"))
    return content.encode(encoding, "replace")


def _spoken(value: Any) -> str:
    return value.strftime("%d/%m/%Y") if hasattr(value, "strftime") else str(value)
