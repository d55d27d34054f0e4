"""The state of care while it is simulated, and the finished record of it.

Belongs here: the arrays of periods, placements and legal statuses, and how rows join them. Does not belong here:
who enters, leaves or moves, which `looked_after` and `care_moves` decide.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orchestration.sample.clock import FAR, Ints
from orchestration.sample.people import People

OWN, AGENCY, OTHER = 0, 1, 2


@dataclass
class Care:
    """Parallel arrays by period of care, placement and legal status; `*_period` is an index into the periods."""

    person: Ints
    start: Ints
    end: Ints
    reason: np.ndarray
    uasc_start: Ints
    uasc_end: Ints  # -1 for children who never were, else the day the status ended (FAR: still open)
    place_period: Ints
    place_start: Ints
    place_end: Ints
    place_kind: Ints  # OWN, AGENCY or OTHER
    place_far: np.ndarray
    legal_period: Ints
    legal_start: Ints
    legal_end: Ints
    legal_code: np.ndarray


class State:
    """Care at the end of the last month built."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.person = self.start = self.end = self.uasc_start = self.uasc_end = np.empty(0, np.int64)
        self.reason = np.empty(0, dtype=object)
        self.place: dict[str, np.ndarray] = {
            k: np.empty(0, np.int64) for k in ("period", "start", "end", "kind", "far")
        }
        self.legal: dict[str, np.ndarray] = {k: np.empty(0, np.int64) for k in ("period", "start", "end")}
        self.legal["code"] = np.empty(0, dtype=object)
        self.current = self.status = np.empty(0, np.int64)  # open placement and legal status by period
        self.moved = self.moved_before = np.empty(0, np.int64)  # days of the last two moves by period

    def finished(self) -> Care:
        """The record."""
        place, legal = self.place, self.legal
        return Care(
            self.person,
            self.start,
            self.end,
            self.reason,
            self.uasc_start,
            self.uasc_end,
            place["period"],
            place["start"],
            place["end"],
            place["kind"],
            place["far"].astype(bool),
            legal["period"],
            legal["start"],
            legal["end"],
            legal["code"],
        )

    def open_after(self, last: int) -> Ints:
        """Periods that are open after that day."""
        return np.flatnonzero(self.end > last)

    def enter(self, person: Ints, start: Ints, code: np.ndarray) -> Ints:
        """New periods, each with its first placement and legal status; kinds of placement are set by `care_moves`."""
        n, first = len(person), len(self.person)
        new = np.arange(first, first + n)
        self.person, self.start = np.concatenate([self.person, person]), np.concatenate([self.start, start])
        self.end = np.concatenate([self.end, np.full(n, FAR)])
        self.uasc_end = np.concatenate([self.uasc_end, np.full(n, -1)])
        self.uasc_start = np.concatenate([self.uasc_start, np.full(n, FAR)])
        self.reason = np.concatenate([self.reason, np.full(n, None, dtype=object)])
        self.moved = np.concatenate([self.moved, np.full(n, -FAR)])
        self.moved_before = np.concatenate([self.moved_before, np.full(n, -FAR)])
        self.current = np.concatenate([self.current, self.new_places(new, start)])
        self.status = np.concatenate([self.status, self.new_statuses(new, start, code)])
        return new

    def new_places(self, period: Ints, start: Ints) -> Ints:
        """Open placements whose kind is not yet known; returns their indexes."""
        n, first = len(period), len(self.place["period"])
        fresh = {
            "period": period,
            "start": start,
            "end": np.full(n, FAR),
            "kind": np.full(n, -1),
            "far": np.full(n, -1),
        }
        self.place = {k: np.concatenate([self.place[k], fresh[k]]) for k in fresh}
        return np.arange(first, first + n)

    def new_statuses(self, period: Ints, start: Ints, code: np.ndarray) -> Ints:
        """Open legal statuses; returns their indexes."""
        n, first = len(period), len(self.legal["period"])
        fresh = {"period": period, "start": start, "end": np.full(n, FAR), "code": code}
        self.legal = {k: np.concatenate([self.legal[k], fresh[k]]) for k in fresh}
        return np.arange(first, first + n)

    def lone_children(self, last: int) -> int:
        """How many unaccompanied asylum-seeking children are in care after that day."""
        return int(((self.uasc_end > last) & (self.end > last)).sum())

    def close(self, chain: dict[str, np.ndarray], current: Ints) -> None:
        """End the open rows of periods that have ended."""
        over = np.flatnonzero((self.end < FAR) & (chain["end"][current] == FAR))
        chain["end"][current[over]] = self.end[over]
