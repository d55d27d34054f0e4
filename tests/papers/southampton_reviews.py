"""Southampton's reviews and permanence plans of children looked after, from the shares that paper 002 prints.

Belongs here: `ssd_cla_reviews` and `local_permanence`. Does not belong here: other records of care
(`southampton_care`).
"""

from __future__ import annotations

from datetime import date, timedelta

from tests.papers.making import Part, month_end, month_start, share
from tests.papers.southampton_children import Child, in_care, starters

IN_TIME = {"2020-09": "51.4", "2020-10": "63.0", "2020-11": "72.0", "2020-12": "78"}
# second reviews of a period of care held, and those with a plan for permanence by then: 16.7, 0, 4.3 and 20 per cent
SECOND_REVIEWS = {"2020-09": (12, 2), "2020-10": (8, 0), "2020-11": (23, 1), "2020-12": (10, 2)}
# children with a plan of long-term fostering, and those matched by the month end: 42 and 52 per cent
LONG_TERM_FOSTERING = 50
MATCHED = {"2020-11": 21, "2020-12": 26}


def add_reviews(part: Part) -> None:
    reviews = _Reviews(part)
    second = _second_reviews()
    first_months = {child.person_id for group in second.values() for child in group}
    for child in in_care("2019-08"):
        for days in (28, 118):
            reviews.add(child, child.started + timedelta(days=days), True)
        number = int(child.person_id[2:])
        reviews.add(child, date(2020, 3 + number % 6, 10), number % 2 == 0)
    for child in starters("2019-09", "2020-12"):
        due = child.started + timedelta(days=28)
        if due < date(2020, 9, 1) or child.person_id in first_months:
            reviews.add(child, due, True)
        if child.person_id not in first_months and child.started < date(2020, 5, 1):
            reviews.add(child, due + timedelta(days=90), True)
    for month, printed in IN_TIME.items():
        for number, child in enumerate(second[month]):
            # held in that month even when late
            reviews.add(child, month_start(month) + timedelta(days=4), number % 2 == 0)
        reviews.settle(month, printed)


def add_permanence(part: Part) -> None:
    for month, children in _second_reviews().items():
        for child in children[: SECOND_REVIEWS[month][1]]:
            _plan(part, child, "return_home", month_start(month))
    fostered = [child for child in in_care("2020-12") if child.band == "10_15" and child in in_care("2019-08")]
    for number, child in enumerate(fostered[:LONG_TERM_FOSTERING]):
        matched = next((month_start(month) for month, so_many in MATCHED.items() if number < so_many), None)
        _plan(part, child, "long_term_fostering", date(2019, 12, 2), matched)


def _plan(part: Part, child: Child, plan: str, recorded: date, matched: date | None = None) -> None:
    part.add(
        "local_permanence",
        plan_id=part.key(),
        person_id=child.person_id,
        plan=plan,
        recorded_date=recorded,
        ended_date=None,
        matched_date=matched,
        life_story_work_date=None,
        life_story_book_date=None,
    )


def _second_reviews() -> dict[str, list[Child]]:
    """Who has the second review in which month: those who came into care from May to August, in order."""
    waiting = starters("2020-05", "2020-08")
    return {month: [waiting.pop(0) for _ in range(held)] for month, (held, _) in SECOND_REVIEWS.items()}


class _Reviews:
    """The reviews made so far, and the outcome of each child's latest."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.latest: dict[str, tuple[date, bool]] = {}

    def add(self, child: Child, due: date, in_time: bool) -> None:
        if not child.is_in_care(due):
            return
        self.part.add(
            "ssd_cla_reviews",
            clar_cla_review_id=self.part.key(),
            clar_cla_id=f"P{child.person_id}",
            clar_cla_review_due_date=due,
            clar_cla_review_date=due - timedelta(days=2) if in_time else due + timedelta(days=9),
            clar_cla_review_cancelled="N",
            clar_cla_review_participation="PN1",
        )
        if child.person_id not in self.latest or self.latest[child.person_id][0] < due:
            self.latest[child.person_id] = (due, in_time)

    def settle(self, month: str, printed: str) -> None:
        """Reviews on the 15th turn so many outcomes that the month end prints its share."""
        there = {child.person_id: child for child in in_care(month)}
        due = month_start(month) + timedelta(days=14)
        new = [child for child in there.values() if child.person_id not in self.latest and child.started < due]
        # first reviews come in until a whole number of children prints the share
        while (wanted := self._wanted(there, printed)) is None:
            self.add(new.pop(0), month_end(month), True)
        in_time = [person for person in there if self.latest.get(person, (due, False))[1]]
        turn = wanted - len(in_time)
        others = [person for person in there if person in self.latest and person not in in_time]
        settled = [
            person for person in (others if turn > 0 else in_time) if self.latest[person][0] < month_start(month)
        ]
        for person in settled[: abs(turn)]:
            self.add(there[person], due, turn > 0)

    def _wanted(self, there: dict[str, Child], printed: str) -> int | None:
        try:
            return share(printed, sum(person in self.latest for person in there))
        except ValueError:
            return None
