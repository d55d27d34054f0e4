-- Observations of edge of care cases and of children educated at home: one SELECT for each indicator.
select
    'eoc_referrals_count' as indicator_code,
    la_code,
    person_id,
    referral_date as observed_on,
    team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_edge_of_care') }}

union all

select
    'eoc_significant_improvement_pct' as indicator_code,
    edge.la_code,
    edge.person_id,
    edge.period_end as observed_on,
    edge.team_id,
    case when edge.score_change >= council_month.eoc_improvement_points then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_edge_of_care_month_end') }} as edge
inner join {{ ref('dim_council_month') }} as council_month
    on
        edge.la_code = council_month.la_code
        and edge.month_index = council_month.month_index
where edge.score_change is not null

union all

select
    'eoc_remained_with_family_pct' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    team_id,
    case when has_remained_with_family then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_edge_of_care_month_end') }}

union all

select
    'eoc_open_cases_count' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_edge_of_care_month_end') }}
where is_open

union all

select
    'ehe_priority_group_allocated_pct' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    case when is_allocated then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_home_education_month_end') }}
where is_in_priority_group

union all

select
    'ehe_cohort_visited_pct' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    case when is_visited then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_home_education_month_end') }}
