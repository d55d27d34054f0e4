with open_case as (
    {{ open_at_month_ends(
        ref('fct_early_help_case'), 'referral_date', 'closed_date',
        ['case_id', 'person_id', 'team_id', 'plan_date', 'plan_end_date']
    ) }}
)

select
    open_case.la_code,
    open_case.case_id,
    open_case.person_id,
    open_case.team_id,
    open_case.month_index,
    council_month.period_end,
    coalesce({{ open_on('open_case.plan_date', 'open_case.plan_end_date', 'council_month.period_end') }}, false)
        as has_active_plan
from open_case
inner join {{ ref('dim_council_month') }} as council_month
    on
        open_case.la_code = council_month.la_code
        and open_case.month_index = council_month.month_index
