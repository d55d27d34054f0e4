"""Southampton's foster carers, edge of care and youth justice, and what is counted by hand, from paper 002.

Belongs here: the extracts of services beside the case system. Does not belong here: workers (`southampton_staff`).
"""

from __future__ import annotations

from datetime import date, timedelta

from tests.papers.making import Part, Tables, month_end, month_start, months_between
from tests.papers.shaping import spells
from tests.papers.southampton import LA_CODE
from tests.papers.southampton_children import starters

FOSTER_CARERS = dict(
    zip(months_between("2020-01", "2020-12"), (172, 168, 168, 166, 165, 164, 165, 161, 161, 160, 159, 153), strict=True)
)
# edge of care: all cases of the last twelve months, and those that are open
CASES = {"2020-09": (200, 95), "2020-10": (215, 105), "2020-11": (225, 101), "2020-12": (236, 90)}
# children of those cases who came into care by then: 78, 78.6, 78.7 and 78.4 per cent did not
ENTERED = {"2020-09": 44, "2020-10": 46, "2020-11": 48, "2020-12": 51}
# cases whose second score falls into the month, and those that are significantly better: 87 of 100, 97 of 114,
# 102 of 123 and 121 of 142 together
SCORED = {"2020-08": (100, 87), "2020-10": (14, 10), "2020-11": (9, 5), "2020-12": (19, 19)}
# five sentences of custody, 0.25 in a thousand of some 20,000
YOUNG_PEOPLE, CUSTODY = 20_000, 5
# disposals that ended in December, and those in suitable education or work: 69 and 40 per cent
UNDER_16, OVER_16 = (13, 9), (10, 4)


def tables() -> Tables:
    part = Part("SS")
    _foster_carers(part)
    _edge_of_care(part)
    _youth_justice(part)
    _returns(part)
    return part.tables


def _foster_carers(part: Part) -> None:
    for spell in spells(FOSTER_CARERS):
        approved = month_start(spell.first) + timedelta(days=8) if spell.first else date(2016, 5, 9)
        part.add(
            "local_foster_carers",
            carer_id=part.key(),
            carer_type="mainstream",
            approved_date=approved,
            approval_recorded_date=approved,
            ended_date=month_end(spell.last) + timedelta(days=10) if spell.last else None,
            end_recorded_date=month_end(spell.last) + timedelta(days=20) if spell.last else None,
            end_reason="retirement" if spell.last else None,
            adolescent_training_date=None,
        )


def _edge_of_care(part: Part) -> None:
    """Cases end in the order in which they begin; those scored latest are among the last of September's."""
    entering = [child.person_id for child in starters("2020-02", "2020-09") if child.band != "under_1"]
    entering = entering[: ENTERED["2020-09"]]
    for month, before in zip(list(CASES)[1:], list(CASES), strict=False):
        came = [child.person_id for child in starters(month, month) if child.band != "under_1"]
        entering += came[: ENTERED[month] - ENTERED[before]]
    ends = _ends()
    scores = _scores()
    number = 0
    for month, (everybody, _) in CASES.items():
        while number < everybody:
            started = date(2020, 1, 6) if month == "2020-09" else month_start(month) + timedelta(days=7)
            scored, better = scores.get(number, (None, False))
            part.add(
                "local_edge_of_care",
                case_id=part.key(),
                person_id=entering[number] if number < len(entering) else part.person(),
                referral_date=started,
                start_date=started,
                end_date=ends.get(number),
                first_score=4 if scored else None,
                first_score_date=started if scored else None,
                latest_score=None if scored is None else 8 if better else 5,
                latest_score_date=scored,
                team="Edge of Care",
            )
            number += 1


def _ends() -> dict[int, date]:
    """The day on which each ended case ended, by its number."""
    ends: dict[int, date] = {}
    for month, (everybody, still_open) in CASES.items():
        for number in range(len(ends), everybody - still_open):
            ends[number] = month_start(month) + timedelta(days=20)
    return ends


def _scores() -> dict[int, tuple[date, bool]]:
    """The day of the second score and whether it is significantly better, by the case's number."""
    scores: dict[int, tuple[date, bool]] = {}
    for month, (scored, better) in SCORED.items():
        for place in range(scored):
            # September's last cases are scored last
            number = place if month == "2020-08" else CASES["2020-09"][0] + 100 - len(scores) - 1
            scores[number] = (month_start(month) + timedelta(days=11), place < better)
    return scores


def _youth_justice(part: Part) -> None:
    for mid_year in (2017,):
        part.add(
            "local_populations",
            la_code=LA_CODE,
            mid_year=mid_year,
            vintage=mid_year,
            age_from=10,
            age_to=17,
            population=YOUNG_PEOPLE,
        )
    for number in range(CUSTODY):
        _outcome(part, date(2003, 7, 1), date(2020, 2 + 2 * number, 12), "custody", None, False)
    for born, (ended, suitable) in ((date(2005, 6, 1), UNDER_16), (date(2003, 6, 1), OVER_16)):
        for number in range(ended):
            day = date(2020, 12, 1 + number)
            _outcome(part, born, date(2020, 3, 2), "community", day, number < suitable)


def _outcome(part: Part, born: date, outcome_date: date, outcome: str, ended: date | None, suitable: bool) -> None:
    part.add(
        "local_youth_justice",
        outcome_id=part.key(),
        person_id=part.person(born=born),
        birth_date=born,
        ethnicity="WBRI",
        outcome_date=outcome_date,
        outcome=outcome,
        first_time_entrant="N",
        disposal_end_date=ended,
        suitable_ete=None if ended is None else "Y" if suitable else "N",
    )


def _returns(part: Part) -> None:
    for code, numerator, denominator, status, due in (
        ("care_leavers_health_passport_pct", 1, 3, None, None),
        ("cspr_scr_in_progress_count", 7, None, None, None),
        ("cspr_scr_in_timescale_count", 0, None, None, None),
        ("funded_2yo_takeup_pct", None, None, "due", date(2021, 1, 31)),
    ):
        part.add(
            "local_returns",
            indicator_code=code,
            period_end=date(2020, 12, 31),
            numerator=numerator,
            denominator=denominator,
            status=status,
            due_date=due,
            confirmed_by="Head of service",
            confirmed_date=date(2021, 1, 20),
        )
