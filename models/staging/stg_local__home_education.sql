select
    la_code,
    registration_id,
    person_id,
    registered_date,
    ended_date,
    allocated_date,
    first_visit_date
from {{ source('raw', 'local_home_education') }}
