select
    la_code,
    person_id,
    frequency_days,
    valid_from as start_date,
    valid_to as end_date
from {{ source('raw', 'local_visit_frequency') }}
