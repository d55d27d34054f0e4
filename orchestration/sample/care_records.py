"""Care as SSD tables: episodes between changes, placements with types and distances, legal statuses, and the work done.

Belongs here: how care is written down, short breaks and temporary placements included. Does not belong here: who is
in care.
"""

from __future__ import annotations

import numpy as np

from orchestration.sample import levels
from orchestration.sample.care_state import AGENCY, OWN, Care
from orchestration.sample.clock import FAR, FIRST, LAST, Ints, pick_days
from orchestration.sample.people import People
from orchestration.sample.tables import Table, only, stack, take

_TYPES = {
    OWN: np.array(["U6 PR1", "U6 PR1", "U4 PR1", "U4 PR1", "U3 PR1", "U1 PR1", "K2 PR1"], dtype=object),
    AGENCY: np.array(["U6 PR4", "U4 PR4", "U6 PR5", "U4 PR5", "U5 PR4"], dtype=object),
    2: np.array(
        ["K2 PR4", "K2 PR4", "P1 PR0", "P1 PR0", "H5 PR4", "P2 PR4", "R1 PR4", "S1 PR4", "U4 PR2"], dtype=object
    ),
}


def build(people: People, rng: np.random.Generator, scale: float, care: Care, known: Ints) -> dict[str, Table]:
    """All tables about children looked after."""
    out = {
        "ssd_cla_episodes": _episodes(rng, care),
        "ssd_cla_placement": _placements(rng, scale, care),
        "ssd_legal_status": {
            "lega_legal_status_id": np.arange(len(care.legal_start)),
            "lega_person_id": care.person[care.legal_period],
            "lega_legal_status": care.legal_code,
            "lega_legal_status_start_date": care.legal_start,
            "lega_legal_status_end_date": care.legal_end,
        },
        "ssd_immigration_status": _immigration(rng, scale, care, known),
    }
    _short_breaks(people, rng, scale, care, known, out)
    return out


def _episodes(rng: np.random.Generator, care: Care) -> Table:
    """One episode from each change of placement or status to the next; all but the last cease for X1."""
    period = np.concatenate([care.place_period, care.legal_period])
    start = np.concatenate([care.place_start, care.legal_start])
    legal = np.arange(len(period)) >= len(care.place_period)
    order = np.lexsort((legal, start, period))
    period, start, legal = period[order], start[order], legal[order]
    placement = np.where(legal, -1, order)
    at = np.maximum.accumulate(np.where(legal, 0, np.arange(len(order))))
    placement = placement[at]
    one = np.ones(len(period), bool)
    one[1:] = (period[1:] != period[:-1]) | (start[1:] != start[:-1])
    period, start, legal, placement = period[one], start[one], legal[one], placement[one]
    last = np.ones(len(period), bool)
    last[:-1] = period[1:] != period[:-1]
    first = np.roll(last, 1)
    end = np.where(last, care.end[period], np.roll(start, -1))
    reason = np.where(last, care.reason[period], "X1")
    reason[end == FAR] = None
    begun = np.where(first, "S", np.where(legal, "L", "P")).astype(object)
    need = np.array(["N1", "N1", "N1", "N5", "N4", "N8", "N2"], dtype=object)[rng.integers(0, 7, len(care.person))]
    return {
        "clae_cla_episode_id": np.arange(len(period)),
        "clae_person_id": care.person[period],
        "clae_cla_placement_id": placement,
        "clae_cla_episode_start_date": start,
        "clae_cla_episode_start_reason": begun,
        "clae_cla_primary_need_code": need[period],
        "clae_cla_episode_ceased_date": end,
        "clae_cla_episode_ceased_reason": reason.astype(object),
        "clae_cla_id": period,
        "clae_entered_care_date": care.start[period],
    }


def _placement_rows(
    rng: np.random.Generator, period: Ints, person: Ints, start: Ints, end: Ints, kinds: np.ndarray, far: np.ndarray
) -> Table:
    n = len(period)
    parts = np.array([text.split() for text in kinds], dtype=object).reshape(n, 2)
    distance = np.where(far, 20.1 + rng.integers(1, 1500, n) / 10, rng.integers(0, 200, n) / 10)
    distance = np.where(~far & (rng.random(n) < 0.015), 999.9, distance)
    ofsted = np.array([f"SC{400000 + i}" for i in range(200)], dtype=object)
    moved = np.array(["CARPL", "CREQB", "CREQO", "LAREQ", "PLACE", "OTHER", "CHILD"], dtype=object)
    return {
        "clap_cla_id": period,
        "clap_person_id": person,
        "clap_cla_placement_start_date": start,
        "clap_cla_placement_type": parts[:, 0],
        "clap_cla_placement_urn": take(ofsted, np.where(rng.random(n) < 0.7, rng.integers(0, 200, n), -1)),
        "clap_cla_placement_distance": distance,
        "clap_cla_placement_provider": parts[:, 1],
        "clap_cla_placement_end_date": end,
        "clap_cla_placement_change_reason": take(moved, np.where(end < FAR, rng.integers(0, 7, n), -1)),
    }


def _placements(rng: np.random.Generator, scale: float, care: Care) -> Table:
    """The placements, then stays in hospital or on holiday beside them, then ones ended on their first day."""
    n = len(care.place_start)
    kinds = np.full(n, None, dtype=object)
    for kind, choices in _TYPES.items():
        mine = care.place_kind == kind
        kinds[mine] = choices[rng.integers(0, len(choices), int(mine.sum()))]
    main = _placement_rows(
        rng, care.place_period, care.person[care.place_period], care.place_start, care.place_end, kinds, care.place_far
    )
    parts = [main]
    for count, words, longest in ((60, ["T0 PR1", "T1 PR3", "T3 PR1", "T4 PR1"], 6), (14, ["U6 PR1", "K2 PR4"], 1)):
        month = rng.integers(3, 45, levels.quota(count * scale, 1))
        start = FIRST[month] + rng.integers(2, 15, len(month))
        period = np.empty(len(month), np.int64)
        for i, day in enumerate(start):
            period[i] = rng.choice(np.flatnonzero((care.start < day - 20) & (care.end > day + 20)))
        end = start + (rng.integers(1, longest, len(month)) if longest > 1 else 0)
        kinds = np.array(words, dtype=object)[rng.integers(0, len(words), len(month))]
        none = np.zeros(len(month), bool)
        parts.append(_placement_rows(rng, period, care.person[period], start, end, kinds, none))
    table = stack(parts)
    return {"clap_cla_placement_id": np.arange(len(table["clap_cla_id"]))} | table


def _immigration(rng: np.random.Generator, scale: float, care: Care, known: Ints) -> Table:
    """Unaccompanied children while they are so, the leave that some get then, and other families' statuses."""
    lone = np.flatnonzero(care.uasc_end >= 0)
    granted = lone[care.uasc_end[lone] < np.minimum(care.end[lone], FAR)]
    others = rng.permutation(known)[: levels.quota(scale, 160)]
    words = np.array(["Asylum seeker (family)", "Refugee", "EEA national", "No recourse to public funds"], dtype=object)
    person = np.concatenate([care.person[lone], care.person[granted], others])
    start = np.concatenate(
        [care.uasc_start[lone], care.uasc_end[granted], pick_days(rng, np.full(len(others), FIRST[0]), LAST[-1])]
    )
    end = np.concatenate([care.uasc_end[lone], np.full(len(granted) + len(others), FAR)])
    text = np.concatenate(
        [
            np.where(rng.random(len(lone)) < 0.8, "Unaccompanied asylum seeking child", "UASC"),
            np.full(len(granted), "Refugee - leave to remain"),
            words[rng.integers(0, 4, len(others))],
        ]
    ).astype(object)
    return {
        "immi_immigration_status_id": np.arange(len(person)),
        "immi_person_id": person,
        "immi_immigration_status_start_date": start,
        "immi_immigration_status_end_date": np.maximum(end, start),
        "immi_immigration_status": text,
    }


def _short_breaks(
    people: People, rng: np.random.Generator, scale: float, care: Care, known: Ints, out: dict[str, Table]
) -> None:
    """Disabled children with series of short breaks (V3, V4): in the tables of care, and not looked after."""
    n = levels.quota(scale, 14)
    fits = known[(people.dob[known] < FIRST[0] - 365 * 4) & (people.dob[known] > LAST[-1] - 365 * 16)]
    person = rng.permutation(np.setdiff1d(fits, care.person))[:n]
    n = len(person)
    start = pick_days(rng, np.full(n, FIRST[2]), np.full(n, LAST[-1] - 60))
    end = np.where(rng.random(n) < 0.4, start + rng.integers(20, 300, n), FAR)
    end = np.where(end > LAST[-1], FAR, end)
    period = len(care.person) + np.arange(n)
    code = np.where(rng.random(n) < 0.6, "V4", "V3").astype(object)
    placement = _placement_rows(rng, period, person, start, end, np.full(n, "R1 PR1", dtype=object), np.zeros(n, bool))
    at = {name: len(next(iter(table.values()))) + np.arange(n) for name, table in out.items()}
    out["ssd_cla_placement"] = stack(
        [out["ssd_cla_placement"], {"clap_cla_placement_id": at["ssd_cla_placement"]} | placement]
    )
    out["ssd_cla_episodes"] = stack(
        [
            out["ssd_cla_episodes"],
            {
                "clae_cla_episode_id": at["ssd_cla_episodes"],
                "clae_person_id": person,
                "clae_cla_placement_id": at["ssd_cla_placement"],
                "clae_cla_episode_start_date": start,
                "clae_cla_episode_start_reason": np.full(n, "S", dtype=object),
                "clae_cla_primary_need_code": np.full(n, "N2", dtype=object),
                "clae_cla_episode_ceased_date": end,
                "clae_cla_episode_ceased_reason": only(end < FAR, "E8"),
                "clae_cla_id": period,
                "clae_entered_care_date": start,
            },
        ]
    )
    legal = out["ssd_legal_status"]
    more = (at["ssd_legal_status"], person, code, start, end)
    out["ssd_legal_status"] = stack([legal, dict(zip(legal, more, strict=True))])
