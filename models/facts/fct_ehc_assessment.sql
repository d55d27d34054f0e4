select
    la_code,
    ehc_assessment_id,
    person_id,
    request_date,
    completed_date,
    {{ days_between('request_date', 'completed_date') }} as days_to_completion
from {{ ref('stg_local__ehc_assessment') }}
