"""Southampton's care leavers and pathway plans, one delivery a month: the case system holds the present state only.

Belongs here: `ssd_care_leavers` of each delivery, and its people. Does not belong here: who is looked after
(`southampton_children`).
"""

from __future__ import annotations

from datetime import date, timedelta

from tests.papers.making import Part, Tables, month_end, month_start, months_between, share
from tests.papers.southampton_care import person
from tests.papers.southampton_children import Child, in_care

YEAR = months_between("2020-01", "2020-12")
SUITABLE = dict(zip(YEAR, (79, 83, 84, 81, 83, 86, 86, 84, 85, 85, 85, 83), strict=True))
PATHWAY_PLAN = dict(zip(YEAR, (93, 93, 92, 95, 96, 96, 96, 94, 96, 98, 98, 97), strict=True))
OCCUPIED = {"2020-10": ("50", "51"), "2020-11": ("49", "53"), "2020-12": ("51", "50")}
# aged 17 or 18, and 19 or 20, all through 2020; one of the younger is gone by December, so that the cohort of
# pathway plans, to which the looked-after add four, grows by the three that the paper prints
YOUNGER = {"2020-12": 99}
OLDER = 100


def tables(month: str) -> Tables:
    """The delivery of a month end."""
    part = Part(f"SL{month.replace('-', '')}")
    young = YOUNGER.get(month, 100)
    leavers = [_leaver(number, date(2002, 3, 4)) for number in range(young)]
    leavers += [_leaver(1000 + number, date(2000, 3, 4)) for number in range(OLDER)]
    looked_after = [child for child in in_care(month) if child.band == "16_plus"]
    younger, older = OCCUPIED.get(month, ("50", "50"))
    occupied = {child.person_id for child in leavers[: share(younger, young)]}
    occupied |= {child.person_id for child in leavers[young : young + share(older, OLDER)]}
    suitable = {child.person_id for child in leavers[-share(str(SUITABLE[month]), len(leavers)) :]}
    everybody = leavers + looked_after
    planned = {child.person_id for child in everybody[: share(str(PATHWAY_PLAN[month]), len(everybody))]}
    for child in everybody:
        person(part, child)
        part.add(
            "ssd_care_leavers",
            clea_table_id=part.key(),
            clea_person_id=child.person_id,
            clea_care_leaver_eligibility="Relevant",
            clea_care_leaver_in_touch="YES",
            clea_care_leaver_accommodation="U",
            clea_care_leaver_accom_suitable="1" if child.person_id in suitable else "2",
            clea_care_leaver_activity="F2" if child.person_id in occupied else "G5",
            clea_pathway_plan_review_date=month_start(month) if child.person_id in planned else None,
            clea_care_leaver_allocated_team="Care Leavers",
        )
    return part.tables


def latest() -> Tables:
    """The delivery of everything: its looked-after people are already there, who has gone by now still is."""
    made = tables(YEAR[-1])
    made["ssd_person"] = tables(YEAR[0])["ssd_person"][: 100 + OLDER]
    return made


def _leaver(number: int, born: date) -> Child:
    """A young person whose time in care lies before every month that is printed."""
    born += timedelta(days=number % 200)
    return Child(f"SL{number + 1}", "16_plus", born, "F" if number % 2 else "M", born, month_end("2019-07"))
