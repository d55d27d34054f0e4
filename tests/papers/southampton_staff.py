"""Southampton's workers, their caseloads, absence and audits, from the staff pages of paper 002.

Belongs here: professionals and involvements of the case system, the human resources' extracts, audits. Does not
belong here: what no system holds (`southampton_services`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tests.papers.making import Part, Tables, month_after, month_end, month_start, months_between, working_days_of
from tests.papers.shaping import spells

# full-time and half-time workers; their posts divide every printed caseload into whole cases
TEAMS = {
    "PACT": (26, 11),
    "Looked After": (18, 8),
    "Assessment": (8, 4),
    "Care Leavers": (18, 7),
}
# 12 of 100 heads and 12 of 85 posts: 12 and 14 per cent
AGENCY_IN_EACH_TEAM = 3
# open cases from September to January: 31.5, 22, 10 and 21.5 posts make the caseloads that are printed by team, and
# 85 the overall ones (17.01, 19.02 and 17.60)
CASES = {
    "PACT": (642, 943, 662, 642, 739),
    "Looked After": (405, 440, 386, 388, 429),
    "Assessment": (180, 220, 178, 198, 260),
    "Care Leavers": (219, 240, 391, 268, 260),
}
CASELOAD_MONTHS = months_between("2020-09", "2021-01")

STAFF = {"PACT": 53, "Looked After": 60, "Care Leavers": 30, "Assessment": 40, "Other": 233}
SICK_DAYS = dict(
    zip(
        months_between("2019-10", "2020-12"),
        # the last twelve are printed, the three before follow from 12.03 and 11.97 days for each of 416
        (414, 414, 693, 600, 476, 501, 301, 319, 290, 360, 280, 357, 387, 418, 381),
        strict=True,
    )
)
# scheduled, and undertaken by the month's end
AUDITS = dict.fromkeys(months_between("2020-04", "2020-09"), (25, 18)) | {
    "2020-10": (25, 12),
    "2020-11": (50, 25),
    "2020-12": (100, 45),
}
GRADES = ["good"] * 31 + ["requires_improvement"] * 17 + ["inadequate"] * 2


def tables() -> Tables:
    part = Part("SW")
    part.tables.update(workers())
    _caseloads(part)
    _staff(part)
    _absence(part)
    _audits(part)
    return part.tables


def workers() -> Tables:
    """The professionals, alike in every delivery."""
    part = Part("SX")
    for team, (full, half) in TEAMS.items():
        for number in range(full + half):
            part.add(
                "ssd_professionals",
                prof_professional_id=f"{team[:2]}{number}",
                prof_agency_worker_flag="Y" if number < AGENCY_IN_EACH_TEAM else "N",
                prof_professional_department=team,
                prof_full_time_equivalency=1 if number < full else 0.5,
            )
    return part.tables


def _caseloads(part: Part) -> None:
    """Cases go round, and the oldest end first, so that everybody holds some at every month end."""
    for team, cases in CASES.items():
        workers_of_team = sum(TEAMS[team])
        ordered = sorted(
            spells(dict(zip(CASELOAD_MONTHS, cases, strict=True))),
            key=lambda spell: (spell.first or "", spell.last or "z"),
        )
        for number, spell in enumerate(ordered):
            part.add(
                "ssd_involvements",
                invo_involvements_id=part.key(),
                invo_professional_id=f"{team[:2]}{number % workers_of_team}",
                invo_person_id=None,
                invo_referral_id=None,
                invo_involvement_start_date=month_start(spell.first or "2020-08") + timedelta(days=6),
                invo_involvement_end_date=month_end(spell.last) + timedelta(days=3) if spell.last else None,
            )


def _employees() -> Iterator[tuple[str, str, date, date | None]]:
    """(employee, team, start, leaving): 416 in post, 417 from September on; one leaves in October and is replaced."""
    number = 0
    for team, posts in STAFF.items():
        for place in range(posts):
            number += 1
            leaves = date(2020, 10, 16) if team == "PACT" and place == 0 else None
            yield f"E{number}", team, date(2015, 4, 1) + timedelta(days=number), leaves
    yield "E901", "Other", date(2020, 8, 17), None
    yield "E902", "Other", date(2020, 10, 19), None


def _staff(part: Part) -> None:
    for employee_id, team, start, leaves in _employees():
        part.add(
            "local_hr_staff",
            employee_id=employee_id,
            team=team,
            start_date=start,
            leave_date=leaves,
            is_permanent="Y",
            is_agency="N",
            fte=1,
            leaving_reason="resigned" if leaves else None,
        )


def _absence(part: Part) -> None:
    """Spells of up to five working days until the month has lost its days."""
    for month, lost in SICK_DAYS.items():
        employees = [(employee_id, team) for employee_id, team, _, leaves in _employees() if leaves is None]
        days = working_days_of(month)
        left, number = lost, 0
        while left:
            begin = number * 5 % (len(days) - 5)
            taken = min(5, left)
            employee_id, team = employees[number % len(employees)]
            part.add(
                "local_hr_absence",
                absence_id=part.key(),
                employee_id=employee_id,
                team=team,
                start_date=days[begin],
                end_date=days[begin + taken - 1],
                reason="cold",
            )
            left -= taken
            number += 1


def _audits(part: Part) -> None:
    """What was not undertaken in its month stays undone, but for five of November that December makes up for."""
    grades = iter(GRADES)
    for month, (scheduled, undertaken) in AUDITS.items():
        late = 5 if month == "2020-11" else 0
        for number in range(scheduled):
            held = month if number < undertaken else month_after(month, 1) if number < undertaken + late else None
            done = month_start(held) + timedelta(days=13) if held else None
            part.add(
                "local_audits",
                audit_id=part.key(),
                team="PACT" if number % 2 else "Looked After",
                scheduled_date=month_start(month) + timedelta(days=7),
                completed_date=done,
                grade=None if done is None else next(grades) if held == "2020-12" else "good",
            )
