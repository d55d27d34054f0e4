-- Departments and posts are those of the newest delivery in every month: the case system keeps no others.
with newest_delivery as (
    select
        la_code,
        max(as_at) as as_at
    from {{ ref('stg_ssd__professional') }}
    group by la_code
),

worker as (
    select professional.*
    from {{ ref('stg_ssd__professional') }} as professional
    inner join newest_delivery
        on
            professional.la_code = newest_delivery.la_code
            and professional.as_at = newest_delivery.as_at
),

open_involvement as (
    {{ open_at_month_ends(ref('stg_ssd__involvement'), 'start_date', 'end_date', ['professional_id']) }}
),

caseload as (
    select
        la_code,
        month_index,
        professional_id,
        cast(count(*) as integer) as open_involvements
    from open_involvement
    group by la_code, month_index, professional_id
)

select
    caseload.la_code,
    caseload.professional_id,
    caseload.month_index,
    month.period_end,
    worker.department,
    coalesce(worker.full_time_equivalent, 0) as full_time_equivalent,
    caseload.open_involvements
from caseload
inner join worker
    on
        caseload.la_code = worker.la_code
        and caseload.professional_id = worker.professional_id
inner join {{ ref('dim_month') }} as month
    on caseload.month_index = month.month_index
