select
    la_code,
    review_id,
    person_id,
    review_due_date as due_date,
    review_date
from {{ source('raw', 'local_cin_reviews') }}
