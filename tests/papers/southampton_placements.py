"""Southampton's placements of children looked after, from the shares that paper 002 prints.

Belongs here: `ssd_cla_placement`. Does not belong here: who is in care when (`southampton_children`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tests.papers.making import Part, month_start, months_between, share
from tests.papers.southampton_children import FIRST, LAST, Child, in_care

# with the council's own carers and with independent agencies, per cent of children looked after; over 20 miles away
SHARES = {
    "agency": {"2020-05": "29", "2020-07": "27", "2020-08": "29", "2020-12": "30"},
    "own": {"2020-11": "42", "2020-12": "46"},
}
FAR = {"2020-10": "17.7", "2020-11": "17.7"}
# type and provider: foster carer of the council, of an agency, children's home
CODES = {"own": ("U4", "PR1"), "agency": ("U4", "PR4"), "home": ("K2", "PR4")}


@dataclass
class _Placement:
    child: Child
    kind: str
    far: bool
    started: date


def add_placements(part: Part) -> None:
    """Children are placed as they come, and moved on the eighteenth where a month end must print a share."""
    there: dict[str, _Placement] = {}
    for month in months_between(FIRST, LAST):
        here = {child.person_id: child for child in in_care(month)}
        for person_id in [person_id for person_id in there if person_id not in here]:
            gone = there.pop(person_id)
            _write(part, gone, gone.child.ceased)
        for person_id, child in here.items():
            if person_id not in there:
                number = int(person_id[2:])
                kind = "own" if number % 7 < 3 else "agency" if number % 7 < 5 else "home"
                there[person_id] = _Placement(child, kind, number % 6 == 0, child.started)
        for placement, kind, far in _moves(month, list(there.values())):
            there[placement.child.person_id] = _moved(
                part, placement, kind, far, month_start(month) + timedelta(days=17)
            )
    for placement in there.values():
        _write(part, placement, None)


def _moves(month: str, placements: list[_Placement]) -> list[tuple[_Placement, str, bool]]:
    """Which children move to what, so that the month end prints its shares."""
    kinds = {placement.child.person_id: placement.kind for placement in placements}
    fars = {placement.child.person_id: placement.far for placement in placements}
    for kind, series in SHARES.items():
        if month in series:
            wanted = share(series[month], len(placements))
            those = [person_id for person_id, is_kind in kinds.items() if is_kind == kind]
            homes = [person_id for person_id, is_kind in kinds.items() if is_kind == "home"]
            kinds.update(dict.fromkeys(those[wanted:], "home"))
            kinds.update(dict.fromkeys(homes[: max(wanted - len(those), 0)], kind))
    if month in FAR:
        wanted = share(FAR[month], len(placements))
        far = [person_id for person_id, is_far in fars.items() if is_far]
        near = [person_id for person_id, is_far in fars.items() if not is_far]
        fars.update(dict.fromkeys(far[wanted:], False))
        fars.update(dict.fromkeys(near[: max(wanted - len(far), 0)], True))
    after = [(p, kinds[p.child.person_id], fars[p.child.person_id]) for p in placements]
    return [(p, kind, far) for p, kind, far in after if (kind, far) != (p.kind, p.far)]


def _moved(part: Part, placement: _Placement, kind: str, far: bool, day: date) -> _Placement:
    if placement.started >= day:
        # placed after that day: the first placement itself is the other one
        return _Placement(placement.child, kind, far, placement.started)
    _write(part, placement, day)
    return _Placement(placement.child, kind, far, day)


def _write(part: Part, placement: _Placement, ended: date | None) -> None:
    part.add(
        "ssd_cla_placement",
        clap_cla_placement_id=part.key(),
        clap_cla_id=f"P{placement.child.person_id}",
        clap_person_id=placement.child.person_id,
        clap_cla_placement_start_date=placement.started,
        clap_cla_placement_end_date=ended,
        clap_cla_placement_type=CODES[placement.kind][0],
        clap_cla_placement_provider=CODES[placement.kind][1],
        clap_cla_placement_distance=31.5 if placement.far else 6.2,
    )
