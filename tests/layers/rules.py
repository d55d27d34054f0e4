"""The rules of the layers, one function each: what it forbids is its first sentence, why is the rest.

A rule takes the whole project and yields what breaks it. Names and columns only: no rule ever sees a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.layers.project import IDENTIFIER, Model

# a layer may read these; "dimensions" are the models of facts that begin with dim_
MAY_READ = {
    "staging": set(),
    "intermediate": {"staging", "intermediate", "dimensions", "seeds"},
    "facts": {"staging", "intermediate", "facts", "dimensions", "seeds"},
    "kpi": {"facts", "dimensions", "seeds", "kpi"},
}
CLOCK = re.compile(
    r"\b(current_date|current_timestamp|localtimestamp|run_started_at|modules\.datetime)\b"
    r"|\b(now|today|get_current_timestamp|transaction_timestamp)\s*\("
)
MONTH_COLUMNS = r"(?:month_index|period_end|month_start)"
# renamed extracts whose feed gives a row no key of its own that the warehouse needs
WITHOUT_KEY = {"stg_ssd__disability", "stg_ssd__cla_care_plan"}


@dataclass(frozen=True)
class Breach:
    """A rule that a file breaks."""

    rule: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message} [{self.rule}]"


@dataclass(frozen=True)
class Project:
    """What the rules look at."""

    models: list[Model]
    seeds: set[str]
    indicators: set[str]
    indicators_in_seeds: set[str]

    def layer_of(self, name: str) -> str:
        """The layer that a reference leads to; 'nowhere' when nothing has that name."""
        if name in self.seeds:
            return "seeds"
        model = next((model for model in self.models if model.name == name), None)
        if model is None:
            return "nowhere"
        return "dimensions" if model.layer == "facts" and name.startswith("dim_") else model.layer

    def is_about_people(self, name: str) -> bool:
        """Whether a model has a row for each person, or more."""
        model = next((model for model in self.models if model.name == name), None)
        return model is not None and bool({"person_id", "professional_id"} & set(model.described_columns))


def reads_only_the_layer_before(project: Project) -> Iterator[Breach]:
    """A model reads its own layer's neighbours only, and raw extracts are read in staging alone."""
    for model in project.models:
        if model.layer not in MAY_READ:
            yield Breach("layers", str(model.path), f"{model.layer} is not a layer")
            continue
        if model.reads_sources and model.layer != "staging":
            yield Breach("layers", str(model.path), f"{model.layer} reads raw extracts; only staging may")
        for name in sorted(model.refs):
            layer = project.layer_of(name)
            if layer not in MAY_READ[model.layer]:
                yield Breach("layers", str(model.path), f"{model.layer} may not read {name} ({layer})")


def says_its_grain_first(project: Project) -> Iterator[Breach]:
    """A model's description begins with its grain, because every other mistake follows from that one."""
    for model in project.models:
        description = " ".join(str(model.properties.get("description", "")).split())
        if not re.match(r"One row( per \w|\.)", description):
            yield Breach("grain", str(model.path), 'the description does not begin with "One row per …" or "One row."')


def tests_its_grain(project: Project) -> Iterator[Breach]:
    """A grain that is said is tested, except where rows have no key: observations, splits, two feeds.

    The parts of kpi_notes are tested there, once, as one table.
    """
    for model in project.models:
        if model.name.startswith(("obs_", "split_", "notes_of_")) or model.name in WITHOUT_KEY:
            continue
        tests = model.properties.get("data_tests", [])
        if not any(isinstance(test, dict) and "unique_grain" in test for test in tests):
            yield Breach("grain", str(model.path), "the grain is not tested (unique_grain)")


def describes_every_column(project: Project) -> Iterator[Breach]:
    """Properties and SELECT list the same columns, each described in words that are not its name."""
    for model in project.models:
        described = model.described_columns
        given = model.final_columns()
        if given is not None and "*" not in given:
            for name in sorted(set(given) - set(described)):
                yield Breach("columns", str(model.path), f"column {name} is not described")
            for name in sorted(set(described) - set(given)):
                yield Breach("columns", str(model.path), f"column {name} is described but not given")
        for name, column in described.items():
            words = str(column.get("description", "")).strip(" .")
            if not words or words.lower().replace(" ", "_") == name:
                yield Breach("columns", str(model.path), f"column {name} has no description of its own")
            if model.layer in ("facts", "kpi") and not column.get("data_type"):
                yield Breach("columns", str(model.path), f"column {name} has no data_type for the contract")


def never_reads_the_clock(project: Project) -> Iterator[Breach]:
    """No model asks what day it is: the run's as_of is an input, so that a night can be run again."""
    for model in project.models:
        for found in CLOCK.finditer(model.sql.lower()):
            yield Breach("clock", str(model.path), f"reads the clock ({found.group().strip('(')})")


def names_no_table(project: Project) -> Iterator[Breach]:
    """A relation is reached by ref or source, never by a name written out, which dbt could not order or test."""
    for model in project.models:
        text = re.sub(r"extract\s*\([^()]*(?:\([^()]*\))?[^()]*\)|\bis (?:not )?distinct from\b", "", model.plain_sql)
        own = set(model.ctes()) | {"jinja", "range", "values"}
        for name in re.findall(rf"\b(?:from|join)\s+({IDENTIFIER}(?:\.{IDENTIFIER})*)", text):
            if name not in own and not name.startswith("ref_"):
                yield Breach("relations", str(model.path), f"names the table {name}; use ref or source")


def lists_source_columns(project: Project) -> Iterator[Breach]:
    """Staging names every column it takes, so that a new column in an extract changes nothing by itself."""
    for model in project.models:
        if model.reads_sources and re.search(r"select\s+(?:\w+\.)?\*", model.plain_sql):
            yield Breach("sources", str(model.path), "takes every column of an extract (select *)")


def never_multiplies_people_by_months(project: Project) -> Iterator[Breach]:
    """No join of people to a range of months, and no cross join of them: each spell unrolls over its own months.

    Dimensions, which have no people, may. A range join costs two to five times more and grows faster than the rows.
    """
    for model in project.models:
        if model.name.startswith("dim_"):
            continue
        ctes = model.ctes()
        for block in [*ctes.values(), _last_block(model.plain_sql)]:
            sources = re.findall(rf"\b(?:from|join)\s+({IDENTIFIER})", block)
            if not any(project.is_about_people(name) for source in sources for name in _behind(source, ctes)):
                continue
            if re.search(r"\bcross join\b", block):
                yield Breach("months", str(model.path), "cross joins people")
            if any(_has_month_range(condition) for condition in _join_conditions(block)):
                yield Breach("months", str(model.path), "joins people to a range of months; use open_at_month_ends")


def observes_every_indicator_once(project: Project) -> Iterator[Breach]:
    """Each registered indicator has its SELECT in one observation model, and each SELECT is of a registered one.

    An observation of an unknown code would vanish in the join to the registry, and say nothing.
    """
    homes: dict[str, set[str]] = {}
    for model in project.models:
        if model.name.startswith("obs_"):
            for code in re.findall(r"'(\w+)'\s+as\s+indicator_code", model.sql):
                homes.setdefault(code, set()).add(str(model.path))
    for code in sorted(set(homes) - project.indicators):
        yield Breach("indicators", min(homes[code]), f"observes {code}, which is not registered")
    for code in sorted(project.indicators - set(homes) - project.indicators_in_seeds):
        yield Breach("indicators", "seeds/indicators.csv", f"{code} is registered and never observed")
    for code, paths in sorted(homes.items()):
        if len(paths) > 1:
            yield Breach("indicators", max(paths), f"{code} is observed in more than one model")


RULES = (
    reads_only_the_layer_before,
    says_its_grain_first,
    tests_its_grain,
    describes_every_column,
    never_reads_the_clock,
    names_no_table,
    lists_source_columns,
    never_multiplies_people_by_months,
    observes_every_indicator_once,
)


def _last_block(text: str) -> str:
    starts = [found.start() for found in re.finditer(r"(?m)^select\b", text)]
    return text[starts[0] :] if starts else text


def _behind(source: str, ctes: dict[str, str], seen: frozenset[str] = frozenset()) -> set[str]:
    if source.startswith("ref_"):
        return {source.removeprefix("ref_")}
    if source in seen or source not in ctes:
        return set()
    inner = re.findall(rf"\b(?:from|join)\s+({IDENTIFIER})", ctes[source])
    return set().union(*(_behind(name, ctes, seen | {source}) for name in inner))


def _join_conditions(block: str) -> list[str]:
    end = r"(?=\b(?:inner|left|right|full|cross|where|group|order|qualify|union|having|window)\b|$)"
    return re.findall(rf"\bon\b(.*?){end}", block, flags=re.DOTALL)


def _has_month_range(condition: str) -> bool:
    return bool(
        re.search(rf"{MONTH_COLUMNS}\s*(?:[<>]|(?:not )?between)|[<>]=?\s*(?:\w+\.)?{MONTH_COLUMNS}", condition)
        or re.search(rf"between\s+\S+\s+and\s+(?:\w+\.)?{MONTH_COLUMNS}", condition)
    )
