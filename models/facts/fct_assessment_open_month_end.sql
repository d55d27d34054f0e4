with open_month as (
    {{ open_at_month_ends(
        ref('fct_assessment'), 'start_date', 'authorised_date',
        ['assessment_id', 'person_id', 'team_id', 'start_date', 'referral_date']
    ) }}
)

select
    open_month.la_code,
    open_month.assessment_id,
    open_month.month_index,
    council_month.period_end,
    open_month.person_id,
    open_month.team_id,
    council_month.working_day_number - started.working_day_number as working_days_from_start,
    council_month.working_day_number - referred.working_day_number as working_days_from_referral
from open_month
inner join {{ ref('dim_council_month') }} as council_month
    on
        open_month.la_code = council_month.la_code
        and open_month.month_index = council_month.month_index
left join {{ ref('dim_date') }} as started
    on open_month.start_date = started.calendar_date
left join {{ ref('dim_date') }} as referred
    on open_month.referral_date = referred.calendar_date
