-- Observations of pre-proceedings: one SELECT for each indicator.
select
    'preproceedings_started_15wd_pct' as indicator_code,
    entry.la_code,
    entry.person_id,
    entry.meeting_date as observed_on,
    cast(null as varchar) as team_id,
    case
        when entry.working_days_to_meeting <= council_month.preproceedings_working_days then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_pre_proceedings') }} as entry
inner join {{ ref('dim_council_month') }} as council_month
    on
        entry.la_code = council_month.la_code
        and {{ month_index('entry.meeting_date') }} = council_month.month_index

union all

select
    'preproceedings_assessments_16wk_pct' as indicator_code,
    assessment.la_code,
    assessment.person_id,
    assessment.completed_date as observed_on,
    cast(null as varchar) as team_id,
    case
        when assessment.days_to_completion <= council_month.preproceedings_assessment_days then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_pre_proceedings_assessment') }} as assessment
inner join {{ ref('dim_council_month') }} as council_month
    on
        assessment.la_code = council_month.la_code
        and {{ month_index('assessment.completed_date') }} = council_month.month_index
