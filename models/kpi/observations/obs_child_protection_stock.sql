-- Observations of children on a child protection plan at each month end: one SELECT for each indicator.
select
    'cpp_count' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cp_plan_month_end') }}

union all

select
    'cpp_rate' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cp_plan_month_end') }}

union all

select
    'cpp_2yrs_plus_current_count' as indicator_code,
    child.la_code,
    child.person_id,
    child.period_end as observed_on,
    cast(null as varchar) as team_id,
    case when child.days_on_plan >= council_month.cpp_long_days then 1e0 else 0e0 end as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cp_plan_month_end') }} as child
inner join {{ ref('dim_council_month') }} as council_month
    on
        child.la_code = council_month.la_code
        and child.month_index = council_month.month_index

union all

select
    'cpp_2yrs_plus_current_pct' as indicator_code,
    child.la_code,
    child.person_id,
    child.period_end as observed_on,
    cast(null as varchar) as team_id,
    case when child.days_on_plan >= council_month.cpp_long_days then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cp_plan_month_end') }} as child
inner join {{ ref('dim_council_month') }} as council_month
    on
        child.la_code = council_month.la_code
        and child.month_index = council_month.month_index

union all

select
    'cpp_18m_to_2y_count' as indicator_code,
    child.la_code,
    child.person_id,
    child.period_end as observed_on,
    cast(null as varchar) as team_id,
    case
        when
            child.plan_start_date <= {{ months_before('child.period_end', 'council_month.cpp_band_months') }}
            and child.days_on_plan < council_month.cpp_long_days
            then 1e0
        else 0e0
    end as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cp_plan_month_end') }} as child
inner join {{ ref('dim_council_month') }} as council_month
    on
        child.la_code = council_month.la_code
        and child.month_index = council_month.month_index

union all

select
    'cpp_18m_to_2y_pct' as indicator_code,
    child.la_code,
    child.person_id,
    child.period_end as observed_on,
    cast(null as varchar) as team_id,
    case
        when
            child.plan_start_date <= {{ months_before('child.period_end', 'council_month.cpp_band_months') }}
            and child.days_on_plan < council_month.cpp_long_days
            then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_cp_plan_month_end') }} as child
inner join {{ ref('dim_council_month') }} as council_month
    on
        child.la_code = council_month.la_code
        and child.month_index = council_month.month_index

union all

select
    'cpp_visits_in_timescale_pct' as indicator_code,
    child.la_code,
    child.person_id,
    child.period_end as observed_on,
    cast(null as varchar) as team_id,
    case when child.working_days_since_seen <= council_month.cpp_visit_working_days then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cp_plan_month_end') }} as child
inner join {{ ref('dim_council_month') }} as council_month
    on
        child.la_code = council_month.la_code
        and child.month_index = council_month.month_index
where child.working_days_on_plan >= council_month.cpp_visit_working_days

union all

select
    'cpp_seen_alone_pct' as indicator_code,
    child.la_code,
    child.person_id,
    child.period_end as observed_on,
    cast(null as varchar) as team_id,
    case when child.is_last_visit_alone then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cp_plan_month_end') }} as child
inner join {{ ref('dim_council_month') }} as council_month
    on
        child.la_code = council_month.la_code
        and child.month_index = council_month.month_index
where child.working_days_on_plan >= council_month.cpp_visit_working_days
