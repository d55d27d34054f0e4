"""Makes departments, and what differs from one delivery to the next: professionals and care leavers."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.oracle.days import age

if TYPE_CHECKING:
    from tests.oracle.councils import World

Row = dict[str, Any]
DEPARTMENTS = (
    "Assessment Team North",
    "Assessment Team South",
    "PACT 1",
    "Protection and Court 2",
    "Looked After Children",
    "Children with Disabilities",
    "",
)


def make(world: World) -> None:
    """Departments, and the dated statuses of care leavers that the local feed holds."""
    for number in range(1, 5):
        world.add("ssd_department", dept_team_id=f"T{number:02d}", dept_team_name=f"Locality {number}")
    for person in world.people:
        if _is_leaver(person, world.last) and world.chance(0.8):
            days = {world.days.some() for _ in range(world.rng.choice([1, 2, 3]))}
            for day in sorted(days):
                world.add(
                    "local_care_leaver_status",
                    status_date=day,
                    person_id=person["pers_person_id"],
                    **_status(world.rng),
                )


def _is_leaver(person: Row, day: date) -> bool:
    return person["pers_dob"] is None or 15 <= age(person["pers_dob"], day) <= 23


def _status(rng: random.Random) -> Row:
    return {
        "eligibility": rng.choice(["Relevant", "Former relevant", ""]),
        "in_touch": rng.choice(["YES", "YES", "YES", "NO", "DIED", "REFU", "NREQ", "RHOM", ""]),
        "accommodation": rng.choice(["B", "D", "U", "Z", ""]),
        "suitable": rng.choice(["1", "1", "2", ""]),
        "activity": rng.choice(["F1", "P2", "F4", "G4", "G5", "P5", ""]),
    }


def at_delivery(world: World, tables: dict[str, list[Row]], number: int, extract: date) -> None:
    """Adds the professionals and care leavers as this delivery has them."""
    rng = random.Random(f"{world.spec.la_code}-{world.spec.seed}-{number}")
    tables["ssd_professionals"] = [
        {
            "prof_professional_id": f"W{worker:03d}",
            "prof_agency_worker_flag": rng.choice(["Y", "N", "N", "N", ""]),
            "prof_professional_department": DEPARTMENTS[worker % len(DEPARTMENTS)],
            "prof_full_time_equivalency": rng.choice(["1", "1.0", "0.5", "0.8", "0.75", ""]),
        }
        for worker in range(1, 15)
        if worker % 5 != number  # someone leaves, someone comes
    ]
    tables["ssd_care_leavers"] = []
    for person in world.people:
        if not _is_leaver(person, extract) or rng.random() < 0.3:
            continue
        status, dob = _status(rng), person["pers_dob"]
        reviewed = extract - timedelta(days=rng.choice([-40, -1, 0, 1, 30, 31, 200]))
        tables["ssd_care_leavers"].append(
            {
                "clea_table_id": f"CL{dob or ''}{person['pers_person_id']}".replace("-", ""),
                "clea_person_id": person["pers_person_id"],
                "clea_care_leaver_eligibility": status["eligibility"],
                "clea_care_leaver_in_touch": status["in_touch"],
                "clea_care_leaver_accommodation": status["accommodation"],
                "clea_care_leaver_accom_suitable": status["suitable"],
                "clea_care_leaver_activity": status["activity"],
                "clea_pathway_plan_review_date": rng.choice([reviewed, reviewed, None]),
                "clea_care_leaver_allocated_team": rng.choice(["T01", "T02", ""]),
            }
        )
