"""Two rows that are one record in their main feed, of which the second has what the first lacks; expected by hand.

Belongs here: what a copy gives beside its main feed, in the formats whose rows become several feeds. Does not belong
here: copies in a table of the dataset (`test_reading`).
"""

from __future__ import annotations

from datetime import date

from tests.extracts import annex_a_books
from tests.extracts.annex_a_books import HEADERS, book, sixth
from tests.extracts.census_cin import AS_AT, census, child, enquiry, episode
from tests.extracts.good import Place
from tests.extracts.nights import Night

TEAM = ["North", "W"]


def test_a_second_row_of_a_list_brings_its_conference_visit_placement_and_legal_status(place: Place) -> None:
    enquiries = [
        [*sixth("K1"), date(2021, 1, 20), None, None, None, *TEAM],
        [*sixth("K1"), date(2021, 1, 20), None, date(2021, 2, 4), "a) Yes", *TEAM],
        [*sixth("K1"), date(2021, 1, 20), None, date(2021, 2, 4), "a) Yes", *TEAM],  # a true copy of the second
    ]
    plans = [[*sixth("K2"), date(2021, 1, 4), visit, "a) Yes", None, *TEAM] for visit in ("1/2/2021", "1/3/2021")]
    moved = [
        ["2020-02-08", "C1", "2021-01-05", "2020-02-08", "U4"],
        ["2020-09-01", "C2", "2021-02-05", "2021-01-15", "K2"],
    ]
    periods = [
        [*sixth("K3"), "2020-02-08", legal, status, visit, "2021-01-09", None, None, placed, kind, "PR1", "a) Yes"]
        for legal, status, visit, placed, kind in moved
    ]
    found = annex_a_books.Night(
        place,
        lists_xlsx=book({
            "5": [HEADERS[5], *enquiries], "7": [HEADERS[7], *plans], "8": [HEADERS[8], *periods],
        }),
    )  # fmt: skip
    assert {number: found.outcomes[f"annex_a_list_{number}"].ignored for number in (5, 7, 8)} == {
        5: {"exact duplicate": 2}, 7: {"exact duplicate": 1}, 8: {"exact duplicate": 1},
    }  # fmt: skip
    assert found.rejects() == []
    assert found.rows("select icpc_icpc_id, icpc_s47_enquiry_id from raw.ssd_initial_cp_conference") == [
        ("K1-20210204", "K1-20210120")
    ]
    assert found.rows("select cppv_cp_visit_id from raw.ssd_cp_visits order by 1") == [
        ("K2-20210201",), ("K2-20210301",)
    ]  # fmt: skip
    placements = "select clap_cla_placement_id, clap_cla_placement_type from raw.ssd_cla_placement"
    assert found.rows(f"{placements} order by all") == [("K3-20200208", "U4"), ("K3-20210115", "K2")]
    # one is in force at a time
    assert found.rows(
        "select lega_legal_status, lega_legal_status_start_date::varchar, lega_legal_status_end_date::varchar "
        "from raw.ssd_legal_status order by 2"
    ) == [("C1", "2020-02-08", "2020-09-01"), ("C2", "2020-09-01", None)]
    assert found.rows("select clav_cla_visit_date::varchar from raw.ssd_cla_visits order by 1") == [
        ("2021-01-05",), ("2021-02-05",)
    ]  # fmt: skip
    assert found.rows("select count(*) from raw.ssd_cla_health") == [(1,)]
    assert found.rows("select count(*) from raw.ssd_immigration_status") == [(1,)]


def test_the_second_enquiry_of_a_day_in_the_census_brings_its_conference(place: Place) -> None:
    two = enquiry("2024-01-20") + enquiry("2024-01-20", "2024-02-04")
    place.put("cin2024.xml", census(2024, child("KANA", episode("2024-01-10", two))), as_at=AS_AT)
    found = Night(place)
    assert found.outcomes["ssd_s47_enquiry"].ignored == {"exact duplicate": 1}
    assert found.rows("select icpc_icpc_id, icpc_s47_enquiry_id from raw.ssd_initial_cp_conference") == [
        ("KANA-20240204-20240120", "KANA-20240120")
    ]
