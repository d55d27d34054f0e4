"""Which names are SSDA903 files, which year they mean, and what is taken out of a zip."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from orchestration.extracts import zips
from orchestration.extracts.folders import is_settled
from orchestration.extracts.headers import tidy_header
from orchestration.extracts.landing import receive
from orchestration.extracts.recognition.shapes import fit, shapes, whole_fits
from orchestration.extracts.ssda903.names import of_feed, recognise
from orchestration.extracts.ssda903.tables import TABLES
from orchestration.extracts.ssda903.years import year_ends
from tests.extracts.archives import link, packed
from tests.extracts.good import Place
from tests.extracts.returns_903 import AS_AT, files


@pytest.mark.parametrize(
    ("name", "feed"),
    [
        ("episodes.csv", "ssda903_episodes"),
        ("SSDA903_2020_episodes.csv", "ssda903_episodes_2020"),
        ("SSDA903_2020_Header.CSV", "ssda903_header_2020"),
        ("2020_episodes.csv", "ssda903_episodes_2020"),
        ("oc3_2021.csv.gz", "ssda903_oc3_2021"),
        ("2017/previous_permanence.csv", "ssda903_previous_permanence_2017"),
        ("2019-20/prev_perm.csv", "ssda903_previous_permanence_2019-20"),
        ("2019_2020/uasc.csv", "ssda903_uasc_2019-20"),
        ("SSDA903 2019-20/Uasc.CSV", "ssda903_uasc_2019-20"),
        ("returns.zip/Return_2020/uasc.csv", "ssda903_uasc_2020"),
        ("extract 2020-03-31/uasc.csv", "ssda903_uasc"),
        ("set.zip/samples/2018/missing.csv", "ssda903_missing_2018"),
        ("set.zip/2018/2019_reviews.csv", "ssda903_reviews_2019"),
        ("ssd_missing.csv", None),
        ("missing.xlsx", None),
        ("my_missing.csv", None),
        ("SSDA903_2024_ad1.csv", "ssda903_ad1_2024"),
        ("2024/placed_for_adoption.csv", "ssda903_placed_for_adoption_2024"),
        ("PlacedAdoption_2024.csv", "ssda903_placed_for_adoption_2024"),
        ("sw_episodes.csv", "ssda903_sw_episodes"),
        ("2027/DoLo.csv", "ssda903_dolo_2027"),
        ("ad2.csv", None),
    ],
)
def test_names_and_years(name: str, feed: str | None) -> None:
    found = recognise(name)
    assert (found.feed if found else None) == feed
    assert feed is None or of_feed(feed) == found


HEADERS = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "uasc": "CHILD,SEX,DOB,DUC",
    "oc2": "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
    "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
    "oc3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
    "ad1": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
    "placed_for_adoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    "previous_permanence": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
    "sw_episodes": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
    "dolo": "CHILD,DOB,DOLO_START,DOLO_END",
}


def known_as(columns: list[str]) -> list[str]:
    return [found.shape.name for found in whole_fits(fit(shape, tidy_header(columns)) for shape in shapes().values())]


def test_every_table_is_known_by_its_header_alone() -> None:
    assert set(HEADERS) == set(TABLES)
    for table, header in HEADERS.items():
        names = header.split(",")
        assert known_as(names) == [f"ssda903_{table}"]
        assert known_as(["\ufeffNOTES", *(f" {name.lower()} " for name in reversed(names))]) == [f"ssda903_{table}"]


def test_a_header_of_none_or_of_two_tables_is_not_guessed() -> None:
    assert known_as(["Child", "Sex", "DOB"]) == []
    assert len(known_as([*HEADERS["uasc"].split(","), *HEADERS["missing"].split(",")])) == 2
    assert known_as([]) == []


DAYS = [date(2018, 4, 1), date(2018, 12, 25), date(2019, 3, 31)]


@pytest.mark.parametrize(
    ("events", "ends"),
    [
        ({"2019": DAYS}, {"2019": 2019}),
        ({"2018": DAYS}, {"2018": 2019}),
        ({"2018": DAYS, "2017": []}, {"2018": 2019, "2017": 2018}),
        ({"2019": []}, {"2019": 2019}),
        ({"2018-19": [], "2018": DAYS}, {"2018-19": 2019, "2018": 2019}),
        ({"": DAYS}, {"": 2019}),
        ({"": []}, {"": 2020}),
    ],
)
def test_the_dates_decide_which_year_a_name_means(events: dict[str, list[date]], ends: dict[str, int]) -> None:
    assert year_ends(events, date(2020, 6, 30)) == ends


def test_a_zip_gives_what_its_files_would_give(place: Place) -> None:
    place.put("set.zip", packed({**files(), "__MACOSX/2022/._x": "", "readme.txt": "hello"}), as_at=AS_AT)
    receipt = receive(place.landing, place.home)
    assert {entry.file_name for entry in receipt.received} == {f"set.zip/{name}" for name in files()}
    assert [refusal.place for refusal in receipt.unrecognised] == [f"990/{AS_AT}/set.zip/readme.txt"]
    assert not [path for path in place.home.vault.iterdir() if path.is_dir()]
    assert receive(place.landing, place.home).unchanged == len(files())


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: packed({"../episodes.csv": "CHILD"}), "leads out"),
        (lambda: packed({"2020/../../episodes.csv": "CHILD"}), "leads out"),
        (lambda: packed({"/2020/episodes.csv": "CHILD"}), "not a plain path"),
        (lambda: packed({"2020\\episodes\n.csv": "CHILD"}), "not a plain path"),
        (link, "a link"),
        (lambda: packed({f"{n}.csv": "" for n in range(zips.MAX_ENTRIES + 1)}), "entries"),
        (lambda: packed({"2020/episodes.csv": "0" * (zips.SMALL + 1)}), "far more than its size"),
        (lambda: packed({"2020/episodes.csv": "CHILD"})[:-30], "damaged"),
        (lambda: b"PK\x03\x04 not a zip", "damaged"),
    ],
)
def test_a_zip_that_is_out_of_order_is_left_alone(place: Place, make: Callable[[], bytes], told: str) -> None:
    place.put("set.zip", make(), as_at=AS_AT)
    receipt = receive(place.landing, place.home)
    assert receipt.received == []
    assert [told in refusal.reason for refusal in receipt.refused] == [True]
    assert list(place.home.vault.iterdir()) == []


def test_links_in_a_year_folder_are_left(place: Place, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("CHILD,SEX,DOB\n")
    year = place.folder(as_at=AS_AT) / "2020"
    year.mkdir()
    (year / "header.csv").symlink_to(outside)
    (place.folder(as_at=AS_AT) / "2021").symlink_to(tmp_path)
    receipt = receive(place.landing, place.home)
    assert receipt.received == []
    assert [refusal.reason for refusal in receipt.unrecognised] == ["not a regular file", "not a regular file"]


def test_a_folder_rests_only_when_its_year_folders_do(place: Place) -> None:
    folder = place.folder(as_at=AS_AT)
    (folder / "2020").mkdir()
    (folder / "2020" / "header.csv.part").write_text("CHILD")
    assert not is_settled(folder, quiet_seconds=0)
    (folder / "2020" / "header.csv.part").rename(folder / "2020" / "header.csv")
    assert is_settled(folder, quiet_seconds=0)
    assert not is_settled(folder, quiet_seconds=60)
