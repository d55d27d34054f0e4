"""What one file is: by its bytes and its header, with its name as a second witness.

Belongs here: asking whoever knows the container. Does not belong here: finding out (`heads`, `weighing`, the formats),
whether the file may be opened at all (`opening`), what happens next (`landing`).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

from orchestration.contracts.feeds import FEEDS
from orchestration.extracts.annex_a.sheets import feed_of as feed_of_lists
from orchestration.extracts.cin_census import arrivals as census
from orchestration.extracts.mapping.loading import CouncilMapping
from orchestration.extracts.recognition.answers import Answer, Recognised, Unknown
from orchestration.extracts.recognition.heads import Head, head_of
from orchestration.extracts.recognition.names import LITTER, out_of_order
from orchestration.extracts.recognition.opening import NotTaken
from orchestration.extracts.recognition.shapes import shapes
from orchestration.extracts.recognition.weighing import weigh
from orchestration.extracts.scout import Unreadable
from orchestration.extracts.ssda903 import names as ssda903
from orchestration.extracts.ssda903.loading_xml import recognise as recognise_xml

ENDINGS = (".csv", ".csv.gz", ".parquet")


def recognise(
    file: Path, name: str | None = None, mapping: CouncilMapping | None = None, unpacked: Path | None = None
) -> Answer:
    """What a file is. `name`: its path below the delivery folder, of a zip's member the path below the zip.

    `mapping`: the council's own, whose headers count as the fields they lead to. `unpacked`: where what is read of a
    workbook may be left for its reader. Raises `scout.Unreadable` when a
    workbook cannot be read, and `OSError`.
    """
    mapping = mapping or CouncilMapping()
    name = name or file.name
    last = PurePosixPath(name).name
    if LITTER.match(last):
        return Unknown("left behind by a desktop or an editor", is_litter=True)
    if out_of_order(last):
        return Unknown(out_of_order(last))
    try:
        head = head_of(file)
    except NotTaken as error:
        return Unknown(str(error))
    match head.container:
        case "workbook":
            return _workbook(file, name, mapping, unpacked)
        case "xml":
            return _xml(file, name)
        case "text" | "parquet":
            answer = _dated(weigh(head, _said_by(name), mapping.headers, mapping.lists), name)
        case _:
            answer = _unread(name, head)
    # a file that is named like a census and is nothing else is refused where its makers look
    return _xml(file, name) if isinstance(answer, Unknown) and name.lower().endswith(".xml") else answer


def _workbook(file: Path, name: str, mapping: CouncilMapping, unpacked: Path | None) -> Answer:
    if _said_by(name):
        # the reader says what is wrong with it, in the report of its feed
        return _alone(name, "it is a workbook or a damaged zip")
    try:
        feed = feed_of_lists(file, unpacked, mapping.lists)
    except Unreadable:
        if name.lower().endswith(".xml"):
            return _xml(file, name)
        raise
    if feed is None:
        return Unknown("no sheet has the header of an Annex A list")
    return Recognised(feed, "annex_a", "the headers of its sheets")


def _xml(file: Path, name: str) -> Answer:
    returned = recognise_xml(name, file)
    if returned:
        return Recognised(returned, "ssda903", "the root of its XML")
    feed, reason = census.recognise(name, file)
    return Recognised(feed, "cin_census", reason or "the Header of its XML") if feed else Unknown(reason)


def _unread(name: str, head: Head) -> Answer:
    """Empty, or of a kind that nobody reads: only a name can say whose refusal it is."""
    told = "it is empty" if head.container == "empty" else f"it is {head.told or 'a zip inside a zip'}"
    return _alone(name, told) if _said_by(name) else Unknown(told)


def _alone(name: str, told: str) -> Answer:
    said = _said_by(name)
    return _dated(Recognised(said, shapes()[said].kind, f"its name alone: {told}"), name)


def _said_by(name: str) -> str:
    """The table that a name says: a feed's own name, or that of an SSDA903 table; empty when it says none."""
    returned = ssda903.recognise(name)
    if returned:
        return ssda903.PREFIX + returned.table
    lowered = PurePosixPath(name).name.lower()
    ending = next((ending for ending in sorted(ENDINGS, key=len, reverse=True) if lowered.endswith(ending)), "")
    stem = lowered.removesuffix(ending)
    return stem if ending and stem in FEEDS else ""


def _dated(answer: Answer, name: str) -> Answer:
    """SSDA903 tables stand in the ledger with the year of the file's name or folder."""
    if isinstance(answer, Unknown) or not answer.feed.startswith(ssda903.PREFIX):
        return answer
    named = ssda903.recognise(name)
    year = named.year if named else ssda903.named_xml(name).year
    return replace(answer, feed=answer.feed + (f"_{year}" if year else ""))
