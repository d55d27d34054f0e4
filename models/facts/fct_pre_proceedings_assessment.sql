select
    la_code,
    assessment_id,
    person_id,
    meeting_date,
    completed_date,
    {{ days_between('meeting_date', 'completed_date') }} as days_to_completion
from {{ ref('stg_local__pre_proceedings_assessment') }}
-- where the council's list of people did not come, nobody checked that the row names one
where person_id is not null
