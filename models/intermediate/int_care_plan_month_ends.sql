with open_plan as (
    {{ open_at_month_ends(ref('stg_ssd__cla_care_plan'), 'start_date', 'end_date', ['person_id']) }}
)

select distinct
    la_code,
    person_id,
    month_index
from open_plan
