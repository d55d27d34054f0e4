# ruff: noqa: S608 - the statements are put together from this module's own text only
"""Episodes of a child in their order: the period of care that each belongs to, and what they do not agree on.

Belongs here: the rule of periods, and the named contradictions that cost no row but are counted. Does not belong here:
what an episode becomes (`convert`), a row that is wrong by itself (the contract). Meanings: docs/ssda903.md.
"""

from __future__ import annotations

import duckdb

from orchestration.extracts.pseudonyms import person_id
from orchestration.extracts.sources import Source

EPISODES = "return_episodes_chained"
_IN_ORDER = "partition by child, start is null order by start, finish nulls last, file_no, line"
_FOR_EVER = "date '9999-12-31'"


def chain() -> str:
    """Make the table of episodes in force with the period of care that each belongs to.

    A period starts with RNE S, with the first episode known of a child, and after an episode that ended for another
    reason than X1. Everything else goes on with the period before, a gap or an overlap after X1 included: neither
    record says that the child stopped being looked after. `before_reach` is the latest end of all episodes before that
    began on an earlier day.
    """
    return f"""
create or replace table {EPISODES} as
with read as (
    select *, as_day(decom) as start, as_day(dec) as finish, first_token(rne) as began, first_token(rec) as reason
    from return_episodes where why is null
), before as (
    select *, lag(line) over w is null as is_first, lead(line) over w is null as is_last,
        lag(finish) over w as before_finish, lag(reason) over w as before_reason,
        max(coalesce(finish, {_FOR_EVER})) over (
            partition by child, start is null order by start
            range between unbounded preceding and interval 1 day preceding
        ) as before_reach
    from read
    window w as ({_IN_ORDER})
), opened as (
    select *,
        is_first or began = 'S' or coalesce(before_finish is not null and before_reason <> 'X1', false) as opens
    from before
), numbered as (
    select *, sum(opens::int) over ({_IN_ORDER}) as period_no from opened
)
select * exclude (period_no, opens),
    min(start) over (partition by child, start is null, period_no) as period_start,
    {person_id("child")} || '-' || strftime(min(start) over (partition by child, start is null, period_no), '%Y%m%d')
        as period_id
from numbered
"""


_OVERLAPS = "coalesce(before_reach > start, false)"
_LEAVES_A_GAP = f"not {_OVERLAPS} and coalesce(before_reason = 'X1' and before_finish < start, false)"
_FOLLOWS = "coalesce(before_reason = 'X1' and before_finish = start, false)"
_LAST_RETURNS = "select child, max(year) as last_year from return_episodes group by child"
# rule and column of the return → the episodes that it is told of; each has its entry in the rulebook
_NOTED: dict[str, str] = {
    "return.overlap:DECOM": f"{EPISODES} where {_OVERLAPS}",
    "return.gap:DECOM": f"{EPISODES} where {_LEAVES_A_GAP}",
    "return.chain:RNE": f"{EPISODES} where not is_first and not {_OVERLAPS} and not ({_LEAVES_A_GAP}) "
    f"and (before_reach is not null or {_FOLLOWS}) and {_FOLLOWS} = (began is not distinct from 'S')",
    "return.no_start:RNE": f"{EPISODES} where is_first and began is distinct from 'S'",
    "return.no_successor:REC": f"{EPISODES} where is_last and reason = 'X1'",
    "return.half_an_end:DEC, REC": f"{EPISODES} where (dec is null) <> (rec is null)",
    "return.left_open:DEC": f"{EPISODES} inner join ({_LAST_RETURNS}) using (child) where dec is null "
    "and last_year < (select max(year) from return_episodes)",
}


def note(connection: duckdb.DuckDBPyConnection, sources: list[Source]) -> None:
    """Contradictions that cost no row: how often, in which file."""
    by_number = {source.number: source for source in sources}
    for rule, episodes in _NOTED.items():
        for number, count in connection.execute(f"select file_no, count(*) from {episodes} group by all").fetchall():
            by_number[number].noted[rule] = count
