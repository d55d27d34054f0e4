"""The rules a row of an extract has to keep, each written once as ibis expressions.

Belongs here: what each rule tests, and the pandera `Check` made of it. The same `Rule` serves twice: the extracts room
asks it which rows break it and in which column, and the schema (`schemas`) proves with it that no loaded row does.
Does not belong here: declarations of feeds, reading, reporting; DuckDB runs the expressions, nothing here does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pandera.ibis as pa

from orchestration.contracts.codes import CodeSet
from orchestration.contracts.shape import PROVENANCE, Feed

# years outside are the 1900-01-01 and 9999-12-31 that case systems write for "no date"
FIRST_YEAR, LAST_YEAR = 1901, 2998
# the typed staging table keeps the file's own text beside a column that could fail to convert
TEXT_SUFFIX = "__text"
# ids that people type where there is no record, or for a record that is nobody's
PLACEHOLDER = r"^(TEST|DUMMY|TEMP|TBC|UNKNOWN|NULL|N/?A$|ZZ|XX|0+$|9{5,}$)"
# of published statistics: hidden, not applicable, not available, low (DfE, ONS), and what people write for them
SYMBOLS = (
    "C", "Z", "X", "K", "U", "W", "LOW", ":", ".", "..", "*", "-", "~", "N/A", "NA", "<5", "<6", "< 5", "< 6", "1-5",
)  # fmt: skip

Outcomes = dict[str, ir.BooleanValue]


@dataclass(frozen=True)
class Rule:
    """One rule of one feed: `holds(table)` gives, for each column it judges, whether the row keeps it (never null)."""

    name: str
    holds: Callable[[ir.Table], Outcomes]

    def as_check(self) -> pa.Check:
        return pa.Check(lambda data: self.holds(data.table), name=self.name, error=self.name, ignore_na=False)


def all_of(rules: Sequence[Rule]) -> Rule:
    """One rule that holds where all of them do: one query instead of many, when only whether matters, not which."""

    def hold(table: ir.Table) -> Outcomes:
        return {f"{rule.name} {name}": holds for rule in rules for name, holds in rule.holds(table).items()}

    return Rule("every rule", hold)


def row_rules(feed: Feed) -> list[Rule]:
    """Rules that one row answers by itself, in the order in which they are reported."""
    dates = [column for column in feed.of_kind("date") if not column.resolved]
    numbers = feed.of_kind("number", "whole", "year")
    years = feed.of_kind("year")
    texts = [column for column in feed.columns if column.longest]
    closed = {c.name: c.codes for c in feed.columns if c.codes and not c.codes.is_open}
    rules = [
        Rule("key.missing", lambda t: {name: t[name].notnull() for name in needed_key(feed)}),
        Rule("code.set", lambda t: {name: _is_in(t[name], codes, codes.newer) for name, codes in closed.items()}),
        Rule("number.negative", lambda t: {c.name: _is_null_or(t[c.name], t[c.name] >= 0) for c in numbers}),
        Rule("number.share", lambda t: _part_within_whole(t, *feed.share) if feed.share else {}),
        Rule("cell.needed", lambda t: _filled_where_needed(t, feed)),
        Rule("text.length", lambda t: {c.name: _is_null_or(t[c.name], t[c.name].length() <= c.longest) for c in texts}),
        Rule("year.future", lambda t: {c.name: _is_null_or(t[c.name], t[c.name] <= t.as_at.year()) for c in years}),
        Rule("date.placeholder", lambda t: {c.name: _is_real(t[c.name]) for c in dates}),
        Rule(
            "date.future",
            lambda t: {c.name: _is_null_or(t[c.name], t[c.name] <= t["as_at"]) for c in dates if not c.may_be_future},
        ),
        Rule(
            "date.order",
            lambda t: {end: t[start].isnull() | _is_null_or(t[end], t[end] >= t[start]) for start, end in feed.order},
        ),
    ]
    return rules


def provenance_rule() -> Rule:
    """Every loaded row says whose it is and where it came from; the program's own promise, not the file's."""
    return Rule("row.provenance", lambda t: {name: t[name].notnull() for name in PROVENANCE})


def typing_rules(feed: Feed) -> list[Rule]:
    """Rules on the typed staging table only: the text was there and the type was not. In the lake the type says it."""
    dates = [column.name for column in feed.of_kind("date") if not column.resolved]
    numbers = [column.name for column in feed.of_kind("number", "whole", "year")]
    return [
        Rule("type.date", lambda t: {name: t[name].notnull() | t[name + TEXT_SUFFIX].isnull() for name in dates}),
        Rule("type.number", lambda t: {name: _is_number(t, name) | _is_symbol(t, name) for name in numbers}),
        Rule("number.symbol", lambda t: {name: _is_number(t, name) | ~_is_symbol(t, name) for name in numbers}),
    ]


def reference_rules(feed: Feed, accepted: Mapping[str, ir.Table]) -> list[Rule]:
    """Rules that need other feeds of the same delivery; one whose parent feed was not delivered cannot be judged."""
    rules = []
    through = feed.through
    if feed.person:
        # where the list of people did not come, an id cannot be judged, but a row that names nobody can
        people = accepted["ssd_person"].pers_person_id if "ssd_person" in accepted else None
        # a child known only through a plan or a period cannot be judged when that feed did not come
        unjudged = through is not None and through.feed not in accepted
        may_be_blank = feed.person_may_be_blank or unjudged

        def person_is_known(t: ir.Table, name: str = feed.person or "") -> Outcomes:
            known = t[name].notnull() if people is None else t[name].isin(people).fill_null(False)
            return {name: (t[name].isnull() | known) if may_be_blank else known}

        rules.append(Rule("reference.person", person_is_known))
    if through and through.rule and through.feed in accepted:
        parents = accepted[through.feed][through.key]
        rules.append(Rule(through.rule, lambda t: {through.column: t[through.column].isin(parents).fill_null(False)}))
    return rules


def noted(feed: Feed, accepted: Mapping[str, ir.Table]) -> list[Rule]:
    """What is counted and never costs a row: codes outside an open set, references that dangle."""
    renewed = {c.name: c.codes for c in feed.columns if c.codes and (c.codes.is_open or c.codes.newer)}
    links = [link for link in feed.links if link.feed in accepted]

    def resolves(t: ir.Table) -> Outcomes:
        parents = {link.column: accepted[link.feed][link.key] for link in links}
        return {name: t[name].isnull() | t[name].isin(parent).fill_null(False) for name, parent in parents.items()}

    own = feed.key[0] if feed.name == "ssd_person" or feed.key == (feed.worker,) else None
    return [
        Rule(
            "id.placeholder", lambda t: {own: t[own].isnull() | ~t[own].upper().re_search(PLACEHOLDER)} if own else {}
        ),
        Rule("code.new", lambda t: {name: _is_in(t[name], codes) for name, codes in renewed.items()}),
        Rule("reference.dangling", resolves),
    ]


def needed_key(feed: Feed) -> list[str]:
    """Key columns that may not be empty. An empty date is an event that has not happened, so it never costs the row;
    a key column that a file may lack is judged only where the file has it (`without_key`)."""
    key = [name for name in feed.key if feed.column(name).kind not in ("date", "lower")]
    return [*key, feed.own_council] if feed.own_council else key


def _is_null_or(value: ir.Value, holds: ir.BooleanValue) -> ir.BooleanValue:
    return value.isnull() | holds.fill_null(True)


def _is_in(code: ir.Value, codes: CodeSet, newer: str = "") -> ir.BooleanValue:
    is_in = code.isnull() | code.isin(sorted(codes.codes))
    return is_in | code.re_search(f"^({newer})$").fill_null(True) if newer else is_in


def _is_number(t: ir.Table, name: str) -> ir.BooleanValue:
    return t[name].notnull() | t[name + TEXT_SUFFIX].isnull()


def _is_symbol(t: ir.Table, name: str) -> ir.BooleanValue:
    return t[name + TEXT_SUFFIX].upper().isin(SYMBOLS).fill_null(False)


def _part_within_whole(t: ir.Table, part: str, whole: str) -> Outcomes:
    return {part: t[whole].isnull() | _is_null_or(t[part], t[part] <= t[whole])}


def _filled_where_needed(t: ir.Table, feed: Feed) -> Outcomes:
    held: Outcomes = {}
    for given, needed in feed.needs:
        holds = t[given].isnull() | t[needed].notnull()
        held[needed] = held[needed] & holds if needed in held else holds
    return held


def _is_real(day: ir.DateValue) -> ir.BooleanValue:
    first, last = ibis.date(FIRST_YEAR, 1, 1), ibis.date(LAST_YEAR, 12, 31)
    return _is_null_or(day, (day >= first) & (day <= last))
