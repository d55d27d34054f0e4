"""The eastern council of paper 001, December 2019: the front door, assessment and early help.

Belongs here: rows that make the figures of this paper's first half. Does not belong here: plans, looked-after
children (`eastern_care`).
"""

from __future__ import annotations

from datetime import date

from tests.papers.making import Part, Tables, days_in, months_between
from tests.papers.shaping import working_day_pairs

LA_CODE = "874"
# the 0-17 population that 1,872 assessments at 366, 373 the month before and 186 plans at 36.4 all fit
POPULATION = 51_120
# early help assessments: 109 in December, 1,872 in its twelve months, and 373 per 10,000 in those to November
EARLY_HELP = {
    "2018-12": 144,
    **dict.fromkeys(months_between("2019-01", "2019-10"), 160),
    "2019-11": 163,
    "2019-12": 109,
}
# contacts: the bars that are legible, in any order, and December
CONTACTS = dict(
    zip(
        months_between("2019-04", "2019-12"),
        (1283, 1256, 1254, 1182, 1118, 1105, 1080, 988, 892),
        strict=True,
    )
)
# referrals: 27.1% of the contacts to November, 158 in December, 26.3% of all; 30.5% and 30.9% follow another
REFERRALS = {**dict.fromkeys(months_between("2019-04", "2019-10"), 314), "2019-11": 313, "2019-12": 158}
AGAIN = {**dict.fromkeys(months_between("2019-04", "2019-10"), 96), "2019-11": 93, "2019-12": 60}
# assessments: 166 of 201 in December, 57.5% to November, 60.1% to December
ASSESSED = {**dict.fromkeys(months_between("2019-04", "2019-10"), 217), "2019-11": 221, "2019-12": 201}
IN_TIME = {**dict.fromkeys(months_between("2019-04", "2019-11"), 125), "2019-12": 166}


def tables() -> Tables:
    part = Part("E")
    part.population(LA_CODE, POPULATION)
    for month, number in EARLY_HELP.items():
        for day in days_in(month, number):
            part.add(
                "ssd_early_help_episodes",
                earl_episode_id=part.key(),
                earl_person_id=part.person(),
                earl_episode_start_date=day,
            )
    for month, number in CONTACTS.items():
        for day in days_in(month, number):
            part.add(
                "ssd_contacts",
                cont_contact_id=part.key(),
                cont_person_id=part.person(),
                cont_contact_date=day,
            )
    for month, number in REFERRALS.items():
        for index, day in enumerate(days_in(month, number)):
            person_id = part.person()
            refer(part, person_id, day)
            if index < AGAIN[month]:
                refer(part, person_id, date(2019, 2, 5))
    for month, number in ASSESSED.items():
        for start, done in working_day_pairs(month, number, IN_TIME[month], 45):
            part.add(
                "ssd_cin_assessments",
                cina_assessment_id=part.key(),
                cina_person_id=part.person(),
                cina_assessment_start_date=start,
                cina_assessment_auth_date=done,
            )
    return part.tables


def refer(part: Part, person_id: str, day: date) -> None:
    part.add("ssd_cin_episodes", cine_referral_id=part.key(), cine_person_id=person_id, cine_referral_date=day)
