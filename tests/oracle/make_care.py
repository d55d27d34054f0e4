"""Makes periods of care with episodes, legal statuses, placements, visits, reviews, checks, and missing episodes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.oracle.days import age, months_before

if TYPE_CHECKING:
    from tests.oracle.councils import World


def make(world: World, person: dict[str, Any]) -> None:
    """All rows of one child."""
    pid, dob = person["pers_person_id"], person["pers_dob"]
    grown = dob is not None and age(dob, world.last) >= 19
    in_care = world.chance(0.5) and not (grown and world.chance(0.5))
    if in_care:
        day = world.rng.choice(
            [
                world.days.some(),
                world.days.before_month_end(42, 43, 41, 91, 92, 30),
                months_before(world.days.some_month_end(), 12) + timedelta(days=world.rng.choice([-1, 0, 1])),
                world.spec.first - timedelta(days=world.rng.randrange(1000)),
            ]
        )
        for _ in range(world.rng.choice([1, 1, 1, 2])):
            ended = _period(world, pid, day)
            if ended is None or ended >= world.last:
                break
            day = world.rng.choice([ended, min(world.days.after(ended, 1, 30), world.last), world.days.some(ended)])
        _visits(world, pid)
    for _ in range(world.rng.choice([0, 0, 1, 2, 4]) if in_care else world.rng.choice([0, 0, 0, 0, 2])):
        _missing(world, pid)


def _period(world: World, pid: str, start: date) -> date | None:
    """One period of care; returns the day it ceased, or None while it lasts."""
    cla, day = world.key("H"), start
    ended: date | None = None
    adopted = False
    count = world.rng.choice([1, 1, 2, 3, 5])
    for number in range(count):
        last = number == count - 1
        finish = world.rng.choice([world.days.some(day), world.days.after(day, 0, 1, 40, 200)])
        reason = world.pick("E11 E12 E45 E46 E47 E48 E4A E8 E13 E3") if last else "X1"
        if last and world.chance(0.5):
            finish_or_none, reason = None, ""
        else:
            finish_or_none = finish
            reason = "X1" if last and world.chance(0.06) else reason
        if finish_or_none is not None and finish_or_none > world.last:
            finish_or_none, reason = None, ""
        world.add(
            "ssd_cla_episodes",
            clae_cla_episode_start_date=day,
            clae_cla_episode_id=world.key("G"),
            clae_person_id=pid,
            clae_cla_episode_ceased_date=finish_or_none,
            clae_cla_episode_ceased_reason=reason,
            clae_cla_id=cla,
        )
        ended, adopted = finish_or_none, reason in ("E11", "E12")
        if finish_or_none is None:
            break
        day = finish_or_none
    _legal(world, pid, start, ended)
    _placements(world, pid, cla, start, ended)
    _reviews(world, pid, cla, start, ended)
    if adopted and ended and world.chance(0.85):
        placed = start + timedelta(days=world.rng.randrange((ended - start).days + 1))
        world.add(
            "ssd_permanence",
            perm_placed_for_adoption_date=None if world.chance(0.15) else placed,
            perm_table_id=world.key("F"),
            perm_person_id=pid,
            perm_cla_id=cla,
        )
    return ended


def _legal(world: World, pid: str, start: date, ended: date | None) -> None:
    day, status = start, world.pick("C2 C2 V2 V2 V2 C1 V3 V4 E1")
    for _ in range(world.rng.choice([1, 1, 2, 3])):
        changes = world.chance(0.5)
        finish = world.days.some(day) if changes else ended
        if finish is not None and finish < day:
            finish = None
        world.add(
            "ssd_legal_status",
            lega_legal_status_start_date=day,
            lega_legal_status_id=world.key("J"),
            lega_person_id=pid,
            lega_legal_status=status,
            lega_legal_status_end_date=None if world.chance(0.1) else finish,  # some stay open and overlap the next
        )
        if not changes or finish is None:
            return
        day, status = finish, world.pick("C2 V2 V3 V4 E1 D1")


def _placements(world: World, pid: str, cla: str, start: date, ended: date | None) -> None:
    day, stop = start, ended or world.last
    restless, ends = world.chance(0.5), world.days.ends[-24:]
    while day <= stop:
        edge = months_before(world.rng.choice(ends), 12) + timedelta(days=world.rng.choice([0, 1, 2]))
        finish = world.rng.choice(
            [
                day,
                world.days.after(day, 5, 40, 90, 60 if restless else 300),
                edge if edge >= day else stop,
                day if restless else stop,
            ]
        )
        open_now = finish >= stop and ended is None
        blank = world.rng.random()
        world.add(
            "ssd_cla_placement",
            clap_cla_placement_start_date=day,
            clap_cla_placement_id=world.key("M"),
            clap_cla_id="" if blank > 0.9 else cla,
            clap_person_id="" if blank < 0.15 else pid,
            clap_cla_placement_end_date=None if open_now else min(finish, stop),
            clap_cla_placement_type=world.pick("U1 U2 U3 U4 U5 U6 U6 K2 P1 H5 R3 T0 T1 T4 A5 -"),
            clap_cla_placement_provider=world.pick("PR0 PR1 PR1 PR2 PR4 PR4 PR5 -"),
            clap_cla_placement_distance=world.pick("0 3.5 19.9 20 20.1 45 999.9 -"),
        )
        if finish >= stop:
            return
        day = world.rng.choice([finish, finish, world.days.after(finish, 1)])


def _reviews(world: World, pid: str, cla: str, start: date, ended: date | None) -> None:
    due, stop = start + timedelta(days=20), (ended or world.last) + timedelta(days=60)
    while due <= stop:
        held = world.rng.choice(
            [None, due, due, due + timedelta(days=1), due - timedelta(days=1), due - timedelta(days=8)]
        )
        world.add(
            "ssd_cla_reviews",
            clar_cla_review_date=world.days.known(held),
            clar_cla_review_id=world.key("Y"),
            clar_cla_id=cla,
            clar_cla_review_due_date=None if world.chance(0.04) else due,
            clar_cla_review_cancelled=world.pick("N N N N - - Y"),
            clar_cla_review_participation=world.pick("PN0 PN1 PN2 PN3 PN4 PN5 PN6 PN7 -"),
        )
        due += timedelta(days=world.rng.choice([0, 70, 91, 183]))
    if world.chance(0.8):
        begun = world.days.some(start)
        finish = world.rng.choice([None, world.days.some(begun)])
        world.add(
            "ssd_cla_care_plan",
            lacp_cla_care_plan_start_date=begun,
            lacp_table_id=world.key("U"),
            lacp_person_id=pid,
            lacp_cla_care_plan_end_date=finish,
        )


def _visits(world: World, pid: str) -> None:
    cla = next(r["clae_cla_id"] for r in world.tables["ssd_cla_episodes"] if r["clae_person_id"] == pid)
    dates = [world.days.some() for _ in range(6)]
    dates += [world.days.before_month_end(0, 41, 42, 42, 43, 90, 91, 91, 92) for _ in range(14)]
    for day in dates:
        blank = world.rng.random()
        world.add(
            "ssd_cla_visits",
            clav_cla_visit_date=day,
            clav_cla_visit_id=world.key("X"),
            clav_cla_id="" if blank > 0.9 else cla,
            clav_person_id="" if blank < 0.2 else pid,
            clav_cla_visit_seen=world.pick("Y Y Y N -"),
        )
    for _ in range(world.rng.choice([1, 2, 3])):
        edge = months_before(world.days.some_month_end(), 12) + timedelta(days=world.rng.choice([-1, 0, 1]))
        world.add(
            "ssd_cla_health",
            clah_health_check_date=world.rng.choice([edge, world.days.some()]),
            clah_health_check_id=world.key("O"),
            clah_person_id=pid,
            clah_health_check_type=world.rng.choice(["Dental Check", "Dental Check", "Health Assessment"]),
            clah_health_check_status=world.pick("Completed Completed Refused Planned -"),
        )
    _long_gaps_and_origin(world, pid)


def _long_gaps_and_origin(world: World, pid: str) -> None:
    if world.chance(0.5):
        day = world.days.some()
        for number in range(world.rng.choice([1, 2])):
            until = world.rng.choice([None, world.days.after(day, 0, 100, 365)])
            world.add(
                "local_visit_frequency", valid_from=day, person_id=pid, frequency_days=(91, 42)[number], valid_to=until
            )
            day = world.days.after(until or day, 1, 50)
            if day > world.last:
                break
    if world.chance(0.3):
        begun = world.days.some()
        world.add(
            "ssd_immigration_status",
            immi_immigration_status_start_date=begun,
            immi_immigration_status_id=world.key("Z"),
            immi_person_id=pid,
            immi_immigration_status=world.rng.choice(
                ["UASC", "Unaccompanied Asylum Seeking Child", "former uasc", "Refugee", "Settled"]
            ),
            immi_immigration_status_end_date=world.rng.choice([None, world.days.some(begun)]),
        )


def _missing(world: World, pid: str) -> None:
    day = world.days.some()
    offered = world.pick("Y Y N -")
    world.add(
        "ssd_missing",
        miss_missing_episode_start_date=day,
        miss_table_id=world.key("MI"),
        miss_person_id=pid,
        miss_missing_episode_type=world.pick("Missing Missing Missing Absent"),
        miss_missing_episode_end_date=world.rng.choice([None, world.days.after(day, 0, 1, 3)]),
        miss_missing_rhi_offered=offered,
        miss_missing_rhi_accepted=world.pick("Y N -") if offered == "Y" else "",
    )
