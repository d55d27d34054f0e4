select
    la_code,
    pep_id,
    person_id,
    pep_date
from {{ source('raw', 'local_peps') }}
