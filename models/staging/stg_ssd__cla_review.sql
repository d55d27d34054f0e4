select
    la_code,
    clar_cla_review_id as cla_review_id,
    clar_person_id as person_id,
    clar_cla_id as cla_id,
    clar_cla_review_due_date as due_date,
    clar_cla_review_date as review_date,
    clar_cla_review_cancelled as cancelled_flag,
    clar_cla_review_participation as participation_code
from {{ source('raw', 'ssd_cla_reviews') }}
