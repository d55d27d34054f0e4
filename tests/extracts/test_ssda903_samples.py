"""The public SSDA903 samples, where this machine has them: five years recounted in Python, and two dirty files."""

from __future__ import annotations

import csv
import io
import os
import shutil
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from orchestration.settings import PROJECT
from tests.extracts.good import Place
from tests.extracts.nights import Night
from tests.extracts.returns_903 import AS_AT

SAMPLES = Path(os.environ.get("SSDA903_SAMPLES", PROJECT.parent / "shared" / "samples" / "ssda903"))
ZIP = "cs_demand_model_samples_v1_2017-2021.zip"
DIRTY = ("SSDA903_2020_episodes.csv", "SSDA903_2020_header.csv")

pytestmark = pytest.mark.skipif(
    not (SAMPLES / ZIP).exists(), reason="the SSDA903 samples are not on this machine (SSDA903_SAMPLES says where)"
)
Rows = dict[str, list[dict[str, str]]]


def day(text: str) -> date | None:
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None


def read_zip() -> dict[int, Rows]:
    found: dict[int, Rows] = {}
    with zipfile.ZipFile(SAMPLES / ZIP) as archive:
        for name in archive.namelist():
            if name.endswith(".csv"):
                year, table = name.removesuffix(".csv").split("/")
                text = io.TextIOWrapper(archive.open(name), "utf-8-sig")
                found.setdefault(int(year), {})[table] = list(csv.DictReader(text))
    return dict(sorted(found.items()))


def recount(years: dict[int, Rows], on: date) -> int:
    """Children under 18 with an episode open, the latest-started one not under V3 or V4; the latest return wins."""
    births: dict[str, date | None] = {}
    episodes: dict[tuple[str, str], dict[str, str]] = {}
    for tables in years.values():
        for rows in tables.values():
            births |= {row["CHILD"]: day(row["DOB"]) for row in rows if row.get("DOB")}
        episodes |= {(row["CHILD"], row["DECOM"]): row for row in tables["episodes"]}
    status: dict[str, tuple[date, str]] = {}
    for row in episodes.values():
        start, end = day(row["DECOM"]), day(row["DEC"])
        if start and start <= on and (end is None or end > on):
            status[row["CHILD"]] = max(status.get(row["CHILD"], (date.min, "")), (start, row["LS"]))
    return sum(1 for child, (_, ls) in status.items() if ls not in ("V3", "V4") and is_under_18(births[child], on))


def is_under_18(born: date | None, on: date) -> bool:
    return born is None or (on.year - born.year - ((on.month, on.day) < (born.month, born.day))) < 18


LOOKED_AFTER = """
select count(distinct e.clae_person_id)
from raw.ssd_cla_episodes e join raw.ssd_person p on p.pers_person_id = e.clae_person_id
where e.clae_cla_episode_start_date <= $on and coalesce(e.clae_cla_episode_ceased_date > $on, true)
    and coalesce(p.pers_dob + interval 18 year > $on, true)
    and coalesce((
        select max_by(l.lega_legal_status, l.lega_legal_status_start_date) from raw.ssd_legal_status l
        where l.lega_person_id = e.clae_person_id and l.lega_legal_status_start_date <= $on
            and coalesce(l.lega_legal_status_end_date > $on, true)
    ), '') not in ('V3', 'V4')
"""


def test_five_years_as_a_recount_of_the_files_has_them(place: Place) -> None:
    shutil.copy(SAMPLES / ZIP, place.folder(as_at=AS_AT))
    night = Night(place)
    outcomes, raw = night.outcomes, night.raw
    years = read_zip()
    returned = {feed: outcome for feed, outcome in outcomes.items() if feed.startswith("ssda903_")}
    assert {feed: outcome.rows_in for feed, outcome in returned.items()} == {
        f"ssda903_{table}_{year}": len(rows) for year, tables in years.items() for table, rows in tables.items()
    }
    for year in range(2018, 2023):
        on = date(year, 3, 31)
        counted = raw.execute(LOOKED_AFTER, {"on": on}).fetchone()
        assert counted == (recount(years, on),)
    assert recount(years, AS_AT) > 0
    # the folder 2017 holds the year from 1 April 2017: its checks are dated at its end
    assert raw.execute("select min(clah_health_check_date) from raw.ssd_cla_health").fetchone() == (date(2018, 3, 31),)


def test_dirty_files_go_through_and_say_what_was_wrong(place: Place) -> None:
    for name in DIRTY:
        shutil.copy(SAMPLES / name, place.folder(as_at=date(2020, 3, 31)))
    night = Night(place)
    found = night.outcomes
    header, episodes = found["ssda903_header_2020"], found["ssda903_episodes_2020"]
    assert (header.rows_in, header.rows_loaded, header.rules) == (5, 2, {"key.unique": 3})
    assert (episodes.rows_in, episodes.rows_loaded, episodes.rows_quarantined) == (5, 4, 1)
    # a column that nobody knows is named and not read; an episode without a legal status has none
    assert "test_column" in episodes.extra_columns
    assert found["ssd_legal_status"].rows_in == 3
    assert set(episodes.warnings) == {"return.no_start:RNE", "return.overlap:DECOM", "return.no_successor:REC"}
    # the word *DUMMY* where the reason for the episode stands, and children with several dates of birth
    assert night.rejects() == [
        ("SSDA903_2020_episodes.csv", "5", "RNE", "code.set"),
        ("SSDA903_2020_header.csv", "2", "CHILD", "key.unique"),
        ("SSDA903_2020_header.csv", "3", "CHILD", "key.unique"),
        ("SSDA903_2020_header.csv", "5", "CHILD", "key.unique"),
    ]
