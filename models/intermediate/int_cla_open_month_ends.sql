-- Where two episodes of a child are open at once, the latest start wins, then the greatest key.
with open_episode as (
    {{ open_at_month_ends(
        ref('stg_ssd__cla_episode'), 'start_date', 'ceased_date',
        ['person_id', 'cla_id', 'cla_episode_id', 'start_date']
    ) }}
)

select
    la_code,
    person_id,
    month_index,
    cla_id
from open_episode
qualify row_number() over (
    partition by la_code, person_id, month_index
    order by start_date desc, cla_episode_id desc
) = 1
