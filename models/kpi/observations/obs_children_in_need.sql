-- Observations of children in need at each month end, and of plans open for long: one SELECT for each indicator.
with plan_of_either_kind as (
    select
        la_code,
        person_id,
        month_index,
        period_end,
        plan_start_date as first_start_date
    from {{ ref('fct_cp_plan_month_end') }}
    union all
    select
        la_code,
        person_id,
        month_index,
        period_end,
        first_start_date
    from {{ ref('fct_cin_plan_month_end') }}
),

open_plan as (
    select
        la_code,
        person_id,
        month_index,
        period_end,
        min(first_start_date) as first_start_date
    from plan_of_either_kind
    group by la_code, person_id, month_index, period_end
)

select
    'cin_visit_in_timescale_pct' as indicator_code,
    child.la_code,
    child.person_id,
    child.period_end as observed_on,
    cast(null as varchar) as team_id,
    case when child.working_days_since_seen <= council_month.cin_visit_working_days then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cin_month_end') }} as child
inner join {{ ref('dim_council_month') }} as council_month
    on
        child.la_code = council_month.la_code
        and child.month_index = council_month.month_index
where child.working_days_in_need >= council_month.cin_visit_working_days

union all

select
    'cin_review_in_timescale_pct' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    case when last_due_review = 'on time' then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cin_month_end') }}
where last_due_review is not null

union all

select
    'cin_plan_up_to_date_pct' as indicator_code,
    child.la_code,
    child.person_id,
    child.period_end as observed_on,
    cast(null as varchar) as team_id,
    case
        when
            child.plan_updated_date
            > {{ months_before('child.period_end', 'council_month.cin_plan_months') }}
            then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_cin_month_end') }} as child
inner join {{ ref('dim_council_month') }} as council_month
    on
        child.la_code = council_month.la_code
        and child.month_index = council_month.month_index
where child.working_days_in_need >= council_month.assessment_working_days

union all

select
    'cwd_visited_in_timescale_pct' as indicator_code,
    child.la_code,
    child.person_id,
    child.period_end as observed_on,
    cast(null as varchar) as team_id,
    case when child.working_days_since_seen <= council_month.cin_visit_working_days then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cin_month_end') }} as child
inner join {{ ref('dim_council_month') }} as council_month
    on
        child.la_code = council_month.la_code
        and child.month_index = council_month.month_index
inner join {{ ref('dim_child') }} as person
    on
        child.la_code = person.la_code
        and child.person_id = person.person_id
where
    child.working_days_in_need >= council_month.cin_visit_working_days
    and person.disability = 'yes'

union all

-- the list of the review panel: a child with both kinds of plan is one child
select
    'cpp_cin_over_12m_count' as indicator_code,
    plan.la_code,
    plan.person_id,
    plan.period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from open_plan as plan
inner join {{ ref('dim_council_month') }} as council_month
    on
        plan.la_code = council_month.la_code
        and plan.month_index = council_month.month_index
where plan.first_start_date <= {{ months_before('plan.period_end', 'council_month.cpp_cin_long_months') }}
