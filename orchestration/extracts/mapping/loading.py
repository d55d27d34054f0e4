"""A council's mapping file, found and read with nothing trusted.

Belongs here: where it lies, how large and in what encoding it may be. Does not belong here: what may stand in it
(`schema`). TOML refuses a key that stands twice and has no anchors, so a file cannot grow while it is read.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orchestration.extracts.annex_a.lists import LISTS, fold
from orchestration.extracts.mapping.schema import BadMapping, TableMapping, checked
from orchestration.extracts.recognition.opening import NotTaken, open_regular
from orchestration.settings import Home

MAX_BYTES = 1 << 18


@dataclass(frozen=True)
class CouncilMapping:
    """Section → mapping. `sha256`: of the file, empty without one; a changed file is another mapping."""

    tables: Mapping[str, TableMapping] = field(default_factory=dict)
    sha256: str = ""

    def of(self, table: str) -> TableMapping | None:
        """The mapping of a feed, a list, or a table of SSDA903 (without its year)."""
        return self.tables.get(table)

    @property
    def headers(self) -> dict[str, dict[str, str]]:
        """Section → header as a reader tidies it → field."""
        return {name: table.fields for name, table in self.tables.items() if table.headers}

    @property
    def lists(self) -> dict[int, dict[str, str]]:
        """Number of an Annex A list → header as it is recognised (`annex_a.lists.fold`) → field."""
        return {
            number: {fold(header): field for header, field in self.tables[one.feed].headers.items()}
            for number, one in LISTS.items()
            if one.feed in self.tables
        }


def path_of(home: Home, la_code: str) -> Path:
    """Raises `BadMapping` for a council code that could lead elsewhere."""
    if not re.fullmatch(r"[0-9]{3}", la_code):
        raise BadMapping("a council's mapping is named by its three digits, 852.toml for example")
    return home.mappings / f"{la_code}.toml"


def mapping_of(home: Home, la_code: str) -> CouncilMapping:
    """The council's mapping; an empty one where it has none. Raises `BadMapping`."""
    path = path_of(home, la_code)
    try:
        with open_regular(path) as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return CouncilMapping()
    except NotTaken as error:
        raise BadMapping(f"{path.name}: {error}") from None
    except OSError as error:
        raise BadMapping(f"{path.name}: {error.strerror or 'could not be read'}") from None
    return CouncilMapping(checked(_parsed(content, path.name), path.name), hashlib.sha256(content).hexdigest())


def _parsed(content: bytes, file_name: str) -> dict[str, Any]:
    if len(content) > MAX_BYTES:
        raise BadMapping(f"{file_name}: larger than {MAX_BYTES >> 10} KiB")
    try:
        return tomllib.loads(content.decode("utf-8-sig") + "\n")
    except UnicodeDecodeError:
        raise BadMapping(f"{file_name}: not UTF-8") from None
    except RecursionError:
        raise BadMapping(f"{file_name}: nested too deep") from None
    except tomllib.TOMLDecodeError as error:
        # the parser's own words can repeat what the file holds
        line = re.search(r"at line (\d+)", str(error))
        where = f"in line {line[1]}" if line else "at its end"
        raise BadMapping(f"{file_name}: {where} is not TOML, or a key stands twice") from None
    except ValueError:
        # the parser says no place for it
        raise BadMapping(f"{file_name}: a number in it has more figures than are read") from None
