select
    la_code,
    contact_id,
    person_id,
    contact_date
from {{ ref('stg_ssd__contact') }}
