select
    entry.la_code,
    entry.pre_proceedings_id,
    entry.person_id,
    entry.decision_date,
    entry.meeting_date,
    met.working_day_number - decided.working_day_number as working_days_to_meeting
from {{ ref('stg_ssd__pre_proceedings') }} as entry
left join {{ ref('dim_date') }} as decided
    on entry.decision_date = decided.calendar_date
left join {{ ref('dim_date') }} as met
    on entry.meeting_date = met.calendar_date
