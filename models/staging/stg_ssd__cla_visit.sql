select
    la_code,
    clav_cla_visit_id as cla_visit_id,
    clav_person_id as person_id,
    clav_cla_visit_date as visit_date,
    clav_cla_visit_seen as seen_flag
from {{ source('raw', 'ssd_cla_visits') }}
