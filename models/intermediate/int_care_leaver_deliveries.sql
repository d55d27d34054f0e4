-- The newest delivery of the case system's care leavers that each month end can look back on.
with loaded as (
    select
        la_code,
        as_at
    from {{ ref('stg_delivery') }}
    where feed = 'ssd_care_leavers' and status = 'loaded'
)

select
    council_month.la_code,
    council_month.month_index,
    max(loaded.as_at) as as_at
from {{ ref('dim_council_month') }} as council_month
inner join loaded
    on
        council_month.la_code = loaded.la_code
        and council_month.period_end >= loaded.as_at
group by council_month.la_code, council_month.month_index
