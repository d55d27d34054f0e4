"""The pandera schemas of the feeds, by themselves: what would be loaded is refused when it breaks a rule.

The other tests show that bad rows are quarantined; these show that the proof after it would catch a row that was not.
"""

from __future__ import annotations

from datetime import date

import ibis
import pytest

from orchestration.contracts.failures import ContractBroken, broken_rules, require
from orchestration.contracts.feeds import FEEDS
from orchestration.contracts.rulebook import RULEBOOK
from orchestration.contracts.rules import needed_key, noted, provenance_rule, reference_rules, row_rules, typing_rules
from orchestration.contracts.schemas import schema_of, what_breaks

DAY = date(2020, 12, 31)
ROW = {
    "cppl_cp_plan_id": "CP1", "cppl_person_id": "K1", "cppl_cp_plan_start_date": date(2020, 1, 2),
    "cppl_cp_plan_end_date": None, "cppl_cp_plan_ola": "N", "la_code": "990", "as_at": DAY, "source_row": 1,
    "source_file": "0" * 64,
}  # fmt: skip
FEED = FEEDS["ssd_cp_plans"]


def table(connection: ibis.backends.duckdb.Backend, *rows: dict[str, object], name: str = "loaded") -> ibis.Table:
    connection.raw_sql(f"create table {name} ({', '.join(f'{n} {t}' for n, t in FEED.loaded_types.items())})")
    for row in rows:
        connection.con.execute(f"insert into {name} values ({', '.join('?' * len(row))})", list(row.values()))
    return connection.table(name)


@pytest.fixture
def duck() -> ibis.backends.duckdb.Backend:
    connection = ibis.duckdb.connect()
    connection.raw_sql("create table people as select 'K1' as pers_person_id")
    return connection


def test_a_sound_row_passes(duck: ibis.backends.duckdb.Backend) -> None:
    accepted = {"ssd_person": duck.table("people")}
    assert what_breaks(FEED, table(duck, ROW), accepted, has_key=True) == {}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"cppl_cp_plan_id": None}, "key.missing"),
        ({"cppl_person_id": "K9"}, "reference.person"),
        ({"cppl_person_id": None}, "reference.person"),
        ({"cppl_cp_plan_ola": "X"}, "code.set"),
        ({"cppl_cp_plan_start_date": date(1900, 12, 31)}, "date.placeholder"),
        ({"cppl_cp_plan_start_date": date(2021, 1, 1)}, "date.future"),
        ({"cppl_cp_plan_end_date": date(2020, 1, 1)}, "date.order"),
        ({"source_file": None}, "row.provenance"),
    ],
)
def test_each_rule_refuses_its_row(duck: ibis.backends.duckdb.Backend, change: dict[str, object], rule: str) -> None:
    accepted = {"ssd_person": duck.table("people")}
    rows = table(duck, ROW, {**ROW, "cppl_cp_plan_id": "CP2", **change})
    assert what_breaks(FEED, rows, accepted, has_key=True) == {rule: 1}


def test_pandera_ibis_needs_the_key_at_schema_level(duck: ibis.backends.duckdb.Backend) -> None:
    """Column(unique=True) is ignored without a word; if pandera ever mends that, this test says so."""
    import pandera.ibis as pa

    twice = table(duck, ROW, {**ROW, "source_row": 2})
    by_column = pa.DataFrameSchema({"cppl_cp_plan_id": pa.Column(ibis.dtype("string"), unique=True)})
    assert broken_rules(by_column, twice) == {}
    assert broken_rules(schema_of(FEED), twice) == {"multiple_fields_uniqueness": 2}


@pytest.mark.parametrize("fault", ["order", "more", "fewer", "type"])
def test_a_changed_shape_is_refused(duck: ibis.backends.duckdb.Backend, fault: str) -> None:
    rows = table(duck, ROW)
    changed = {
        "order": rows.select(*reversed(rows.columns)),
        "more": rows.mutate(pers_forename=ibis.literal("x")),
        "fewer": rows.drop("cppl_cp_plan_ola"),
        "type": rows.mutate(source_row=rows.source_row.cast("string")),
    }[fault]
    assert what_breaks(FEED, changed, {}, has_key=True)


def test_the_error_carries_counts_and_no_value(duck: ibis.backends.duckdb.Backend) -> None:
    rows = table(duck, {**ROW, "cppl_cp_plan_id": "CANARY7731", "cppl_cp_plan_ola": "CANARY"}, {**ROW})
    with pytest.raises(ContractBroken) as raised:
        require(schema_of(FEED), rows, "ssd_cp_plans")
    assert raised.value.counts == {"code.set": 1}
    assert "CANARY" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None


def test_every_rule_id_is_explained() -> None:
    everything = {
        name: ibis.table(dict.fromkeys(feed.loaded_types, "string"), name=name) for name, feed in FEEDS.items()
    }
    used = set()
    for feed in FEEDS.values():
        rules = [*row_rules(feed), *typing_rules(feed), *reference_rules(feed, everything), *noted(feed, everything)]
        used |= {rule.name for rule in rules}
    assert used - {provenance_rule().name} <= set(RULEBOOK)


def test_declarations_hang_together() -> None:
    names = list(FEEDS)
    for feed in FEEDS.values():
        columns = {column.name for column in feed.columns}
        assert len(columns) == len(feed.columns)
        assert {*feed.key, *needed_key(feed), *(name for pair in feed.order for name in pair)} <= columns
        parents = [(link.feed, link.key) for link in feed.links]
        if feed.through:
            parents.append((feed.through.feed, feed.through.key))
            assert {own for own, _ in feed.through.gives} <= columns
        for parent, key in parents:
            assert key in FEEDS[parent].loaded_types
            assert names.index(parent) < names.index(feed.name), "parents are judged before their children"
        for column in feed.columns:
            assert column.codes is None or set(column.codes.aliases.values()) <= column.codes.codes
