select
    la_code,
    assessment_id as ehc_assessment_id,
    person_id,
    request_date,
    completed_date
from {{ source('raw', 'local_ehc_assessments') }}
