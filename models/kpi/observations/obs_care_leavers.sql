-- Observations of care leavers and pathway plans at each month end: one SELECT for each indicator.
select
    'care_leavers_suitable_accom_pct' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    team_id,
    case when is_in_touch and is_suitable then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_care_leaver_month_end') }}

union all

select
    'care_leavers_eet_17_18_pct' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    team_id,
    case when is_in_touch and is_in_eet then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_care_leaver_month_end') }}
where age_in_years between 17 and 18

union all

select
    'care_leavers_eet_19_21_pct' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    team_id,
    case when is_in_touch and is_in_eet then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_care_leaver_month_end') }}
where age_in_years between 19 and 21

union all

select
    'pathway_plan_authorised_pct' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    team_id,
    case when has_pathway_plan then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_pathway_plan_month_end') }}

union all

select
    'pathway_plan_cohort_count' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_pathway_plan_month_end') }}
