"""Which number each workbook of several lists has in the ledger, and which numbers have lost their workbook.

Belongs here: the numbers from one look at a folder to the next. Does not belong here: what a workbook holds (`sheets`),
writing the ledger (`landing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import count

from orchestration.extracts.annex_a.names import is_workbook, workbook
from orchestration.extracts.ledger import WITHDRAWN, Entry

GONE = "no longer in the folder"


def numbered(found: Iterable[Entry], known: Mapping[str, Entry], is_there: Callable[[str], bool]) -> list[Entry]:
    """The workbooks of one look, one for each content. A workbook keeps the number under which its name is known; a
    new one gets the first that no workbook of the folder has. `known`: feed → entry in force; `is_there`: whether a
    file of that name lies in the folder."""
    by_content = {entry.sha256: entry for entry in reversed(list(found))}
    held = {
        entry.file_name: feed
        for feed, entry in known.items()
        if is_workbook(feed) and entry.kind != WITHDRAWN and is_there(entry.file_name)
    }
    free = (name for name in map(workbook, count(1)) if name not in held.values())
    ordered = sorted(by_content.values(), key=lambda entry: entry.file_name)
    return [replace(entry, feed=held.get(entry.file_name) or next(free)) for entry in ordered]


def withdrawn(
    current: Iterable[Entry], known: Mapping[str, Entry], is_there: Callable[[str], bool], moment: str
) -> list[Entry]:
    """Ledger lines for the workbooks that the current ones were put in place of: the workbooks of a folder are taken
    together, because a list may move from one to another. Without any workbook in the folder the known ones stay, like
    any other file that was taken away after it was received."""
    numbers = {entry.feed for entry in current}
    return [
        replace(entry, kind=WITHDRAWN, reason=GONE, received_at=moment)
        for feed, entry in sorted(known.items())
        if is_workbook(feed) and feed not in numbers and entry.kind != WITHDRAWN and not is_there(entry.file_name)
    ] if numbers else []  # fmt: skip
