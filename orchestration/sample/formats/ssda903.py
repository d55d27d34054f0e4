# ruff: noqa: S608 - the statements are put together from this module's own text only
"""SSDA903 returns: the CSV tables of each year, to its 31 March or to the extract date where that is earlier.

Belongs here: which rows a return holds, with the columns of the department's files. Does not belong here: due dates,
distances, visits and plans, which a return has no place for.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from orchestration.sample.formats.records import Records

# SEX is 1 or 2 up to the return of 2024, M, F or U after
_SEX = "case when year(until()) + (month(until()) > 3)::int < 2025 then case pers_sex when 'M' then '1' else '2' end " \
    "else pers_sex end"  # fmt: skip
PREPARED = """
create or replace temp table spell as
select *, known(clae_cla_episode_ceased_date) as ended,
    case when clae_cla_episode_ceased_date <= until() then clae_cla_episode_ceased_reason end as why
from ssd_cla_episodes
where clae_cla_episode_start_date <= until() and coalesce(clae_cla_episode_ceased_date >= since(), true)
"""
_FROM_CHILD = "inner join ssd_person on pers_person_id ="
TABLES: dict[str, str] = {
    "header": f"""
select pers_person_id as CHILD, {_SEX} as SEX, pers_dob as DOB, pers_ethnicity as ETHNIC, pers_upn as UPN,
    null as MOTHER, null as MC_DOB
from ssd_person semi join spell on clae_person_id = pers_person_id order by CHILD""",
    # a return knows no stays in hospital or on holiday, and no moves within one day
    "episodes": """
select e.clae_person_id as CHILD, e.clae_cla_episode_start_date as DECOM, e.clae_cla_episode_start_reason as RNE,
    max_by(l.lega_legal_status, (l.lega_legal_status_start_date, l.lega_legal_status_id)) as LS,
    e.clae_cla_primary_need_code as CIN, any_value(p.clap_cla_placement_type) as PLACE,
    any_value(p.clap_cla_placement_provider) as PLACE_PROVIDER, e.ended as DEC, e.why as REC,
    any_value(p.clap_cla_placement_change_reason) filter (where p.clap_cla_placement_end_date = e.ended)
        as REASON_PLACE_CHANGE,
    null as HOME_POST, any_value(p.clap_cla_placement_postcode) as PL_POST, any_value(p.clap_cla_placement_urn) as URN
from spell as e
left join ssd_cla_placement as p on p.clap_cla_placement_id = e.clae_cla_placement_id
left join ssd_legal_status as l on l.lega_person_id = e.clae_person_id
    and l.lega_legal_status_start_date <= e.clae_cla_episode_start_date
    and coalesce(l.lega_legal_status_end_date > e.clae_cla_episode_start_date, true)
group by all order by CHILD, DECOM, DEC""",
    "reviews": f"""
select distinct pers_person_id as CHILD, pers_dob as DOB, clar_cla_review_date as REVIEW,
    clar_cla_review_participation as REVIEW_CODE
from ssd_cla_reviews inner join (select distinct clae_cla_id, clae_person_id from spell) on clae_cla_id = clar_cla_id
{_FROM_CHILD} clae_person_id
where clar_cla_review_date between since() and until() and coalesce(clar_cla_review_cancelled, 'N') <> 'Y'
order by CHILD, REVIEW""",
    "missing": f"""
select pers_person_id as CHILD, pers_dob as DOB, left(miss_missing_episode_type, 1) as MISSING,
    miss_missing_episode_start_date as MIS_START, known(miss_missing_episode_end_date) as MIS_END
from ssd_missing {_FROM_CHILD} miss_person_id
where miss_missing_episode_start_date <= until() and coalesce(miss_missing_episode_end_date >= since(), true)
    and exists (
        select 1 from spell where clae_person_id = miss_person_id
            and clae_cla_episode_start_date <= miss_missing_episode_start_date
            and coalesce(ended > miss_missing_episode_start_date, true)
    )
order by CHILD, MIS_START""",
    "uasc": f"""
select pers_person_id as CHILD, {_SEX} as SEX, pers_dob as DOB, max(known(immi_immigration_status_end_date)) as DUC
from ssd_immigration_status {_FROM_CHILD} immi_person_id
where (immi_immigration_status ilike '%unaccompanied%' or immi_immigration_status ilike '%uasc%')
    and immi_immigration_status_start_date <= until()
    and coalesce(immi_immigration_status_end_date >= since(), true)
    and immi_person_id in (select clae_person_id from spell)
group by all order by CHILD""",
    # of those looked after for twelve months when the year closes
    "oc2": f"""
select pers_person_id as CHILD, pers_dob as DOB, null as SDQ_SCORE, null as SDQ_REASON, null as CONVICTED,
    null as HEALTH_CHECK, null as IMMUNISATIONS,
    max((lower(clah_health_check_type) = 'dental check')::int) as TEETH_CHECK,
    max((lower(clah_health_check_type) <> 'dental check')::int) as HEALTH_ASSESSMENT, null as SUBSTANCE_MISUSE,
    null as INTERVENTION_RECEIVED, null as INTERVENTION_OFFERED
from (
    select clae_person_id as id from ssd_cla_episodes
    where clae_cla_episode_start_date <= until() group by clae_person_id, clae_cla_id
    having min(clae_cla_episode_start_date) <= until() - interval 12 month and bool_or(known(
        clae_cla_episode_ceased_date) is null)
) {_FROM_CHILD} id
left join ssd_cla_health on clah_person_id = id and clah_health_check_date between since() and until()
    and lower(clah_health_check_status) = 'completed'
group by all order by CHILD""",
    # the state told last before the month after the birthday is over
    "oc3": f"""
select pers_person_id as CHILD, pers_dob as DOB, max_by(in_touch, status_date) as IN_TOUCH,
    max_by(activity, status_date) as ACTIV, max_by(accommodation || suitable, status_date) as ACCOM
from local_care_leaver_status {_FROM_CHILD} person_id
where status_date between since() and until()
    and status_date <= pers_dob + to_years(year(until()) - year(pers_dob)
        - (month(pers_dob) > 3 and month(until()) <= 3)::int) + interval 1 month
group by all order by CHILD""",
}


def write_ssda903(folder: Path, records: Records, since: int = 2021) -> list[Path]:
    """One folder per return, named by the March it ends in, with a CSV per table; the last one is the extract's."""
    last = records.as_at.year + (records.as_at >= date(records.as_at.year, 4, 1))
    paths = []
    for year in range(since, last + 1):
        records.look_from(date(year - 1, 4, 1), min(date(year, 3, 31), records.as_at))
        records.connection.execute(PREPARED)
        (folder / str(year)).mkdir(parents=True, exist_ok=True)
        for table, query in TABLES.items():
            paths.append(folder / str(year) / f"{table}.csv")
            with paths[-1].open("w", encoding="utf-8", newline="") as file:
                names, rows = records.rows(query)
                writer = csv.writer(file)
                writer.writerow(names)
                writer.writerows([_cell(cell) for cell in row] for row in rows)
    return paths


def _cell(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)
