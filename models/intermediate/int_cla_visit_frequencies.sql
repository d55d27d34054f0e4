with open_frequency as (
    {{ open_at_month_ends(
        ref('stg_local__visit_frequency'), 'start_date', 'end_date', ['person_id', 'frequency_days', 'start_date']
    ) }}
)

select
    la_code,
    person_id,
    month_index,
    frequency_days
from open_frequency
qualify row_number() over (
    partition by la_code, person_id, month_index
    order by start_date desc
) = 1
