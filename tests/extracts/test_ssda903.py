"""SSDA903 returns become the feeds' rows: chains, placements, later returns, rejects; expected by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.extracts.good import Place, csv_text
from tests.extracts.nights import Night
from tests.extracts.returns_903 import AS_AT, EPISODE_HEAD, deliver, files


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    place = Place(tmp_path_factory.mktemp("returns"))
    deliver(place)
    found = Night(place)
    yield found
    found.close()


def test_the_looked_after_on_the_last_day_are_those_counted_by_hand(night: Night) -> None:
    # B is on a short break, D ceased, I is rejected, K is in no header
    found = night.rows(
        "select distinct clae_person_id from raw.ssd_cla_episodes e left join raw.ssd_legal_status l "
        "on l.lega_person_id = e.clae_person_id and l.lega_legal_status_start_date = e.clae_cla_episode_start_date "
        "where clae_cla_episode_ceased_date is null and lega_legal_status not in ('V3', 'V4') order by all"
    )
    assert [row[0] for row in found] == ["7007", "KANA", "KANC", "KANE", "KANF", "KANH"]


def test_episodes_chain_into_periods(night: Night) -> None:
    found = night.rows(
        "select clae_person_id, min(clae_cla_episode_start_date)::varchar, count(*) from raw.ssd_cla_episodes "
        "group by clae_person_id, clae_cla_id order by all"
    )
    assert found == [
        ("7007", "2022-02-01", 1),
        ("KANA", "2020-05-01", 3),  # chained by X1, over two returns
        ("KANB", "2021-06-01", 1),
        ("KANC", "2021-06-01", 3),
        ("KAND", "2021-07-01", 2),  # an overlap after X1 goes on
        ("KANE", "2021-05-05", 2),  # so does a gap
        ("KANF", "2021-05-05", 1),  # ended for good: the next episode begins a period, whatever its RNE
        ("KANF", "2021-08-01", 1),
        ("KANH", "2022-02-02", 1),
    ]
    assert night.outcomes["ssda903_episodes_2022"].warnings == {
        "return.overlap:DECOM": 1,  # D
        "return.gap:DECOM": 1,  # E
        "return.chain:RNE": 1,  # F
    }


def test_a_change_of_legal_status_alone_is_not_a_move(night: Night) -> None:
    found = night.rows(
        "select clap_person_id, clap_cla_placement_start_date::varchar, clap_cla_placement_end_date::varchar, "
        "clap_cla_placement_type, clap_cla_placement_provider from raw.ssd_cla_placement "
        "where clap_person_id in ('KANA', 'KANC') order by all"
    )
    assert found == [
        ("KANA", "2020-05-01", "2021-09-10", "U4", "PR1"),
        ("KANA", "2021-09-10", None, "U5", "PR4"),
        ("KANC", "2021-06-01", "2021-06-10", "U4", "PR1"),
        ("KANC", "2021-06-10", "2021-06-20", "T1", "PR1"),
        ("KANC", "2021-06-20", None, "U4", "PR1"),
    ]
    assert night.rows(
        "select lega_legal_status_start_date::varchar, lega_legal_status_end_date::varchar, lega_legal_status "
        "from raw.ssd_legal_status where lega_person_id = 'KANA' order by all"
    ) == [("2020-05-01", "2020-07-01", "C2"), ("2020-07-01", "2021-09-10", "C1"), ("2021-09-10", None, "C1")]


def test_the_latest_return_is_right_about_a_record(night: Night) -> None:
    kept = night.outcomes
    assert kept["ssda903_episodes_2021"].ignored == {"superseded by a later return": 1}
    assert kept["ssda903_header_2021"].ignored == {"superseded by a later return": 1}
    assert kept["ssda903_reviews_2021"].ignored == {"superseded by a later return": 1}
    assert night.rows("select pers_sex, pers_dob::varchar from raw.ssd_person where pers_person_id = 'KANA'") == [
        ("M", "2010-01-01")
    ]


def test_people_sexes_and_those_known_from_another_table(night: Night) -> None:
    assert night.people() == [
        ("7007", "M"), ("KANA", "M"), ("KANB", "F"), ("KANC", "M"), ("KAND", "F"),
        ("KANE", "U"), ("KANF", "M"), ("KANH", "F"), ("KANI", "F"), ("KANJ", None),
    ]  # fmt: skip


def test_reviews_belong_to_the_period_that_had_begun(night: Night) -> None:
    assert night.rows(
        "select clar_person_id, clar_cla_review_date::varchar, clar_cla_review_participation, "
        "clar_cla_review_due_date, "
        "(select min(clae_cla_episode_start_date)::varchar from raw.ssd_cla_episodes where clae_cla_id = clar_cla_id) "
        "from raw.ssd_cla_reviews order by all"
    ) == [
        ("KANA", "2020-08-01", "PN1", None, "2020-05-01"),
        ("KANA", "2022-02-01", "PN2", None, "2020-05-01"),
        ("KANF", "2021-06-01", "PN3", None, "2021-05-05"),
        ("KANF", "2021-09-01", "PN4", None, "2021-08-01"),
    ]


def test_absences_asylum_teeth_and_care_leavers(night: Night) -> None:
    assert night.rows("select miss_person_id, miss_missing_episode_type from raw.ssd_missing order by all") == [
        ("KANC", "MISSING"),
        ("KANE", "ABSENT"),
    ]
    # the end that C is expected to reach in 2028 has not happened
    assert night.rows(
        "select immi_person_id, immi_immigration_status_start_date::varchar, immi_immigration_status_end_date::varchar "
        "from raw.ssd_immigration_status order by all"
    ) == [("KANA", "2020-05-01", None), ("KANC", "2021-06-01", None), ("KANE", "2021-05-05", "2022-02-01")]
    assert night.rows(
        "select clah_person_id, clah_health_check_date::varchar from raw.ssd_cla_health order by all"
    ) == [
        ("KANA", "2021-03-31"),
        ("KANA", "2022-03-31"),
    ]
    # the birthday inside the return year; 29 February falls on 1 March
    assert night.rows(
        "select person_id, status_date::varchar, in_touch, activity, accommodation, suitable "
        "from raw.local_care_leaver_status order by all"
    ) == [("KANF", "2022-01-01", "NO", "0", "0", None), ("KANJ", "2022-03-01", "YES", "F2", "U", "1")]


def test_rejects_name_the_file_of_the_return_its_row_and_its_column(night: Night) -> None:
    assert night.rejects() == [
        ("2022/episodes.csv", "16", "CHILD, DECOM", "key.unique"),
        ("2022/episodes.csv", "17", "DEC", "type.date"),
        ("2022/episodes.csv", "18", "CHILD", "reference.person"),
        ("2022/missing.csv", "3", "MISSING", "code.set"),
        ("2022/oc2.csv", "3", "TEETH_CHECK", "code.set"),
        ("2022/reviews.csv", "5", "REVIEW", "date.future"),
    ]


def test_every_row_of_every_file_is_accounted_for(night: Night) -> None:
    returned = {feed: outcome for feed, outcome in night.outcomes.items() if feed.startswith("ssda903_")}
    assert len(returned) == len(files())
    assert {
        feed: (o.rows_in, o.rows_loaded, o.rows_quarantined, o.rows_ignored) for feed, o in returned.items()
    } == {
        "ssda903_episodes_2021": (2, 1, 0, 1),
        "ssda903_episodes_2022": (18, 14, 3, 1),
        "ssda903_header_2021": (1, 0, 0, 1),
        "ssda903_header_2022": (9, 9, 0, 0),
        "ssda903_missing_2022": (3, 2, 1, 0),
        "ssda903_oc2_2021": (1, 1, 0, 0),
        "ssda903_oc2_2022": (3, 1, 1, 1),
        "ssda903_oc3_2022": (2, 2, 0, 0),
        "ssda903_previous_permanence_2022": (1, 0, 0, 1),
        "ssda903_reviews_2021": (1, 0, 0, 1),
        "ssda903_reviews_2022": (5, 4, 1, 0),
        "ssda903_uasc_2022": (3, 3, 0, 0),
    }  # fmt: skip


def test_columns_that_the_return_cannot_give_are_named(night: Night) -> None:
    missing = {feed: outcome.missing_columns for feed, outcome in night.outcomes.items()}
    assert missing["ssd_cla_placement"] == ("clap_cla_placement_distance",)
    assert "clar_cla_review_due_date" in missing["ssd_cla_reviews"]
    assert set(missing["ssd_missing"]) == {"miss_missing_rhi_offered", "miss_missing_rhi_accepted"}
    assert night.outcomes["ssd_contacts"].status == "missing"


def test_lake_rows_point_at_the_file_and_row_they_came_from(night: Night) -> None:
    outcome = night.outcomes["ssda903_episodes_2022"]
    path = night.place.home.vault / outcome.file_hash
    lines = path.read_text().splitlines()
    found = night.rows(
        f"select source_row, clae_person_id from raw.ssd_cla_episodes where source_file = '{outcome.file_hash}'"
    )
    # 7007 1, A 2, B 1, C 3, D 2, E 2, F 2, H 1; A's first comes from the year before
    assert len(found) == 14
    assert [person for row, person in found if not lines[row].startswith(person)] == []


def test_no_value_leaves_the_vault_and_the_lake(night: Night) -> None:
    assert night.place.telling("KAN", "7007") == []


def test_a_second_night_changes_nothing_and_a_changed_return_is_read(place: Place) -> None:
    deliver(place)
    place.night()
    before = {path: path.read_bytes() for path in place.home.lake.rglob("*.parquet")}
    place.night()
    assert {path: path.read_bytes() for path in place.home.lake.rglob("*.parquet")} == before
    place.put("2022/uasc.csv", "CHILD,SEX,DOB,DUC\nKANA,1,01/01/2010,\n", as_at=AS_AT)
    assert place.night()["990", "ssd_immigration_status"].rows_loaded == 1


def test_a_table_that_comes_as_its_own_file_is_taken_instead(place: Place) -> None:
    deliver(place)
    own = {
        "miss_table_id": "1", "miss_person_id": "KANA", "miss_missing_episode_start_date": "2021-07-01",
        "miss_missing_episode_type": "Missing",
    }  # fmt: skip
    place.put("ssd_missing.csv", csv_text([own]), as_at=AS_AT)
    found = place.night()
    assert found["990", "ssd_missing"].file_name == "ssd_missing.csv"
    assert found["990", "ssda903_missing_2022"].ignored == {"the feed came as a file of its own": 3}


def test_a_file_with_another_header_is_refused_and_costs_its_table_only(place: Place) -> None:
    deliver(place)
    place.put("2022/missing.csv", "CHILD,SOMETHING\nKANA,1\n", as_at=AS_AT)
    found = place.night()
    assert found["990", "ssda903_missing_2022"].status == "refused"
    assert "mis_start" in found["990", "ssda903_missing_2022"].reason
    assert found["990", "ssd_missing"].status == "refused"
    assert found["990", "ssd_cla_episodes"].status == "loaded"


def test_episodes_of_one_year_refused_are_figures_of_no_year(place: Place) -> None:
    deliver(place)
    place.put("2021/episodes.csv", "CHILD,SOMETHING\nKANA,1\n", as_at=AS_AT)
    found = place.night()
    for feed in ("ssd_cla_episodes", "ssd_cla_placement", "ssd_legal_status"):
        assert found["990", feed].status == "refused"
        assert found["990", feed].reason.startswith("2021/episodes.csv was refused: the file lacks")
    assert found["990", "ssda903_episodes_2022"].ignored == {"another file of the table was refused": 18}
    assert found["990", "ssd_person"].status == "loaded"


def test_the_lake_is_the_same_whether_folders_or_prefixed_names_are_delivered(night: Night, place: Place) -> None:
    folder: Path = place.folder(as_at=AS_AT)
    for name, content in files().items():
        year, table = name.split("/")
        (folder / f"SSDA903_{year}_{table}").write_text(content)
    found = place.night()
    rows = {feed: outcome.rows_loaded for (_, feed), outcome in found.items()}
    assert rows == {feed: outcome.rows_loaded for feed, outcome in night.outcomes.items()}


def test_a_code_of_a_year_to_come_is_kept_and_counted_under_its_table(place: Place) -> None:
    """A reason, a legal status, a placement and a provider like those that the Department has; `E1XX` is a slip."""
    place.folder(as_at=AS_AT).joinpath("2022").mkdir()
    rows = ["K1,01/05/2021,S,V5,N1,U7,PR6,01/07/2021,E18,,,,", "K2,01/05/2021,S,C2,N1,U4,PR1,01/07/2021,E1XX,,,,"]
    place.put("2022/header.csv", "CHILD,SEX,DOB,ETHNIC\nK1,1,01/01/2010,WBRI\nK2,2,01/01/2010,WBRI\n", as_at=AS_AT)
    place.put("2022/episodes.csv", "\n".join([EPISODE_HEAD, *rows, ""]), as_at=AS_AT)
    found = place.night()
    episodes = found["990", "ssda903_episodes_2022"]
    assert (episodes.rows_loaded, episodes.rows_quarantined, episodes.rules) == (1, 1, {"code.set": 1})
    assert found["990", "ssd_cla_episodes"].warnings == {"code.new:clae_cla_episode_ceased_reason": 1}
    assert found["990", "ssd_legal_status"].warnings == {"code.new:lega_legal_status": 1}
    assert found["990", "ssd_cla_placement"].warnings == {
        "code.new:clap_cla_placement_type": 1, "code.new:clap_cla_placement_provider": 1,
    }  # fmt: skip
