"""Which XML file is a census: by what its header says, not by its name.

Belongs here: the answer for `landing`. Does not belong here: reading more than the header (`xml`).
"""

from __future__ import annotations

from pathlib import Path

from orchestration.extracts.cin_census.names import feed_name, guessed_from
from orchestration.extracts.cin_census.xml import YEARS, peek
from orchestration.extracts.scout import Unreadable


def recognise(name: str, file: Path) -> tuple[str | None, str]:
    """The ledger's name of the file, or why it has none. Raises `OSError`."""
    try:
        header = peek(file)
    except Unreadable as error:
        return guessed_from(name), f"is XML that cannot be read: {error}"
    if header.collection != "CIN":
        return None, "is XML, but its Header does not say that it is a CIN census"
    known = header.year in {str(year) for year in YEARS}
    return feed_name(header.year if known else ""), ""
