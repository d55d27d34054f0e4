"""The ordinary mess of real exports: small, seeded, and on top of the quotas, so that the figures hold without it.

Belongs here: what is wrong with a file. Changes in place only touch the spelling of a cell or a cell that no figure
needs; rows that a contract rejects are added, never made of good ones. Does not belong here: the ordinary oddities of
the work itself (short breaks, temporary placements, cancelled reviews), except where a row of its own is needed for
one.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orchestration.sample.columns import COLUMNS
from orchestration.sample.files import _style
from orchestration.sample.levels import quota

_KEYS = {name: columns[0] for name, columns in COLUMNS.items()} | {"ssd_person": "pers_person_id"}

# feed, how many (at scale 1), the cells that are wrong; dates are written in the feed's own style below
_BAD_ROWS: list[tuple[str, int, dict[str, str | None]]] = [
    ("ssd_person", 2, {"pers_sex": "X"}),
    ("ssd_person", 2, {"pers_dob": "1900-01-01"}),
    ("ssd_contacts", 3, {"cont_person_id": "W9999999"}),
    ("ssd_contacts", 2, {"cont_contact_date": "2021-03-14"}),
    ("ssd_contacts", 1, {"cont_contact_date": "31/02/2020"}),
    ("ssd_contacts", 1, {"cont_contact_id": None}),
    ("local_contact_decisions", 2, {"outcome": "advice"}),
    ("ssd_cin_episodes", 2, {"cine_person_id": "W9999998"}),
    ("ssd_cin_episodes", 1, {"cine_referral_date": "1900-01-01"}),
    ("ssd_cin_assessments", 2, {"cina_assessment_start_date": "2020-09-14", "cina_assessment_auth_date": "2020-08-03"}),
    ("ssd_cin_assessments", 1, {"cina_person_id": None}),
    ("ssd_cin_plans", 3, {"cinp_cin_plan_start_date": "2020-05-11", "cinp_cin_plan_end_date": "2020-04-30"}),
    ("ssd_early_help_episodes", 2, {"earl_episode_start_date": "2020-10-08", "earl_episode_end_date": "2019-10-08"}),
    ("ssd_s47_enquiry", 1, {"s47e_s47_start_date": "2020-11-17", "s47e_s47_end_date": "2020-11-02"}),
    ("ssd_cp_plans", 1, {"cppl_cp_plan_end_date": "9999-12-31"}),
    ("ssd_cp_visits", 2, {"cppv_cp_visit_date": "2021-12-01"}),
    ("ssd_cp_visits", 2, {"cppv_person_id": "W9999997"}),
    ("ssd_cp_reviews", 1, {"cppr_cp_review_date": "1900-01-01"}),
    ("ssd_cla_episodes", 2, {"clae_cla_episode_ceased_date": "9999-12-31"}),
    ("ssd_cla_episodes", 1, {"clae_cla_episode_ceased_reason": "E99"}),
    ("ssd_cla_placement", 2, {"clap_cla_placement_type": "Q9"}),
    ("ssd_cla_placement", 1, {"clap_cla_placement_provider": "PR9"}),
    ("ssd_legal_status", 2, {"lega_legal_status": "ZZ"}),
    ("ssd_legal_status", 2, {"lega_legal_status_start_date": "1900-01-01"}),
    ("ssd_cla_visits", 2, {"clav_cla_visit_date": "n/a"}),
    ("ssd_cla_health", 2, {"clah_person_id": "W9999996"}),
    ("ssd_missing", 2, {"miss_missing_episode_type": "AWOL"}),
    (
        "ssd_missing",
        1,
        {"miss_missing_episode_start_date": "2020-12-05", "miss_missing_episode_end_date": "2020-12-01"},
    ),
    ("ssd_involvements", 3, {"invo_involvement_start_date": "2020-06-01", "invo_involvement_end_date": "2020-05-01"}),
    ("ssd_pre_proceedings", 1, {"prep_person_id": "W9999995"}),
]
# rows that are in order, though odd: other councils' plans, reviews that were cancelled
_ODD_ROWS: list[tuple[str, int, dict[str, str | None]]] = [
    ("ssd_cp_plans", 6, {"cppl_cp_plan_ola": "Y", "cppl_icpc_id": None}),
    ("ssd_cla_reviews", 12, {"clar_cla_review_cancelled": "Y", "clar_cla_review_participation": None}),
]
_DUPLICATES = {"ssd_contacts": 4, "ssd_person": 3, "ssd_cp_visits": 2, "ssd_cla_visits": 3, "ssd_legal_status": 1}
_PADDED = {"ssd_cla_visits": "clav_person_id", "ssd_s47_enquiry": "s47e_person_id", "ssd_person": "pers_ethnicity"}
_NULL_WORDS = {
    "ssd_cin_episodes": "cine_close_date",
    "ssd_cp_plans": "cppl_cp_plan_ola",
    "ssd_cla_placement": "clap_cla_placement_urn",
    "ssd_cla_reviews": "clar_cla_review_participation",
}
_LABELS = {"C1": "C1: Interim care order", "C2": "C2: Full care order", "V2": "V2: Single period of accommodation"}


def spoil(tables: dict[str, pa.Table], rng: np.random.Generator, scale: float, day: str) -> dict[str, pa.Table]:
    """The delivery as the case system would have exported it; `day` is the extract date."""
    out = dict(tables)
    for name, column in _PADDED.items():
        out[name] = _change(out[name], column, rng, 0.004, lambda cells: pc.binary_join_element_wise(cells, "  ", ""))
    for name, column in _NULL_WORDS.items():
        out[name] = _fill(out[name], column, rng)
    out["ssd_legal_status"] = _labels(out["ssd_legal_status"], rng)
    out["ssd_person"] = _change(out["ssd_person"], "pers_sex", rng, 0.01, pc.utf8_lower)
    for i, (name, n, cells) in enumerate(_BAD_ROWS + _ODD_ROWS):
        out[name] = _add(out[name], name, rng, max(quota(n * scale, 1), 1), cells, 9_000_000 + 1_000 * i, day)
    for name, n in _DUPLICATES.items():
        pick = np.sort(rng.permutation(out[name].num_rows)[: max(quota(n * scale, 1), 1)])
        out[name] = pa.concat_tables([out[name], out[name].take(pa.array(pick))]).combine_chunks()
    return out


def _set(table: pa.Table, column: str, cells: pa.Array) -> pa.Table:
    return table.set_column(table.column_names.index(column), column, cells)


def _change(
    table: pa.Table, column: str, rng: np.random.Generator, share: float, how: Callable[[pa.Array], pa.Array]
) -> pa.Table:
    cells = table[column].combine_chunks()
    mask = pa.array(rng.random(len(cells)) < share)
    return _set(table, column, pc.if_else(mask, how(cells), cells))


def _fill(table: pa.Table, column: str, rng: np.random.Generator) -> pa.Table:
    """The word NULL in some of the empty cells."""
    cells = table[column].combine_chunks()
    mask = pa.array((rng.random(len(cells)) < 0.3) & pc.is_null(cells).to_numpy(zero_copy_only=False))
    return _set(table, column, pc.if_else(mask, pa.scalar("NULL"), cells))


def _labels(table: pa.Table, rng: np.random.Generator) -> pa.Table:
    """Some codes with the label that the case system shows behind them."""
    cells = table["lega_legal_status"].combine_chunks()
    drawn = rng.random(len(cells)) < 0.05
    words = [_LABELS.get(code, code) if some else code for code, some in zip(cells.to_pylist(), drawn, strict=True)]
    return _set(table, "lega_legal_status", pa.array(words, pa.string()))


def _add(
    table: pa.Table, name: str, rng: np.random.Generator, n: int, cells: dict[str, str | None], key: int, day: str
) -> pa.Table:
    if table.num_rows == 0:
        return table
    pick = np.sort(rng.integers(0, table.num_rows, n))
    more = table.take(pa.array(pick))
    known: dict[str, list[str | None]] = {_KEYS[name]: [f"X{key + i}" for i in range(n)]}
    for column, value in cells.items():
        if value is not None and value[:2] == "20" and value[4] == "-" and value > day and value < "2021":
            value = str(np.datetime64(value) - 90)
        known[column] = [_styled(name, value)] * n
    for column, values in known.items():
        more = _set(more, column, pa.array(values, pa.string()))
    return pa.concat_tables([table, more]).combine_chunks()


def _styled(name: str, value: str | None) -> str | None:
    if value is None or len(value) != 10 or value[4] != "-":
        return value
    style = _style(name)
    return f"{value[8:]}/{value[5:7]}/{value[:4]}" if style == "day first" else value
