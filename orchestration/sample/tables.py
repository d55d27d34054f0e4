"""The shape in which the services hand over their rows, and how an earlier delivery is cut from it.

A `Table` is a dictionary of equally long arrays by SSD column name: whole numbers for dates (days, `FAR` for none) and for
ids (index, -1 for none), objects for text. Belongs here: what is true of every table. Does not belong here: any service.
"""

from __future__ import annotations

import json

import numpy as np

from orchestration.sample.clock import FAR
from orchestration.sample.columns import COLUMNS, JSON_KEYS

Table = dict[str, np.ndarray]


def take(words: np.ndarray, index: np.ndarray) -> np.ndarray:
    """Words by index; a negative index is an empty cell."""
    out = np.full(len(index), None, dtype=object)
    some = np.asarray(index) >= 0
    out[some] = words[np.asarray(index)[some]]
    return out


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
    if column.endswith(("_date", "_dob", "_due", "valid_from", "valid_to")):
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


def as_known(name: str, table: Table, day: int, late: np.ndarray | None = None) -> Table:
    """The table as an extract on that day would have shown it.

    A row exists from its first date on (a review from the day before its due date would be too early to matter, so from the
    due date); every later date in it is still empty. `late` marks rows that were typed in after that day.
    """
    dated = [column for column in COLUMNS[name] if column in table and kind(column) == "date"]
    dated = [column for column in dated if column not in ("pers_dob", "pers_expected_dob")]
    if not dated:
        return table
    begins = table[dated[0]] if name != "ssd_cla_placement" else table["clap_cla_placement_start_date"]
    mask = (begins <= day) | (begins == FAR)
    if late is not None:
        mask &= ~late
    cut = keep(table, mask)
    for column in dated:
        cut[column] = np.where(cut[column] > day, FAR, cut[column])
    return cut
