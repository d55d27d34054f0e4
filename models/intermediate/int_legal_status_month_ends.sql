with open_status as (
    {{ open_at_month_ends(
        ref('stg_ssd__legal_status'), 'start_date', 'end_date',
        ['person_id', 'legal_status', 'legal_status_id', 'start_date']
    ) }}
)

select
    la_code,
    person_id,
    month_index,
    legal_status
from open_status
qualify row_number() over (
    partition by la_code, person_id, month_index
    order by start_date desc, legal_status_id desc
) = 1
