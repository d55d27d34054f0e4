"""The pandera schema of each feed: exact columns, types, key, and every rule, for rows that are about to be loaded.

Belongs here: turning a declaration and its rules into one `DataFrameSchema`. Does not belong here: the rules (`rules`)
or what to do when one is broken.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import ibis
import ibis.expr.types as ir
import pandera.ibis as pa

from orchestration.contracts.failures import broken_rules
from orchestration.contracts.naming import names_nobody
from orchestration.contracts.rules import (
    Rule,
    all_of,
    needed_key,
    noted,
    provenance_rule,
    reference_rules,
    row_rules,
)
from orchestration.contracts.shape import Feed
from orchestration.contracts.texts import counts_many, reaches_nobody

IBIS_TYPES: dict[str, str] = {
    "VARCHAR": "string",
    "DATE": "date",
    "DOUBLE": "float64",
    "INTEGER": "int32",
    "BIGINT": "int64",
}

Accepted = Mapping[str, ir.Table]


def schema_of(
    feed: Feed, accepted: Accepted | None = None, *, has_key: bool = True, at_once: bool = False
) -> pa.DataFrameSchema:
    """The contract of the loaded rows of one file, grain: the feed's key.

    `accepted` holds the loaded rows of the feeds it refers to; without them references are not judged. `has_key` is
    false for a file that lacks its optional key column. The key is a schema-level `unique` because pandera.ibis
    ignores `Column(unique=True)` without a word (0.35). `at_once` makes one check of all rules, for one query instead
    of five: it says whether, not which.
    """
    rules = [*loaded_rules(feed, accepted or {}, has_key=has_key), provenance_rule()]
    checks = [all_of(rules).as_check()] if at_once else [rule.as_check() for rule in rules]
    columns = {
        name: pa.Column(ibis.dtype(IBIS_TYPES[sql_type]), nullable=True) for name, sql_type in feed.loaded_types.items()
    }
    unique = list(feed.key) if has_key else None
    return pa.DataFrameSchema(columns, checks=checks, unique=unique, strict=True, ordered=True, name=feed.name)


def what_breaks(feed: Feed, loaded: ir.Table, accepted: Accepted, *, has_key: bool) -> dict[str, int]:
    """Validate loaded rows with pandera; rule → failing rows, empty when the contract is kept."""
    if not broken_rules(schema_of(feed, accepted, has_key=has_key, at_once=True), loaded):
        return {}
    return broken_rules(schema_of(feed, accepted, has_key=has_key), loaded)


def loaded_rules(feed: Feed, accepted: Accepted, *, has_key: bool = True) -> list[Rule]:
    """The rules that apply to this file and judge at least one column."""
    rules = [*row_rules(feed), *reference_rules(feed, accepted)]
    if feed.names_nobody:
        people = accepted["ssd_person"].pers_person_id if "ssd_person" in accepted else None
        rules.append(names_nobody(feed.names_nobody, people, needs_people=feed.is_commentary))
        rules.append(reaches_nobody(feed.names_nobody))
    if not (has_key and needed_key(feed)):
        rules = [rule for rule in rules if rule.name != "key.missing"]
    shape = _shape_only(feed)
    return [rule for rule in rules if rule.holds(shape)]


def noted_rules(feed: Feed, accepted: Accepted) -> list[Rule]:
    """What is counted in this file and never costs a row."""
    texts = [counts_many(feed.names_nobody)] if feed.names_nobody else []
    return [*noted(feed, accepted), *texts]


@cache
def _shape_only(feed: Feed) -> ir.Table:
    types = {name: IBIS_TYPES[sql_type] for name, sql_type in feed.loaded_types.items()}
    if feed.own_council:
        types[feed.own_council] = "string"
    texts = {f"{name}__text": "string" for name in feed.loaded_types}
    return ibis.table(types | texts, name=feed.name)
