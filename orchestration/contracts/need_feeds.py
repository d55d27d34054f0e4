"""The feeds about children in need, the assessments before court, and what follows a return from missing.

Belongs here: declarations, as in `feeds`. Does not belong here: the missing episodes themselves (`care_feeds`).
"""

from __future__ import annotations

from orchestration.contracts import codes
from orchestration.contracts.declare import may, must
from orchestration.contracts.shape import Column, Feed, Through

CIN_VISITS = Feed(
    "ssd_cin_visits",
    (
        must("cinv_cin_visit_id", "id"),
        must("cinv_person_id", "id"),
        must("cinv_cin_visit_date", "date"),
        must("cinv_cin_visit_seen", "code", codes.YES_NO),
    ),
    key=("cinv_cin_visit_id",),
    person="cinv_person_id",
)
CIN_REVIEWS = Feed(
    "local_cin_reviews",
    (
        must("review_id", "id"),
        must("person_id", "id"),
        must("review_due_date", "date", may_be_future=True),
        must("review_date", "date"),
    ),
    key=("review_id",),
    person="person_id",
)
LEGAL_TRACKER = Feed(
    "local_legal_tracker",
    (
        must("assessment_id", "id"),
        must("person_id", "id"),
        must("meeting_date", "date"),
        must("completed_date", "date"),
    ),
    key=("assessment_id",),
    person="person_id",
    order=(("meeting_date", "completed_date"),),
)
RETURN_INTERVIEWS = Feed(
    "local_return_interviews",
    (
        must("missing_episode_id", "id"),
        must("returned_date", "date"),
        must("interview_date", "date"),
        may("risk_assessment_date", "date"),
        Column("person_id", "id", resolved=True),
    ),
    key=("missing_episode_id",),
    through=Through(
        "missing_episode_id",
        "ssd_missing",
        "miss_table_id",
        (("person_id", "miss_person_id"),),
        rule="reference.missing_episode",
    ),
    order=(("returned_date", "interview_date"),),
)

NEED_FEEDS = (CIN_VISITS, CIN_REVIEWS, LEGAL_TRACKER, RETURN_INTERVIEWS)
