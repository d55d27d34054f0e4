with next_early_help as (
    select
        plan.la_code,
        plan.cin_plan_id,
        min(early_help.start_date) as early_help_start_date
    from {{ ref('stg_ssd__cin_plan') }} as plan
    inner join {{ ref('stg_ssd__early_help_episode') }} as early_help
        on
            plan.la_code = early_help.la_code
            and plan.person_id = early_help.person_id
            and plan.end_date <= early_help.start_date
    group by plan.la_code, plan.cin_plan_id
)

select
    plan.la_code,
    plan.cin_plan_id,
    plan.person_id,
    plan.start_date,
    plan.end_date,
    plan.team_id,
    {{ days_between('plan.end_date', 'next_early_help.early_help_start_date') }} as days_to_early_help
from {{ ref('stg_ssd__cin_plan') }} as plan
left join next_early_help
    on
        plan.la_code = next_early_help.la_code
        and plan.cin_plan_id = next_early_help.cin_plan_id
