"""Several formats in one folder: the people are those of all of them, every other feed is made of one."""

from __future__ import annotations

from datetime import date

import duckdb

from orchestration.extracts import lake
from orchestration.extracts.outcomes import FileOutcome
from tests.extracts.annex_a_books import HEADERS
from tests.extracts.census_cin import census, child, episode, protection_plan
from tests.extracts.good import GOOD, Place
from tests.extracts.nights import Night
from tests.extracts.returns_903 import AS_AT, EPISODE_HEAD

ELSEWHERE = "another format of the delivery names the child"
_FIVE = ("a) Male", "a) WBRI")


def put_returns(place: Place, *children: str) -> None:
    rows = "".join(f"{name},2,01/01/2010,WBRI\n" for name in children)
    place.put("2022_header.csv", f"CHILD,SEX,DOB,ETHNIC\n{rows}", as_at=AS_AT)
    rows = "".join(f"{name},01/06/2021,S,C2,N1,U4,PR1,,,,,,\n" for name in children)
    place.put("2022_episodes.csv", f"{EPISODE_HEAD}\n{rows}", as_at=AS_AT)


def put_lists(place: Place, *children: str, born: str = "02/02/2011") -> None:
    """A contact of each child, and a referral of the first."""
    lines = [",".join(HEADERS[1])] + [f"{c},a) Male,a) WBRI,{born},10,03/02/2022,g) 3A" for c in children]
    place.put("contacts list.csv", "\n".join(lines) + "\n", as_at=AS_AT)
    lines = [",".join(HEADERS[3]), f"{children[0]},a) Male,a) WBRI,{born},10,04/02/2022,g) 3A,b) No,0,North,W"]
    place.put("referrals list.csv", "\n".join(lines) + "\n", as_at=AS_AT)


def accounts(outcome: FileOutcome) -> tuple[int, int, int, dict[str, int]]:
    return outcome.rows_in, outcome.rows_loaded, outcome.rows_quarantined, outcome.ignored


def test_children_of_the_lists_stand_beside_those_of_the_returns(place: Place) -> None:
    put_returns(place, "KANA", "KANB")
    put_lists(place, "KANB", "KANC")
    night = Night(place)
    found = night.outcomes
    # B is whom the return says: a girl
    assert night.people() == [("KANA", "F"), ("KANB", "F"), ("KANC", "M")]
    assert accounts(found["ssd_person"]) == (4, 3, 0, {ELSEWHERE: 1})
    assert (found["ssd_contacts"].rows_loaded, found["ssd_cin_episodes"].rows_loaded) == (2, 1)
    assert accounts(found["ssda903_header_2022"]) == (2, 2, 0, {})
    assert accounts(found["annex_a_list_1"]) == (2, 2, 0, {})
    told = {row[0] for row in night.rows("select source_file from raw.ssd_person")}
    assert told == {found["ssda903_header_2022"].file_hash, found["annex_a_list_1"].file_hash}


def test_a_census_a_return_and_lists_in_one_folder(place: Place) -> None:
    """The same child stands in all three; another one's date of birth is wrong in the census, and right in the list."""
    text = census(2022, child("KANA", episode("2022-01-05")), child("KANB", episode("2022-01-06"), born="soon"))
    place.put("cin.xml", text, as_at=AS_AT)
    put_returns(place, "KANA", "KANC")
    put_lists(place, "KANA", "KANB", "KAND")
    night = Night(place)
    found = night.outcomes
    assert [name for name, _ in night.people()] == ["KANA", "KANB", "KANC", "KAND"]
    # two of the census, C of the header, three of the lists, of whom A is known
    assert accounts(found["ssd_person"]) == (6, 4, 1, {ELSEWHERE: 1})
    assert found["ssda903_header_2022"].ignored == {"the child stands in the CIN census": 1}
    assert found["ssd_cin_episodes"].rows_loaded == 2, "B is known from the list, so the referral stands"
    assert found["annex_a_list_3"].ignored == {"the feed came in another format as well": 1}
    assert night.rejects("feed", "row", "rule") == [("cin_census_2022_children", "2", "type.date")]


def test_lists_of_june_are_taken_before_a_census_that_ends_in_march(place: Place) -> None:
    """And the census before those of 29 April, when no month has ended since. What only the census tells stays."""
    reviewed = protection_plan("2021-05-03", "2021-12-01", "2021-08-02")
    text = census(2022, child("KANA", episode("2022-01-05", reviewed)))
    for as_at in (date(2022, 4, 29), date(2022, 6, 30)):
        place.put("cin.xml", text, as_at=as_at)
        lines = [",".join(HEADERS[3]), "KANA,a) Male,a) WBRI,06/05/2012,10,04/04/2022,g) 3A,b) No,0,North,W"]
        place.put("referrals list.csv", "\n".join(lines) + "\n", as_at=as_at)
        plans = f"KANA,a) Male,a) WBRI,06/05/2012,10,No,05/04/2022{',' * (len(HEADERS[7]) - 7)}"
        place.put("plans list.csv", ",".join(HEADERS[7]) + f"\n{plans}\n", as_at=as_at)
    place.night()
    with duckdb.connect() as raw:
        lake.mount(raw, place.home)
        assert raw.execute("select cine_referral_date::varchar from raw.ssd_cin_episodes").fetchall() == [
            ("2022-04-04",)
        ]
        assert raw.execute("select cppr_person_id from raw.ssd_cp_reviews").fetchall() == [("KANA",)]
        lake.mount(raw, place.home, as_of=date(2022, 4, 30))
        assert raw.execute("select cine_referral_date::varchar from raw.ssd_cin_episodes").fetchall() == [
            ("2022-01-05",)
        ]


def test_a_refused_census_leaves_the_people_of_the_lists(place: Place) -> None:
    place.put("cin_2022.xml", census(2022, child("KANA"))[:-40], as_at=AS_AT)
    put_lists(place, "KANA", "KANB")
    found = Night(place).outcomes
    assert (found["cin_census_2022"].status, found["ssd_person"].rows_loaded) == ("refused", 2)
    assert found["ssd_contacts"].rows_loaded == 2


def test_people_that_come_as_a_file_of_their_own_are_all_the_people(place: Place) -> None:
    put_returns(place, "KANA")
    put_lists(place, "KANB")
    place.deliver(as_at=AS_AT, ssd_person=[{**GOOD["ssd_person"], "pers_person_id": "KANB"}])
    found = Night(place).outcomes
    assert (found["ssd_person"].file_name, found["ssd_person"].rows_loaded) == ("ssd_person.csv", 1)
    assert found["ssda903_header_2022"].ignored == {"the feed came as a file of its own": 1}
    assert found["ssda903_episodes_2022"].rules == {"reference.person": 1}
    assert found["ssd_contacts"].rows_loaded == 1


def test_a_second_night_of_a_mixed_folder_changes_nothing(place: Place) -> None:
    put_returns(place, "KANA")
    put_lists(place, "KANB")
    place.night()
    before = {path: path.read_bytes() for path in place.home.lake.rglob("*.parquet")}
    (place.home.lake / "outcomes" / "990" / f"{AS_AT}.json").unlink()
    place.night()
    assert {path: path.read_bytes() for path in place.home.lake.rglob("*.parquet")} == before
    assert place.telling("KAN") == []
