-- Observations of early help and step-down to it: one SELECT for each indicator.
select
    'eha_started_count' as indicator_code,
    la_code,
    person_id,
    start_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_early_help') }}

union all

select
    'eha_started_rate' as indicator_code,
    la_code,
    person_id,
    start_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_early_help') }}

union all

select
    'stepdown_cin_to_eh_count' as indicator_code,
    plan.la_code,
    plan.person_id,
    plan.end_date as observed_on,
    plan.team_id,
    case when plan.days_to_early_help <= council_month.stepdown_days then 1e0 else 0e0 end as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cin_plan') }} as plan
inner join {{ ref('dim_council_month') }} as council_month
    on
        plan.la_code = council_month.la_code
        and {{ month_index('plan.end_date') }} = council_month.month_index

union all

select
    'stepdown_cin_to_eh_pct' as indicator_code,
    plan.la_code,
    plan.person_id,
    plan.end_date as observed_on,
    plan.team_id,
    case when plan.days_to_early_help <= council_month.stepdown_days then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cin_plan') }} as plan
inner join {{ ref('dim_council_month') }} as council_month
    on
        plan.la_code = council_month.la_code
        and {{ month_index('plan.end_date') }} = council_month.month_index

union all

select
    'assessment_to_eh_pct' as indicator_code,
    assessment.la_code,
    assessment.person_id,
    assessment.authorised_date as observed_on,
    assessment.team_id,
    case when assessment.days_to_early_help <= council_month.assessment_to_eh_days then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_assessment') }} as assessment
inner join {{ ref('dim_council_month') }} as council_month
    on
        assessment.la_code = council_month.la_code
        and {{ month_index('assessment.authorised_date') }} = council_month.month_index

union all

select
    'assessment_to_eh_count' as indicator_code,
    assessment.la_code,
    assessment.person_id,
    assessment.authorised_date as observed_on,
    assessment.team_id,
    case when assessment.days_to_early_help <= council_month.assessment_to_eh_days then 1e0 else 0e0 end as numerator,
    cast(null as double) as denominator
from {{ ref('fct_assessment') }} as assessment
inner join {{ ref('dim_council_month') }} as council_month
    on
        assessment.la_code = council_month.la_code
        and {{ month_index('assessment.authorised_date') }} = council_month.month_index
