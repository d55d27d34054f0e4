# ruff: noqa: S608 - the statements are put together from declared names, quoted paths and days only
"""What becomes of a record of an Annex A snapshot that a later snapshot does not show: one SELECT per feed.

Belongs here: the rules by which snapshots of one feed become one history. Does not belong here: choosing the snapshots
(`snapshots`), what a record means (`annex_a.convert`).

The newest snapshot in which a key stands says what is true of it. A record that a later snapshot ought to show and does
not was removed by the source (`snapshot.removed`), unless the child shows a later record of its kind: the lists hold
only the latest, so the earlier one ended no later than that began (`snapshot.ended`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from orchestration.contracts.shape import Feed
from orchestration.extracts.files import sql_path, sql_text

KEPT, ENDED, REMOVED = "kept", "snapshot.ended", "snapshot.removed"


@dataclass(frozen=True)
class Later:
    """A snapshot, the next one in which the list came, and the first day of its own window."""

    as_at: date
    next_as_at: date | None
    known_from: date | None


@dataclass(frozen=True)
class Rule:
    """How the records of a feed are followed.

    `fate`: SQL over the alias `r`, a row as its newest snapshot has it with next_as_at and holds_from, the first day
    of which a later one tells. `beside`: what is joined to it, with {la} for the council. `end`: (column, SQL of the
    end) of records that were ended. `keeps`: a column whose last known content stands where a later snapshot leaves it
    empty; `first`: one whose earliest does. `listed_by`: the day by which a closed record stands in the window;
    `closed`: SQL over `h` that a record is closed, where that day does not say it.
    """

    fate: str
    beside: str = ""
    end: tuple[str, str] | None = None
    keeps: str = ""
    first: str = ""
    listed_by: str = ""
    closed: str = "true"


def _event(day: str) -> Rule:
    """Listed while its day lies in the window; null counts as still going on, which is always listed."""
    fate = f"case when r.holds_from is null or r.{day} < r.holds_from then '{KEPT}' else '{REMOVED}' end"
    return Rule(fate, listed_by=day)


def _spell(child: str, start: str, end: str, *, seen: str = "") -> Rule:
    """Open ones and those that ended in the window are listed, the latest of a child alone. `seen`: SQL of a day on
    which the record had ended although the child shows no later one."""
    ended = f"least(later.began, {seen})" if seen else "later.began"
    fate = f"""case when r.next_as_at is null then '{KEPT}'
        when r.{end} is null and {ended} is not null then '{ENDED}'
        when later.began is not null or r.{end} < r.holds_from then '{KEPT}' else '{REMOVED}' end"""
    return Rule(fate, _later(child, start), (end, ended), listed_by=end)


def _later(child: str, start: str) -> str:
    """`later.began`: when the first later record of the same child began that the next snapshot shows."""
    return f"""left join lateral (
        select min(h.{start}) as began from held as h
        where h.as_at = r.next_as_at and h.{child} = r.{child} and h.{start} > r.{start}) as later on true"""


def _shown(feed: str, condition: str, name: str = "parent") -> str:
    """`<name>.is_shown`: the next snapshot of the parent's list has it; `<name>.is_there`: the history has it."""
    return f"""left join lateral (select
        coalesce(bool_or(p.as_at >= r.next_as_at), false) as is_shown, count(*) > 0 as is_there
        from raw.{feed} as p where p.la_code = {{la}} and {condition}) as {name} on true"""


def _last(child: str, day: str, same: str, parent: str, condition: str) -> Rule:
    """Only the last one is listed, so an earlier one stays; but the last one cannot be an earlier day later on. `same`:
    the column within which one is the last."""
    fate = f"""case when r.next_as_at is null then '{KEPT}' when not parent.is_there then '{REMOVED}'
        when parent.is_shown and coalesce(shown.latest < r.{day}, true) then '{REMOVED}' else '{KEPT}' end"""
    beside = f"""left join lateral (select max(h.{day}) as latest from held as h
        where h.as_at = r.next_as_at and h.{child} = r.{child} and h.{same} = r.{same})
        as shown on true {_shown(parent, condition)}"""
    return Rule(fate, beside)


_ICPC = f"""case when r.next_as_at is null then '{KEPT}'
    when not parent.is_there or parent.is_shown then '{REMOVED}' else '{KEPT}' end"""
_PLACEMENT = f"""case when r.next_as_at is null then '{KEPT}' when not parent.is_there then '{REMOVED}'
    when later.began is not null then '{ENDED}' when parent.is_shown then '{REMOVED}' else '{KEPT}' end"""
_UASC = f"""case when r.next_as_at is null then '{KEPT}' when not parent.is_there then '{REMOVED}'
    when parent.is_shown then '{ENDED}' else '{KEPT}' end"""
# a plan that list 6 shows no more as one, of a child who is still in the lists
_STILL_KNOWN = """(select r.next_as_at from raw.ssd_person as p
    where p.la_code = {la} and p.pers_person_id = r.cinp_person_id and p.as_at >= r.next_as_at)"""

RULES: dict[str, Rule] = {
    "ssd_person": Rule(f"'{KEPT}'"),
    "ssd_contacts": _event("cont_contact_date"),
    "ssd_early_help_episodes": replace(
        _event("earl_episode_start_date"), closed="h.earl_episode_end_date is not null"
    ),
    "ssd_cin_episodes": _event("cine_referral_date"),
    "ssd_cin_assessments": replace(_event("cina_assessment_auth_date"), keeps="cina_referral_id"),
    "ssd_s47_enquiry": _event("s47e_s47_start_date"),
    "ssd_initial_cp_conference": Rule(
        _ICPC, _shown("ssd_s47_enquiry", "p.s47e_s47_enquiry_id = r.icpc_s47_enquiry_id")
    ),
    "ssd_cin_plans": _spell(
        "cinp_person_id", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date", seen=_STILL_KNOWN
    ),
    "ssd_cp_plans": _spell("cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
    "ssd_cp_visits": _last(
        "cppv_person_id", "cppv_cp_visit_date", "cppv_cp_plan_id",
        "ssd_cp_plans", "p.cppl_cp_plan_id = r.cppv_cp_plan_id",
    ),
    "ssd_cla_episodes": _spell(
        "clae_person_id", "clae_cla_episode_start_date", "clae_cla_episode_ceased_date"
    ),
    "ssd_cla_placement": Rule(
        _PLACEMENT,
        _later("clap_person_id", "clap_cla_placement_start_date")
        + "\n"
        + _shown("ssd_cla_episodes", "p.clae_cla_id = r.clap_cla_id"),
        ("clap_cla_placement_end_date", "later.began"),
    ),
    "ssd_legal_status": _spell("lega_person_id", "lega_legal_status_start_date", "lega_legal_status_end_date"),
    "ssd_cla_visits": _last(
        "clav_person_id", "clav_cla_visit_date", "clav_cla_id",
        "ssd_cla_episodes", "p.clae_cla_id = r.clav_cla_id",
    ),
    "ssd_cla_health": _last(
        "clah_person_id", "clah_health_check_date", "clah_health_check_type",
        "ssd_cla_episodes", "p.clae_person_id = r.clah_person_id",
    ),
    "ssd_immigration_status": Rule(
        _UASC, _shown("ssd_cla_episodes", "p.clae_person_id = r.immi_person_id"),
        ("immi_immigration_status_end_date", "r.next_as_at"), first="immi_immigration_status_start_date",
    ),
    "ssd_permanence": _event("perm_permanence_order_date"),
}  # fmt: skip


# A snapshot filed as the last of the month may have been taken days later, or for 26 weeks: what its list cannot show
# is not removed. Its window opens with the first closed record in it, a month late at the most: few have a month empty.
_SNAPSHOT = """opened as (
            select t.as_at, case when min({day}) is null then t.known_from
                else least(min({day}), t.known_from + interval 1 month)::date end as holds_from
            from told as t left join held as h on h.as_at = t.as_at and {day} >= t.known_from and {closed}
            group by t.as_at, t.known_from
        ),
        snapshot as (
            select t.as_at, t.next_as_at, min(o.holds_from) as holds_from
            from told as t left join opened as o on o.as_at > t.as_at group by t.as_at, t.next_as_at
        )"""


def looks_at_others(feed: str) -> bool:
    """Whether its query reads raw views of other feeds, so that those have to be made first."""
    rule = RULES.get(feed)
    return rule is not None and "raw." in rule.beside + rule.fate


def query(feed: Feed, la_code: str, files: Sequence[Path], snapshots: Sequence[Later]) -> str:
    """SELECT of one row per key: the columns of the feed and `fate`. Needs raw views of the feeds made before it."""
    rule = RULES[feed.name]
    key = ", ".join(feed.key)
    replaced = _replaced(rule, key)
    end = [f"case when fate = '{ENDED}' then ended_on else {rule.end[0]} end as {rule.end[0]}"] if rule.end else []
    columns = ", ".join(f"{name}::{kind} as {name}" for name, kind in feed.loaded_types.items())
    inner = f"* replace ({', '.join(end)})" if end else "*"
    return f"""
        with told (as_at, next_as_at, known_from) as (values {", ".join(map(_row, snapshots))}),
        held as (select * from read_parquet([{", ".join(map(sql_path, files))}], hive_partitioning = false)),
        {_SNAPSHOT.format(day=f"h.{rule.listed_by}" if rule.listed_by else "null::date", closed=rule.closed)},
        newest as (
            select held.*{replaced}, snapshot.next_as_at, snapshot.holds_from
            from held inner join snapshot on held.as_at = snapshot.as_at
            qualify row_number() over (partition by {key} order by held.as_at desc) = 1
        ),
        judged as (
            select r.*, {rule.end[1] if rule.end else "null"} as ended_on, {rule.fate} as fate
            from newest as r {rule.beside}
        )
        select {columns}, fate from (select {inner} from judged)""".replace("{la}", sql_text(la_code))


def _replaced(rule: Rule, key: str) -> str:
    whole = "rows between unbounded preceding and unbounded following"
    if rule.keeps:
        said = f"last_value({rule.keeps} ignore nulls) over (partition by {key} order by held.as_at {whole})"
        return f" replace ({said} as {rule.keeps})"
    if rule.first:
        return f" replace (min({rule.first}) over (partition by {key}) as {rule.first})"
    return ""


def _row(later: Later) -> str:
    return f"({_day(later.as_at)}, {_day(later.next_as_at)}, {_day(later.known_from)})"


def _day(day: date | None) -> str:
    return f"date '{day}'" if day else "null::date"
