-- One row per young person and month end, as their latest status not after it says.
with last_in_month as (
    select
        *,
        {{ month_index('status_date') }} as status_month_index
    from {{ ref('stg_local__care_leaver_status') }}
    where status_date is not null
    qualify row_number() over (
        partition by la_code, person_id, {{ month_index('status_date') }}
        order by status_date desc
    ) = 1
),

spell as (
    select
        *,
        lead(status_month_index) over (
            partition by la_code, person_id order by status_month_index
        ) as next_month_index
    from last_in_month
)

select
    spell.la_code,
    {{ unrolled(
        'greatest(spell.status_month_index, council.first_month_index)',
        'least(coalesce(spell.next_month_index - 1, council.last_month_index), council.last_month_index)'
    ) }} as month_index,
    spell.person_id,
    spell.in_touch,
    spell.suitable_code,
    spell.activity_code
from spell
inner join {{ ref('dim_council') }} as council
    on spell.la_code = council.la_code
