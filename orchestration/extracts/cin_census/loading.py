# ruff: noqa: S608 - the statements are put together from declared names only
"""The censuses of one delivery → tables `return_cin_<table>`, the records not in force set aside.

Belongs here: reading a file whole or not at all, which census of several is in force. Does not belong here: safety of
the bytes (`xml`), where records stand (`elements`), what one means (`convert`). The line of a row is the ordinal of its
element among those of its kind in the file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb

from orchestration.extracts import guarded_xml
from orchestration.extracts.cin_census.elements import Walker
from orchestration.extracts.cin_census.tables import PREFIX, TABLES
from orchestration.extracts.cin_census.xml import YEARS, Header, children
from orchestration.extracts.ledger import Entry
from orchestration.extracts.reading import Reading, prepare
from orchestration.extracts.scout import Unreadable
from orchestration.extracts.sources import NOT_READ, NOTHING_BEFORE, SUPERSEDED, Source
from orchestration.extracts.tables import KNOWN_PEOPLE, make_table
from orchestration.extracts.xml_records import BATCH, Record, keep, take_back


def load(
    connection: duckdb.DuckDBPyConnection, sources: list[Source], as_at: date, vault_path: Callable[[Entry], Path]
) -> None:
    """Fill the tables. A file that cannot be taken is noted as refused; no part of it stays."""
    prepare(connection)
    for table in TABLES.values():
        make_table(connection, table)
    for entry in dict.fromkeys(source.entry for source in sources):
        parts = {source.table.name.removeprefix(PREFIX): source for source in sources if source.entry == entry}
        try:
            if entry.kind == "refused":
                raise Unreadable(entry.reason)
            _read(connection, parts, vault_path(entry), entry.la_code)
        except Unreadable as error:
            take_back(connection, parts.values(), str(error))
    _supersede(connection)
    _set_aside(connection, sources)
    if any(source.refused for source in sources):
        return  # no feed is made of any census then, so nobody is known from one
    connection.execute(
        f"insert into {KNOWN_PEOPLE} select distinct child from return_cin_children "
        f"where why is null and child is not null and as_day(coalesce(birth, expected)) is not null"
    )


def _read(connection: duckdb.DuckDBPyConnection, parts: dict[str, Source], path: Path, la_code: str) -> None:
    guarded_xml.scan(path)
    walker, header, batch = Walker(), None, list[Record]()
    with path.open("rb") as file:
        for found in children(file):
            if isinstance(found, Header):
                if header is not None:
                    raise Unreadable("the XML has two Headers")
                _refuse_header(found, la_code)
                header = found
            elif header is None:
                raise Unreadable("the XML has children before its Header")
            else:
                batch.extend(walker.walk(found))
                if len(batch) >= BATCH:
                    keep(connection, parts, batch, header.year, header.year)
                    batch = []
    if header is None:
        raise Unreadable("the XML has no Header")
    keep(connection, parts, batch, header.year, header.year)
    for name, table in TABLES.items():
        columns = frozenset(column.name for column in table.shape.columns)
        extra = tuple(sorted(walker.unknown)) if name == "other" else ()
        parts[name].reading = Reading(walker.counted[name], columns, extra)


def _refuse_header(header: Header, la_code: str) -> None:
    if header.collection != "CIN":
        raise Unreadable("the Header does not say that the file is a CIN census")
    if header.year not in {str(year) for year in YEARS}:
        raise Unreadable(f"the Header says no year from {YEARS[0]} to {YEARS[-1]}; other years are not read")
    if header.council and header.council != la_code:
        raise Unreadable("the Header names another council (LEA) than the folder; put the file into that council's")


def _supersede(connection: duckdb.DuckDBPyConnection) -> None:
    """The latest census in which a record stands is right about it; of a child's disabilities, the latest that has
    the child."""
    connection.execute(
        f"update return_cin_disabilities set why = '{SUPERSEDED}' where year < "
        f"(select max(c.year) from return_cin_children as c where c.child = return_cin_disabilities.child)"
    )
    _supersede_referrals(connection)
    for table in TABLES.values():
        if table.same and table.main not in ("ssd_disability", "ssd_cin_episodes"):
            same = ", ".join(f"coalesce(as_day({name})::varchar, {name})" for name in table.same)
            connection.execute(
                f"update return_{table.name} set why = '{SUPERSEDED}' where (file_no, line) in ("
                f"select (file_no, line) from return_{table.name} where child is not null "
                f"qualify year < max(year) over (partition by {same}))"
            )


def _supersede_referrals(connection: duckdb.DuckDBPyConnection) -> None:
    """By child and day, as any record; but one of two of a day that was closed in its census is in no later one for
    that reason, so the later record of the other does not stand for it."""
    connection.execute(
        f"""
        with named as (
            select file_no, line, child, year, coalesce(as_day(referral_date)::varchar, referral_date) as referred,
                as_day(closure_date) as closed
            from return_cin_referrals where child is not null
        ), latest as (
            select *, max(year) over (partition by child, referred) as last_year,
                count(*) over (partition by child, referred, year) as in_year
            from named
        )
        update return_cin_referrals set why = '{SUPERSEDED}' where (file_no, line) in (
            select (file_no, line) from latest as l where year < last_year and not (
                closed is not null and not exists (
                    select 1 from named as n where n.child = l.child and n.referred = l.referred and n.year > l.year
                        and n.closed is not distinct from l.closed
                ) and in_year > (
                    select count(*) from named as n
                    where n.child = l.child and n.referred = l.referred and n.year = l.last_year
                )
            )
        )"""
    )


def _leave_first_reviews(connection: duckdb.DuckDBPyConnection) -> None:
    """The first review that the censuses tell of a plan is its first only where the plan is in them from its first
    review on. Else the one before it, from which it would be due, stands in a census that was not delivered; unless
    this one tells of reviews before its own year too."""
    connection.execute(
        f"""
        with plan as (
            select child, as_day(start_date) as began, make_date(min(year) - 1, 4, 1) as told_from
            from return_cin_protection_plans group by all
        )
        update return_cin_reviews set why = '{NOTHING_BEFORE}' where (file_no, line) in (
            select (file_no, line) from (
                select r.file_no, r.line, as_day(r.review_date) as day, p.told_from,
                    min(as_day(r.review_date)) over (partition by r.child, p.began) as first_day
                from return_cin_reviews as r
                inner join plan as p on r.child = p.child and as_day(r.plan_start) = p.began
                where r.why is null and p.began + interval 3 month < p.told_from
            )
            where day = first_day and day >= told_from
        )"""
    )


def _set_aside(connection: duckdb.DuckDBPyConnection, sources: list[Source]) -> None:
    """Count what no feed is made from, and what stays open because no later census says when it ended."""
    connection.execute(f"update return_cin_other set why = '{NOT_READ}'")
    _leave_first_reviews(connection)
    by_number = {source.number: source for source in sources}
    for table in TABLES.values():
        for number, why, rows in connection.execute(
            f"select file_no, why, count(*) from return_{table.name} where why is not null group by all"
        ).fetchall():
            by_number[number].ignored[why] += rows
    for number, rows in connection.execute(
        "select file_no, count(*) from return_cin_referrals where why is null and closure_date is null "
        "and year < (select max(year) from return_cin_children) group by all"
    ).fetchall():
        by_number[number].noted["return.left_open:Child/CINdetails/CINclosureDate"] = rows
