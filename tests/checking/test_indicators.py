"""Which indicators would result is said as the warehouse says it of a night, and by what each format supports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import jinja2
import pytest

from orchestration.checking.indicators import Delivered, indicators, wanted
from orchestration.contracts.feeds import FEEDS
from orchestration.extracts.ledger import Delivery, Entry
from orchestration.extracts.outcomes import FileOutcome
from orchestration.settings import PROJECT, Home

DAY = date(2020, 12, 31)
MODEL = PROJECT / "models" / "facts" / "dim_indicator_availability.sql"


def delivered(
    feeds: dict[str, str],
    files: dict[str, str] | None = None,
    as_at: date = DAY,
    *,
    form: str = "",
    known_from: date | None = None,
    known_until: date | None = None,
) -> Delivered:
    """A delivery whose tables have these statuses (others did not come). `files`: ledger name → file name; a table that
    is not among them is made of all of them, which are of the format `form` and hold it from `known_from` to
    `known_until`."""
    files = {feed: f"{feed}.csv" for feed in feeds} if files is None else files
    entries = {feed: Entry("990", str(as_at), feed, name, "0", 1, "", "new") for feed, name in files.items()}
    made = ", ".join(files.values())
    outcomes = [
        FileOutcome(
            "990", as_at, feed, feeds.get(feed, "missing"),
            file_name=files.get(feed, made) if feed in feeds else "",
            rows_in=3, rows_loaded=3,
            format=form if feed in feeds else "",
            known_from=known_from if feed in feeds and feed != "ssd_person" else None,
            known_until=known_until if feed in feeds and feed != "ssd_person" else None,
        )
        for feed in FEEDS
    ]  # fmt: skip
    return Delivered(Delivery("990", as_at, entries), tuple(outcomes))


def told(*known: Delivered) -> dict[str, tuple[str, str]]:
    return {one.code: (one.support, one.why) for one in indicators(known, Home(Path("/nonexistent")))}


def by_the_warehouse(one: Delivered) -> dict[str, bool]:
    """Indicator → whether the model finds every need met, run on the same statuses."""
    with duckdb.connect() as connection:
        for seed in ("indicators", "format_support"):
            path = PROJECT / "seeds" / f"{seed}.csv"
            connection.execute(f"create table {seed} as from read_csv('{path}', all_varchar = true)")
        connection.execute(
            "create table dim_feed_status (la_code varchar, feed varchar, status varchar, missing_columns varchar, "
            "first_loaded_as_at date, known_from date, state_from date, known_until date, format varchar, "
            "snapshots integer)"
        )
        connection.executemany(
            "insert into dim_feed_status values (?, ?, ?, ?, ?, null, null, null, null, null)",
            [
                (o.la_code, o.feed, o.status, ", ".join(o.missing_columns), o.as_at if o.status == "loaded" else None)
                for o in one.outcomes
            ],
        )
        model = jinja2.Template(MODEL.read_text(encoding="utf-8")).render(
            ref=lambda name: name,
            split_to_rows=lambda text, separator: f"unnest(string_split({text}, '{separator}'))",
        )
        found = connection.execute(f"select indicator_code, missing_feeds is null from ({model})").fetchall()
        return dict(found)


@pytest.mark.parametrize(
    "left_out",
    [
        {},
        {"ssd_care_leavers": "missing"},
        {"ssd_care_leavers": "missing", "local_care_leaver_status": "missing"},
        {"ssd_cin_episodes": "refused", "local_peps": "empty"},
        {"ssd_person": "missing"},
    ],
)
def test_needs_are_met_as_in_the_warehouse(left_out: dict[str, str]) -> None:
    one = delivered({feed: "loaded" for feed in FEEDS if left_out.get(feed) != "missing"} | _without_missing(left_out))
    some = replace(
        next(o for o in one.outcomes if o.feed == "ssd_cp_visits"), missing_columns=("cppv_cp_visit_seen_alone",)
    )
    one = Delivered(one.delivery, tuple(some if o.feed == some.feed else o for o in one.outcomes))
    expected = by_the_warehouse(one)
    found = {code: support != "not" or "no row of local_returns" in why for code, (support, why) in told(one).items()}
    assert found == expected
    assert not found["cpp_seen_alone_pct"]


def _without_missing(left_out: dict[str, str]) -> dict[str, str]:
    return {feed: status for feed, status in left_out.items() if status != "missing"}


def test_a_table_that_holds_the_present_state_answers_from_an_earlier_delivery() -> None:
    before = delivered({"ssd_person": "loaded", "ssd_care_leavers": "loaded"}, as_at=date(2020, 11, 30))
    now = delivered({"ssd_person": "loaded"})
    assert told(now)["care_leavers_suitable_accom_pct"][0] == "not"
    assert told(before, now)["care_leavers_suitable_accom_pct"][0] == "full"


REFERRALS = {"ssd_person": "loaded", "ssd_cin_episodes": "loaded"}


def book(as_at: date, months: int = 6) -> Delivered:
    """A workbook of a month's last day, whose lists hold so many months."""
    year, month = divmod(as_at.year * 12 + as_at.month - months, 12)
    first = date(year, month + 1, 1)
    return delivered(REFERRALS, {"annex_a": "book.xlsx"}, as_at, form="annex_a", known_from=first)


def test_annex_a_accumulates() -> None:
    """19 monthly snapshots make re-referrals right: 12 months of looking back and a rolling year, six months each."""
    ends = [date(2019 + number // 12, number % 12 + 1, 1) - timedelta(days=1) for number in range(1, 20)]
    months = [book(end) for end in ends]
    assert told(*months[:18])["rereferrals_12m_pct"] == (
        "later",
        "each referral looks twelve months back: right once 19 monthly snapshots are there (here: 18)",
    )
    assert told(*months)["rereferrals_12m_pct"] == ("full", "")
    assert told(months[0])["referrals_started_count"] == (
        "full",
        "the rolling year is whole once 7 monthly snapshots are there",
    )
    # a gap of seven months ends the history: the six months before it are not held
    assert told(months[0], months[7])["referrals_started_count"][1] != ""


def test_one_workbook_of_many_months_waits_for_nothing() -> None:
    """24 months hold the year before each of the last twelve, 23 do not; twelve hold a rolling year."""
    assert told(book(DAY, 24))["rereferrals_12m_pct"] == ("full", "")
    assert told(book(DAY, 23))["rereferrals_12m_pct"][0] == "later"
    assert told(book(DAY, 12))["referrals_started_count"] == ("full", "")
    assert told(book(DAY, 11))["referrals_started_count"][1] != ""


@pytest.mark.parametrize(("first", "support"), [(2019, "full"), (2020, "later")])
def test_censuses_are_enough_where_the_year_before_is_among_them(first: int, support: str) -> None:
    """To 31 March 2021: with the census of the year before, those of April 2020 can look back to April 2019."""
    files = {f"cin_census_{year}": f"{year}.xml" for year in range(first + 1, 2022)}
    day, began = date(2021, 3, 31), date(first, 4, 1)
    one = delivered(REFERRALS, files, day, form="cin_census", known_from=began)
    assert told(one)["rereferrals_12m_pct"][0] == support


def test_a_census_in_a_folder_dated_later_says_to_which_day_it_tells() -> None:
    files, end = {"cin_census_2020": "2020.xml"}, date(2020, 3, 31)
    one = delivered(
        REFERRALS, files, date(2020, 6, 30), form="cin_census", known_from=date(2019, 4, 1), known_until=end
    )
    assert told(one)["referrals_started_count"] == ("full", "nothing after 2020-03-31 is known")


def test_of_two_formats_each_gives_what_the_other_lacks() -> None:
    """The census knows referrals and SSDA903 children looked after; neither knows contacts."""
    feeds = dict.fromkeys(("ssd_person", "ssd_cin_episodes", "ssd_cla_episodes", "ssd_legal_status"), "loaded")
    one = delivered(feeds, {"cin_census_2024": "a.xml", "ssda903_episodes_2024": "b.csv"})
    every = told(one)
    assert every["referrals_started_count"][0] == "full"
    assert every["cla_count"][0] == "full"
    assert every["contacts_received"][0] == "not"


def test_tables_are_counted_by_the_indicators_that_ask_for_them() -> None:
    assert wanted()["local_peps"] == 1
    assert wanted()["ssd_person"] > 50
