select
    la_code,
    cla_review_id,
    person_id,
    due_date,
    review_date,
    coalesce(cancelled_flag = 'Y', false) as is_cancelled,
    participation_code
from {{ ref('stg_ssd__cla_review') }}
-- without the episodes' own feed nobody is known, and the figures say that it is missing
where person_id is not null
