"""The pandera schema of each feed: exact columns, types, key, and every rule, for rows that are about to be loaded.

Belongs here: turning a declaration and its rules into one `DataFrameSchema`. Does not belong here: the rules (`rules`)
or what to do when one is broken.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
import pandera.ibis as pa

from orchestration.contracts.rules import Rule, needed_key, reference_rules, row_rules
from orchestration.contracts.shape import PROVENANCE, Feed

_IBIS_TYPES = {
    "VARCHAR": "string",
    "DATE": "date",
    "DOUBLE": "float64",
    "INTEGER": "int32",
    "BIGINT": "int64",
}


def schema_of(
    feed: Feed, accepted: Mapping[str, ir.Table] | None = None, *, has_key: bool = True
) -> pa.DataFrameSchema:
    """The contract of the loaded rows of one file, grain: the feed's key.

    `accepted` holds the loaded rows of the feeds it refers to; without them references are not judged. `has_key` is
    false for a file that lacks its optional key column. The key is a schema-level `unique` because pandera.ibis
    ignores `Column(unique=True)` without a word (0.35).
    """
    checks = [rule.as_check() for rule in loaded_rules(feed, accepted or {}, has_key=has_key)]
    columns = {
        name: pa.Column(ibis.dtype(_IBIS_TYPES[sql_type]), nullable=name not in PROVENANCE)
        for name, sql_type in feed.loaded_types.items()
    }
    unique = list(feed.key) if has_key else None
    return pa.DataFrameSchema(columns, checks=checks, unique=unique, strict=True, ordered=True, name=feed.name)


def loaded_rules(feed: Feed, accepted: Mapping[str, ir.Table], *, has_key: bool = True) -> list[Rule]:
    """The rules that apply to this file and judge at least one column."""
    rules = [*row_rules(feed), *reference_rules(feed, accepted)]
    if not (has_key and needed_key(feed)):
        rules = [rule for rule in rules if rule.name != "key.missing"]
    return [rule for rule in rules if judged_columns(rule, feed)]


def judged_columns(rule: Rule, feed: Feed) -> list[str]:
    """Which columns a rule of this feed judges."""
    return list(rule.holds(_shape_only(feed)))


def _shape_only(feed: Feed) -> ir.Table:
    types = {name: _IBIS_TYPES[sql_type] for name, sql_type in feed.loaded_types.items()}
    if feed.own_council:
        types[feed.own_council] = "string"
    texts = {f"{name}__text": "string" for name in feed.loaded_types}
    return ibis.table(types | texts, name=feed.name)
