select
    early_help.la_code,
    early_help.case_id,
    early_help.person_id,
    early_help.team_id,
    early_help.referral_date,
    early_help.source,
    early_help.gateway_attempts,
    early_help.gateway_accepted_date,
    early_help.plan_date,
    early_help.plan_end_date,
    early_help.closed_date,
    planned.working_day_number - referred.working_day_number as working_days_to_plan,
    -- twelve months before, turned round: the day on which this referral is last year's
    {{ months_before('early_help.referral_date', '-12') }} as year_after_referral_date,
    -- a feed may begin within its first month, which therefore is nobody's year before
    coalesce(
        {{ month_index('early_help.referral_date') }}
        > min({{ month_index('early_help.referral_date') }}) over (partition by early_help.la_code),
        false
    ) as is_after_first_month,
    coalesce(
        {{ month_index('early_help.referral_date') }}
        > min({{ month_index('early_help.referral_date') }}) over (partition by early_help.la_code) + 12,
        false
    ) as has_year_before
from {{ ref('stg_local__early_help_case') }} as early_help
left join {{ ref('dim_date') }} as referred
    on early_help.referral_date = referred.calendar_date
left join {{ ref('dim_date') }} as planned
    on early_help.plan_date = planned.calendar_date
