select
    la_code,
    disa_person_id as person_id,
    disa_disability_code as disability_code
from {{ source('raw', 'ssd_disability') }}
