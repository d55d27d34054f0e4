"""No value of a child's row leaves vault and lake: canaries are planted and searched for byte by byte."""

from __future__ import annotations

import gzip
import logging
import traceback

import pytest

from orchestration.contracts.feeds import FEEDS
from orchestration.extracts import lake, outcomes
from orchestration.extracts.ingest import ingest
from orchestration.extracts.landing import receive
from tests.extracts.good import CANARY, GOOD, Place, csv_text

DAY = "1923-07-31"


def spoilt(feed: str) -> list[dict[str, str]]:
    """Rows that break a rule in every column, each with the canary as its value, beside a row with a canary id."""
    good = GOOD[feed]
    sound = {**good, FEEDS[feed].key[0]: f"{CANARY}-id"} if len(FEEDS[feed].key) == 1 else good
    copies = [{**good, name: CANARY} for name in good]
    doubled = [sound, {**sound, list(good)[-1]: CANARY}]
    dated = [{**good, c.name: DAY} for c in FEEDS[feed].of_kind("date") if c.name in good]
    return [sound, *copies, *doubled, *dated]


def assert_clean(place: Place, *texts: str) -> None:
    assert place.telling(CANARY, DAY) == []
    assert not any(CANARY in text or DAY in text for text in texts)


def test_no_value_in_reports_quarantine_outcomes_ledger_or_logs(
    place: Place, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    place.deliver(**{feed: spoilt(feed) for feed in GOOD})
    found = place.night()
    captured = capfd.readouterr()
    assert sum(outcome.rows_quarantined for outcome in found.values()) > 100
    assert_clean(place, caplog.text, captured.out, captured.err, repr(found))


@pytest.mark.parametrize(
    "content",
    [
        f"{CANARY},F,{CANARY},{DAY}\n",
        f'pers_person_id,pers_sex,pers_ethnicity,pers_dob\n{CANARY},"F,WBRI,{DAY}\n',
        f"pers_person_id,pers_sex,pers_ethnicity,pers_dob\n{CANARY},F\n\n{CANARY},F,WBRI,{DAY},{CANARY}\n",
        f"pers_person_id,pers_sex,pers_ethnicity,pers_dob,{CANARY},{CANARY.lower()} {DAY}\nK1,F,WBRI,2010-01-01,x,y\n",
        f"pers_person_id,pers_sex,pers_ethnicity,pers_dob\n{CANARY}\0,F,WBRI,{DAY}\n",
        b"PAR1" + CANARY.encode() * 9,
        gzip.compress(csv_text([{**GOOD["ssd_person"], "pers_person_id": CANARY}] * 99).encode(), mtime=0)[:-12],
        f"\xff\xfe{CANARY}",
    ],
)
def test_no_value_in_the_reason_for_a_broken_file(place: Place, content: str | bytes) -> None:
    place.put("ssd_person.csv", content)
    found = place.night()
    assert_clean(place, repr(found))


def test_no_value_in_an_exception_or_its_traceback(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.deliver(ssd_person=spoilt("ssd_person"))
    receive(place.landing, place.home)
    monkeypatch.setattr(outcomes.FileOutcome, "rows_in", property(lambda self: -1), raising=False)
    try:
        for delivery in lake.deliveries(place.home):
            for outcome in ingest(place.home, delivery):
                outcome.hold_row_law()
    except Exception:
        assert_clean(place, traceback.format_exc())
    else:
        pytest.fail("the row law did not bite")
