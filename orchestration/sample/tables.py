"""The shape in which the services hand over their rows, and how an earlier delivery is cut from it.

A `Table` is a dictionary of equally long arrays by SSD column name: whole numbers for dates (days, `FAR` for none)
and for ids (index, -1 for none), objects for text. Belongs here: what is true of every table. Does not belong here:
any service.
"""

from __future__ import annotations

import json

import numpy as np

from orchestration.sample.clock import EXTRACT, FAR
from orchestration.sample.columns import COLUMNS, JSON_KEYS

Table = dict[str, np.ndarray]


def take(words: np.ndarray, index: np.ndarray) -> np.ndarray:
    """Words by index; a negative index is an empty cell."""
    out = np.full(len(index), None, dtype=object)
    some = np.asarray(index) >= 0
    out[some] = words[np.asarray(index)[some]]
    return out


def only(told: np.ndarray, text: np.ndarray | str) -> np.ndarray:
    """The text where it is told, an empty cell elsewhere."""
    out = np.full(len(told), None, dtype=object)
    out[told] = text if isinstance(text, str) else text[told]
    return out


def known(days: np.ndarray) -> np.ndarray:
    """Nothing that happens after the extract date has happened yet."""
    return np.where(days > EXTRACT, FAR, days)


def flags(yes: np.ndarray) -> np.ndarray:
    """Y and N."""
    return np.where(yes, "Y", "N").astype(object)


def outcomes(column: str, choice: np.ndarray, variants: list[list[str]]) -> np.ndarray:
    """The JSON text of an outcome column: for each row the variant's keys are Y and every other documented key is N."""
    words = []
    for keys in variants:
        cell = {key: "Y" if key in keys else "N" for key in JSON_KEYS[column]}
        if "TOTAL_NO_OF_OUTCOMES" in cell:
            cell["TOTAL_NO_OF_OUTCOMES"] = str(len(keys))
        for comment in ("COMMENTS", "OUTCOME_COMMENTS"):
            if comment in cell:
                cell[comment] = ""
        words.append(json.dumps(cell))
    return take(np.array(words, dtype=object), choice)


def kind(column: str) -> str:
    """What an array of whole numbers in this column means: date, id, or number."""
    if column.endswith(
        ("_date", "_dob", "_due", "valid_from", "valid_to", "latest_contact", "period_end", "written_on")
    ):
        return "date"
    if column.endswith("_id") and not column.endswith("_urn"):
        return "id"
    return "number"


def rows(table: Table) -> int:
    """How many rows."""
    return len(next(iter(table.values())))


def keep(table: Table, mask: np.ndarray) -> Table:
    """The rows of the mask."""
    return {column: values[mask] for column, values in table.items()}


def stack(parts: list[Table]) -> Table:
    """One table from parts with the same columns."""
    return {column: np.concatenate([part[column] for part in parts]) for column in parts[0]}


_BEGINS = {
    "ssd_initial_cp_conference": ("icpc_icpc_date",),
    "ssd_cp_reviews": ("cppr_cp_review_due", "cppr_cp_review_date"),
    "ssd_cla_reviews": ("clar_cla_review_due_date", "clar_cla_review_date"),
    "local_cin_reviews": ("review_due_date", "review_date"),
    "local_foster_carers": ("approval_recorded_date",),
    "local_youth_justice": ("outcome_date",),
    "local_returns": ("period_end",),
}
_TOLD_WITH = {  # cells that are filled in when a date of the same row is
    "cine_close_reason": "cine_close_date",
    "cina_assessment_outcome_json": "cina_assessment_auth_date",
    "cina_assessment_outcome_nfa": "cina_assessment_auth_date",
    "s47e_s47_outcome_json": "s47e_s47_end_date",
    "cppr_cp_review_outcome_continue_cp": "cppr_cp_review_date",
    "cppr_cp_review_quorate": "cppr_cp_review_date",
    "clae_cla_episode_ceased_reason": "clae_cla_episode_ceased_date",
    "clap_cla_placement_change_reason": "clap_cla_placement_end_date",
    "clar_cla_review_participation": "clar_cla_review_date",
    "perm_permanence_order_type": "perm_permanence_order_date",
    "end_reason": "end_recorded_date",
    "first_score": "first_score_date",
    "latest_score": "latest_score_date",
    "suitable_ete": "disposal_end_date",
    "leaving_reason": "leave_date",
    "grade": "completed_date",
}
_LASTING = ("pers_dob", "icpc_icpc_target_date", "due_date")


def begins(name: str, table: Table) -> np.ndarray | None:
    """The day from which each row exists: its first date, for a review the day due or held; None for lists."""
    dated = [column for column in COLUMNS[name] if column in table and kind(column) == "date"]
    if name == "ssd_person" or not dated:
        return None
    return np.minimum.reduce([table[column] for column in _BEGINS.get(name, (dated[0],))])


def as_known(name: str, table: Table, day: int) -> Table:
    """The table as an extract on that day would have shown it: without later rows, later dates still empty."""
    began = begins(name, table)
    if began is None:
        return table
    cut = keep(table, began <= day)
    for column in cut:
        if cut[column].dtype.kind == "i" and kind(column) == "date" and column not in _LASTING:
            cut[column] = np.where(cut[column] > day, FAR, cut[column])
    if name in ("ssd_cp_reviews", "ssd_cla_reviews", "local_cin_reviews"):  # a due date is known before it comes
        cut[_BEGINS[name][0]] = keep(table, began <= day)[_BEGINS[name][0]]
    if name == "local_foster_carers":  # an ending is known from the day it is recorded
        cut["ended_date"] = np.where(cut["end_recorded_date"] == FAR, FAR, cut["ended_date"])
    for column, date in _TOLD_WITH.items():
        if column in cut:
            cut[column] = only(cut[date] != FAR, cut[column])
    return cut
