"""Makes contacts, decisions, referrals, assessments, allocations, plans and early help of one child."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.oracle.councils import World

TEAMS = "T01 T02 T03 T04 -"


def make(world: World, pid: str) -> None:
    """All rows of one child."""
    for _ in range(world.rng.choice([0, 1, 2, 3, 5])):
        _contact(world, pid)
    if world.chance(0.75):
        _referrals(world, pid)
    if world.chance(0.4):
        _plans_and_early_help(world, pid)


def _contact(world: World, pid: str) -> None:
    day = world.days.some()
    contact = world.add("ssd_contacts", cont_contact_id=world.key("C"), cont_person_id=pid, cont_contact_date=day)
    if world.chance(0.85):
        decided = world.days.working(day, 0, 1, 1, 2, 3, 3, 4, 6)
        outcome = world.pick("early_help referral nfa advice early_help")
        world.add(
            "local_contact_decisions", decision_date=decided, contact_id=contact["cont_contact_id"], outcome=outcome
        )


def _referrals(world: World, pid: str) -> None:
    day = world.days.some()
    for _ in range(world.rng.choice([1, 1, 2, 2, 3, 4])):
        closed = world.rng.choice([day, None, world.days.after(day, 1, 20, 45, 90, 200, 400), world.days.some(day)])
        _referral(world, pid, day, closed)
        following = [day, world.days.after(day, 1, 5, 100), world.days.year_on(day), world.days.some(day)]
        if closed:
            following += [closed, world.days.after(closed, 1), world.days.year_on(closed)]
        day = world.rng.choice(following)
        if day > world.last:
            return


def _referral(world: World, pid: str, day: date, closed: date | None) -> None:
    flags = {"SINGLE_ASSESSMENT_FLAG": world.pick("Y Y N"), "NFA_FLAG": "N"}
    referral = world.add(
        "ssd_cin_episodes",
        cine_referral_id=world.key("R"),
        cine_person_id=pid,
        cine_referral_date=day,
        cine_referral_nfa=world.pick("Y N N N -"),
        cine_close_date=closed,
        cine_referral_team=world.pick(TEAMS),
        cine_referral_outcome_json="" if world.chance(0.1) else json.dumps(flags, separators=(",", ":")),
    )["cine_referral_id"]
    for _ in range(world.rng.choice([0, 1, 1, 1, 2])):
        _assessment(world, pid, referral, day)
    for _ in range(world.rng.choice([0, 1, 1, 2])):
        start = world.days.after(day, -1, 0, 1, 2, 2, 3, 10)
        world.add(
            "ssd_involvements",
            invo_involvement_start_date=start,
            invo_involvements_id=world.key("I"),
            invo_professional_id=world.pick("W001 W002 W003 W004 W005 W006 W007 W008 W009 W010 W011 W012 W099"),
            invo_professional_team=world.pick(TEAMS),
            invo_person_id="" if world.chance(0.2) else pid,
            invo_involvement_end_date=world.rng.choice(
                [None, world.days.after(start, 0, 30, 200), world.days.some(start)]
            ),
            invo_referral_id=referral,
        )


def _assessment(world: World, pid: str, referral: str, day: date) -> None:
    start = world.rng.choice(
        [world.days.after(day, 0, 0, 1, 5), world.days.working_before(world.days.some_month_end(), 44, 45, 46)]
    )
    done = world.rng.choice(
        [None, world.days.working(start, 0, 44, 45, 45, 46, 46, 60), world.days.after(start, 0, 30, 63, 66)]
    )
    flags = {"PROV_OF_SERVICES_FLAG": world.pick("Y N"), "NFA_FLAG": world.pick("Y N")}
    world.add(
        "ssd_cin_assessments",
        cina_assessment_start_date=None if done and world.chance(0.05) else start,
        cina_assessment_id=world.key("A"),
        cina_person_id=pid,
        cina_referral_id=referral,
        cina_assessment_auth_date=done,
        cina_assessment_team=world.pick(TEAMS),
        cina_assessment_outcome_json="" if done is None else json.dumps(flags, separators=(",", ":")),
    )


def _plans_and_early_help(world: World, pid: str) -> None:
    for _ in range(world.rng.choice([1, 1, 2])):
        start = world.days.some()
        ended = world.rng.choice([None, start, world.days.some(start), world.days.some(start)])
        world.add(
            "ssd_cin_plans",
            cinp_cin_plan_start_date=start,
            cinp_cin_plan_id=world.key("N"),
            cinp_person_id=pid,
            cinp_cin_plan_end_date=ended,
            cinp_cin_plan_team=world.pick(TEAMS),
        )
        begun = world.days.after(ended, -1, 0, 15, 30, 31) if ended and world.chance(0.7) else world.days.some()
        world.add(
            "ssd_early_help_episodes",
            earl_episode_start_date=begun,
            earl_episode_id=world.key("E"),
            earl_person_id=pid,
            earl_episode_end_date=world.rng.choice([None, begun + timedelta(days=60)]),
        )
