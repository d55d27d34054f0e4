"""What Southampton records about its children looked after, from the shares that papers 002, 003 and 004 print.

Belongs here: people, episodes, legal statuses, visits, care plans and education plans. Does not belong here: who is in
care when (`southampton_children`), placements (`southampton_placements`), reviews and plans for permanence
(`southampton_reviews`).
"""

from __future__ import annotations

from datetime import date, timedelta

from tests.papers.making import Part, Tables, month_end, month_start, months_between, share
from tests.papers.southampton_children import FIRST, LAST, Child, children, in_care
from tests.papers.southampton_placements import add_placements
from tests.papers.southampton_reviews import add_permanence, add_reviews

YEAR = months_between("2020-01", "2020-12")
VISITED = dict(zip(YEAR, (73, 74, 66, 50, 39, 78, 75, 73, 70, 80, 75, 85), strict=True))
CARE_PLAN = dict(zip(YEAR, (94, 94, 93, 95, 96, 96, 95, 96, 96, 98, 96.8, 97.2), strict=True))
# of 316 children in December no whole number prints the paper's 98.6
EDUCATION_PLAN = {"2020-10": "97", "2020-12": "98.7"}


def tables() -> Tables:
    part = Part("SR")
    for child in children():
        _about(part, child)
    _visits(part)
    _care_plans(part)
    _education_plans(part)
    add_placements(part)
    add_reviews(part)
    add_permanence(part)
    return part.tables


def person(part: Part, child: Child) -> None:
    part.add(
        "ssd_person",
        pers_person_id=child.person_id,
        pers_sex=child.sex,
        pers_ethnicity="WBRI",
        pers_dob=child.born,
    )


def _about(part: Part, child: Child) -> None:
    person(part, child)
    reason = None if child.ceased is None else "E11" if child.adopted_after is not None else "E4"
    part.add(
        "ssd_cla_episodes",
        clae_cla_episode_id=part.key(),
        clae_person_id=child.person_id,
        clae_cla_episode_start_date=child.started,
        clae_cla_episode_ceased_date=child.ceased,
        clae_cla_episode_ceased_reason=reason,
        clae_cla_id=f"P{child.person_id}",
    )
    status = "V2" if child.section_20 or child.changed else "C2"
    spells = [(status, child.started, child.changed or child.ceased)]
    spells += [("C2", child.changed, child.ceased)] if child.changed else []
    for legal_status, start, end in spells:
        part.add(
            "ssd_legal_status",
            lega_legal_status_id=part.key(),
            lega_person_id=child.person_id,
            lega_legal_status=legal_status,
            lega_legal_status_start_date=start,
            lega_legal_status_end_date=end,
        )
    if child.unaccompanied:
        part.add(
            "ssd_immigration_status",
            immi_immigration_status_id=part.key(),
            immi_person_id=child.person_id,
            immi_immigration_status_start_date=child.unaccompanied,
            immi_immigration_status_end_date=child.ceased,
            immi_immigration_status="Unaccompanied asylum seeking child",
        )
    if child.adopted_after is not None:
        part.add(
            "ssd_permanence",
            perm_table_id=part.key(),
            perm_person_id=child.person_id,
            perm_cla_id=f"P{child.person_id}",
            perm_placed_for_adoption_date=child.started + timedelta(days=child.adopted_after),
        )


def _visits(part: Part) -> None:
    """A visit in the first days of a month counts at its end and, six weeks being shorter, at no other."""
    for number, (month, printed) in enumerate(VISITED.items()):
        due = [child for child in in_care(month) if child.started <= month_end(month) - timedelta(days=42)]
        for place in range(share(str(printed), len(due))):
            child = due[(place + 37 * number) % len(due)]
            part.add(
                "ssd_cla_visits",
                clav_cla_visit_id=part.key(),
                clav_cla_id=f"P{child.person_id}",
                clav_person_id=child.person_id,
                clav_cla_visit_date=month_start(month) + timedelta(days=2 + place % 7),
                clav_cla_visit_seen="Y",
            )


def _care_plans(part: Part) -> None:
    """Those newest in care are without a plan; a plan that lapses ends on the twelfth."""
    open_since: dict[str, date] = {}
    known = {child.person_id: child for child in children()}

    def end(person_id: str, ended: date | None) -> None:
        part.add(
            "ssd_cla_care_plan",
            lacp_table_id=part.key(),
            lacp_person_id=person_id,
            lacp_cla_care_plan_start_date=open_since.pop(person_id),
            lacp_cla_care_plan_end_date=ended,
        )

    for month in months_between(FIRST, LAST):
        here = in_care(month)
        day = month_start(month) + timedelta(days=11)
        those = {child.person_id for child in here}
        for person_id in [person_id for person_id in open_since if person_id not in those]:
            end(person_id, known[person_id].ceased)
        wanted = share(str(CARE_PLAN.get(month, 95)), len(here))
        without = [child for child in here if child.person_id not in open_since]
        for child in without[: max(wanted - len(open_since), 0)]:
            open_since[child.person_id] = max(child.started, day)
        for child in reversed(here):
            if len(open_since) > wanted and child.person_id in open_since:
                end(child.person_id, day)
    for person_id in list(open_since):
        end(person_id, None)


def _education_plans(part: Part) -> None:
    """Dated in the month; a plan of October still counts in December, so December adds what is lacking."""
    have: set[str] = set()
    for month, printed in EDUCATION_PLAN.items():
        school_age = [child for child in in_care(month) if child.band in ("5_9", "10_15")]
        wanted = share(printed, len(school_age))
        have &= {child.person_id for child in school_age}
        for child in [child for child in school_age if child.person_id not in have][: wanted - len(have)]:
            have.add(child.person_id)
            started = max(child.started, month_start(month) + timedelta(days=6))
            part.add("local_peps", pep_id=part.key(), person_id=child.person_id, pep_date=started)
