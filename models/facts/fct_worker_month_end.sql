with loaded as (
    select
        la_code,
        as_at
    from {{ ref('stg_delivery') }}
    where feed = 'ssd_professionals' and status = 'loaded'
),

delivered as (
    select
        council_month.la_code,
        council_month.month_index,
        council_month.period_end,
        max(loaded.as_at) as as_at
    from {{ ref('dim_council_month') }} as council_month
    inner join loaded
        on
            council_month.la_code = loaded.la_code
            and council_month.period_end >= loaded.as_at
    group by council_month.la_code, council_month.month_index, council_month.period_end
)

select
    delivered.la_code,
    worker.professional_id,
    delivered.month_index,
    delivered.period_end,
    worker.department,
    coalesce(worker.agency_flag = 'Y', false) as is_agency,
    coalesce(worker.full_time_equivalent, 0) as full_time_equivalent
from delivered
inner join {{ ref('stg_ssd__professional') }} as worker
    on
        delivered.la_code = worker.la_code
        and delivered.as_at = worker.as_at
