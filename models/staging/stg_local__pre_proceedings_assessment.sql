select
    la_code,
    assessment_id,
    person_id,
    meeting_date,
    completed_date
from {{ source('raw', 'local_legal_tracker') }}
