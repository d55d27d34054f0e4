"""Schema raw: every feed always there, the right delivery in view, and the same night twice the same bytes."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import duckdb
import pytest

from orchestration.contracts.codes import CodeSet
from orchestration.contracts.feeds import FEEDS
from orchestration.extracts import ingest as ingest_module
from orchestration.extracts import lake, outcomes
from orchestration.extracts.ingest import ingest
from orchestration.extracts.landing import receive
from orchestration.extracts.vault import VaultDamaged
from tests.extracts.good import AS_AT, GOOD, Place

WHOLE = {name: [row] for name, row in GOOD.items()}
EARLIER = date(2020, 11, 30)


def lake_bytes(place: Place) -> dict[str, str]:
    files = sorted((place.home.lake / "raw").rglob("*.parquet"))
    return {str(f.relative_to(place.home.root)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def in_raw(connection: duckdb.DuckDBPyConnection, feed: str) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in connection.execute(f"describe raw.{feed}").fetchall()]


def test_every_feed_has_its_columns_and_types_with_and_without_rows(place: Place) -> None:
    place.deliver(ssd_person=WHOLE["ssd_person"])
    place.night()
    part, whole = duckdb.connect(), duckdb.connect()
    lake.mount(part, place.home)
    types_in_part = {name: in_raw(part, name) for name in FEEDS}
    place.deliver(**WHOLE)
    place.night()
    mounted = lake.mount(whole, place.home)
    for feed in FEEDS.values():
        assert types_in_part[feed.name] == in_raw(whole, feed.name) == list(feed.loaded_types.items())
        assert mounted.rows[feed.name] == 1 == whole.execute(f"select count(*) from raw.{feed.name}").fetchone()[0]


def test_raw_deliveries_lists_every_feed_and_raw_run_the_run(place: Place) -> None:
    place.deliver(ssd_person=WHOLE["ssd_person"], ssd_contacts=[{**GOOD["ssd_contacts"], "cont_person_id": "K9"}])
    place.put("ssd_department.csv", "no header of ours\n")
    place.night()
    connection = duckdb.connect()
    mounted = lake.mount(connection, place.home, code_version="abc")
    found = dict(connection.execute("select feed, status from raw.deliveries").fetchall())
    assert set(found) == set(FEEDS)
    assert {name: status for name, status in found.items() if status != "missing"} == {
        "ssd_person": "loaded", "ssd_contacts": "empty", "ssd_department": "refused"
    }  # fmt: skip
    assert connection.execute("from raw.run").fetchall() == [(AS_AT, mounted.edition_id, "abc", mounted.inputs_hash)]
    assert mounted.edition_id.startswith("2020-12-31-")


def test_as_of_chooses_the_delivery_and_some_feeds_keep_their_history(place: Place) -> None:
    for as_at in (EARLIER, AS_AT, date(2021, 1, 31)):
        place.deliver(as_at=as_at, **WHOLE)
    place.deliver("991", EARLIER, ssd_person=WHOLE["ssd_person"])
    place.night()
    connection = duckdb.connect()
    lake.mount(connection, place.home, AS_AT)

    def as_ats(feed: str) -> list[tuple[str, date]]:
        return connection.execute(f"select la_code, as_at from raw.{feed} order by all").fetchall()

    assert as_ats("ssd_person") == [("990", AS_AT), ("991", EARLIER)]
    for feed in ("ssd_care_leavers", "ssd_professionals", "local_commentary"):
        assert as_ats(feed) == [("990", EARLIER), ("990", AS_AT)]
    current = connection.execute("select distinct la_code, as_at from raw.deliveries where is_current order by all")
    assert current.fetchall() == [("990", AS_AT), ("991", EARLIER)]
    with pytest.raises(lake.NothingDelivered):
        lake.mount(connection, place.home, date(2019, 1, 1))


def test_the_same_night_twice_changes_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.deliver(**WHOLE)
    place.deliver("991", **WHOLE)
    first = place.night()
    before, report = lake_bytes(place), place.all_bytes()
    monkeypatch.setattr(ingest_module, "read", lambda *_: pytest.fail("an unchanged file was read again"))
    assert place.night() == first
    assert lake_bytes(place) == before
    assert place.all_bytes() == report


def test_reading_again_from_nothing_gives_the_same_bytes(place: Place, tmp_path: Path) -> None:
    people = [{**GOOD["ssd_person"], "pers_person_id": f"K{i}"} for i in range(5000)]
    contacts = [
        {**GOOD["ssd_contacts"], "cont_contact_id": f"C{i}", "cont_person_id": f"K{i % 5000}"} for i in range(9000)
    ]
    other = Place(tmp_path / "again")
    for each in (place, other):
        each.deliver(ssd_person=people, ssd_contacts=contacts)
        each.night()
    assert lake_bytes(place) == lake_bytes(other)


def test_a_changed_file_is_read_and_only_its_new_rows_are_in_view(place: Place) -> None:
    place.deliver(ssd_person=WHOLE["ssd_person"], ssd_contacts=WHOLE["ssd_contacts"])
    place.night()
    place.deliver(ssd_person=[{**GOOD["ssd_person"], "pers_person_id": "K2"}])
    assert place.night()["990", "ssd_contacts"].rules == {"reference.person": 1}, "rows refer across files"
    connection = duckdb.connect()
    lake.mount(connection, place.home)
    assert connection.execute("select pers_person_id from raw.ssd_person").fetchall() == [("K2",)]
    assert len(lake_bytes(place)) == 1, "the lake file of the first reading has gone"


def test_a_new_contract_reads_every_delivery_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.deliver(ssd_person=WHOLE["ssd_person"])
    place.night()
    delivery = lake.deliveries(place.home)[0]
    assert outcomes.remembered(place.home, delivery, "") is not None
    monkeypatch.setattr(outcomes, "contract_version", lambda: "another")
    assert outcomes.remembered(place.home, delivery, "") is None


def test_a_new_indicator_that_is_returned_by_hand_is_a_new_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    before = outcomes.contract_version()
    monkeypatch.setattr(outcomes, "RETURNED_BY_HAND", CodeSet(frozenset({*outcomes.RETURNED_BY_HAND.codes, "new_one"})))
    assert outcomes.contract_version.__wrapped__() != before


def test_without_people_rows_load_and_say_that_nobody_checked(place: Place) -> None:
    place.deliver(ssd_contacts=WHOLE["ssd_contacts"], ssd_cla_reviews=WHOLE["ssd_cla_reviews"])
    found = place.night()
    assert found["990", "ssd_contacts"].warnings == {"reference.unchecked:cont_person_id": 1}
    assert found["990", "ssd_cla_reviews"].rows_loaded == 1


def test_a_row_that_names_nobody_costs_itself_though_the_list_of_people_did_not_come(place: Place) -> None:
    nobody = {**GOOD["ssd_contacts"], "cont_contact_id": "C9", "cont_person_id": ""}
    place.deliver(ssd_contacts=[GOOD["ssd_contacts"], nobody])
    found = place.night()["990", "ssd_contacts"]
    assert (found.rows_loaded, found.rows_quarantined) == (1, 1)


def test_a_damaged_vault_file_stops_the_delivery(place: Place) -> None:
    place.deliver(ssd_person=WHOLE["ssd_person"])
    place.night()
    delivery = lake.deliveries(place.home)[0]
    vault_file = place.home.vault / delivery.files["ssd_person"].sha256
    vault_file.chmod(0o600)
    vault_file.write_text("altered")
    next((place.home.lake / "outcomes").rglob("*.json")).unlink()
    with pytest.raises(VaultDamaged):
        ingest(place.home, delivery)


@pytest.mark.parametrize("folder", ["with space é", "quote's", "x[1]", "star*"])
def test_any_home_folder_works(tmp_path: Path, folder: str) -> None:
    place = Place(tmp_path / folder)
    place.deliver(**WHOLE)
    place.night()
    connection = duckdb.connect()
    lake.mount(connection, place.home)
    assert connection.execute("select count(*) from raw.ssd_cla_reviews").fetchone() == (1,)


def test_what_was_received_and_not_ingested_is_said(place: Place) -> None:
    with pytest.raises(lake.NothingDelivered):
        lake.mount(duckdb.connect(), place.home)
    place.deliver(ssd_person=WHOLE["ssd_person"])
    receive(place.landing, place.home)
    with pytest.raises(lake.NotIngested, match="990/2020-12-31"):
        lake.mount(duckdb.connect(), place.home)
