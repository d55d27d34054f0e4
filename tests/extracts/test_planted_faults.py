"""Every rule is shown to bite: a sound delivery in which exactly one thing of one row is wrong.

Each feed's file holds the sound row first and, after it, rows that differ from it in one column, so one run judges all
faults of all feeds and each must be found in its own row and column.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.contracts.feeds import FEEDS
from orchestration.contracts.rulebook import RULEBOOK
from orchestration.contracts.shape import Column, Feed
from orchestration.extracts.outcomes import FileOutcome
from tests.extracts.good import GOOD, Place, Row

Fault = tuple[str, str]
Night = tuple[dict[str, FileOutcome], dict[str, dict[int, set[Fault]]]]


def faults_of(feed: Feed) -> Iterator[tuple[Row, Fault]]:
    """(what differs from the sound row, the rule and column that must be reported)."""
    for column in feed.columns:
        if not column.resolved and not column.json_key:
            for value, rule in _faults_in(column):
                yield {column.name: value}, (rule, column.name)
    yield from _faults_between(feed)
    if feed.person in GOOD[feed.name]:
        yield {feed.person: "NOBODY"}, ("reference.person", feed.person)
        if not feed.person_may_be_blank:
            blank = {feed.person: "", **({feed.through.column: ""} if feed.through else {})}
            yield blank, ("reference.person", feed.person)
    if feed.through and not feed.through.rule:
        person = feed.through.gives[0][0]
        yield {feed.through.column: "NOWHERE", person: ""}, ("reference.person", person)


def _faults_between(feed: Feed) -> Iterator[tuple[Row, Fault]]:
    for start, end in feed.order:
        if start in GOOD[feed.name]:
            yield {start: "2018-02-02", end: "2018-02-01"}, ("date.order", end)
    if feed.share:
        part, whole = feed.share
        yield {part: "3", whole: "2"}, ("number.share", part)
    for needed in dict.fromkeys(needed for _, needed in feed.needs):
        yield {needed: ""}, ("cell.needed", needed)


def _faults_in(column: Column) -> Iterator[tuple[str, str]]:
    if column.kind == "date":
        yield from (("31/02/2020", "type.date"), ("01-Mar-2020", "type.date"), ("1900-01-01", "date.placeholder"))
        yield ("9999-12-31", "date.placeholder") if column.may_be_future else ("2021-01-01", "date.future")
    if column.kind in ("number", "whole", "year"):
        yield from (("1.2E+3", "type.number"), ("-1", "number.negative"), ("<5", "number.symbol"))
    if column.kind == "year":
        yield "2021", "year.future"
    if column.longest:
        yield "x" * (column.longest + 1), "text.length"
    if column.codes and not column.codes.is_open:
        yield "Q9", "code.set"


def planted(feed: Feed) -> tuple[list[Row], dict[int, Fault]]:
    """The file's rows and, by row number, the one fault each holds."""
    good = GOOD[feed.name]
    rows, expected = [good], {}
    for change, fault in faults_of(feed):
        row = {**good, **{name: value for name, value in change.items() if name in good}}
        if len(feed.key) == 1 and feed.key[0] not in change:
            row[feed.key[0]] = f"X{len(rows)}"
        rows.append(row)
        expected[len(rows)] = fault
    return rows, expected


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    place = Place(tmp_path_factory.mktemp("faults"))
    place.deliver(**{feed.name: planted(feed)[0] for feed in FEEDS.values()})
    outcomes = {feed: outcome for (_, feed), outcome in place.night().items()}
    return outcomes, {feed: quarantine(place, feed) for feed in FEEDS}


def quarantine(place: Place, feed: str) -> dict[int, set[Fault]]:
    path: Path = place.home.quarantine / "990" / "2020-12-31" / f"{feed}.csv"
    found: dict[int, set[Fault]] = defaultdict(set)
    if path.exists():
        for line in csv.DictReader(path.open(encoding="utf-8", newline="")):
            found[int(line["row"])].add((line["rule"], line["column"]))
    return dict(found)


@pytest.mark.parametrize("feed", FEEDS.values(), ids=list(FEEDS))
def test_each_planted_fault_is_found_in_its_row_and_column(feed: Feed, night: Night) -> None:
    """B20: among them an end before its start, an event after the extract, a day that is no day."""
    outcomes, quarantined = night
    expected = planted(feed)[1]
    found = {row: faults for row, faults in quarantined[feed.name].items() if row != 1}
    missed = {row: fault for row, fault in expected.items() if fault not in found.get(row, set())}
    assert not missed
    assert outcomes[feed.name].rows_loaded == 1, "the sound row loads, and only it"
    assert outcomes[feed.name].rows_quarantined == len(expected)
    assert outcomes[feed.name].contract_kept


def test_every_rule_of_the_contract_was_planted_somewhere() -> None:
    rules = {rule for feed in FEEDS.values() for _, (rule, _) in planted(feed)[1].items()}
    others = {
        "row.shape",
        "row.bytes",
        "key.missing",
        "key.unique",
        "reference.contact",
        "reference.missing_episode",
        "commentary.names_a_child",
        "commentary.points_at_someone",
        "date.ambiguous",
        "cell.error",
        "row.total",
        "id.damaged",
        "element.repeated",
    }  # planted below, in reading, in commentary, among the bad inputs, in the lists of Annex A and in the CIN census
    assert rules | others == {name for name, entry in RULEBOOK.items() if entry.severity == "row rejected"}


@pytest.mark.parametrize("feed", [f for f in FEEDS.values() if len(f.key) == 1], ids=lambda f: f.name)
def test_key_missing_repeated_and_copied_rows(feed: Feed, place: Place) -> None:
    good, key = GOOD[feed.name], feed.key[0]
    parents = {name: [GOOD[name]] for name in ("ssd_person", "ssd_cp_plans", "ssd_cla_episodes") if name != feed.name}
    other = {**good, **_other_content(feed)}
    place.deliver(**parents, **{feed.name: [good, {**good, key: " "}, other, dict(good), {**good, key: "NULL"}]})
    outcome = place.night()["990", feed.name]
    assert quarantine(place, feed.name) == {
        2: {("key.missing", key)}, 3: {("key.unique", key)}, 5: {("key.missing", key)}
    }  # fmt: skip
    assert (outcome.rows_loaded, outcome.ignored) == (1, {"exact duplicate": 1})


def _other_content(feed: Feed) -> Row:
    """One column changed to another legal value."""
    for column in feed.columns:
        if column.name in feed.key or column.resolved or column.json_key or column.name not in GOOD[feed.name]:
            continue
        if column.kind == "date":
            return {column.name: ""}
        if column.codes:
            return {column.name: next(code for code in column.codes.codes if code != GOOD[feed.name][column.name])}
        if column.kind == "text":
            return {column.name: "OTHER"}
    raise AssertionError(f"{feed.name} has no column to vary")


def test_of_two_rows_with_one_key_the_sound_one_loads(place: Place) -> None:
    good = GOOD["ssd_person"]
    place.deliver(ssd_person=[{**good, "pers_dob": "1900-01-01"}, good])
    assert place.night()["990", "ssd_person"].rows_loaded == 1
    assert quarantine(place, "ssd_person") == {1: {("date.placeholder", "pers_dob")}}


def test_a_decision_needs_its_contact_and_may_not_come_before_it(place: Place) -> None:
    good = GOOD["local_contact_decisions"]
    place.deliver(
        ssd_person=[GOOD["ssd_person"]],
        ssd_contacts=[GOOD["ssd_contacts"]],
        local_contact_decisions=[
            good,
            {**good, "contact_id": "C9"},
            {**good, "decision_date": "2020-03-01"},
            {**good, "decision_date": ""},
            {**good, "outcome": ""},
        ],
    )
    outcome = place.night()["990", "local_contact_decisions"]
    assert quarantine(place, "local_contact_decisions") == {
        2: {("reference.contact", "contact_id")}, 3: {("date.order", "decision_date")}
    }  # fmt: skip
    assert outcome.rows_loaded == 3


def test_a_return_needs_its_missing_episode(place: Place) -> None:
    good = GOOD["local_return_interviews"]
    place.deliver(
        ssd_person=[GOOD["ssd_person"]],
        ssd_missing=[GOOD["ssd_missing"]],
        local_return_interviews=[good, {**good, "missing_episode_id": "M9"}],
    )
    assert place.night()["990", "local_return_interviews"].rows_loaded == 1
    assert quarantine(place, "local_return_interviews") == {2: {("reference.missing_episode", "missing_episode_id")}}


def test_a_conference_before_its_enquiry_stays(place: Place) -> None:
    conference = {**GOOD["ssd_initial_cp_conference"], "icpc_icpc_date": "2020-04-01"}
    place.deliver(
        ssd_person=[GOOD["ssd_person"]],
        ssd_s47_enquiry=[GOOD["ssd_s47_enquiry"]],
        ssd_initial_cp_conference=[conference, {**conference, "icpc_icpc_id": "F2", "icpc_s47_enquiry_id": "S9"}],
    )
    outcome = place.night()["990", "ssd_initial_cp_conference"]
    assert outcome.rows_loaded == 2
    assert outcome.warnings == {"reference.dangling:icpc_s47_enquiry_id": 1}


def test_empty_cells_never_cost_a_row_except_key_and_person(place: Place) -> None:
    files = {}
    for feed in FEEDS.values():
        # a review belongs to the child of its period, so the period's id is needed on both sides
        needed = {*feed.key, feed.person, feed.own_council, "clae_cla_id"}
        needed |= {feed.through.column} if feed.through else set()
        files[feed.name] = [{name: value if name in needed else "" for name, value in GOOD[feed.name].items()}]
    place.deliver(**files)
    outcomes = place.night().values()
    assert [outcome.feed for outcome in outcomes if outcome.rows_loaded != 1] == []


def test_codes_outside_an_open_set_are_counted_and_kept(place: Place) -> None:
    person = {**GOOD["ssd_person"], "pers_ethnicity": "XNEW"}
    place.deliver(ssd_person=[person])
    outcome = place.night()["990", "ssd_person"]
    assert (outcome.rows_loaded, outcome.warnings) == (1, {"code.new:pers_ethnicity": 1})


NEWER = [
    ("ssd_legal_status", "lega_legal_status", "V5", "VX"),
    ("ssd_cla_episodes", "clae_cla_episode_ceased_reason", "E18", "E1XX"),
    ("ssd_cla_placement", "clap_cla_placement_type", "U7", "U"),
    ("ssd_cla_placement", "clap_cla_placement_provider", "PR6", "PR"),
    ("ssd_cla_reviews", "clar_cla_review_participation", "PN8", "PN10"),
]


@pytest.mark.parametrize(("feed", "column", "newer", "slip"), NEWER, ids=[newer for _, _, newer, _ in NEWER])
def test_b29_a_code_that_the_department_may_add_is_counted_and_kept_and_a_slip_is_not(
    place: Place, feed: str, column: str, newer: str, slip: str
) -> None:
    """Next year's code costs no child its place in the figures; a code unlike those of its set is a mistake."""
    files = {one.name: [GOOD[one.name]] for one in FEEDS.values()}
    key = FEEDS[feed].key[0]
    codes = (newer.lower(), f"{newer} - what it means", slip)
    files[feed] = [{**GOOD[feed], key: f"N{place}", column: code} for place, code in enumerate(codes)]
    place.deliver(**files)
    outcome = place.night()["990", feed]
    assert (outcome.rows_loaded, outcome.rules) == (2, {"code.set": 1})
    assert outcome.warnings[f"code.new:{column}"] == 2


def test_populations_of_another_council_are_ignored_and_named(place: Place) -> None:
    good = GOOD["local_populations"]
    place.deliver(
        local_populations=[good, {**good, "la_code": "991"}, {**good, "la_code": "", "mid_year": "2020-06-30"}]
    )
    outcome = place.night()["990", "local_populations"]
    assert (outcome.rows_loaded, outcome.ignored, outcome.rules) == (1, {"other council": 1}, {"key.missing": 1})
