select
    la_code,
    s47_enquiry_id,
    person_id,
    start_date,
    end_date,
    team_id
from {{ ref('stg_ssd__s47_enquiry') }}
