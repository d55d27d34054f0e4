-- Observations of child and family assessments: one SELECT for each indicator.
select
    'assessments_completed_count' as indicator_code,
    la_code,
    person_id,
    authorised_date as observed_on,
    team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_assessment') }}
where authorised_date is not null

union all

select
    'assessments_completed_rate' as indicator_code,
    la_code,
    person_id,
    authorised_date as observed_on,
    team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_assessment') }}
where authorised_date is not null

union all

select
    'assessments_completed_45wd_pct' as indicator_code,
    assessment.la_code,
    assessment.person_id,
    assessment.authorised_date as observed_on,
    assessment.team_id,
    case
        when
            case council_month.assessment_clock_start
                when 'referral' then assessment.working_days_from_referral
                else assessment.working_days_from_start
            end <= council_month.assessment_working_days
            then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_assessment') }} as assessment
inner join {{ ref('dim_council_month') }} as council_month
    on
        assessment.la_code = council_month.la_code
        and {{ month_index('assessment.authorised_date') }} = council_month.month_index

union all

select
    'assessments_outcome_cin_pct' as indicator_code,
    la_code,
    person_id,
    authorised_date as observed_on,
    team_id,
    case when has_cin_outcome then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_assessment') }}
where authorised_date is not null

union all

select
    'assessments_open_over_45wd_count' as indicator_code,
    assessment.la_code,
    assessment.person_id,
    assessment.period_end as observed_on,
    assessment.team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_assessment_open_month_end') }} as assessment
inner join {{ ref('dim_council_month') }} as council_month
    on
        assessment.la_code = council_month.la_code
        and assessment.month_index = council_month.month_index
where
    case council_month.assessment_clock_start
        when 'referral' then assessment.working_days_from_referral
        else assessment.working_days_from_start
    end > council_month.assessment_working_days
