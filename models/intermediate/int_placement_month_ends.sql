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
-- without the episodes' own feed a placement may name nobody, and the figures say that the feed is missing
where person_id is not null
qualify row_number() over (
    partition by la_code, person_id, month_index
    order by start_date desc, cla_placement_id desc
) = 1
