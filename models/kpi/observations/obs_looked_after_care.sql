-- Observations of the care of children looked after at each month end: one SELECT for each indicator.
select
    'cla_placed_over_20_miles_pct' as indicator_code,
    child.la_code,
    child.person_id,
    child.period_end as observed_on,
    cast(null as varchar) as team_id,
    case
        when child.distance_miles > council_month.distance_miles and child.distance_miles <> 999.9 then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_cla_month_end') }} as child
inner join {{ ref('dim_council_month') }} as council_month
    on
        child.la_code = council_month.la_code
        and child.month_index = council_month.month_index

union all

select
    'cla_own_provision_pct' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    case when placement_provider = 'PR1' then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cla_month_end') }}

union all

select
    'cla_ifa_pct' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    case
        when
            placement_type in ('U1', 'U2', 'U3', 'U4', 'U5', 'U6') and placement_provider in ('PR4', 'PR5')
            then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_cla_month_end') }}

union all

select
    'cla_emergency_bnb_pct' as indicator_code,
    child.la_code,
    child.person_id,
    child.period_end as observed_on,
    cast(null as varchar) as team_id,
    case
        when
            ' ' || council_month.emergency_placement_types || ' ' like '% ' || child.placement_type || ' %'
            then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_cla_month_end') }} as child
inner join {{ ref('dim_council_month') }} as council_month
    on
        child.la_code = council_month.la_code
        and child.month_index = council_month.month_index

union all

select
    'cla_placements_3plus_pct' as indicator_code,
    child.la_code,
    child.person_id,
    child.period_end as observed_on,
    cast(null as varchar) as team_id,
    case when child.placements_in_window >= council_month.placements_minimum then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cla_month_end') }} as child
inner join {{ ref('dim_council_month') }} as council_month
    on
        child.la_code = council_month.la_code
        and child.month_index = council_month.month_index

union all

select
    'cla_visits_in_timescale_pct' as indicator_code,
    child.la_code,
    child.person_id,
    child.period_end as observed_on,
    cast(null as varchar) as team_id,
    case
        when
            {{ days_between('child.last_seen_date', 'child.period_end') }} <= case
                when child.visit_frequency_days = council_month.cla_visit_permanent_days
                    then council_month.cla_visit_permanent_days
                else council_month.cla_visit_days
            end
            then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_cla_month_end') }} as child
inner join {{ ref('dim_council_month') }} as council_month
    on
        child.la_code = council_month.la_code
        and child.month_index = council_month.month_index
where
    {{ days_between('child.period_start_date', 'child.period_end') }} >= case
        when child.visit_frequency_days = council_month.cla_visit_permanent_days
            then council_month.cla_visit_permanent_days
        else council_month.cla_visit_days
    end

union all

select
    'cla_review_in_timescale_pct' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    case when last_due_review = 'on time' then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cla_month_end') }}
where last_due_review is not null

union all

select
    'cla_authorised_care_plan_pct' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    case when has_care_plan then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cla_month_end') }}

union all

select
    'cla_dental_check_pct' as indicator_code,
    child.la_code,
    child.person_id,
    child.period_end as observed_on,
    cast(null as varchar) as team_id,
    case
        when
            child.last_dental_date > {{ months_before('child.period_end', 'council_month.dental_months') }}
            then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_cla_month_end') }} as child
inner join {{ ref('dim_council_month') }} as council_month
    on
        child.la_code = council_month.la_code
        and child.month_index = council_month.month_index
where child.period_start_date <= {{ months_before('child.period_end', 'council_month.dental_months') }}
