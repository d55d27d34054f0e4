"""The local feeds: what the definitions need and the Standard Safeguarding Dataset does not hold.

Belongs here: declarations, as in `feeds`. Does not belong here: anything else.
"""

from __future__ import annotations

from orchestration.contracts import codes
from orchestration.contracts.declare import may, must
from orchestration.contracts.shape import Column, Feed, Through

CONTACT_DECISIONS = Feed(
    "local_contact_decisions",
    (
        must("contact_id", "id"),
        must("decision_date", "date"),
        must("outcome", "lower"),
        Column("person_id", "id", resolved=True),
        Column("contact_date", "date", resolved=True),
    ),
    key=("contact_id", "decision_date", "outcome"),
    through=Through(
        "contact_id",
        "ssd_contacts",
        "cont_contact_id",
        (("person_id", "cont_person_id"), ("contact_date", "cont_contact_date")),
        rule="reference.contact",
    ),
    order=(("contact_date", "decision_date"),),
)
VISIT_FREQUENCY = Feed(
    "local_visit_frequency",
    (
        must("person_id", "id"),
        must("frequency_days", "whole"),
        must("valid_from", "date"),
        may("valid_to", "date", may_be_future=True),
    ),
    key=("person_id", "valid_from"),
    person="person_id",
    order=(("valid_from", "valid_to"),),
)
CARE_LEAVER_STATUS = Feed(
    "local_care_leaver_status",
    (
        must("person_id", "id"),
        must("status_date", "date"),
        may("eligibility"),
        must("in_touch", "code", codes.IN_TOUCH),
        may("accommodation", "code", codes.ACCOMMODATION),
        must("suitable", "code", codes.SUITABLE),
        must("activity", "code", codes.ACTIVITY),
    ),
    key=("person_id", "status_date"),
    person="person_id",
)
POPULATIONS = Feed(
    "local_populations",
    (
        must("la_code", "id"),
        must("mid_year", "year"),
        must("vintage"),
        must("age_from", "whole"),
        must("age_to", "whole"),
        must("population", "whole"),
    ),
    key=("mid_year", "vintage", "age_from", "age_to"),
    own_council="la_code",
)

LOCAL_FEEDS = (CONTACT_DECISIONS, VISIT_FREQUENCY, CARE_LEAVER_STATUS, POPULATIONS)
