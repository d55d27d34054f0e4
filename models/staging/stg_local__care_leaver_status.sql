select
    la_code,
    person_id,
    status_date,
    in_touch,
    suitable as suitable_code,
    activity as activity_code
from {{ source('raw', 'local_care_leaver_status') }}
