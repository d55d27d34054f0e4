with open_placement as (
    {{ open_at_month_ends(
        ref('stg_ssd__cla_placement'), 'start_date', 'end_date',
        ['person_id', 'placement_type', 'placement_provider', 'distance_miles', 'cla_placement_id', 'start_date']
    ) }}
)

select
    la_code,
    person_id,
    month_index,
    placement_type,
    placement_provider,
    distance_miles
from open_placement
qualify row_number() over (
    partition by la_code, person_id, month_index
    order by start_date desc, cla_placement_id desc
) = 1
