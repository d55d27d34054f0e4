select
    la_code,
    contact_id,
    person_id,
    contact_date,
    decision_date,
    outcome
from {{ source('raw', 'local_contact_decisions') }}
