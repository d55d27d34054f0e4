select
    la_code,
    plan_id,
    person_id,
    plan,
    recorded_date,
    ended_date,
    matched_date,
    life_story_work_date,
    life_story_book_date
from {{ source('raw', 'local_permanence') }}
