# ruff: noqa: S608 - the statements are put together from declared names and this module's own text only
"""Rows of the return → text rows of the feeds: one SELECT per feed, over tables named `return_<table>`.

Belongs here: what a row of the return means in the terms of the Standard Safeguarding Dataset. Does not belong here:
reading files and keeping accounts (`returns`), types and rules (the contract). Each SELECT yields file_no and line of
the row that a converted row was made from, then the feed's columns as text; a column that the return cannot give is
left out, so that the indicators that need it say so. Meanings: docs/ssda903.md.
"""

from __future__ import annotations

from orchestration.extracts.pseudonyms import person_id
from orchestration.extracts.ssda903.chains import EPISODES
from orchestration.extracts.tables import KNOWN_PEOPLE, REJECTED

# an id made of a child's number goes through the same seam as the number itself
_CHILD = person_id("child")

# Tables of the return that can name a child with a date of birth, beside the header
PEOPLE = (
    "oc3", "uasc", "oc2", "missing", "reviews", "previous_permanence", "ad1", "placed_for_adoption", "sw_episodes",
    "dolo",
)  # fmt: skip

SOURCES: dict[str, tuple[str, ...]] = {
    "ssd_person": ("header", *PEOPLE),
    "ssd_immigration_status": ("uasc",),
    "ssd_cla_episodes": ("episodes",),
    "ssd_cla_placement": ("episodes",),
    "ssd_legal_status": ("episodes",),
    "ssd_permanence": ("episodes",),
    "ssd_involvements": ("sw_episodes",),
    "ssd_cla_reviews": ("reviews",),
    "ssd_cla_health": ("oc2",),
    "ssd_missing": ("missing",),
    "local_care_leaver_status": ("oc3",),
}


def select_for(feed: str, as_at: str) -> str:
    """The SELECT that gives a feed its rows. `as_at` is the extract date, YYYY-MM-DD."""
    return _SELECTS[feed].replace("{as_at}", f"date '{as_at}'")


def _key(day: str, *more: str) -> str:
    """An id of child and day; null when either is empty, so that the contract says that the record has no key."""
    return " || '-' || ".join((_CHILD, f"coalesce(strftime(as_day({day}), '%Y%m%d'), {day})", *more))


_NAMED_ELSEWHERE = " union all ".join(
    f"select file_no, line, year, child, dob, {'sex' if table == 'uasc' else 'null'} as sex, {rank} as rank "
    f"from return_{table}"
    for rank, table in enumerate(PEOPLE)
)

_PERSON = f"""
select file_no, line, child as pers_person_id, sex as pers_sex, ethnic as pers_ethnicity, dob as pers_dob
from return_header where why is null
union all
select file_no, line, child, sex, null, dob from ({_NAMED_ELSEWHERE})
where child is not null and dob is not null
    and child not in (select child from return_header where child is not null)
    and child not in (select child from {KNOWN_PEOPLE})
qualify row_number() over (partition by child order by year desc, rank, file_no, line) = 1
"""

_EPISODES = f"""
select file_no, line,
    {_key("decom")} || case when finish = start then '-same-day' else '' end as clae_cla_episode_id,
    child as clae_person_id, decom as clae_cla_episode_start_date, dec as clae_cla_episode_ceased_date,
    rec as clae_cla_episode_ceased_reason, period_id as clae_cla_id
from {EPISODES}
"""

# a change of legal status alone (RNE L) leaves the child where it is: one placement over several episodes
_PLACEMENT = f"""
with before as (
    select *, lag(finish) over w as before_finish from {EPISODES} as e
    where (file_no, line) not in (select (file_no, line) from {REJECTED})
    window w as (partition by child order by start, finish nulls last, file_no, line)
), numbered as (
    select *, coalesce(not (began = 'L' and before_finish = start), true) as moved from before
), run as (
    select *, sum(moved::int) over (partition by child order by start, finish nulls last, file_no, line) as run_no
    from numbered
), spell as (
    select *, last_value(finish) over (
        partition by child, run_no order by start, finish nulls last, file_no, line
        rows between unbounded preceding and unbounded following
    ) as run_finish
    from run
)
select file_no, line,
    {_key("decom")} || case when run_finish = start then '-same-day' else '' end as clap_cla_placement_id,
    period_id as clap_cla_id, child as clap_person_id, start::varchar as clap_cla_placement_start_date,
    run_finish::varchar as clap_cla_placement_end_date, place as clap_cla_placement_type,
    place_provider as clap_cla_placement_provider
from spell where moved
"""

_LEGAL_STATUS = f"""
select file_no, line,
    {_key("decom")} || case when finish = start then '-same-day' else '' end as lega_legal_status_id,
    child as lega_person_id, ls as lega_legal_status, start::varchar as lega_legal_status_start_date,
    finish::varchar as lega_legal_status_end_date
from {EPISODES}
where ls is not null and (file_no, line) not in (select (file_no, line) from {REJECTED})
"""

# The placed-for-adoption table has the day of the decision; the child moved in when an episode with an adopter began.
# A temporary placement between two of them does not end the stay, any other does.
_PERMANENCE = f"""
with episode as (
    select *, coalesce(first_token(place), '') as kind from {EPISODES}
    where (file_no, line) not in (select (file_no, line) from {REJECTED}) and period_id is not null
), steady as (
    select *, kind in ('A3', 'A4', 'A5', 'A6') as adoptive from episode where kind not in ('T0', 'T1', 'T2', 'T3', 'T4')
), numbered as (
    select *, adoptive and not coalesce(lag(adoptive) over w, false) as moves_in from steady
    window w as (partition by child, period_id order by start, finish nulls last, file_no, line)
), last_of as (
    -- of two that begin on one day the one that ends later; an open one has no end to be taken for the period's
    select period_id, last.f as ended, last.r as ended_by
    from (
        select period_id, arg_max(
            struct_pack(f := finish, r := reason), (start, coalesce(finish, date '9999-12-31'), file_no, line)
        ) as last
        from episode group by period_id
    )
)
select file_no, line, {_key("decom")} as perm_table_id, child as perm_person_id, period_id as perm_cla_id,
    start::varchar as perm_placed_for_adoption_date,
    case when ended_by in ('E11', 'E12') then ended::varchar end as perm_permanence_order_date,
    case when ended_by in ('E11', 'E12') then 'Adoption order' end as perm_permanence_order_type
from numbered inner join last_of using (period_id)
where moves_in
"""

_INVOLVEMENTS = f"""
select file_no, line, {_key("sw_decom", "sw_id")} as invo_involvements_id, sw_id as invo_professional_id,
    child as invo_person_id, sw_decom as invo_involvement_start_date, sw_dec as invo_involvement_end_date
from return_sw_episodes where why is null
"""

# the period that had begun by the day of the review, else the child's first
_REVIEWS = f"""
with period as (
    select distinct child, period_start, period_id from {EPISODES} where period_id is not null
), placed as (
    select r.file_no, r.line,
        max_by(p.period_id, p.period_start) filter (where p.period_start <= as_day(r.review)) as begun,
        min_by(p.period_id, p.period_start) as first
    from return_reviews as r inner join period as p on r.child = p.child
    where r.why is null
    group by r.file_no, r.line
)
select file_no, line,
    {_key("review")} as clar_cla_review_id, coalesce(begun, first) as clar_cla_id, child as clar_person_id,
    review as clar_cla_review_date, review_code as clar_cla_review_participation
from return_reviews left join placed using (file_no, line)
where why is null
"""

_MISSING = f"""
select file_no, line,
    {_key("mis_start")} as miss_table_id, child as miss_person_id, mis_start as miss_missing_episode_start_date,
    missing as miss_missing_episode_type, mis_end as miss_missing_episode_end_date
from return_missing where why is null
"""

# many systems write the eighteenth birthday to come: an end after the extract has not happened
_IMMIGRATION_STATUS = f"""
with looked_after as (select child, min(start) as since from {EPISODES} group by child)
select file_no, line,
    {_CHILD} || '-UASC' as immi_immigration_status_id, child as immi_person_id,
    since::varchar as immi_immigration_status_start_date,
    case when as_day(duc) > {{as_at}} then null else duc end as immi_immigration_status_end_date,
    'Unaccompanied asylum seeking child (UASC)' as immi_immigration_status
from return_uasc left join looked_after using (child)
where why is null
"""

# the return says that there was a check in the year, not when: it is dated the day the return looks at
_HEALTH = f"""
select file_no, line,
    {_CHILD} || '-DENTAL-' || year as clah_health_check_id, child as clah_person_id,
    'Dental Check' as clah_health_check_type,
    least(make_date(year, 3, 31), {{as_at}})::varchar as clah_health_check_date,
    'Completed' as clah_health_check_status
from return_oc2 where why is null
"""

# the return asks for the state around the birthday; one of 29 February falls on 1 March in common years
_CARE_LEAVERS = """
with birthday as (
    select *, (case when month(as_day(dob)) >= 4 then year - 1 else year end)::varchar as in_year from return_oc3
    where why is null
)
select file_no, line, child as person_id,
    case when as_day(dob) is null then dob
        else coalesce(try_cast(in_year || strftime(as_day(dob), '-%m-%d') as date)::varchar, in_year || '-03-01') end
        as status_date,
    in_touch, upper(accom[1:1]) as accommodation, nullif(trim(accom[2:]), '') as suitable, activ as activity
from birthday
"""

_SELECTS: dict[str, str] = {
    "ssd_person": _PERSON,
    "ssd_immigration_status": _IMMIGRATION_STATUS,
    "ssd_cla_episodes": _EPISODES,
    "ssd_cla_placement": _PLACEMENT,
    "ssd_legal_status": _LEGAL_STATUS,
    "ssd_permanence": _PERMANENCE,
    "ssd_involvements": _INVOLVEMENTS,
    "ssd_cla_reviews": _REVIEWS,
    "ssd_cla_health": _HEALTH,
    "ssd_missing": _MISSING,
    "local_care_leaver_status": _CARE_LEAVERS,
}
