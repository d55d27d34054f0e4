"""`scorecards mapping PATH`: a mapping drafted from what lies there, written only where the council has none.

Belongs here: walking the path, where the draft goes. Does not belong here: what is proposed (`proposing`).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from orchestration.extracts.files import private_files
from orchestration.extracts.mapping.loading import mapping_of, path_of
from orchestration.extracts.mapping.proposing import propose
from orchestration.extracts.mapping.schema import BadMapping
from orchestration.extracts.mapping.survey import Survey, survey
from orchestration.extracts.recognition.arrivals import Hostile, looked_into
from orchestration.extracts.recognition.names import LITTER, told
from orchestration.extracts.recognition.opening import NotTaken
from orchestration.extracts.scout import Unreadable
from orchestration.settings import Home

HEAD = """\
# What the headers, values and days of council {la_code} mean. Drafted from its files; a person has to read every line.
# This file holds headers and codes and no child's value: keep it so, and keep it under version control.
# A line that begins with # does nothing. See docs/recognition.md.
"""


@dataclass(frozen=True)
class Draft:
    """`text`: what the mapping lacks, empty when nothing; `target`: the council's file; `is_new`: it has none yet.

    `passed_over`: files that it was not drafted from, each with the reason.
    """

    text: str
    target: Path
    is_new: bool
    passed_over: tuple[str, ...]


def draft(path: Path, home: Home, la_code: str) -> Draft:
    """Look at a file, or at the files of a delivery folder. Raises `BadMapping` and `FileNotFoundError`.

    `la_code` is empty where the path's folders name the council.
    """
    la_code = la_code or _council_in(path)
    if not la_code:
        raise BadMapping("no council is given and none is named by a folder; give it with --la")
    target = path_of(home, la_code)
    mapping = mapping_of(home, la_code)
    found: list[Survey] = []
    passed_over: list[str] = []
    with private_files(), tempfile.TemporaryDirectory(prefix="scorecards-mapping-") as scratch:
        for name, file in _files(path, Path(scratch), passed_over):
            try:
                tables = survey(file, name, mapping)
            except (Unreadable, NotTaken) as error:
                passed_over.append(f"{told(name)}: {error}")
                continue
            except OSError as error:
                passed_over.append(f"{told(name)}: {error.strerror or 'could not be read'}")
                continue
            found += tables
            if not tables:
                passed_over.append(f"{told(name)}: like no feed, list or table")
    text = propose(found, mapping)
    is_new = not target.exists()
    return Draft(
        HEAD.format(la_code=la_code) + "\n" + text if text and is_new else text, target, is_new, tuple(passed_over)
    )


def write(found: Draft, home: Home) -> bool:
    """Write the draft; false when the council has a mapping, which is never overwritten."""
    if not found.is_new or not found.text:
        return False
    with private_files():
        home.make(found.target.parent)
        try:
            with found.target.open("x", encoding="utf-8") as file:
                file.write(found.text)
        except FileExistsError:
            return False
    return True


def _files(path: Path, scratch: Path, passed_over: list[str]) -> Iterator[tuple[str, Path]]:
    for file in [path] if path.is_file() else sorted(path.iterdir()):
        if LITTER.match(file.name):
            continue
        try:
            with looked_into(file, scratch) as inside:
                yield from inside
        except (Hostile, NotTaken) as error:
            passed_over.append(f"{told(file.name)}: {error}")
        except OSError as error:
            passed_over.append(f"{told(file.name)}: {error.strerror or 'could not be read'}")


def _council_in(path: Path) -> str:
    named = [part for part in reversed(path.parts) if re.fullmatch(r"[0-9]{3}", part)]
    return named[0] if named else ""
