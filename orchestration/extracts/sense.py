# ruff: noqa: S608 - the statements are put together from declared names only
"""Loaded rows that cannot both be true, or hardly: counted by rule and column, and loaded all the same.

Belongs here: what a row says held against the child's birth, its parent record and the child's other rows. Does not
belong here: rules that cost a row (`contracts.rules`), one delivery against another (`plausibility`).
"""

from __future__ import annotations

from collections.abc import Container, Iterator

import duckdb

from orchestration.contracts.shape import Feed

UNBORN_DAYS, OLDEST_YEARS = 300, 26
"""A child may be known this long before birth; services end on the 26th birthday at the latest."""
_PERIODS = ("ssd_cin_plans", "ssd_cp_plans", "ssd_cla_episodes")
# (feed, its day, its parent's key) → (the parent, its key, what has to hold of the day and the parent's row)
_PARENTS = {
    ("ssd_cp_visits", "cppv_cp_visit_date", "cppv_cp_plan_id"): (
        "ssd_cp_plans", "cppl_cp_plan_id", "visit.before_plan", "p.cppl_cp_plan_start_date <= t.cppv_cp_visit_date",
    ),
    ("ssd_cin_assessments", "cina_assessment_start_date", "cina_referral_id"): (
        "ssd_cin_episodes", "cine_referral_id", "event.after_close",
        "t.cina_assessment_start_date <= p.cine_close_date",
    ),
}  # fmt: skip
NEEDED = {
    "ssd_person": ("pers_dob",),
    "ssd_cp_plans": ("cppl_cp_plan_start_date",),
    "ssd_cin_episodes": ("cine_close_date",),
}
"""Columns of parents that have to be kept for this, beside their keys."""


def against_sense(
    connection: duckdb.DuckDBPyConnection, feed: Feed, loaded: str, accepted: Container[str]
) -> dict[str, int]:
    """Rule:column → rows of the table `loaded`. A parent that is not in `accepted` cannot be asked; the others are the
    tables `<feed>_kept`."""
    queries = {**dict(_of_the_child(feed, loaded, accepted)), **dict(_of_the_parent(feed, loaded, accepted))}
    queries |= dict(_of_the_period(feed, loaded))
    found = {}
    for name, query in queries.items():
        row = connection.execute(query).fetchone()
        if row and row[0]:
            found[name] = int(row[0])
    return found


def _of_the_child(feed: Feed, loaded: str, accepted: Container[str]) -> Iterator[tuple[str, str]]:
    day = _day(feed)
    if feed.person and day and "ssd_person" in accepted:
        joined = (
            f"select count(*) from {loaded} as t inner join ssd_person_kept as p on t.{feed.person} = p.pers_person_id"
        )
        yield f"person.unborn:{day}", f"{joined} where t.{day} + {UNBORN_DAYS} < p.pers_dob"
        yield f"person.age:{day}", f"{joined} where t.{day} >= p.pers_dob + interval {OLDEST_YEARS} year"


def _of_the_parent(feed: Feed, loaded: str, accepted: Container[str]) -> Iterator[tuple[str, str]]:
    for (name, day, link), (parent, key, rule, holds) in _PARENTS.items():
        if feed.name == name and parent in accepted:
            joined = f"{loaded} as t inner join {parent}_kept as p on t.{link} = p.{key}"
            yield f"{rule}:{day}", f"select count(*) from {joined} where not ({holds})"


def _of_the_period(feed: Feed, loaded: str) -> Iterator[tuple[str, str]]:
    """Of a child's periods of one kind, those that begin before an earlier one has ended, and of open ones all but
    one."""
    if feed.name not in _PERIODS:
        return
    ((start, end),) = feed.order
    earlier = f"partition by {feed.person} order by {start}, {end} nulls last, source_row"
    last = f"max(coalesce({end}, date '2999-12-31')) over ({earlier} rows between unbounded preceding and 1 preceding)"
    yield (
        f"period.overlap:{start}",
        f"select count(*) from (select {start} < {last} as is_over from {loaded}) where is_over",
    )
    yield (
        f"period.open:{end}",
        f"select coalesce(sum(several - 1), 0) from (select count(*) as several from {loaded} where {end} is null "
        f"and {start} is not null group by {feed.person} having count(*) > 1)",
    )


def _day(feed: Feed) -> str:
    """The day a row is about: the start of its period, else its first date that lies in the past."""
    if feed.order:
        return feed.order[0][0]
    return next((one.name for one in feed.of_kind("date") if not one.may_be_future and not one.resolved), "")
