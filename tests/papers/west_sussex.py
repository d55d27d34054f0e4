"""West Sussex, paper 000: November 2020.

Belongs here: rows that make the figures of this paper. Does not belong here: the figures' comparison.
"""

from __future__ import annotations

from datetime import date
from itertools import cycle, islice

from tests.papers.making import (
    Part,
    Tables,
    days_in,
    month_after,
    month_start,
    share,
    working_days_after,
    working_days_of,
)
from tests.papers.shaping import team, working_day_pairs

LA_CODE = "938"
MONTH = "2020-11"
# contacts of the month, referrals of the month, plans of children in need that end, assessments completed
CONTACTS, REFERRALS, PLANS_ENDED, ASSESSED = 1500, 600, 143, 773
# the share of assessments that go on to early help: between 8 and 12 in the last six months, 11 in the last
TO_EARLY_HELP = {"2020-06": "8", "2020-07": "9", "2020-08": "12", "2020-09": "10", "2020-10": "10", "2020-11": "11"}
ON_PLAN, LOOKED_AFTER = 950, 929


def tables() -> Tables:
    part = Part("W")
    front_door(part)
    assessments(part)
    stepped_down(part)
    plans(part)
    looked_after(part)
    return part.tables


def front_door(part: Part) -> None:
    in_time, early_help = share("95.8", CONTACTS), share("28", CONTACTS)
    for index, day in enumerate(days_in(MONTH, CONTACTS)):
        contact_id = part.key()
        received = working_days_after(day, -2 if index < in_time else -6)
        part.add("ssd_contacts", cont_contact_id=contact_id, cont_person_id=part.person(), cont_contact_date=received)
        outcome = "early_help" if index < early_help else "no_further_action"
        part.add("local_contact_decisions", contact_id=contact_id, decision_date=day, outcome=outcome)
    # referrals completed in three working days, and those that follow another within twelve months
    completed, again = share("93.5", REFERRALS), share("23.7", REFERRALS)
    for index, day in enumerate(islice(cycle(working_days_of(MONTH)[:15]), REFERRALS)):
        person_id = part.person()
        refer(part, person_id, day, working_days_after(day, 3 if index < completed else 4))
        if index < again:
            refer(part, person_id, date(2020, 2, 3), date(2020, 2, 28))


def refer(part: Part, person_id: str, day: date, closed: date, team_id: str | None = None) -> None:
    part.add(
        "ssd_cin_episodes",
        cine_referral_id=part.key(),
        cine_person_id=person_id,
        cine_referral_date=day,
        cine_close_date=closed,
        cine_referral_team=team_id,
        cine_referral_nfa="N",
    )


def assessments(part: Part) -> None:
    for month, printed in TO_EARLY_HELP.items():
        helped = share(printed, ASSESSED)
        if month == MONTH:
            helped = 85
        for index, (start, done) in enumerate(working_day_pairs(month, ASSESSED, ASSESSED, 40)):
            person_id = part.person()
            part.add(
                "ssd_cin_assessments",
                cina_assessment_id=part.key(),
                cina_person_id=person_id,
                cina_referral_id=None,
                cina_assessment_start_date=start,
                cina_assessment_auth_date=done,
            )
            if index < helped:
                part.add(
                    "ssd_early_help_episodes",
                    earl_episode_id=part.key(),
                    earl_person_id=person_id,
                    earl_episode_start_date=done,
                )


def stepped_down(part: Part) -> None:
    for index, day in enumerate(days_in(MONTH, PLANS_ENDED)):
        person_id = part.person()
        part.add(
            "ssd_cin_plans",
            cinp_cin_plan_id=part.key(),
            cinp_person_id=person_id,
            cinp_cin_plan_start_date=date(2020, 6, 1),
            cinp_cin_plan_end_date=day,
        )
        if index < 30:
            part.add(
                "ssd_early_help_episodes",
                earl_episode_id=part.key(),
                earl_person_id=person_id,
                earl_episode_start_date=day,
            )


def plans(part: Part) -> None:
    """950 children on a plan: four for two years or more, 34 for eighteen months to two years; 83.1% visited."""
    visited = share("83.1", ON_PLAN)
    # a plan has no team of its own: the child's referral says which part of the county it is, turn by turn
    localities = [team(part, "FSP North"), team(part, "FSP South")]
    for index in range(ON_PLAN):
        months = 30 if index < 4 else 20 if index < 38 else 8
        person_id, plan_id = part.person(), part.key()
        referred = month_start(month_after(MONTH, -months - 1))
        refer(part, person_id, referred, working_days_after(referred, 30), localities[index % 2])
        part.add(
            "ssd_cp_plans",
            cppl_cp_plan_id=plan_id,
            cppl_person_id=person_id,
            cppl_cp_plan_start_date=month_start(month_after(MONTH, -months)),
            cppl_cp_plan_end_date=None,
            cppl_cp_plan_ola="N",
        )
        part.add(
            "ssd_cp_visits",
            cppv_cp_visit_id=part.key(),
            cppv_person_id=person_id,
            cppv_cp_plan_id=plan_id,
            cppv_cp_visit_date=date(2020, 11, 16) if index < visited else date(2020, 10, 20),
            cppv_cp_visit_seen="Y",
        )


def looked_after(part: Part) -> None:
    """929 children, all for more than six weeks; 91.8% of them seen in the last six."""
    seen = share("91.8", LOOKED_AFTER)
    for index in range(LOOKED_AFTER):
        person_id, period_id = part.person(), part.key()
        part.add(
            "ssd_cla_episodes",
            clae_cla_episode_id=part.key(),
            clae_person_id=person_id,
            clae_cla_episode_start_date=date(2019, 3, 11),
            clae_cla_episode_ceased_date=None,
            clae_cla_episode_ceased_reason=None,
            clae_cla_id=period_id,
        )
        part.add(
            "ssd_legal_status",
            lega_legal_status_id=part.key(),
            lega_person_id=person_id,
            lega_legal_status="C2",
            lega_legal_status_start_date=date(2019, 3, 11),
            lega_legal_status_end_date=None,
        )
        part.add(
            "ssd_cla_visits",
            clav_cla_visit_id=part.key(),
            clav_cla_id=period_id,
            clav_person_id=person_id,
            clav_cla_visit_date=date(2020, 11, 5) if index < seen else date(2020, 9, 1),
            clav_cla_visit_seen="Y",
        )
