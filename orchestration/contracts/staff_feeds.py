"""The feeds about the workforce and its quality: HR's staff and absences, audits, and the returns made by hand.

Belongs here: declarations, as in `feeds`. Does not belong here: workers and allocations as the case system knows them
(`care_feeds`), anything about a child.
"""

from __future__ import annotations

from orchestration.contracts import codes
from orchestration.contracts.declare import REMARK, WORDS, may, must
from orchestration.contracts.shape import Column, Feed, Link

HR_STAFF = Feed(
    "local_hr_staff",
    (
        must("employee_id", "id"),
        must("team"),
        must("start_date", "date"),
        # notice given is known before the day
        must("leave_date", "date", may_be_future=True),
        must("is_permanent", "code", codes.YES_NO),
        may("is_agency", "code", codes.YES_NO),
        may("fte", "number"),
        may("leaving_reason", "lower"),
    ),
    key=("employee_id",),
    worker="employee_id",
    order=(("start_date", "leave_date"),),
)
HR_ABSENCE = Feed(
    "local_hr_absence",
    (
        must("absence_id", "id"),
        must("employee_id", "id"),
        may("team"),
        must("start_date", "date"),
        must("end_date", "date"),
        may("reason", "lower"),
    ),
    key=("absence_id",),
    worker="employee_id",
    links=(Link("employee_id", "local_hr_staff", "employee_id"),),
    order=(("start_date", "end_date"),),
)
# an audit may be undertaken before the month it was scheduled for, so the two dates have no order
AUDITS = Feed(
    "local_audits",
    (
        must("audit_id", "id"),
        may("team"),
        must("scheduled_date", "date", may_be_future=True),
        must("completed_date", "date"),
        may("grade", "lower"),
    ),
    key=("audit_id",),
)
RETURNS = Feed(
    "local_returns",
    (
        must("indicator_code", "id", codes.RETURNED_BY_HAND),
        must("period_end", "date", may_be_future=True),
        may("numerator", "number"),
        may("denominator", "number"),
        may("status", "lower", codes.RETURN_STATUS),
        may("due_date", "date", may_be_future=True),
        Column("requested_from", longest=WORDS),
        Column("text", longest=REMARK),
        Column("confirmed_by", longest=WORDS),
        may("confirmed_date", "date"),
    ),
    key=("indicator_code", "period_end"),
    share=("numerator", "denominator"),
    names_nobody=("requested_from", "text", "confirmed_by"),
)

STAFF_FEEDS = (HR_STAFF, HR_ABSENCE, AUDITS, RETURNS)
