-- Observations of special educational needs: one SELECT for each indicator.
select
    'ehc_assessment_20wk_pct' as indicator_code,
    assessment.la_code,
    assessment.person_id,
    assessment.completed_date as observed_on,
    cast(null as varchar) as team_id,
    case when assessment.days_to_completion <= council_month.ehc_assessment_days then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_ehc_assessment') }} as assessment
inner join {{ ref('dim_council_month') }} as council_month
    on
        assessment.la_code = council_month.la_code
        and {{ month_index('assessment.completed_date') }} = council_month.month_index
