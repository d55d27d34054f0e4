"""Southampton's front door: contacts and their decisions, referrals.

Belongs here: rows that make these figures. Does not belong here: assessments but those that close a referral, plans.
"""

from __future__ import annotations

from collections import deque
from datetime import date, timedelta

from tests.papers.making import Part, Tables, days_in, share, working_days_after, working_days_of
from tests.papers.shaping import denominator
from tests.papers.southampton import LA_CODE, MONTHS, POPULATION

CONTACTS = dict(
    zip(
        MONTHS,
        # July and August 2019 (003), three months that no paper prints, and the chart's thirteen
        (1861, 1337, 1300, 1300, 1300, 1258, 1419, 1129, 1198, 1147, 1172, 1403, 1493, 1343, 1607, 1555, 1787, 1507),
        strict=True,
    )
)
# decided in one working day: 90 in August 2019 (003), the chart's from January; those between make 97 in twelve months
IN_A_DAY = dict(
    zip(
        MONTHS,
        ("93", "90", "94", "94", "94", "94", "98", "99", "98", "98", "99", "99", "98", "99", "94", "98", "98", "99"),
        strict=True,
    )
)
# referrals by rate and by share of the contacts; of them no further action, to be assessed, allocated in 48 hours.
# No number that the rate allows has a share of 87.8 (September), 87.6 (October) or 92.5 (December) allocated: the
# nearest that there is
REFERRED = {
    "2020-09": (range(354, 359), "19", "23.7", "87.6"),
    "2020-10": (range(366, 369), "19", "17.8", "87.7"),
    "2020-11": (range(446, 451), "19", "25.9", "92.9"),
    "2020-12": (range(349, 354), "18", "9.9", "92.6"),
}
USUAL = (range(350, 360), "19", "20.0", "90.0")
# after a closure in the twelve months before: the chart's counts, and what makes 6, 8 and 9 per cent
AGAIN = dict(zip(MONTHS[5:], (7, 17, 12, 17, 10, 5, 17, 15, 18, 21, 27, 36, 32), strict=True))
ASSESSED_AND_CLOSED = 40
"""Each month's referrals that are assessed in ten working days and closed: the children who may come again."""


def tables() -> Tables:
    part = Part("SF")
    part.population(LA_CODE, POPULATION)
    contacts(part)
    referrals(part)
    return part.tables


def contacts(part: Part) -> None:
    children = [part.person() for _ in range(400)]
    for month, number in CONTACTS.items():
        in_a_day = share(IN_A_DAY[month], number)
        days = [*days_in(month, in_a_day), *((working_days_of(month)[:10] * number)[: number - in_a_day])]
        for index, day in enumerate(days):
            contact_id = part.key()
            part.add(
                "ssd_contacts",
                cont_contact_id=contact_id,
                cont_person_id=children[index % len(children)],
                cont_contact_date=day,
            )
            part.add(
                "local_contact_decisions",
                contact_id=contact_id,
                decision_date=working_days_after(day, 0 if index < in_a_day else 3),
                outcome="no_further_action",
            )


def referrals(part: Part) -> None:
    closed: deque[str] = deque(maxlen=5 * ASSESSED_AND_CLOSED)  # of the last months: nobody comes again after a year
    for month in MONTHS:
        candidates, *shares = REFERRED.get(month, USUAL)
        number = denominator(candidates, *shares)
        no_action, assessed, allocated = (share(percent, number) for percent in shares)
        again = AGAIN.get(month, 0)
        for index, day in enumerate(sorted(days_in(month, number))):
            from_the_end = number - 1 - index
            # who comes again stands at the end of the month, who is assessed and closed at its beginning
            person_id = closed.popleft() if from_the_end < again else part.person()
            referral_id = part.key()
            done = working_days_after(day, 10)
            part.add(
                "ssd_cin_episodes",
                cine_referral_id=referral_id,
                cine_person_id=person_id,
                cine_referral_date=day,
                cine_close_date=done,
                cine_referral_nfa="Y" if from_the_end < no_action else "N",
                cine_referral_outcome_json=flag("SINGLE_ASSESSMENT_FLAG", index < assessed),
            )
            allocate(part, referral_id, person_id, day, in_time=index < allocated)
            if index < ASSESSED_AND_CLOSED:
                assess(part, referral_id, person_id, day, done)
                closed.append(person_id)


def flag(name: str, is_set: bool) -> str:
    return f'{{"{name}": "{"Y" if is_set else "N"}"}}'


def assess(part: Part, referral_id: str, person_id: str, start: date, done: date) -> None:
    part.add(
        "ssd_cin_assessments",
        cina_assessment_id=part.key(),
        cina_person_id=person_id,
        cina_referral_id=referral_id,
        cina_assessment_start_date=start,
        cina_assessment_auth_date=done,
        cina_assessment_outcome_json=flag("PROV_OF_SERVICES_FLAG", False),
    )


def allocate(part: Part, referral_id: str, person_id: str, day: date, *, in_time: bool) -> None:
    """A duty worker who hands the child on the same day, so that nobody's caseload grows."""
    begun = day + timedelta(days=2 if in_time else 3)
    part.add(
        "ssd_involvements",
        invo_involvements_id=part.key(),
        invo_professional_id="SFDUTY",
        invo_person_id=person_id,
        invo_referral_id=referral_id,
        invo_involvement_start_date=begun,
        invo_involvement_end_date=begun,
    )
