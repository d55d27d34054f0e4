select
    la_code,
    cont_contact_id as contact_id,
    cont_person_id as person_id,
    cont_contact_date as contact_date
from {{ source('raw', 'ssd_contacts') }}
