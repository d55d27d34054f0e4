"""B19, B21, B22: records that are nobody's are left out by list and counted; rows without their parent are counted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest

from orchestration.contracts import excluded as listed
from orchestration.contracts.excluded import Excluded
from orchestration.extracts import outcomes
from tests.extracts.good import GOOD, Place
from tests.seeds.reading import day, seed


def line(who: str, match: str, value: str, **days: str) -> Excluded:
    return Excluded("990", who, match, value, **{"valid_from": "2017-04-01", "valid_to": "", "why": "", **days})


def names(monkeypatch: pytest.MonkeyPatch, *lines: Excluded) -> None:
    monkeypatch.setattr(listed, "excluded", lambda: lines)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    outcomes.contract_version.cache_clear()
    yield
    outcomes.contract_version.cache_clear()


def deliver(place: Place) -> None:
    """K1 is a child; T9 is a test child with a plan and a visit that only names the plan."""
    plan, visit = GOOD["ssd_cp_plans"], GOOD["ssd_cp_visits"]
    place.deliver(
        ssd_person=[GOOD["ssd_person"], {**GOOD["ssd_person"], "pers_person_id": "test-9"}],
        ssd_contacts=[
            GOOD["ssd_contacts"],
            {**GOOD["ssd_contacts"], "cont_contact_id": "C9", "cont_person_id": "TEST-9"},
        ],
        ssd_cp_plans=[plan, {**plan, "cppl_cp_plan_id": "CP9", "cppl_person_id": "TEST-9"}],
        ssd_cp_visits=[visit, {**visit, "cppv_cp_visit_id": "CV9", "cppv_person_id": "", "cppv_cp_plan_id": "CP9"}],
        ssd_involvements=[
            GOOD["ssd_involvements"],
            {**GOOD["ssd_involvements"], "invo_involvements_id": "IN9", "invo_professional_id": "GHOST"},
        ],
        ssd_professionals=[
            GOOD["ssd_professionals"],
            {**GOOD["ssd_professionals"], "prof_professional_id": "Ghost"},
        ],
    )


def test_b22_test_children_and_ghost_workers_are_left_out_by_list_with_all_that_hangs_on_them(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    ghost = hashlib.sha256(b"990:GHOST").hexdigest()
    names(monkeypatch, line("child", "prefix", "Test-"), line("worker", "sha256", ghost))
    deliver(place)
    found = {feed: outcome for (_, feed), outcome in place.night().items() if outcome.status != "missing"}
    assert len(found) == 6
    for outcome in found.values():
        assert (outcome.rows_loaded, outcome.ignored) == (1, {"test record": 1}), outcome.feed
        assert outcome.rules == {}


@pytest.mark.parametrize(
    "entry",
    [
        line("child", "prefix", "TEST-", valid_from="2021-01-01"),
        line("child", "prefix", "TEST-", valid_to="2020-12-30"),
        line("worker", "prefix", "TEST-"),
        Excluded("991", "child", "prefix", "TEST-", "2017-04-01", "", ""),
    ],
)
def test_b22_nothing_is_left_out_on_another_day_or_for_another_council_or_kind(
    place: Place, monkeypatch: pytest.MonkeyPatch, entry: Excluded
) -> None:
    names(monkeypatch, entry)
    place.deliver(ssd_person=[{**GOOD["ssd_person"], "pers_person_id": "TEST-9"}])
    assert place.night()["990", "ssd_person"].ignored == {}


def test_b19_an_id_that_only_reads_like_a_stand_in_is_loaded_and_counted(place: Place) -> None:
    ids = ("K1", "TEMP", "test 4", "0", "ZZ1", "10", "PTEST")
    place.deliver(ssd_person=[{**GOOD["ssd_person"], "pers_person_id": one} for one in ids])
    outcome = place.night()["990", "ssd_person"]
    assert outcome.rows_loaded == 7
    assert outcome.warnings == {"id.placeholder:pers_person_id": 4}


def test_b21_an_assessment_without_its_referral_is_counted_and_kept(place: Place) -> None:
    referral, assessment = GOOD["ssd_cin_episodes"], GOOD["ssd_cin_assessments"]
    place.deliver(
        ssd_person=[GOOD["ssd_person"]],
        ssd_cin_episodes=[referral],
        ssd_cin_assessments=[
            assessment,
            {**assessment, "cina_assessment_id": "A2", "cina_referral_id": "R9"},
            {**assessment, "cina_assessment_id": "A3", "cina_referral_id": ""},
        ],
    )
    outcome = place.night()["990", "ssd_cin_assessments"]
    assert outcome.rows_loaded == 3
    assert outcome.warnings == {"reference.dangling:cina_referral_id": 1}


def test_another_list_reads_every_delivery_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = outcomes.contract_version()
    outcomes.contract_version.cache_clear()
    monkeypatch.setattr(outcomes, "excluded", lambda: (line("child", "prefix", "T"),))
    assert outcomes.contract_version() != before


def test_the_list_is_dated_and_says_why() -> None:
    for row in seed("test_records"):
        assert row["who"] in ("child", "worker")
        assert row["match"] in ("prefix", "sha256")
        assert row["value"]
        assert row["why"]
        assert day(row["valid_from"])
        # an id's hash holds none, and a prefix is of many
        assert row["match"] == "prefix" or len(row["value"]) == 64
