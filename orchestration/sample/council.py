"""The whole council: every service in turn, and the delivery it would have made on a day.

Belongs here: the order of things, and how an earlier delivery differs from the last. Does not belong here: any
service.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa

from orchestration.sample import (
    care_records,
    care_work,
    care_work_records,
    commentary,
    early_help_cases,
    edge_of_care,
    files,
    fostering,
    front_door,
    in_need,
    leavers,
    levels,
    looked_after,
    mess,
    missing,
    planning,
    protection,
    protection_records,
    quality,
    records,
    registers,
    support,
    workforce,
)
from orchestration.sample.clock import FAR, FIRST, Ints, day
from orchestration.sample.people import People
from orchestration.sample.tables import Table, as_known, begins, keep, rows, stack

Tell = Callable[[str, int, int], None]
# of the last month's rows, the share not yet typed in on the earlier day; no other feed refers to these rows
_LATE = {
    "ssd_cp_visits": 0.06,
    "ssd_cla_visits": 0.05,
    "ssd_missing": 0.08,
    "ssd_early_help_episodes": 0.05,
    "ssd_contacts": 0.01,  # with the decisions on them
}
_STEPS = 7
# registers beside the case system: that a child is in one does not make it known to the case system
_KEPT_ELSEWHERE = (
    "local_early_help",
    "local_ehc_assessments",
    "local_edge_of_care",
    "local_youth_justice",
    "local_home_education",
)


class Council:
    """All tables of the fictional council, as they stand on the last day."""

    def __init__(self, seed: int, scale: float, tell: Tell) -> None:
        self.seed, self.scale = seed, scale
        rng = self._generator("services")
        people = self.people = People(rng, max(int(60_000 * scale), 1_000))
        tell("front door", 0, _STEPS)
        door = front_door.build(people, rng, scale)
        plans = support.cin_plans(rng, door)
        helped = support.early_help(people, rng, scale, door, plans)
        helped = support.after_assessments(self._generator("early help after assessments"), door, helped)
        tell("child protection", 1, _STEPS)
        protected = protection.build(people, rng, scale, door.episodes)
        court = protection.before_court(rng, scale, protected)
        tell("looked after", 2, _STEPS)
        care = looked_after.build(people, rng, scale, door.episodes)
        work = care_work.build(people, rng, care)
        self.leavers = leavers.Leavers(people, rng, scale, care)
        known = np.unique(door.episodes.person)
        gone = missing.build(people, rng, scale, care, known)
        tell("workforce", 3, _STEPS)
        involved = workforce.involvements(rng, door, protected, care, self.leavers)
        staff = workforce.staff(rng, scale, involved)
        tell("records", 4, _STEPS)
        self.tables: dict[str, Table] = (
            records.front_door(rng, door)
            | records.support(rng, door, plans, helped)
            | protection_records.build(rng, door, protected, court)
            | care_records.build(people, rng, scale, care, known)
            | care_work_records.build(rng, care, work)
            | workforce.tables(involved, staff, workforce.allocate(rng, involved, staff))
            | {"local_care_leaver_status": self.leavers.history(), "local_populations": populations(scale)}
            | {"ssd_missing": missing.table(gone), "ssd_disability": people.disabilities(known)}
        )
        self._unknowns(rng, np.concatenate([care.person, protected.plan_person]))
        self.tables["ssd_person"] = people.table()
        # each of these draws from a stream of its own, so that the tables above stay as they are
        self.tables |= early_help_cases.tables(self._generator("early help cases"), scale, people, door, plans, helped)
        self.tables |= planning.tables(self._generator("planning"), people, care, work)
        self.tables |= fostering.tables(self._generator("fostering"), scale)
        self.tables |= edge_of_care.tables(self._generator("edge of care"), scale, door, care)
        self.tables |= registers.tables(self._generator("registers"), scale, people, door.episodes)
        self.tables |= in_need.tables(
            self._generator("in need"), people, door.episodes, plans, protected, care, court, gone
        )
        self.tables |= quality.tables(self._generator("quality"), scale)
        self.advisers = np.flatnonzero(staff.group == 3)

    def _generator(self, what: str) -> np.random.Generator:
        return np.random.Generator(np.random.PCG64([self.seed, *what.encode()]))

    def _unknowns(self, rng: np.random.Generator, watched: Ints) -> None:
        """Some sexes and dates of birth are not known; never of children whose number by age or sex is printed."""
        others = np.setdiff1d(np.arange(self.people.n), np.concatenate([watched, self.leavers.person]))
        self.people.sex[others[rng.random(len(others)) < 0.004]] = 2
        self.people.dob[others[rng.random(len(others)) < 0.001]] = FAR

    def deliver(self, folder: Path, date: str, tell: Tell) -> list[Path]:
        """Write the delivery of that day; the files' paths, in order of feed."""
        rng = self._generator(f"delivery {date}")
        last = date == "2020-12-31"
        texts = mess.spoil(self._texts(rng, date), rng, self.scale, date)
        tell(f"files of {date}", 6 if last else 5, _STEPS)
        paths = [files.write(folder, name, texts[name]) for name in sorted(texts)]
        if last:
            tell(f"files of {date}", _STEPS, _STEPS)
        return paths

    def texts(self, date: str, *, late_entries: bool = True) -> dict[str, pa.Table]:
        """Every table as it stood on that month's last day, December 2019 or later, without the mess of an export."""
        return self._texts(self._generator(f"delivery {date}"), date, late_entries)

    def _texts(self, rng: np.random.Generator, date: str, late_entries: bool = True) -> dict[str, pa.Table]:
        last = date == "2020-12-31"
        tables = dict(self.tables) if last else self._earlier(rng, day(date), late_entries)
        month = int(np.searchsorted(FIRST, day(date), side="right")) - 1
        teams = workforce.TEAM_IDS[[9, 8]]
        tables["ssd_care_leavers"] = self.leavers.snapshot(month, teams, self.advisers)
        # each file holds what was new: December alone, and before it November and October
        tables["local_commentary"] = commentary.table(0, 1) if last else commentary.table(1, 2)
        if not last:
            self._known_persons(tables)
        return {name: files.text_table(name, table) for name, table in tables.items()}

    def _earlier(self, rng: np.random.Generator, on: int, late_entries: bool) -> dict[str, Table]:
        """What was known then: later events are missing, and so are the month's late entries."""
        out = {}
        for name, table in self.tables.items():
            out[name] = as_known(name, table, on)
            if late_entries and name in _LATE:
                began = begins(name, out[name])
                assert began is not None
                out[name] = keep(out[name], (began < on - 25) | (rng.random(len(began)) >= _LATE[name]))
        told = np.isin(out["local_contact_decisions"]["contact_id"], out["ssd_contacts"]["cont_contact_id"])
        out["local_contact_decisions"] = keep(out["local_contact_decisions"], told)
        back = np.isin(out["local_return_interviews"]["missing_episode_id"], out["ssd_missing"]["miss_table_id"])
        out["local_return_interviews"] = keep(out["local_return_interviews"], back)
        staff = out["ssd_professionals"]
        joined = np.zeros(
            rows(staff), bool
        )  # six of the workers without cases came in December, one of them from an agency
        joined[-levels.quota(self.scale, 6) :] = True
        holds = np.isin(staff["prof_professional_id"], out["ssd_involvements"]["invo_professional_id"])
        out["ssd_professionals"] = keep(staff, ~joined | holds)
        return out

    def _known_persons(self, tables: dict[str, Table]) -> None:
        """Children whom nobody had met yet are not in the earlier delivery."""
        met = [
            table[column]
            for name, table in tables.items()
            for column in table
            if column.endswith("person_id")
            and name not in ("ssd_person", "ssd_disability", "ssd_immigration_status", *_KEPT_ELSEWHERE)
        ]
        known = np.unique(np.concatenate(met))
        for name, column in (("ssd_person", "pers_person_id"), ("ssd_disability", "disa_person_id")):
            tables[name] = keep(tables[name], np.isin(tables[name][column], known))
        status = tables["ssd_immigration_status"]
        tables["ssd_immigration_status"] = keep(status, np.isin(status["immi_person_id"], known))


def populations(scale: float) -> Table:
    """local_populations: mid-years of two vintages, each with the bands 0 to 17 and 10 to 17 and the single years."""
    parts = []
    for vintage, years in levels.POPULATIONS.items():
        for year, printed in years.items():
            total = levels.quota(printed, scale)
            single = np.full(18, total // 18)
            single[: total % 18] += 1
            parts.append(
                {
                    "la_code": np.full(20, "990", dtype=object),
                    "mid_year": np.full(20, year),
                    "vintage": np.full(20, vintage, dtype=object),
                    "age_from": np.concatenate([[0, 10], np.arange(18)]),
                    "age_to": np.concatenate([[17, 17], np.arange(18)]),
                    "population": np.concatenate([[total, single[10:].sum()], single]),
                }
            )
    return stack(parts)
