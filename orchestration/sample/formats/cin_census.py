"""A CIN census: the XML of one year, to its 31 March or to the extract date where that is earlier.

Belongs here: which cases a census holds, and its elements: `GenderCurrent` up to 2023, `Sex` after. Does not belong
here: contacts, visits, teams and outcomes, which a census has no place for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree

from orchestration.sample.formats.records import Records

_OLD_SEX = {"M": "1", "F": "2", "U": "0"}
# A child on a plan whom nobody referred came from another council: in a census that is a referral of its own.
PREPARED = """
create or replace temp table episode as
select cine_referral_id as id, cine_person_id as child, cine_referral_date as referred,
    known(cine_close_date) as closed, case when cine_close_date <= until() then cine_close_reason end as why,
    cine_referral_source_code as source, cine_cin_primary_need_code as need, cine_referral_nfa as nfa
from ssd_cin_episodes where cine_referral_date <= until()
union all
select 'plan ' || min(cppl_cp_plan_id), cppl_person_id, min(cppl_cp_plan_start_date), null, null, '5B', 'N1', 'N'
from ssd_cp_plans anti join ssd_cin_episodes on cine_person_id = cppl_person_id
where cppl_cp_plan_start_date <= until() and coalesce(cppl_cp_plan_ola, 'N') <> 'Y'
group by cppl_person_id;

create or replace temp table protection as
select p.cppl_cp_plan_id as id, coalesce(
        max_by(e.id, (e.referred, e.id)) filter (where e.referred <= p.cppl_cp_plan_start_date),
        min_by(e.id, (e.referred, e.id))
    ) as episode, p.cppl_cp_plan_start_date as start, known(p.cppl_cp_plan_end_date) as ended,
    p.cppl_cp_plan_initial_category as first, p.cppl_cp_plan_latest_category as latest,
    p.before
from (
    select *, row_number() over (partition by cppl_person_id order by cppl_cp_plan_start_date) - 1 as before
    from ssd_cp_plans
) as p inner join episode as e on e.child = p.cppl_person_id
where p.cppl_cp_plan_start_date <= until() and coalesce(p.cppl_cp_plan_ola, 'N') <> 'Y'
group by all;

create or replace temp table part as
select cina_referral_id as episode, cina_assessment_start_date as start,
    coalesce(known(cina_assessment_auth_date), cina_assessment_start_date) as ended
from ssd_cin_assessments where cina_assessment_start_date <= until()
union all select cinp_referral_id, cinp_cin_plan_start_date, coalesce(known(cinp_cin_plan_end_date), until())
from ssd_cin_plans where cinp_cin_plan_start_date <= until()
union all select s47e_referral_id, s47e_s47_start_date, s47e_s47_start_date
from ssd_s47_enquiry where s47e_s47_start_date <= until()
union all select s47e_referral_id, icpc_icpc_date, icpc_icpc_date
from ssd_initial_cp_conference inner join ssd_s47_enquiry on s47e_s47_enquiry_id = icpc_s47_enquiry_id
where icpc_icpc_date <= until()
union all select episode, start, coalesce(ended, until()) from protection
union all select id, referred, coalesce(closed, until()) from episode;

create or replace temp table told as
select e.* from episode as e semi join (
    select episode from part where ended >= since() and start <= until()
) as p on p.episode = e.id
"""
# each below its case, by the case's id; what was over before the year is not told again
_BELOW = {
    "assessments": """select cina_referral_id, cina_assessment_start_date as start,
        known(cina_assessment_auth_date) as authorised from ssd_cin_assessments
        where cina_assessment_start_date <= until()
            and coalesce(known(cina_assessment_auth_date) >= since(), true) order by start, cina_assessment_id""",
    "plans": """select cinp_referral_id, cinp_cin_plan_start_date as start, known(cinp_cin_plan_end_date) as ended
        from ssd_cin_plans where cinp_cin_plan_start_date <= until()
            and coalesce(known(cinp_cin_plan_end_date) >= since(), true) order by start, cinp_cin_plan_id""",
    "enquiries": """select s47e_referral_id, s47e_s47_start_date as start, min(known(icpc_icpc_date)) as held,
        known(s47e_s47_end_date) is not null and s47e_s47_nfa = 'Y' as unnecessary from ssd_s47_enquiry
        left join ssd_initial_cp_conference on icpc_s47_enquiry_id = s47e_s47_enquiry_id
        where s47e_s47_start_date <= until() group by all
        having start >= since() or held >= since() order by start""",
    "protection": """select episode, id, start, ended, first, latest, before from protection
        where coalesce(ended >= since(), true) order by start, id""",
    "conferences": """select coalesce(p.episode, max_by(e.id, (e.referred, e.id))) as episode, icpc_icpc_date as held
        from ssd_initial_cp_conference left join protection as p on p.id = icpc_cp_plan_id
        left join episode as e on e.child = icpc_person_id and e.referred <= icpc_icpc_date
        where icpc_s47_enquiry_id is null and icpc_icpc_date between since() and until()
        group by icpc_icpc_id, p.episode, icpc_icpc_date order by held""",
    "reviews": """select cppr_cp_plan_id, cppr_cp_review_date as held from ssd_cp_reviews
        where cppr_cp_review_date between since() and until() order by held""",
}


def write_cin_census(folder: Path, records: Records, la_code: str, since: int = 2021) -> list[Path]:
    """One file per year, `CIN_<year>.xml`, from the year of that name to the one that the extract date lies in."""
    last = records.as_at.year + (records.as_at >= date(records.as_at.year, 4, 1))
    paths = []
    for year in range(since, last + 1):
        records.look_from(date(year - 1, 4, 1), min(date(year, 3, 31), records.as_at))
        records.connection.execute(PREPARED)
        paths.append(folder / f"CIN_{year}.xml")
        _write(paths[-1], records, la_code, year)
    return paths


def _write(path: Path, records: Records, la_code: str, year: int) -> None:
    cases = records.groups("select child, * exclude (child) from told order by child, referred, id")
    below = {name: records.groups(query) for name, query in _BELOW.items()}
    disabilities = records.groups(
        "select disa_person_id, disa_disability_code as code from ssd_disability order by disa_table_id"
    )
    people = records.rows(
        "select pers_person_id, pers_upn, pers_dob, pers_sex, pers_ethnicity from ssd_person "
        "semi join told on told.child = pers_person_id order by pers_person_id"
    )[1]
    with etree.xmlfile(str(path), encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("Message"):
            file.write(_header(la_code, year), pretty_print=True)
            with file.element("Children"):
                for person in people:
                    told = [one["code"] for one in disabilities.get(person[0], [])]
                    file.write(_child(person, told, cases[person[0]], below, year), pretty_print=True)


def _header(la_code: str, year: int) -> etree._Element:
    header = etree.Element("Header")
    details = etree.SubElement(header, "CollectionDetails")
    _say(details, Collection="CIN", Year=year, ReferenceDate=date(year, 3, 31))
    source = etree.SubElement(header, "Source")
    _say(source, SourceLevel="L", LEA=la_code, SoftwareCode="Wexbridge", SerialNo="001")
    return header


def _child(
    person: tuple[Any, ...], disabilities: list[str], cases: list[dict[str, Any]], below: Any, year: int
) -> etree._Element:
    identity, upn, born, sex, ethnicity = person
    child = etree.Element("Child")
    names = etree.SubElement(child, "ChildIdentifiers")
    unborn = born is not None and born > date(year, 3, 31)
    _say(names, LAchildID=identity, UPN=upn, **{"ExpectedPersonBirthDate" if unborn else "PersonBirthDate": born})
    _say(names, **({"GenderCurrent": _OLD_SEX.get(sex, "9")} if year < 2024 else {"Sex": sex}))
    traits = etree.SubElement(child, "ChildCharacteristics")
    _say(traits, Ethnicity=ethnicity)
    codes = etree.SubElement(traits, "Disabilities")
    for code in disabilities or ["NONE"]:
        _say(codes, Disability=code)
    for case in cases:
        _case(etree.SubElement(child, "CINdetails"), case, below)
    return child


def _case(element: etree._Element, case: dict[str, Any], below: Any) -> None:
    def held(name: str) -> Iterable[dict[str, Any]]:
        return below[name].get(case["id"], ())

    _say(element, CINreferralDate=case["referred"], ReferralSource=case["source"], PrimaryNeedCode=case["need"])
    _say(element, CINclosureDate=case["closed"], ReasonForClosure=case["why"])
    for conference in list(held("conferences"))[:1]:
        _say(element, DateOfInitialCPC=conference["held"])
    for one in held("assessments"):
        part = etree.SubElement(element, "Assessments")
        _say(part, AssessmentActualStartDate=one["start"], AssessmentAuthorisationDate=one["authorised"])
    for one in held("plans"):
        part = etree.SubElement(element, "CINPlanDates")
        _say(part, CINPlanStartDate=one["start"], CINPlanEndDate=one["ended"])
    for one in held("enquiries"):
        part = etree.SubElement(element, "Section47")
        _say(part, S47ActualStartDate=one["start"], DateOfInitialCPC=one["held"], ICPCnotRequired=one["unnecessary"])
    _say(element, ReferralNFA=case["nfa"] == "Y")
    for one in held("protection"):
        part = etree.SubElement(element, "ChildProtectionPlans")
        _say(part, CPPID=one["id"], CPPstartDate=one["start"], CPPendDate=one["ended"])
        _say(part, InitialCategoryOfAbuse=one["first"], LatestCategoryOfAbuse=one["latest"])
        _say(part, NumberOfPreviousCPP=one["before"])
        reviews = below["reviews"].get(one["id"], ())
        box = etree.SubElement(part, "Reviews") if reviews else None
        for review in reviews:
            _say(box, CPPreviewDate=review["held"])


def _say(element: etree._Element | None, **values: Any) -> None:
    """Elements with a text each; nothing is written for an empty one."""
    for name, value in values.items():
        if element is not None and value is not None:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            etree.SubElement(element, name).text = text
