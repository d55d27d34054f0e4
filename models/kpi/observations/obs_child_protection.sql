-- Observations of section 47 enquiries, conferences and plans as they start and end: one SELECT for each indicator.
select
    's47_started_count' as indicator_code,
    la_code,
    person_id,
    start_date as observed_on,
    team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_s47_enquiry') }}

union all

select
    's47_started_rate' as indicator_code,
    la_code,
    person_id,
    start_date as observed_on,
    team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_s47_enquiry') }}

union all

select
    'icpc_children_count' as indicator_code,
    la_code,
    person_id,
    icpc_date as observed_on,
    team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_icpc') }}

union all

select
    'icpc_children_rate' as indicator_code,
    la_code,
    person_id,
    icpc_date as observed_on,
    team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_icpc') }}

union all

select
    'icpc_15wd_pct' as indicator_code,
    icpc.la_code,
    icpc.person_id,
    icpc.icpc_date as observed_on,
    icpc.team_id,
    case when icpc.working_days_from_s47 <= council_month.icpc_working_days then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_icpc') }} as icpc
inner join {{ ref('dim_council_month') }} as council_month
    on
        icpc.la_code = council_month.la_code
        and {{ month_index('icpc.icpc_date') }} = council_month.month_index

union all

select
    'rcpc_on_time_pct' as indicator_code,
    la_code,
    person_id,
    review_date as observed_on,
    cast(null as varchar) as team_id,
    case when is_on_time then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cp_review') }}

union all

select
    'cpp_started_count' as indicator_code,
    la_code,
    person_id,
    start_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cp_plan') }}

union all

select
    'cpp_ended_count' as indicator_code,
    la_code,
    person_id,
    end_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cp_plan') }}

union all

select
    'cpp_ended_2yrs_plus_pct' as indicator_code,
    plan.la_code,
    plan.person_id,
    plan.end_date as observed_on,
    cast(null as varchar) as team_id,
    case when plan.days_on_plan >= council_month.cpp_long_days then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cp_plan') }} as plan
inner join {{ ref('dim_council_month') }} as council_month
    on
        plan.la_code = council_month.la_code
        and {{ month_index('plan.end_date') }} = council_month.month_index
