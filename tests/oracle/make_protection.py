"""Makes enquiries, conferences, child protection plans, visits, reviews and pre-proceedings meetings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.oracle.days import months_before
from tests.oracle.make_front import TEAMS

if TYPE_CHECKING:
    from tests.oracle.councils import World


def make(world: World, pid: str) -> None:
    """All rows of one child."""
    if not world.chance(0.5):
        return
    for _ in range(world.rng.choice([1, 1, 2])):
        day = world.days.some()
        enquiry = world.add(
            "ssd_s47_enquiry",
            s47e_s47_start_date=day,
            s47e_s47_enquiry_id=world.key("S"),
            s47e_person_id=pid,
            s47e_s47_end_date=world.days.after(day, 0, 10, 20),
            s47e_s47_completed_by_team=world.pick(TEAMS),
        )["s47e_s47_enquiry_id"]
        held = world.rng.choice(
            [world.days.working(day, 0, 1, 14, 15, 15, 16, 16, 20), world.days.after(day, -5, -1, 21, 25)]
        )
        if world.chance(0.8):
            _conference(world, pid, "" if world.chance(0.15) else enquiry, max(held, world.spec.first))
    if world.chance(0.6):
        _plans(world, pid)
    if world.chance(0.3):
        decided = world.days.some()
        meeting = world.rng.choice(
            [None, world.days.working(decided, 0, 14, 15, 15, 16, 16), world.days.after(decided, 0, 21, 22, 23)]
        )
        world.add(
            "ssd_pre_proceedings",
            prep_pre_pro_decision_date=None if meeting and world.chance(0.1) else decided,
            prep_table_id=world.key("B"),
            prep_person_id=pid,
            prep_initial_pre_pro_meeting_date=meeting,
        )


def _conference(world: World, pid: str, enquiry: str, day: date) -> None:
    for _ in range(2 if world.chance(0.12) else 1):  # two rows for one child and date, not always linked alike
        world.add(
            "ssd_initial_cp_conference",
            icpc_icpc_date=day,
            icpc_icpc_id=world.key("K"),
            icpc_s47_enquiry_id=enquiry,
            icpc_person_id=pid,
            icpc_icpc_transfer_in=world.pick("N N N N Y -"),
            icpc_icpc_team=world.pick(TEAMS),
        )
        enquiry = world.rng.choice([enquiry, ""])


def siblings(world: World) -> None:
    """Conferences of other children on the dates of some that exist."""
    for row in list(world.tables.get("ssd_initial_cp_conference", []))[::7]:
        other = world.rng.choice(world.people)["pers_person_id"]
        if other != row["icpc_person_id"]:
            _conference(world, other, "", row["icpc_icpc_date"])


def _plan_dates(world: World) -> tuple[date, date | None]:
    start = world.rng.choice(
        [
            world.days.some(),
            world.days.before_month_end(728, 729, 730, 14, 21, 22, 23),
            months_before(world.days.some_month_end(), 18) + timedelta(days=world.rng.choice([-1, 0, 1])),
            world.days.working_before(world.days.some_month_end(), 14, 15, 16),
        ]
    )
    ended = world.rng.choice(
        [
            None,
            None,
            start + timedelta(days=world.rng.choice([0, 728, 729, 730])),
            world.days.some(max(start, world.spec.first)),
        ]
    )
    return start, ended


def _plans(world: World, pid: str) -> None:
    start, ended = _plan_dates(world)
    _plan(world, pid, start, ended)
    if world.chance(0.3):  # a second plan, which may overlap or follow on the same day
        again = world.rng.choice([ended or world.days.some(), world.days.some()])
        if again <= world.last:
            _plan(world, pid, again, world.rng.choice([None, world.days.after(again, 0, 200, 729)]))


def _plan(world: World, pid: str, start: date, ended: date | None) -> None:
    plan = world.add(
        "ssd_cp_plans",
        cppl_cp_plan_start_date=start,
        cppl_cp_plan_id=world.key("L"),
        cppl_person_id=pid,
        cppl_cp_plan_end_date=ended,
        cppl_cp_plan_ola=world.pick("N N N N N - - Y"),
    )["cppl_cp_plan_id"]
    until, day = min(ended or world.last, world.last), start
    while day <= until:
        _visit(world, pid, plan, day)
        day += timedelta(days=world.rng.choice([0, 9, 12, 20, 21, 35]))
    for _ in range(3):
        _visit(world, pid, plan, world.days.working_before(world.days.some_month_end(), 0, 15, 15, 16))
    due = start + timedelta(days=80)
    while due <= until + timedelta(days=100):
        held = world.rng.choice([None, due, due + timedelta(days=1), due - timedelta(days=1), due - timedelta(days=20)])
        for _ in range(2 if world.chance(0.08) else 1):
            _review(world, pid, plan, due, world.days.known(held))
        due += timedelta(days=world.rng.choice([91, 160, 183]))


def _visit(world: World, pid: str, plan: str, day: date) -> None:
    blank = world.rng.random()
    world.add(
        "ssd_cp_visits",
        cppv_cp_visit_date=day,
        cppv_cp_visit_id=world.key("V"),
        cppv_person_id="" if blank < 0.2 else pid,
        cppv_cp_plan_id="" if blank > 0.9 else plan,
        cppv_cp_visit_seen=world.pick("Y Y Y N -"),
        cppv_cp_visit_seen_alone=world.pick("Y Y N -"),
    )


def _review(world: World, pid: str, plan: str, due: date, held: date | None) -> None:
    world.add(
        "ssd_cp_reviews",
        cppr_cp_review_date=held,
        cppr_cp_review_id=world.key("Q"),
        cppr_person_id="" if world.chance(0.2) else pid,
        cppr_cp_plan_id=plan,
        cppr_cp_review_due=None if world.chance(0.05) else due,
    )
