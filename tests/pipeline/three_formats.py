"""One council's data delivered in three formats, as councils of one night; and its figures compared.

Belongs here: the deliveries, building the warehouse, and comparing cells. Does not belong here: what is expected
(`test_three_formats`). The council is the sample at a tenth of its size, four years later, so that the CIN census is
read in its years.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from orchestration.extracts import lake
from orchestration.extracts.annex_a.windows import months_before
from orchestration.extracts.ingest import ingest
from orchestration.extracts.landing import receive
from orchestration.sample.council import Council
from orchestration.sample.formats.annex_a import write_annex_a
from orchestration.sample.formats.cin_census import write_cin_census
from orchestration.sample.formats.records import Records
from orchestration.sample.formats.ssda903 import write_ssda903
from orchestration.settings import Home
from tests.pipeline.measures import build as build_models

AS_AT = date(2024, 12, 31)
SSD, ANNEX_A, RETURNS, MONTHLY = "996", "997", "998", "999"
FIRST_RETURN = 2022
MONTHS_OF_LISTS = 24
SNAPSHOTS = [months_before(AS_AT, back) for back in range(6, -1, -1)]
"""Of the council that sends six months of lists each month: as many as its figures of twelve months need."""
_EVENTS = """
ssd_contacts cont_person_id cont_contact_date
ssd_early_help_episodes earl_person_id earl_episode_start_date
ssd_cin_episodes cine_person_id cine_referral_date
ssd_s47_enquiry s47e_person_id s47e_s47_start_date
ssd_initial_cp_conference icpc_person_id icpc_icpc_date
ssd_cp_plans cppl_person_id cppl_cp_plan_start_date
ssd_cin_assessments cina_person_id cina_assessment_start_date
ssd_missing miss_person_id miss_missing_episode_start_date
"""
_NEED_A_REFERRAL = """
ssd_cin_assessments cina_referral_id ssd_cin_episodes cine_referral_id
ssd_cin_plans cinp_referral_id ssd_cin_episodes cine_referral_id
ssd_s47_enquiry s47e_referral_id ssd_cin_episodes cine_referral_id
ssd_initial_cp_conference icpc_s47_enquiry_id ssd_s47_enquiry s47e_s47_enquiry_id
"""


def deliver(landing: Path) -> None:
    """The same tables as SSD, as one workbook of Annex A with 24 months of events, as seven monthly ones with six, each
    as it was on its day, and as CIN census with SSDA903."""
    records = Records(Council(2020, 0.1, lambda *_: None).texts("2020-12-31"), date(2020, 12, 31), years=4)
    _leave_what_all_can_tell(records)
    folders = {}
    for la_code in (SSD, ANNEX_A, RETURNS):
        folders[la_code] = landing / la_code / AS_AT.isoformat()
        folders[la_code].mkdir(parents=True)
        records.connection.execute(f"update local_populations set la_code = '{la_code}'")
        records.write_csv(folders[la_code], "local_populations")
    told = [name for name in records.names if name.startswith("ssd_")]
    records.write_csv(folders[SSD], *told)
    write_annex_a(folders[ANNEX_A] / "Annex A.xlsx", records, MONTHS_OF_LISTS)
    write_cin_census(folders[RETURNS], records, RETURNS, FIRST_RETURN)
    write_ssda903(folders[RETURNS], records, FIRST_RETURN)
    records.connection.execute(f"update local_populations set la_code = '{MONTHLY}'")
    for records.as_at in SNAPSHOTS:
        folder = landing / MONTHLY / records.as_at.isoformat()
        folder.mkdir(parents=True)
        records.write_csv(folder, "local_populations")
        write_annex_a(folder / "Annex A.xlsx", records)


def _leave_what_all_can_tell(records: Records) -> None:
    """Without two events of one kind of one child on one day, which the other formats cannot tell apart; and with a
    referral for each child on a plan, because the census tells of plans under a referral alone."""
    run = records.connection.execute
    for table, *key in (line.split() for line in _EVENTS.strip().splitlines()):
        run(
            f"delete from {table} where rowid in (select rowid from {table} "
            f"qualify row_number() over (partition by {', '.join(key)} order by rowid) > 1)"
        )
    for table, column, parent, key_column in (line.split() for line in _NEED_A_REFERRAL.strip().splitlines()):
        run(f"delete from {table} where {column} is not null and {column} not in (select {key_column} from {parent})")
    run(
        "delete from ssd_initial_cp_conference where icpc_s47_enquiry_id is not null and rowid not in "
        "(select min(rowid) from ssd_initial_cp_conference group by icpc_s47_enquiry_id)"
    )
    # nobody referred the child and no plan followed: the census has no place for such a conference
    run(
        "delete from ssd_initial_cp_conference where icpc_s47_enquiry_id is null and icpc_person_id not in "
        "(select cine_person_id from ssd_cin_episodes union select cppl_person_id from ssd_cp_plans)"
    )
    run(
        "insert into ssd_cin_episodes by name select 'plan ' || min(cppl_cp_plan_id) as cine_referral_id, "
        "cppl_person_id as cine_person_id, min(cppl_cp_plan_start_date) as cine_referral_date, "
        "'N' as cine_referral_nfa from ssd_cp_plans anti join ssd_cin_episodes on cine_person_id = cppl_person_id "
        "group by cppl_person_id"
    )


def build(landing: Path, home: Home) -> None:
    """Receive, ingest and build the measures of everybody in the landing."""
    receive(landing, home)
    for delivery in lake.deliveries(home):
        for outcome in ingest(home, delivery):
            outcome.hold_row_law()
    build_models(home, "kpi_measures")


@dataclass(frozen=True)
class Compared:
    """Cells that both councils' measures were asked for. `differing`: 'indicator, view, slice type: how many'."""

    cells: int
    with_cases: int
    indicators: int
    differing: tuple[str, ...]


def compare(connection: duckdb.DuckDBPyConnection, other: str, codes: list[str], held: str, slices: str) -> Compared:
    """The figures of `other` beside those of the dataset: numerator, denominator, value and status of each cell.

    `held` is a condition on view, period_end and indicator_code: the cells that the format holds. A part in which
    nothing happened may be a row of nought on one side and no row on the other. Teams go by the names that they have
    in the dataset: the lists know no others.
    """
    quoted = ", ".join(f"'{code}'" for code in codes)
    cell = "numerator, denominator, value, status"
    where = f"indicator_code in ({quoted}) and ({held}) and slice_type in ({slices})"
    connection.execute(
        f"create or replace temp view side_by_side as "
        f"select indicator_code, view, slice_type, a is null or b is null as is_alone, coalesce(a, b) as cell, "
        f"a is not distinct from b as is_same from "
        f"(select m.* replace (coalesce(t.team_name, m.slice_value) as slice_value), {{{_pairs(cell)}}} as a "
        f"from marts.kpi_measures as m left join facts.dim_team as t "
        f"on m.slice_type = 'team' and m.la_code = t.la_code and m.slice_value = t.team_id "
        f"where m.la_code = '{SSD}' and {where}) "
        f"full join (select *, {{{_pairs(cell)}}} as b from marts.kpi_measures where la_code = '{other}' and {where}) "
        f"using (indicator_code, period_end, view, slice_type, slice_value)"
    )
    nothing = "is_alone and slice_type <> 'all' and cell.numerator = 0 and coalesce(cell.denominator, 0) = 0"
    ((cells, with_cases, indicators),) = connection.execute(
        "select count(*), count(*) filter (where cell.numerator > 0 and is_same), count(distinct indicator_code) "
        "from side_by_side"
    ).fetchall()
    differing = connection.execute(
        f"select indicator_code, view, slice_type, count(*) from side_by_side where not is_same and not ({nothing}) "
        "group by all order by all"
    ).fetchall()
    told = tuple(f"{code}, {view}, {kind}: {count}" for code, view, kind, count in differing)
    return Compared(int(cells), int(with_cases), int(indicators), told)


def _pairs(columns: str) -> str:
    return ", ".join(f"'{name}': {name}" for name in columns.split(", "))
