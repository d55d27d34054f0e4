-- Children on a child protection plan at a month end by how long the plan has been open.
select
    'cpp_count' as indicator_code,
    child.la_code,
    child.period_end as observed_on,
    'duration' as slice_type,
    {{ duration_band(
        'child.plan_start_date', 'child.period_end', 'child.days_on_plan >= council_month.cpp_long_days'
    ) }} as slice_value,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cp_plan_month_end') }} as child
inner join {{ ref('dim_council_month') }} as council_month
    on
        child.la_code = council_month.la_code
        and child.month_index = council_month.month_index
