"""What councils write in the lists where the inspectors print a choice or ask for a day; expected by hand.

Belongs here: words beside a choice, words for nothing, words that are no choice. Does not belong here: the printed
choices, days in every writing (`test_annex_a`), what Excel does to cells (`test_annex_a_workbooks`).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.extracts.annex_a_books import HEADERS, Night, book, sixth, who
from tests.extracts.good import Place

TEAM = ["North", "W"]
DAY = date(2021, 2, 8)


def one_list(place: Place, number: int, rows: list[list[Any]]) -> Night:
    return Night(place, lists_xlsx=book({"a": [HEADERS[number], *rows]}))


def test_a_child_in_need_plan_in_words_of_the_council_and_a_status_that_nobody_knows(place: Place) -> None:
    plans = ["c) Child in Need", "Child in Need", "c) CIN", "c) CIN plan", "CIN Plan", "CIN - reviewed", "a) CIN plan"]
    others = ["b) CP plan", "LAC", "Closed"]
    texts: list[str | None] = [*plans, *others, "Early help", None]
    rows = [[*sixth(f"K{number}"), DAY, None, text, *TEAM] for number, text in enumerate(texts, start=1)]
    found = one_list(place, 6, rows)
    # 'a)' is the letter of a looked after child: the words are believed
    told = [row for (row,) in found.rows("select cinp_person_id from raw.ssd_cin_plans order by 1")]
    assert told == [f"K{number}" for number in range(1, 8)]
    assert found.outcomes["annex_a_list_6"].ignored == {"not a child in need plan": 3, "no case status": 1}
    assert found.rejects() == [("lists.xlsx, sheet 1", "12", "Case status", "code.set")]
    assert found.rows("select count(*) from raw.ssd_person") == [(12,)]


def test_yes_and_no_with_words_beside_them_and_no_outcome_that_nobody_can_tell(place: Place) -> None:
    wanted = {
        "a) Yes - S17": "Y", "Yes S17": "Y", "b) Yes (S17)": "Y", "Y - S17": "Y", "1": "Y", "b) No: step down": "N",
        "b) No further action": "N", "a) Required": None, "No-one seen": None, "Yes / No": None, "-": None,
        "c) Unknown": None,
    }  # fmt: skip
    rows = [
        [*sixth(f"K{number:02}"), DAY, "Yes", date(2021, 3, 1), text, *TEAM]
        for number, text in enumerate(wanted, start=1)
    ]
    found = one_list(place, 4, rows)
    told = found.rows("select prov_of_services_flag from raw.ssd_cin_assessments order by cina_person_id")
    assert dict(zip(wanted, [flag for (flag,) in told], strict=True)) == wanted
    question = "Was the child assessed as requiring LA children's social care support"
    assert found.outcomes["annex_a_list_4"].warnings == {f"code.unmapped:{question}": 4}


def test_no_further_action_is_what_a_referral_is_asked_for(place: Place) -> None:
    rows = [
        [*who(f"K{number}"), DAY, "Schools", text, 0, *TEAM]
        for number, text in enumerate(["No further action", "a) NFA", "b) No - assessment"])
    ]
    found = one_list(place, 3, rows)
    assert found.rows("select cine_referral_nfa from raw.ssd_cin_episodes order by cine_person_id") == [
        ("Y",), ("Y",), ("N",)
    ]  # fmt: skip


def test_a_gender_that_is_no_choice_costs_the_slice_and_not_the_child(place: Place) -> None:
    texts = ["Other", "X", "Non-binary", "Female", "2", "Boy"]
    rows = [[*who(f"K{number}", text), DAY, "q"] for number, text in enumerate(texts)]
    found = one_list(place, 1, rows)
    assert found.rows("select pers_sex from raw.ssd_person order by pers_person_id") == [
        (None,), (None,), (None,), ("F",), ("F",), ("M",)
    ]  # fmt: skip
    assert found.outcomes["annex_a_list_1"].rows_loaded == 6
    assert found.outcomes["annex_a_list_1"].warnings == {"code.unmapped:Gender": 3}


def test_words_for_nothing_leave_a_plan_open_and_a_care_leaver_in_the_list(place: Place) -> None:
    nothing = ["-", "n/a", "0", "Open", "Ongoing", "00/01/1900"]
    plans = [[*sixth(f"K{number}"), DAY, None, "a) Yes", text, *TEAM] for number, text in enumerate(nothing)]
    plans.append([*sixth("K9"), "n/a", None, None, None, *TEAM])
    unmarked = [None, "n/a", "Not known", "-"]
    leavers = [
        [*sixth(f"L{number}", born=date(2002, 5, 6)), *TEAM, "b) Former relevant child", "a) Yes", text, text, text]
        for number, text in enumerate(unmarked)
    ]
    leavers.append([*sixth("L9", born=date(2002, 5, 6)), *TEAM, "b) Former relevant child", "b) No", "0", "0", "0"])
    placed = [
        *sixth("M1"), DAY, DAY, "V2: S20", None, None, "Current", "N/A", DAY, "n/a", "Not known", "Yes - UASC"
    ]  # fmt: skip
    found = Night(
        place,
        lists_xlsx=book({"7": [HEADERS[7], *plans], "9": [HEADERS[9], *leavers], "8": [HEADERS[8], placed]}),
    )
    assert found.rows("select count(*) from raw.ssd_cp_plans where cppl_cp_plan_end_date is null") == [(6,)]
    # the day that the list is about cannot be nothing
    assert [(row, rule) for _, row, _, rule in found.rejects()] == [("8", "key.missing")]
    assert found.outcomes["annex_a_list_7"].warnings == {
        "date.nothing:Child Protection Plan End Date": 6, "date.nothing:Child Protection Plan Start Date": 1,
    }  # fmt: skip
    assert found.rows(
        "select clea_care_leaver_accommodation, clea_care_leaver_accom_suitable, clea_care_leaver_activity "
        "from raw.ssd_care_leavers order by clea_person_id"
    ) == [*[(None, None, None)] * 4, ("0", None, "0")]
    assert found.rows(
        "select clae_cla_episode_ceased_date, clae_cla_episode_ceased_reason from raw.ssd_cla_episodes"
    ) == [(None, None)]
    assert found.rows("select clap_cla_placement_type, clap_cla_placement_provider from raw.ssd_cla_placement") == [
        (None, None)
    ]
    assert found.rows("select immi_person_id from raw.ssd_immigration_status") == [("M1",)]


def test_a_code_that_is_new_costs_nobody_a_period_of_being_looked_after_or_a_care_leaver(place: Place) -> None:
    """The text stays in the lake, without code and group, and is counted."""

    def row(number: int, **cells: Any) -> list[Any]:
        return [*sixth(f"K{number}"), *(cells.get(header) for header in HEADERS[number][6:])]

    ended = {"Date Started to be Looked After": DAY, "Date Ceased to be Looked After ": date(2021, 3, 1)}
    placed = {
        "Start Date of Most Recent Placement": DAY,
        "Placement Type": "zz) U7: new",
        "Placement Provider": "Own provision",
    }
    legal = {"Start date of current legal status": DAY, "Child's Legal Status": "V9: new"}
    leaver = {"LA In Touch ": "a) Yes", "Type of Accommodation": "AA: new", "Suitability of Accommodation": "partly"}
    rows = {
        8: row(8, **ended, **placed, **legal, **{"Reason Ceased to be Looked After": "w) E49: Moved to the moon"}),
        9: row(9, **leaver, **{"Activity Status": "F9: new"}),
    }
    found = Night(place, lists_xlsx=book({f"a{number}": [HEADERS[number], cells] for number, cells in rows.items()}))
    assert found.rejects() == []
    assert found.rows(
        "select clae_cla_episode_ceased_date, clae_cla_episode_ceased_reason from raw.ssd_cla_episodes"
    ) == [(date(2021, 3, 1), None)]
    assert found.rows("select clap_cla_placement_type, clap_cla_placement_provider from raw.ssd_cla_placement") == [
        (None, "PR1")
    ]
    assert found.rows(
        "select clea_care_leaver_in_touch, clea_care_leaver_accommodation, clea_care_leaver_activity "
        "from raw.ssd_care_leavers"
    ) == [("YES", None, None)]
    told = found.outcomes["annex_a_list_8"].warnings | found.outcomes["annex_a_list_9"].warnings
    assert list(told.values()) == [1] * 6
