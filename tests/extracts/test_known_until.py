"""How far a yearly return reaches in a folder dated later: no further than its 31 March, and the deliveries say so.

Belongs here: the last day of what files of other formats hold. Does not belong here: the first day (`test_snapshots`
and the tests of each format), what a figure after the last day becomes (`models/unit_tests`).
"""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from orchestration.extracts import lake, outcomes
from tests.extracts.census_cin import census, child, episode
from tests.extracts.good import GOOD, Place, csv_text
from tests.extracts.returns_903 import files

Days = dict[str, tuple[str | None, str | None, str | None]]


def days(place: Place) -> Days:
    """Loaded feed → known_from, state_from and known_until of the newest delivery."""
    place.night()
    with duckdb.connect() as raw:
        lake.mount(raw, place.home)
        found = raw.execute(
            "select feed, known_from::varchar, state_from::varchar, known_until::varchar from raw.deliveries "
            "where is_current and status = 'loaded'"
        ).fetchall()
    return {feed: (first, state, last) for feed, first, state, last in found}


@pytest.mark.parametrize(
    ("as_at", "last"),
    [(date(2024, 3, 31), None), (date(2024, 4, 1), "2024-03-31"), (date(2024, 6, 30), "2024-03-31")],
    ids=str,
)
def test_a_census_reaches_to_its_31_march(place: Place, as_at: date, last: str | None) -> None:
    for year in (2023, 2024):
        place.put(f"CIN_{year}.xml", census(year, child("KANA", episode(f"{year - 1}-05-01"))), as_at=as_at)
    place.put("ssd_contacts.csv", csv_text([GOOD["ssd_contacts"] | {"cont_person_id": "KANA"}]), as_at=as_at)
    assert days(place) == {
        "ssd_person": (None, None, None),
        "ssd_disability": (None, None, None),
        "ssd_cin_episodes": ("2022-04-01", "2022-04-01", last),
        "ssd_contacts": (None, None, None),
    }
    again = outcomes.latest(place.home, "990", as_at) or []
    kept = {one.feed: one.known_until for one in again if one.status == "loaded"}
    assert kept["ssd_cin_episodes"] == (date.fromisoformat(last) if last else None)


def test_each_table_of_ssda903_reaches_as_far_as_its_own_newest_return(place: Place) -> None:
    """Episodes came for two years; absences for the first one alone, so of the second nothing is known of them."""
    as_at = date(2022, 6, 30)
    for name, content in files().items():
        (place.folder(as_at=as_at) / name).parent.mkdir(exist_ok=True)
        if name != "2022/missing.csv":
            place.put(name, content, as_at=as_at)
    absence = "CHILD,DOB,MISSING,MIS_START,MIS_END\nKANA,01/01/2010,M,01/06/2020,02/06/2020\n"
    place.put("2021/missing.csv", absence, as_at=as_at)
    found = days(place)
    assert found["ssd_person"] == (None, None, None)
    assert found["ssd_cla_episodes"] == ("2020-04-01", "2020-04-01", "2022-03-31")
    assert found["ssd_missing"] == ("2020-04-01", "2020-04-01", "2021-03-31")
    assert found["local_care_leaver_status"] == ("2022-03-31", "2022-03-31", "2022-03-31")
