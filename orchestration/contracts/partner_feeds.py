"""The feeds of services beside the case system: fostering, edge of care, youth justice, home education.

Belongs here: declarations, as in `feeds`. These services know people whom the case system does not, so a person is
linked and never costs the row. Does not belong here: feeds that the case system itself can produce (`local_feeds`).
"""

from __future__ import annotations

from orchestration.contracts import codes
from orchestration.contracts.declare import may, must
from orchestration.contracts.shape import Feed, Link

_PERSON = (Link("person_id", "ssd_person", "pers_person_id"),)

FOSTER_CARERS = Feed(
    "local_foster_carers",
    (
        must("carer_id", "id"),
        must("carer_type", "lower"),
        must("approved_date", "date"),
        may("approval_recorded_date", "date"),
        must("ended_date", "date"),
        may("end_recorded_date", "date"),
        may("end_reason", "lower"),
        may("adolescent_training_date", "date"),
    ),
    key=("carer_id",),
    order=(("approved_date", "ended_date"),),
)
EDGE_OF_CARE = Feed(
    "local_edge_of_care",
    (
        must("case_id", "id"),
        must("person_id", "id"),
        must("referral_date", "date"),
        must("start_date", "date"),
        must("end_date", "date"),
        may("first_score", "number"),
        may("first_score_date", "date"),
        may("latest_score", "number"),
        may("latest_score_date", "date"),
        may("team"),
    ),
    key=("case_id",),
    links=_PERSON,
    order=(("start_date", "end_date"),),
)
YOUTH_JUSTICE = Feed(
    "local_youth_justice",
    (
        must("outcome_id", "id"),
        may("person_id", "id"),
        may("birth_date", "date"),
        may("ethnicity", "code", codes.ETHNICITY),
        must("outcome_date", "date"),
        must("outcome", "lower"),
        must("first_time_entrant", "code", codes.YES_NO),
        must("disposal_end_date", "date"),
        must("suitable_ete", "code", codes.YES_NO),
    ),
    key=("outcome_id",),
    links=_PERSON,
    order=(("outcome_date", "disposal_end_date"),),
)
HOME_EDUCATION = Feed(
    "local_home_education",
    (
        must("registration_id", "id"),
        must("person_id", "id"),
        must("registered_date", "date"),
        must("ended_date", "date"),
        may("allocated_date", "date"),
        may("first_visit_date", "date"),
    ),
    key=("registration_id",),
    links=_PERSON,
    order=(("registered_date", "ended_date"),),
)

PARTNER_FEEDS = (FOSTER_CARERS, EDGE_OF_CARE, YOUTH_JUSTICE, HOME_EDUCATION)
