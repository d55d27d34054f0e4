"""Local feeds about help and plans for children: early help, permanence, education.

Belongs here: declarations, as in `feeds`. Early help and special needs have systems of their own, whose people the case
system may not know: there the person is a link, which is noted when it dangles and costs no row. Does not belong here:
the first local feeds (`local_feeds`).
"""

from __future__ import annotations

from orchestration.contracts.declare import may, must
from orchestration.contracts.shape import Feed, Link

_PERSON = Link("person_id", "ssd_person", "pers_person_id")

EARLY_HELP = Feed(
    "local_early_help",
    (
        must("case_id", "id"),
        must("person_id", "id"),
        must("referral_date", "date"),
        must("source", "lower"),
        may("gateway_attempts", "whole"),
        may("gateway_accepted_date", "date"),
        must("plan_date", "date"),
        may("plan_end_date", "date"),
        must("closed_date", "date"),
        may("team"),
    ),
    key=("case_id",),
    links=(_PERSON,),
    order=(("referral_date", "plan_date"), ("plan_date", "plan_end_date"), ("referral_date", "closed_date")),
)
PERMANENCE = Feed(
    "local_permanence",
    (
        must("plan_id", "id"),
        must("person_id", "id"),
        must("plan", "lower"),
        must("recorded_date", "date"),
        must("ended_date", "date"),
        may("matched_date", "date"),
        may("life_story_work_date", "date"),
        may("life_story_book_date", "date"),
    ),
    key=("plan_id",),
    person="person_id",
    order=(("recorded_date", "ended_date"),),
)
PEPS = Feed(
    "local_peps",
    (must("pep_id", "id"), must("person_id", "id"), must("pep_date", "date")),
    key=("pep_id",),
    person="person_id",
)
EHC_ASSESSMENTS = Feed(
    "local_ehc_assessments",
    (
        must("assessment_id", "id"),
        may("person_id", "id"),
        must("request_date", "date"),
        must("completed_date", "date"),
    ),
    key=("assessment_id",),
    links=(_PERSON,),
    order=(("request_date", "completed_date"),),
)

SUPPORT_FEEDS = (EARLY_HELP, PERMANENCE, PEPS, EHC_ASSESSMENTS)
