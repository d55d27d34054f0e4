select
    la_code,
    assessment_id,
    person_id,
    meeting_date,
    completed_date,
    {{ days_between('meeting_date', 'completed_date') }} as days_to_completion
from {{ ref('stg_local__pre_proceedings_assessment') }}
