-- Observations of what follows a return from missing: one SELECT for each indicator.
select
    'missing_risk_assessment_completed_count' as indicator_code,
    la_code,
    person_id,
    risk_assessment_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_return_from_missing') }}
where episode_type = 'MISSING' and risk_assessment_date is not null

union all

select
    'missing_rhi_within_3d_pct' as indicator_code,
    back.la_code,
    back.person_id,
    back.returned_date as observed_on,
    cast(null as varchar) as team_id,
    case when back.days_to_interview <= council_month.rhi_days then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_return_from_missing') }} as back
inner join {{ ref('dim_council_month') }} as council_month
    on
        back.la_code = council_month.la_code
        and {{ month_index('back.returned_date') }} = council_month.month_index
where back.episode_type = 'MISSING'

union all

select
    'missing_rhi_within_3wd_pct' as indicator_code,
    back.la_code,
    back.person_id,
    back.returned_date as observed_on,
    cast(null as varchar) as team_id,
    case when back.working_days_to_interview <= council_month.rhi_working_days then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_return_from_missing') }} as back
inner join {{ ref('dim_council_month') }} as council_month
    on
        back.la_code = council_month.la_code
        and {{ month_index('back.returned_date') }} = council_month.month_index
where back.episode_type = 'MISSING'

union all

select
    'missing_rhi_completed_pct' as indicator_code,
    la_code,
    person_id,
    returned_date as observed_on,
    cast(null as varchar) as team_id,
    case when interview_date is not null then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_return_from_missing') }}
where episode_type = 'MISSING' and returned_date is not null
