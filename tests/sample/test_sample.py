"""The sample council: the same bytes for the same seed, a delivery the pipeline can take, and the printed figures."""

from __future__ import annotations

import filecmp
from datetime import date
from pathlib import Path

import pytest

from orchestration.sample import EARLIER_DATE, EXTRACT_DATE, LA_CODE, write
from orchestration.sample.columns import COLUMNS
from tests.sample import recount

DECEMBER, NOVEMBER = date(2020, 12, 31), date(2020, 11, 30)
SMALL = 0.05
# the bank holidays that the recount of December's conferences meets
FREE = ["2020-08-31", "2020-12-25", "2020-12-28"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    landing = tmp_path_factory.mktemp("small")
    write(landing, scale=SMALL)
    return landing


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    landing = tmp_path_factory.mktemp("whole")
    write(landing)
    return landing / LA_CODE / EXTRACT_DATE


def test_the_same_seed_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    paths = write(tmp_path, scale=SMALL)
    names = [str(path.relative_to(tmp_path)) for path in paths]
    equal, different, missing = filecmp.cmpfiles(tmp_path, small, names, shallow=False)
    assert (different, missing) == ([], [])
    assert len(equal) == 2 * len(COLUMNS)


def test_another_seed_gives_other_children(small: Path, tmp_path: Path) -> None:
    write(tmp_path, seed=7, scale=SMALL)
    name = f"{LA_CODE}/{EXTRACT_DATE}/ssd_person.csv"
    assert not filecmp.cmp(small / name, tmp_path / name, shallow=False)


def test_each_delivery_has_every_feed_once_in_several_forms(small: Path) -> None:
    for extract_date in (EARLIER_DATE, EXTRACT_DATE):
        files = sorted((small / LA_CODE / extract_date).iterdir())
        assert sorted(path.name.split(".")[0] for path in files) == sorted(COLUMNS)
        assert {"".join(path.suffixes) for path in files} == {".csv", ".csv.gz", ".parquet"}


def test_files_have_all_the_columns_of_the_dataset(small: Path) -> None:
    folder = small / LA_CODE / EXTRACT_DATE
    for feed, columns in COLUMNS.items():
        assert tuple(recount.rows(folder, feed)[0]) == columns, feed


def test_nothing_in_the_earlier_delivery_happened_later(small: Path) -> None:
    earlier, later = small / LA_CODE / EARLIER_DATE, small / LA_CODE / EXTRACT_DATE
    for feed, column in (("ssd_contacts", "cont_contact_date"), ("ssd_cp_plans", "cppl_cp_plan_start_date")):
        days = [recount.day(r[column]) for r in recount.rows(earlier, feed)]
        # a mess row may carry a date after the extract; nothing else may
        assert sum(day is not None and NOVEMBER < day <= DECEMBER for day in days) == 0
        assert len(days) < len(recount.rows(later, feed))
    ended = {r["cppl_cp_plan_id"]: r["cppl_cp_plan_end_date"] for r in recount.rows(later, "ssd_cp_plans")}
    reopened = [
        r
        for r in recount.rows(earlier, "ssd_cp_plans")
        if not r["cppl_cp_plan_end_date"] and ended.get(r["cppl_cp_plan_id"], "") > EARLIER_DATE
    ]
    assert reopened, "plans that ended in December must still be open in November"


def test_progress_is_told_up_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write(tmp_path, scale=0.02, progress=lambda _, done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


@pytest.mark.parametrize(
    ("feed", "dated", "person", "november", "december"),
    [
        ("ssd_contacts", "cont_contact_date", "cont_person_id", 1787, 1507),
        ("ssd_cin_episodes", "cine_referral_date", "cine_person_id", 448, 351),
        ("ssd_s47_enquiry", "s47e_s47_start_date", "s47e_person_id", 167, 149),
        ("ssd_initial_cp_conference", "icpc_icpc_date", "icpc_person_id", 61, 51),
        ("ssd_cin_assessments", "cina_assessment_auth_date", "cina_person_id", 357, 409),
    ],
)
def test_events_of_a_month_are_the_printed_number(
    whole: Path, feed: str, dated: str, person: str, november: int, december: int
) -> None:
    end = "s47e_s47_end_date" if feed == "ssd_s47_enquiry" else ""
    assert recount.events(whole, feed, dated, person, NOVEMBER, end) == november
    assert recount.events(whole, feed, dated, person, DECEMBER, end) == december


def test_children_on_plans_and_in_care_are_the_printed_number(whole: Path) -> None:
    # 78 per 10,000 of 50,869 children
    assert len(recount.on_plan(whole, DECEMBER)) == round(78.24 * 5.0869)
    assert len(recount.looked_after(whole, DECEMBER)) == 499
    assert len(recount.looked_after(whole, NOVEMBER)) == 503


def test_conferences_in_time_are_the_printed_share(whole: Path) -> None:
    started = {
        r["s47e_s47_enquiry_id"]: recount.day(r["s47e_s47_start_date"]) for r in recount.rows(whole, "ssd_s47_enquiry")
    }
    held = [
        (started.get(r["icpc_s47_enquiry_id"]), day)
        for r in recount.rows(whole, "ssd_initial_cp_conference")
        if recount.in_month(day := recount.day(r["icpc_icpc_date"]), DECEMBER) and day
    ]
    in_time = sum(start is not None and recount.working_days(FREE, start, day) <= 15 for start, day in held)
    assert in_time / len(held) == pytest.approx(0.27, abs=0.02)


def test_a_council_has_ordinary_mess(whole: Path) -> None:
    people = recount.rows(whole, "ssd_person")
    assert any(r["pers_dob"] == "" for r in people)
    assert any(r["pers_dob"] > EXTRACT_DATE for r in people), "unborn children have an expected date of birth"
    assert {r["pers_sex"] for r in people} >= {"F", "M", "U", "X", "f", "m"}
    assert any(r["lega_legal_status"] == "V4" for r in recount.rows(whole, "ssd_legal_status"))
    assert any(r["clap_cla_placement_distance"] == "999.9" for r in recount.rows(whole, "ssd_cla_placement"))
    assert any(r["cppl_cp_plan_end_date"] == "9999-12-31" for r in recount.rows(whole, "ssd_cp_plans"))
    assert any(r["clav_person_id"].endswith(" ") for r in recount.rows(whole, "ssd_cla_visits"))
