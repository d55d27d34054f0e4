"""CIN censuses become the feeds' rows: both sets of elements, several years, losses, rejects; expected by hand."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.extracts import lake
from orchestration.settings import PROJECT
from tests.extracts.census_cin import (
    AS_AT,
    SECOND,
    assessment,
    census,
    child,
    deliver,
    enquiry,
    episode,
    protection_plan,
)
from tests.extracts.good import GOOD, Place
from tests.extracts.nights import Night
from tests.extracts.returns_903 import EPISODE_HEAD

SAMPLE = Path(os.environ.get("CIN_SAMPLES", PROJECT.parent / "shared" / "samples" / "cin")) / "liia_BAR_cin_2022.xml"


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    place = Place(tmp_path_factory.mktemp("census"))
    deliver(place)
    found = Night(place)
    yield found
    found.close()


def test_people_of_both_sets_of_elements(night: Night) -> None:
    assert night.rows("select pers_person_id, pers_sex, pers_ethnicity, pers_dob::varchar from raw.ssd_person "
        "order by 1") == [
        ("KANA", "F", "WBRI", "2012-05-06"),
        ("KANB", "F", "WBRI", "2012-05-06"),
        ("KANC", "M", "WBRI", "2012-05-06"),
        ("KAND", "U", "WBRI", "2024-06-01"),
    ]  # fmt: skip


def test_disabilities_are_those_of_the_latest_census_of_the_child(night: Night) -> None:
    assert night.rows("select disa_table_id, disa_disability_code from raw.ssd_disability order by 1") == [
        ("KANA-MOB", "MOB"),
        ("KANB-NONE", "NONE"),
        ("KANC-NONE", "NONE"),
        ("KAND-NONE", "NONE"),
    ]


def test_referrals_and_assessments_are_joined_by_child_and_day(night: Night) -> None:
    assert night.rows(
        "select cine_referral_id, cine_close_date::varchar, cine_referral_nfa from raw.ssd_cin_episodes order by 1"
    ) == [
        ("KANA-20221101", "2024-03-20", "N"),
        ("KANB-20220601", "2022-06-20", "Y"),
        ("KANB-20230502", None, "N"),
        ("KANC-20230201", None, "N"),
        ("KAND-20240304", None, "N"),
    ]
    assert night.rows(
        "select cina_assessment_id, cina_referral_id, cina_assessment_auth_date::varchar "
        "from raw.ssd_cin_assessments order by 1"
    ) == [
        ("KANA-20221102", "KANA-20221101", "2022-12-20"),
        ("KANB-20230503", "KANB-20230502", "2023-07-31"),
        ("KAND-20240305", "KAND-20240304", None),
    ]


def test_conferences_have_their_enquiry_or_none(night: Night) -> None:
    assert night.rows(
        "select icpc_person_id, icpc_icpc_date::varchar, icpc_s47_enquiry_id "
        "from raw.ssd_initial_cp_conference order by all"
    ) == [
        ("KANA", "2022-12-14", "KANA-20221201"),
        ("KANB", "2023-05-31", "KANB-20230508"),
        ("KANB", "2024-02-01", None),
    ]


def test_a_later_census_takes_back_a_referral_and_not_the_conference_of_its_first_year(place: Place) -> None:
    """A census tells of the conferences of its year: that of the first stands, unless the later one gives a day too."""
    held = "<DateOfInitialCPC>{}</DateOfInitialCPC>".format
    first = [
        child("KANE", episode("2022-11-01", held("2022-12-01"))),
        child("KANF", episode("2022-11-02", held("2022-12-02"))),
    ]
    later = [child("KANE", episode("2022-11-01")), child("KANF", episode("2022-11-02", held("2022-12-12")))]
    place.put("cin2023.xml", census(2023, *first), as_at=AS_AT)
    place.put("cin2024.xml", census(2024, *later), as_at=AS_AT)
    assert Night(place).rows("select icpc_icpc_id from raw.ssd_initial_cp_conference order by 1") == [
        ("KANE-20221201",),
        ("KANF-20221212",),
    ]


def test_reviews_are_due_three_months_after_the_start_then_every_six(night: Night) -> None:
    assert night.rows(
        "select cppr_cp_review_date::varchar, cppr_cp_review_due::varchar, cppr_cp_plan_id from raw.ssd_cp_reviews "
        "order by 1"
    ) == [
        ("2023-03-15", "2023-03-14", "KANA-20221214"),
        ("2023-09-15", "2023-09-15", "KANA-20221214"),
        ("2024-03-16", "2024-03-15", "KANA-20221214"),
    ]
    assert night.rows("select cppl_cp_plan_end_date::varchar, cppl_cp_plan_ola from raw.ssd_cp_plans") == [
        ("2024-03-18", "N")
    ]
    assert night.rows("select count(*), count(cinp_cin_plan_end_date) from raw.ssd_cin_plans") == [(2, 1)]


def test_a_review_of_an_old_plan_is_due_after_the_one_before_and_the_first_that_is_told_is_not_due(
    place: Place,
) -> None:
    """The plan of June 2021 was first reviewed by September 2021, and the census tells from 1 April 2023 on. That of
    March 2023 was to be reviewed first by 1 June 2023, which the census tells."""
    plans = (
        protection_plan("2021-06-01", "", "2023-06-01", "2023-11-20"),
        protection_plan("2023-03-01", "", "2023-06-01"),
    )
    place.put(
        "cin2024.xml",
        census(2024, *(child(f"KAN{x}", episode("2021-05-01", told)) for x, told in zip("AB", plans, strict=True))),
        as_at=AS_AT,
    )
    found = Night(place)
    assert found.rows(
        "select cppr_person_id, cppr_cp_review_date::varchar, cppr_cp_review_due::varchar from raw.ssd_cp_reviews "
        "order by all"
    ) == [("KANA", "2023-11-20", "2023-12-01"), ("KANB", "2023-06-01", "2023-06-01")]
    assert found.outcomes["cin_census_2024_reviews"].ignored == {"the review before is not known": 1}


def test_every_element_is_accounted_for(night: Night) -> None:
    told = {feed: outcome for feed, outcome in night.outcomes.items() if feed.startswith("cin_census_")}
    assert {
        feed.removeprefix("cin_census_"): (o.rows_in, o.rows_loaded, o.rows_quarantined, o.rows_ignored)
        for feed, o in told.items()
        if o.rows_in
    } == {
        "2023_children": (3, 1, 0, 2),
        "2023_disabilities": (4, 1, 0, 3),
        "2023_referrals": (3, 2, 0, 1),
        "2023_assessments": (1, 0, 0, 1),
        "2023_enquiries": (1, 0, 0, 1),
        "2023_protection_plans": (1, 0, 0, 1),
        "2024_children": (3, 3, 0, 0),
        "2024_disabilities": (3, 3, 0, 0),
        "2024_referrals": (3, 3, 0, 0),
        "2024_assessments": (3, 3, 0, 0),
        "2024_plans": (2, 2, 0, 0),
        "2024_enquiries": (2, 2, 0, 0),
        "2024_protection_plans": (1, 1, 0, 0),
        "2024_reviews": (3, 3, 0, 0),
    }
    assert told["cin_census_2023_children"].ignored == {"superseded by a later return": 2}
    assert told["cin_census_2023_referrals"].warnings == {"return.left_open:Child/CINdetails/CINclosureDate": 1}


def test_no_value_leaves_the_vault_and_the_lake_and_no_upn_the_vault(night: Night) -> None:
    assert night.place.telling("KAN") == []
    for feed in ("ssd_person", "ssd_cin_episodes"):
        assert not [row for row in night.rows(f"select * from raw.{feed}") if "A123456789123" in map(str, row)]


def test_a_second_night_changes_nothing(night: Night) -> None:
    before = {path: path.read_bytes() for path in night.place.home.lake.rglob("*.parquet")}
    night.place.night()
    assert {path: path.read_bytes() for path in night.place.home.lake.rglob("*.parquet")} == before


def test_with_ssda903_a_child_of_both_is_one_row(place: Place) -> None:
    deliver(place)
    (place.folder(as_at=AS_AT) / "2024").mkdir()
    place.put("2024/header.csv", "CHILD,SEX,DOB,ETHNIC\nKANA,F,06/05/2012,WBRI\nKANZ,M,01/01/2010,WBRI\n", as_at=AS_AT)
    rows = [f"{name},01/06/2023,S,C2,N1,U4,PR1,,,,,," for name in ("KANA", "KANZ")]
    place.put("2024/episodes.csv", "\n".join([EPISODE_HEAD, *rows]), as_at=AS_AT)
    found = Night(place).outcomes
    assert found["ssda903_header_2024"].ignored == {"the child stands in the CIN census": 1}
    assert (found["ssda903_header_2024"].rows_loaded, found["ssd_person"].rows_loaded) == (1, 5)
    assert found["ssd_cla_episodes"].rows_loaded == 2


def test_a_refused_census_costs_its_feeds_and_not_those_of_ssda903(place: Place) -> None:
    deliver(place)
    place.put("CIN_2023.xml", census(2023, child("KANC"))[:-40], as_at=AS_AT)
    (place.folder(as_at=AS_AT) / "2024").mkdir()
    # KANA stands in the sound census too, of which nobody is taken
    place.put("2024/header.csv", "CHILD,SEX,DOB,ETHNIC\nKANA,F,06/05/2012,WBRI\nKANZ,M,01/01/2010,WBRI\n", as_at=AS_AT)
    found = Night(place).outcomes
    assert (found["cin_census_2023"].status, found["ssd_cin_episodes"].status) == ("refused", "refused")
    assert (found["ssd_person"].rows_loaded, found["ssda903_header_2024"].rows_loaded) == (2, 2)
    assert found["cin_census_2024_children"].ignored == {"another file of the table was refused": 3}


def test_every_year_from_2021_is_read_in_either_set_of_elements_with_parts_missing(place: Place) -> None:
    """Sexes as written each year; whatever may be left out is left out of somebody."""
    sexes = {
        2021: "<GenderCurrent>1</GenderCurrent>", 2022: "<GenderCurrent>9</GenderCurrent>", 2023: "<Sex>2</Sex>",
        2024: "<SEX>M</SEX>", 2025: "<Sex>F</Sex>", 2026: "",
    }  # fmt: skip
    pre_proceedings = "<PreProceedingsandFGDM><PPStartDate>2025-05-05</PPStartDate></PreProceedingsandFGDM>"
    for year, sex in sexes.items():
        one = child(f"KAN{year}", episode(f"{year - 1}-05-02", pre_proceedings if year == 2026 else ""), sex=sex)
        bare = f"<Child><ChildIdentifiers><LAchildID>KBN{year}</LAchildID></ChildIdentifiers></Child>"
        text = census(year, one, bare).replace("<LEA>990</LEA>", "" if year == 2022 else "<LEA>990</LEA>")
        # what an exporter writes of the schema is no namespace of the elements
        root = '<Message xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="cin.xsd">'
        place.put(f"{year}.xml", text.replace("<Message>", root), as_at=date(2026, 3, 31))
    night = Night(place)
    found = night.outcomes
    told = night.rows("select pers_sex from raw.ssd_person where pers_person_id like 'KAN%' order by pers_person_id")
    assert [sex for (sex,) in told] == ["M", "U", "F", "M", "F", None]
    assert found["ssd_cin_episodes"].rows_loaded == 6
    assert (found["ssd_person"].rows_in, found["ssd_person"].rows_loaded) == (12, 12)
    other = found["cin_census_2026_other"]
    assert (other.rows_in, other.extra_columns) == (1, ("PreProceedingsandFGDM",))


def test_two_referrals_of_one_day_are_told_apart_by_their_closure_in_every_year(place: Place) -> None:
    """The first closes within the census's year and is in no later one; the second keeps its id when it closes."""
    first = episode("2022-06-01", assessment("2022-06-02"), end="2022-07-15")
    place.put("2023.xml", census(2023, child("KANA", first + episode("2022-06-01", assessment("2022-06-10")))),
        as_at=AS_AT)  # fmt: skip
    place.night()
    alone = referrals(place)
    assert alone == [
        ("KANA-20220601", None, "2022-06-10"),
        ("KANA-20220601-20220715", "2022-07-15", "2022-06-02"),
    ]
    second = episode("2022-06-01", assessment("2022-06-10", "2023-05-04"), end="2023-05-05")
    place.put("2024.xml", census(2024, child("KANA", second)), as_at=AS_AT)
    found = Night(place).outcomes
    assert referrals(place) == [
        ("KANA-20220601", "2023-05-05", "2022-06-10"),
        ("KANA-20220601-20220715", "2022-07-15", "2022-06-02"),
    ]
    told = found["cin_census_2023_referrals"]
    assert (told.rows_in, told.rows_loaded, told.ignored) == (2, 1, {"superseded by a later return": 1})


def test_a_later_census_that_has_both_referrals_of_a_day_is_right_about_both(place: Place) -> None:
    both = episode("2022-06-01", end="2023-03-01") + episode("2022-06-01")
    mended = episode("2022-06-01", end="2023-05-01") + episode("2022-06-01")
    place.put("2023.xml", census(2023, child("KANA", both)), as_at=AS_AT)
    place.put("2024.xml", census(2024, child("KANA", mended)), as_at=AS_AT)
    place.night()
    assert [closed for _, closed, _ in referrals(place)] == [None, "2023-05-01"]


def test_two_referrals_of_one_day_that_nothing_tells_apart_are_one_too_many(place: Place) -> None:
    place.put("2024.xml", census(2024, child("KANA", episode("2023-05-02") + episode("2023-05-02", nfa="true"))),
        as_at=AS_AT)  # fmt: skip
    found = place.night()
    assert found["990", "cin_census_2024_referrals"].rules == {"key.unique": 1}


def referrals(place: Place) -> list[tuple[Any, ...]]:
    """Id, closure and the assessment that belongs to it."""
    with duckdb.connect() as raw:
        lake.mount(raw, place.home)
        return raw.execute(
            "select cine_referral_id, cine_close_date::varchar, cina_assessment_start_date::varchar "
            "from raw.ssd_cin_episodes left join raw.ssd_cin_assessments on cina_referral_id = cine_referral_id "
            "order by all"
        ).fetchall()


def test_a_feed_that_comes_as_its_own_file_is_taken_instead(place: Place) -> None:
    deliver(place)
    own = {**GOOD["ssd_cp_plans"], "cppl_person_id": "KANA", "cppl_cp_plan_id": "own"}
    place.deliver(as_at=AS_AT, ssd_cp_plans=[own])
    found = Night(place).outcomes
    assert found["ssd_cp_plans"].file_name == "ssd_cp_plans.csv"
    assert found["cin_census_2024_protection_plans"].ignored == {"the feed came as a file of its own": 1}


def test_rejects_name_the_file_the_path_of_the_element_and_its_ordinal(place: Place) -> None:
    place.put(
        "c.xml",
        census(
            2024,
            child("KANA", episode("2023-05-02", enquiry("2023-13-40") + enquiry("2023-06-01", "2023-06-99"))),
            child("KANA", born="2011-01-01"),
            child("KANA"),
            child("KANB", episode("2023-05-02", end="2023-05-01") + "<Pets><Pet>Rex</Pet></Pets><Note>x</Note>"),
            child("", episode("2023-07-01")),
            child("KANC", sex="<Sex>F</Sex><Sex>M</Sex>"),
            child("KAND", sex="<Sex>X</Sex>"),
        ),
        as_at=AS_AT,
    )
    night = Night(place)
    found = night.outcomes
    ids, details = "Child/ChildIdentifiers", "Child/CINdetails"
    told = [
        (feed.removeprefix("cin_census_2024_"), *more) for feed, *more in night.rejects("feed", "row", "column", "rule")
    ]
    assert told == [
        ("children", "2", f"{ids}/LAchildID", "key.unique"),
        ("children", "5", f"{ids}/LAchildID", "key.missing"),
        ("children", "6", "", "element.repeated"),
        ("children", "7", f"{ids}/Sex", "code.set"),
        ("disabilities", "5", "Child/ChildCharacteristics/Disabilities/Disability", "key.missing"),
        ("disabilities", "5", f"{ids}/LAchildID", "reference.person"),
        ("disabilities", "6", f"{ids}/LAchildID", "reference.person"),
        ("disabilities", "7", f"{ids}/LAchildID", "reference.person"),
        ("referrals", "2", f"{details}/CINclosureDate", "date.order"),
        ("referrals", "3", f"{details}/CINreferralDate", "key.missing"),
        ("referrals", "3", f"{ids}/LAchildID", "reference.person"),
        ("enquiries", "1", f"{details}/Section47/S47ActualStartDate", "type.date"),
        ("enquiries", "2", f"{details}/Section47/DateOfInitialCPC", "type.date"),
    ]
    assert set(night.rejects("file_name")) == {("c.xml",)}
    assert found["cin_census_2024_children"].ignored == {"exact duplicate": 1}
    other = found["cin_census_2024_other"]
    assert (other.rows_in, other.ignored, other.extra_columns) == (
        2,
        {"no indicator uses this element": 2},
        ("Note", "Pets"),
    )


@pytest.mark.skipif(not SAMPLE.exists(), reason="the CIN sample is not on this machine (CIN_SAMPLES says where)")
def test_the_public_sample_is_read_whole(place: Place) -> None:
    shutil.copy(SAMPLE, place.folder("201", date(2022, 3, 31)))
    found = Night(place).outcomes
    parts = [outcome for feed, outcome in found.items() if feed.startswith("cin_census_2022_")]
    assert (sum(part.rows_in for part in parts), sum(part.rows_loaded for part in parts)) == (9, 9)
    # one conference after an enquiry, one beside it
    assert found["ssd_initial_cp_conference"].rows_loaded == 2


def test_the_order_of_children_makes_no_difference_to_what_is_loaded(place: Place, night: Night) -> None:
    assert "KAND" in SECOND
    deliver(place)
    start, end = SECOND.index("<Child>"), SECOND.rindex("</Children>")
    parts = SECOND[start:end].split("<Child>")[1:]
    place.put(
        "any name (2).XML", SECOND[:start] + "".join("<Child>" + p for p in reversed(parts)) + SECOND[end:], as_at=AS_AT
    )
    found = {feed: outcome.rows_loaded for (_, feed), outcome in place.night().items()}
    assert found == {feed: outcome.rows_loaded for feed, outcome in night.outcomes.items()}
