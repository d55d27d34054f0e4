select
    la_code,
    cinv_cin_visit_id as cin_visit_id,
    cinv_person_id as person_id,
    cinv_cin_visit_date as visit_date,
    cinv_cin_visit_seen as seen_flag
from {{ source('raw', 'ssd_cin_visits') }}
