select
    la_code,
    cppv_cp_visit_id as cp_visit_id,
    cppv_person_id as person_id,
    cppv_cp_visit_date as visit_date,
    cppv_cp_visit_seen as seen_flag,
    cppv_cp_visit_seen_alone as seen_alone_flag
from {{ source('raw', 'ssd_cp_visits') }}
