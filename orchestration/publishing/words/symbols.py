"""The symbols that stand in a cell for a figure that is not there, one letter each, the same in workbook and CSV.

Belongs here: which letter a status of the marts becomes, and what the letters mean. Does not belong here: the status
in words (`wording.status`) and how a format prints a letter (a workbook in square brackets, a CSV bare).
"""

from __future__ import annotations

NOT_APPLICABLE = "z"
NOT_AVAILABLE = "x"
MEANINGS = {
    NOT_APPLICABLE: "Not applicable: there is nothing to divide by, no target to compare with, or no such part.",
    NOT_AVAILABLE: "Not available: there should be a figure, but it was not delivered, is not decided or is awaited.",
}
"""The letters of the Government Statistical Service that these figures need; nothing is suppressed or rounded away."""

_INAPPLICABLE = {"ok", "no cases", "text"}
"""Statuses of a row that is as complete as it can be: what it lacks does not exist."""


def symbol(status: str | None) -> str:
    """The letter for a figure, numerator or denominator that is null in a row of this status.

    A row that is `ok` lacks only what its indicator does not have, as a number has no denominator.
    """
    return NOT_APPLICABLE if status in _INAPPLICABLE else NOT_AVAILABLE
