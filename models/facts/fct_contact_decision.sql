select
    decision.la_code,
    decision.contact_id,
    decision.person_id,
    decision.contact_date,
    decision.decision_date,
    decision.outcome,
    decided.working_day_number - received.working_day_number as working_days_to_decision
from {{ ref('stg_local__contact_decision') }} as decision
left join {{ ref('dim_date') }} as received
    on decision.contact_date = received.calendar_date
left join {{ ref('dim_date') }} as decided
    on decision.decision_date = decided.calendar_date
-- without the contacts' own feed nobody is known, and the figures say that it is missing
where decision.person_id is not null
