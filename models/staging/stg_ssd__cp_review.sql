select
    la_code,
    cppr_cp_review_id as cp_review_id,
    cppr_person_id as person_id,
    cppr_cp_plan_id as cp_plan_id,
    cppr_cp_review_due as due_date,
    cppr_cp_review_date as review_date
from {{ source('raw', 'ssd_cp_reviews') }}
