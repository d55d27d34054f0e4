select
    la_code,
    missing_episode_id,
    person_id,
    returned_date,
    interview_date,
    risk_assessment_date
from {{ source('raw', 'local_return_interviews') }}
