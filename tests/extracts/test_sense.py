"""B20: rows that cannot both be true are counted by rule and kept; an end before its start costs the row."""

from __future__ import annotations

import pytest

from tests.extracts.good import GOOD, Place, Row


def changed(feed: str, **columns: str) -> Row:
    assert columns.keys() <= GOOD[feed].keys()
    return {**GOOD[feed], **columns}


def plan(number: int, start: str, end: str) -> Row:
    named = {"cppl_cp_plan_id": f"P{number}", "cppl_cp_plan_start_date": start, "cppl_cp_plan_end_date": end}
    return changed("ssd_cp_plans", **named)


CASES: list[tuple[str, str, list[Row], dict[str, int]]] = [
    # K1 is born on 2010-05-06: 300 days before is 2009-07-10, the 26th birthday 2036-05-06
    (
        "events before a child could be known",
        "ssd_contacts",
        [
            changed("ssd_contacts", cont_contact_id="C1", cont_contact_date="2009-07-09"),
            changed("ssd_contacts", cont_contact_id="C2", cont_contact_date="2009-07-10"),
            changed("ssd_contacts", cont_contact_id="C3", cont_contact_date="2010-05-05"),
        ],
        {"person.unborn:cont_contact_date": 1},
    ),
    (
        # CP1 starts on 2020-05-15
        "a visit before its plan",
        "ssd_cp_visits",
        [
            changed("ssd_cp_visits", cppv_cp_visit_id="V1", cppv_cp_visit_date="2020-05-14"),
            changed("ssd_cp_visits", cppv_cp_visit_id="V2", cppv_cp_visit_date="2020-05-15"),
        ],
        {"visit.before_plan:cppv_cp_visit_date": 1},
    ),
    (
        # R1 closed on 2020-09-01
        "an assessment of a closed referral",
        "ssd_cin_assessments",
        [
            changed("ssd_cin_assessments", cina_assessment_id="A1", cina_assessment_start_date="2020-09-01",
                    cina_assessment_auth_date=""),
            changed("ssd_cin_assessments", cina_assessment_id="A2", cina_assessment_start_date="2020-09-02",
                    cina_assessment_auth_date=""),
        ],
        {"event.after_close:cina_assessment_start_date": 1},
    ),
    (
        "one plan goes on from the other",
        "ssd_cp_plans",
        [plan(1, "2020-01-01", "2020-03-01"), plan(2, "2020-03-01", "2020-04-01"), plan(3, "2020-05-01", "")],
        {},
    ),
    (
        # the third lies inside the first, though not inside the second; the fourth and fifth are open with the sixth
        "plans that overlap and three that are open",
        "ssd_cp_plans",
        [
            plan(1, "2020-01-01", "2020-06-01"), plan(2, "2020-02-01", "2020-02-10"),
            plan(3, "2020-05-01", "2020-05-02"), plan(4, "2020-07-01", ""), plan(5, "2020-08-01", ""),
            plan(6, "2020-09-01", ""),
        ],
        {"period.overlap:cppl_cp_plan_start_date": 4, "period.open:cppl_cp_plan_end_date": 2},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("what", "feed", "rows", "noted"), CASES, ids=[case[0] for case in CASES])
def test_b20_what_can_hardly_be_true_is_counted_and_kept(
    place: Place, what: str, feed: str, rows: list[Row], noted: dict[str, int]
) -> None:
    parents = {name: [GOOD[name]] for name in ("ssd_person", "ssd_cin_episodes", "ssd_cp_plans")}
    place.deliver(**{**parents, feed: rows})
    outcome = place.night()["990", feed]
    assert (outcome.rows_loaded, outcome.warnings) == (len(rows), noted), what


def test_b20_services_end_on_the_26th_birthday_and_an_unborn_child_is_allowed(place: Place) -> None:
    place.deliver(
        ssd_person=[
            changed("ssd_person", pers_dob="1994-03-02"),
            changed("ssd_person", pers_person_id="K2", pers_dob="1994-03-03"),
            changed("ssd_person", pers_person_id="K3", pers_dob="2021-02-01"),
        ],
        ssd_contacts=[
            changed("ssd_contacts", cont_contact_id=f"C{number}", cont_person_id=f"K{number}") for number in (1, 2, 3)
        ],
    )
    found = place.night()
    assert found["990", "ssd_person"].rows_loaded == 3
    assert found["990", "ssd_contacts"].rows_loaded == 3
    # the contacts are of 2020-03-02: K1 is 26 on that day, K2 on the next; K3 is not to be born for 336 days
    assert found["990", "ssd_contacts"].warnings == {
        "person.age:cont_contact_date": 1,
        "person.unborn:cont_contact_date": 1,
    }


def test_b20_an_end_before_its_start_costs_the_row(place: Place) -> None:
    place.deliver(ssd_person=[GOOD["ssd_person"]], ssd_cp_plans=[plan(1, "2020-03-02", "2020-03-01")])
    assert place.night()["990", "ssd_cp_plans"].rules == {"date.order": 1}
