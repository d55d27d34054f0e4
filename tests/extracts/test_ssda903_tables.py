"""The tables of SSDA903 beside the eight of the small set: what feeds a figure, and what is read and set aside."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.extracts.good import Place
from tests.extracts.nights import Night
from tests.extracts.returns_903 import AS_AT, EPISODE_HEAD

# child, start, RNE, PLACE, end, reason
_EPISODES = """
KANA 01/05/2020 S U5 01/07/2020 X1
KANA 01/07/2020 P A5 01/09/2020 X1
KANA 01/09/2020 T T1 10/09/2020 X1
KANA 10/09/2020 T A5 01/12/2020 X1
KANA 01/12/2020 P U4 01/02/2021 X1
KANA 01/02/2021 P A6 05/06/2021 E11
KANB 01/05/2021 S K3 01/07/2021 X1
KANB 01/07/2021 P Z14 01/08/2021 X1
KANB 01/08/2021 P H5 - X1
KANC 01/05/2021 S R4 01/08/2021 -
KAND 01/05/2021 S A3 - -
"""


def episodes() -> str:
    lines = [EPISODE_HEAD]
    for line in _EPISODES.strip().split("\n"):
        child, start, began, place, end, reason = ("" if x == "-" else x for x in line.split())
        lines.append(f"{child},{start},{began},C2,N1,{place},PR1,{end},{reason},,,,")
    return "\n".join(lines) + "\n"


FILES = {
    "episodes.csv": episodes(),
    "header.csv": "CHILD,SEX,DOB,ETHNIC\n"
    + "".join(f"KAN{x},{sex},01/01/2010,WBRI\n" for x, sex in zip("ABCD", "12MU", strict=True)),
    "sw_episodes.csv": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\nKANA,01/01/2010,W1,01/05/2020,01/05/2021,CHCHAN\n"
    "KANA,01/01/2010,W2,01/05/2021,,\nKANB,01/01/2010,W2,01/05/2021,31/02/2022,\n",
    "ad1.csv": "CHILD,DOB,DATE_INT,DATE_MATCH\nKANA,01/01/2010,01/06/2020,20/06/2020\n",
    # a child whom only this table names
    "placed_for_adoption.csv": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED\nKANZ,02/01/2010,01/06/2020,\n",
    "dolo.csv": "CHILD,DOB,DOLO_START,DOLO_END\nKANB,01/01/2010,01/07/2021,01/08/2021\n\n",
}


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    place = Place(tmp_path_factory.mktemp("tables"))
    for name, content in FILES.items():
        place.put(f"2022_{name}", content, as_at=AS_AT)
    found = Night(place)
    yield found
    found.close()


def test_a_child_moves_in_with_adopters_when_the_last_stay_begins(night: Night) -> None:
    # A: a temporary placement does not end the first stay, a foster placement does; D: not adopted yet
    assert night.rows(
        "select perm_person_id, perm_placed_for_adoption_date::varchar, perm_permanence_order_date::varchar, "
        "perm_permanence_order_type, perm_cla_id from raw.ssd_permanence order by all"
    ) == [
        ("KANA", "2020-07-01", "2021-06-05", "adoption order", "KANA-20200501"),
        ("KANA", "2021-02-01", "2021-06-05", "adoption order", "KANA-20200501"),
        ("KAND", "2021-05-01", None, None, "KAND-20210501"),
    ]


def test_an_adoption_ends_the_period_that_has_two_episodes_of_one_day_at_its_end(place: Place) -> None:
    """The last but one began and ended on the day on which the last one began."""
    lines = [
        "KANA,01/05/2021,S,C2,N1,A5,PR1,05/06/2021,X1",
        "KANA,05/06/2021,L,E1,N1,A5,PR1,05/06/2021,X1",
        "KANA,05/06/2021,L,C2,N1,A5,PR1,01/07/2021,E11",
    ]
    place.put("2022_episodes.csv", "\n".join([EPISODE_HEAD, *(f"{line},,,," for line in lines)]), as_at=AS_AT)
    place.put("2022_header.csv", FILES["header.csv"], as_at=AS_AT)
    assert Night(place).rows(
        "select perm_placed_for_adoption_date::varchar, perm_permanence_order_date::varchar, "
        "perm_permanence_order_type from raw.ssd_permanence"
    ) == [("2021-05-01", "2021-07-01", "adoption order")]


def test_social_workers_are_involvements(night: Night) -> None:
    assert night.rows(
        "select invo_professional_id, invo_person_id, invo_involvement_end_date::varchar from raw.ssd_involvements "
        "order by all"
    ) == [("W1", "KANA", "2021-05-01"), ("W2", "KANA", None)]
    assert night.outcomes["ssda903_sw_episodes_2022"].rules == {"type.date": 1}
    assert "invo_referral_id" in night.outcomes["ssd_involvements"].missing_columns


def test_tables_that_no_indicator_uses_are_read_and_set_aside_but_their_children_are_known(night: Night) -> None:
    for table, rows, blank in (("ad1", 1, 0), ("placed_for_adoption", 1, 0), ("dolo", 2, 1)):
        outcome = night.outcomes[f"ssda903_{table}_2022"]
        expected = {"no indicator uses this table": rows - blank, **({"blank row": 1} if blank else {})}
        assert (outcome.rows_in, outcome.ignored) == (rows, expected)
    assert night.rows("select count(*) from raw.ssd_person where pers_person_id = 'KANZ'") == [(1,)]


def test_codes_of_every_year_are_legal_and_ends_that_say_half_are_told(night: Night) -> None:
    outcome = night.outcomes["ssda903_episodes_2022"]
    assert (outcome.rows_in, outcome.rows_loaded) == (11, 11)
    assert outcome.warnings == {
        "return.no_successor:REC": 1,  # B
        "return.half_an_end:DEC, REC": 2,  # B and C
    }
