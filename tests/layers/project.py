"""The dbt project as its files say it: models, what they read, what their properties promise.

Reads text only, so that the lint needs no warehouse and no dbt. What is allowed stands in `rules`, not here.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

IDENTIFIER = r"[a-z_][a-z0-9_]*"


@dataclass(frozen=True)
class Model:
    """One model: its layer, its SQL without comments, and what its properties say of it."""

    name: str
    layer: str
    path: Path
    sql: str
    properties: dict[str, Any] = field(default_factory=dict)

    @property
    def refs(self) -> set[str]:
        """Models and seeds that the SQL refers to."""
        return set(re.findall(r"ref\(\s*['\"](\w+)['\"]\s*\)", self.sql)) | self._refs_in_lists()

    def _refs_in_lists(self) -> set[str]:
        # a list of names at the head of a model, each of which is given to ref() in a loop
        if not re.search(r"ref\(\s*[a-z_]+\s*\)", self.sql):
            return set()
        return set(re.findall(r"\(\s*'((?:stg|int|fct|dim|kpi|obs)_\w+)'", self.sql))

    @property
    def reads_sources(self) -> bool:
        """Whether it reads raw extracts."""
        return re.search(r"\bsource\(", self.sql) is not None

    @property
    def described_columns(self) -> dict[str, dict[str, Any]]:
        """Columns that the properties list, by name."""
        return {column["name"]: column for column in self.properties.get("columns", [])}

    @property
    def plain_sql(self) -> str:
        """The SQL in lower case with each reference as `ref_<name>`, and everything else of Jinja taken out."""
        text = re.sub(r"\{\{\s*ref\(\s*'(\w+)'\s*\)\s*\}\}", r"ref_\1", self.sql)
        text = re.sub(r"\{\{\s*source\(.*?\)\s*\}\}", "ref_source", text)
        text = re.sub(r"\{%.*?%\}", "", text, flags=re.DOTALL)
        return re.sub(r"\{\{.*?\}\}", "jinja", text, flags=re.DOTALL).lower()

    def final_columns(self) -> list[str] | None:
        """Names that the last SELECT gives, in order; None where it gives `*` or loops over names."""
        if "{%" in self.sql[self._last_select() :]:
            return None
        names = []
        for expression in _split(_select_list(self.plain_sql)):
            found = re.search(rf"({IDENTIFIER})\"?\s*$", expression)
            if found is None:
                return None
            names.append(found.group(1))
        return names

    def _last_select(self) -> int:
        return max((found.start() for found in re.finditer(r"(?m)^select\b", self.sql)), default=0)

    def ctes(self) -> dict[str, str]:
        """The body of each named step, by name."""
        text = self.plain_sql
        bodies = {}
        for found in re.finditer(rf"({IDENTIFIER})\s+as\s+\(", text):
            bodies[found.group(1)] = text[found.end() : _closing(text, found.end())]
        return bodies


def read_models(root: Path) -> list[Model]:
    """Every model under `root`/models, with the properties of whichever file names it."""
    properties = {}
    for path in sorted((root / "models").rglob("*.yml")):
        for entry in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("models", []):
            properties[entry["name"]] = entry
    models = []
    for path in sorted((root / "models").rglob("*.sql")):
        layer = path.relative_to(root / "models").parts[0]
        sql = without_comments(path.read_text(encoding="utf-8"))
        models.append(Model(path.stem, layer, path.relative_to(root), sql, properties.get(path.stem, {})))
    return models


def read_seeds(root: Path) -> set[str]:
    """Names of the seeds."""
    return {path.stem for path in (root / "seeds").glob("*.csv")}


def read_column(root: Path, seed: str, column: str) -> set[str]:
    """The values of a seed's column; empty when the seed is not there."""
    path = root / "seeds" / f"{seed}.csv"
    if not path.exists():
        return set()
    with path.open(encoding="utf-8", newline="") as file:
        return {row[column] for row in csv.DictReader(file)}


def read_rows(root: Path, seed: str, column: str, **where: str) -> set[str]:
    """The values of a seed's column in the rows that hold `where`."""
    with (root / "seeds" / f"{seed}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if all(row.get(name) == word for name, word in where.items())]
    return {row[column] for row in rows}


def without_comments(sql: str) -> str:
    """The SQL without what it says to readers, so that a word in a comment breaks no rule."""
    sql = re.sub(r"\{#.*?#\}", "", sql, flags=re.DOTALL)
    sql = re.sub(r"/\*.*?\*/", "", sql, flags=re.DOTALL)
    return re.sub(r"--[^\n]*", "", sql)


def _closing(text: str, start: int) -> int:
    depth = 1
    for position in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return position
    return len(text)


def _select_list(text: str) -> str:
    starts = [found.end() for found in re.finditer(r"(?m)^select(?: distinct)?\b", text)]
    rest = text[starts[-1] :] if starts else ""
    depth = 0
    for found in re.finditer(r"[()]|\bfrom\b", rest):
        depth += {"(": 1, ")": -1}.get(found.group(), 0)
        if depth == 0 and found.group() == "from":
            return rest[: found.start()]
    return rest


def _split(select_list: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for position, character in enumerate(select_list):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append(select_list[start:position])
            start = position + 1
    return [part.strip() for part in [*parts, select_list[start:]] if part.strip()]
