"""A feed against the delivery before: held when it shrinks, doubles or stands still, told when it drifts.

Belongs here: two or three deliveries of one feed, with the row counts worked by hand. Does not belong here: rules about
one row.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from orchestration.cli import main
from orchestration.extracts import lake
from orchestration.extracts.outcomes import FileOutcome
from orchestration.extracts.plausibility import FEWEST, hold
from orchestration.extracts.reports import plausibility_path, write_plausibility
from tests.extracts.good import AS_AT, GOOD, Place

FEED = "ssd_contacts"
BEFORE = date(2020, 11, 30)
CANARY = "CANARY-7731"


def contacts(rows: int, newest: date, **changes: str) -> list[dict[str, str]]:
    """One contact a day, back from the newest."""
    sound = {**GOOD[FEED], **changes}
    return [
        {**sound, "cont_contact_id": f"{CANARY}-{newest}-{i}", "cont_contact_date": str(newest - timedelta(days=i))}
        for i in range(rows)
    ]


def deliver(place: Place, as_at: date, rows: list[dict[str, str]]) -> FileOutcome:
    """What the night thinks of the feed in the newest delivery."""
    place.deliver(as_at=as_at, ssd_person=[GOOD["ssd_person"]], **{FEED: rows})
    place.night()
    return newest(place)


def newest(place: Place) -> FileOutcome:
    [outcome] = [
        item for one in lake.selected(place.home) if one.is_current for item in one.outcomes if item.feed == FEED
    ]
    outcome.hold_row_law()
    return outcome


def in_view(place: Place) -> int:
    connection = duckdb.connect()
    lake.mount(connection, place.home)
    found = connection.execute(f"select count(*) from raw.{FEED}").fetchone()
    assert found
    return int(found[0])


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        (100, 61, ""),
        (100, 60, "40% smaller: 60 rows, and 100 in the delivery of 2020-11-30"),
        (100, 199, ""),
        (100, 200, "2.0 times as large: 200 rows, and 100 in the delivery of 2020-11-30"),
        (FEWEST - 1, 5, ""),
        (20, FEWEST - 1, ""),
    ],
)
def test_a_feed_that_arrives_40_per_cent_smaller_or_doubled_is_held(
    place: Place, then: int, now: int, told: str
) -> None:
    deliver(place, BEFORE, contacts(then, BEFORE))
    outcome = deliver(place, AS_AT, contacts(now, AS_AT))
    assert (outcome.status, outcome.reason) == (("held", told) if told else ("loaded", ""))
    assert in_view(place) == (0 if told else now)


def test_a_list_that_keeps_what_is_over_may_double_in_a_year(place: Place) -> None:
    """100 rows, all of the last year: at that pace 183 days give 100 × 183 / 365 = 50.1 more, and twice that is 100.2.
    From 1 July to 31 December there are 183 days; a day more, and nothing is held for growing."""
    july = date(2020, 7, 1)
    deliver(place, july, contacts(100, july))
    assert deliver(place, AS_AT, contacts(200, AS_AT)).status == "loaded"
    assert deliver(place, AS_AT, contacts(201, AS_AT)).status == "held"
    assert deliver(place, AS_AT + timedelta(days=1), contacts(201, AS_AT)).status == "loaded"


def test_the_list_of_people_may_double_with_a_table_that_is_new(place: Place) -> None:
    place.deliver(as_at=BEFORE, ssd_person=people(50, 0))
    place.deliver(
        ssd_person=[*people(50, 0), *({**row, "pers_person_id": f"{i}"} for i, row in enumerate(people(9, 0)))]
    )
    place.night()
    of_people = next(one for one in lake.selected(place.home) if one.is_current).outcomes[0]
    assert (of_people.feed, of_people.status) == ("ssd_person", "held")
    place.deliver(ssd_contacts=[GOOD["ssd_contacts"] | {"cont_person_id": "1"}])
    place.night()
    assert next(one for one in lake.selected(place.home) if one.is_current).outcomes[0].status == "loaded"


def test_a_feed_without_anything_new_is_held_where_its_own_pace_would_have_given_ten(place: Place) -> None:
    """One contact a day for 100 days: 100 in the last year, so 31 days at that pace would give 100 × 31 / 365 = 8.5."""
    deliver(place, BEFORE, contacts(100, BEFORE))
    assert deliver(place, AS_AT, contacts(100, BEFORE)).status == "loaded"


def test_a_stale_feed_is_held_and_says_what_was_expected(place: Place) -> None:
    """One a day for 400 days: 365 of them in the last year, so 31 days would give 365 × 31 / 365 = 31."""
    deliver(place, BEFORE, contacts(400, BEFORE))
    outcome = deliver(place, AS_AT, contacts(400, BEFORE))
    assert outcome.reason == (
        "stale: nothing newer than in the delivery of 2020-11-30, 31 days before; 31 expected"
    )  # fmt: skip
    assert deliver(place, AS_AT, contacts(400, BEFORE + timedelta(days=1))).status == "loaded"


def test_what_is_held_is_measured_against_the_last_one_that_was_not(place: Place) -> None:
    deliver(place, BEFORE, contacts(100, BEFORE))
    assert deliver(place, AS_AT, contacts(55, AS_AT)).status == "held"
    assert deliver(place, date(2021, 1, 31), contacts(56, date(2021, 1, 31))).status == "held"
    assert deliver(place, date(2021, 2, 28), contacts(98, date(2021, 2, 28))).status == "loaded"


def test_a_held_feed_can_be_accepted_with_a_reason_that_is_recorded(place: Place) -> None:
    deliver(place, BEFORE, contacts(100, BEFORE))
    deliver(place, AS_AT, contacts(50, AS_AT))
    home = ["--home", str(place.home.root)]
    refused = CliRunner().invoke(main, ["accept", "990", str(AS_AT), "ssd_person", "--reason", "real", *home])
    assert (refused.exit_code, "held are: 990 2020-12-31 ssd_contacts" in refused.output) == (2, True)
    assert CliRunner().invoke(main, ["accept", "990", str(AS_AT), FEED, "--reason", " ", *home]).exit_code == 2
    taken = CliRunner().invoke(main, ["accept", "990", str(AS_AT), FEED, "--reason", "A team moved out", *home])
    assert (taken.exit_code, "50% smaller" in taken.output) == (0, True)
    assert (newest(place).status, in_view(place)) == ("loaded", 50)
    ledger = place.home.ledger / "acceptances.jsonl"
    assert "A team moved out" in ledger.read_text()
    assert ledger.stat().st_mode & 0o077 == 0
    # other content for the same place is another surprise
    assert deliver(place, AS_AT, contacts(49, AS_AT)).status == "held"


def people(girls: int, without_ethnicity: int) -> list[dict[str, str]]:
    """100 people, one born each day."""
    return [
        {
            "pers_person_id": f"{CANARY}-{i}",
            "pers_sex": "F" if i < girls else "M",
            "pers_ethnicity": "" if i < without_ethnicity else "WBRI",
            "pers_dob": str(date(2010, 1, 1) + timedelta(days=i)),
        }
        for i in range(100)
    ]


@pytest.mark.parametrize(
    ("girls", "without", "told"),
    [
        (50, 0, {}),
        (31, 19, {}),
        # of 50 girls and 50 boys there are 30 and 70: both shares move by 20 points, so all 100 rows are concerned
        (30, 0, {"drift.codes:pers_sex": 100}),
        # 20 of 100 have lost theirs
        (50, 20, {"drift.empty:pers_ethnicity": 20}),
    ],
)
def test_columns_that_empty_and_codes_that_move_are_told_and_hold_nothing(
    place: Place, girls: int, without: int, told: dict[str, int]
) -> None:
    place.deliver(as_at=BEFORE, ssd_person=people(50, 0))
    place.deliver(ssd_person=people(girls, without))
    place.night()
    [one] = [one for one in lake.selected(place.home) if one.is_current]
    [outcome] = [outcome for outcome in one.outcomes if outcome.feed == "ssd_person"]
    assert (outcome.status, outcome.warnings) == ("loaded", told)
    write_plausibility(place.home, [outcome])
    assert plausibility_path(place.home, "990", AS_AT).exists() == bool(told)


def test_counts_and_reasons_are_reported_and_no_value_is(place: Place) -> None:
    deliver(place, BEFORE, contacts(100, BEFORE))
    outcome = deliver(place, AS_AT, contacts(50, AS_AT))
    write_plausibility(place.home, [outcome])
    path: Path = plausibility_path(place.home, "990", AS_AT)
    [line] = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    assert (line["feed"], line["severity"], line["count"]) == (FEED, "held", "50")
    assert line["explanation"] == outcome.reason
    assert place.telling(CANARY) == []
    write_plausibility(place.home, [deliver(place, AS_AT, contacts(90, AS_AT))])
    assert not path.exists()


def test_a_feed_is_measured_against_the_last_delivery_of_its_own_format() -> None:
    """A delivery of Annex A between two of the dataset hides no loss: 940 of 1,000 rows are gone."""
    came = [
        FileOutcome(
            "990", date(2020, month, 28), FEED, "loaded", rows_in=rows, rows_loaded=rows, format=form, file_hash=form
        )
        for month, rows, form in ((1, 1000, "ssd"), (2, 400, "annex_a"), (3, 60, "ssd"), (4, 390, "annex_a"))
    ]
    found = hold(came, set())
    assert [one.status for one in found] == ["loaded", "loaded", "held", "loaded"]
    assert found[2].reason == "94% smaller: 60 rows, and 1,000 in the delivery of 2020-01-28"
