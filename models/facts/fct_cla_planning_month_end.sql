with open_plan as (
    {{ open_at_month_ends(
        ref('stg_local__permanence_plan'), 'recorded_date', 'ended_date', ['person_id', 'plan', 'matched_date']
    ) }}
),

plan_month as (
    -- a child with two plans open is one child
    select
        la_code,
        person_id,
        month_index,
        coalesce(bool_or(plan = 'long_term_fostering'), false) as has_long_term_fostering_plan,
        coalesce(
            bool_or(plan = 'long_term_fostering' and {{ month_index('matched_date') }} <= month_index), false
        ) as is_matched
    from open_plan
    group by la_code, person_id, month_index
),

life_story as (
    select
        la_code,
        person_id,
        min(life_story_work_date) as life_story_work_date
    from {{ ref('stg_local__permanence_plan') }}
    group by la_code, person_id
),

-- one line of time per child: education plans first, month ends last within a month
timeline as (
    select
        la_code,
        person_id,
        {{ month_index('pep_date') }} as month_index,
        max(pep_date) as pep_date,
        false as is_month_end
    from {{ ref('stg_local__pep') }}
    where pep_date is not null
    group by la_code, person_id, {{ month_index('pep_date') }}
    union all
    select
        la_code,
        person_id,
        month_index,
        cast(null as date) as pep_date,
        true as is_month_end
    from {{ ref('fct_cla_month_end') }}
),

looked_back as (
    select
        la_code,
        person_id,
        month_index,
        is_month_end,
        max(pep_date) over (
            partition by la_code, person_id
            order by month_index, is_month_end
            rows between unbounded preceding and current row
        ) as last_pep_date
    from timeline
)

select
    looked_after.la_code,
    looked_after.person_id,
    looked_after.month_index,
    looked_after.period_end,
    looked_after.age_in_years,
    plan_month.person_id is not null as has_permanence_plan,
    coalesce(plan_month.has_long_term_fostering_plan, false) as has_long_term_fostering_plan,
    coalesce(plan_month.is_matched, false) as is_matched,
    coalesce(life_story.life_story_work_date <= looked_after.period_end, false) as has_life_story_work,
    looked_back.last_pep_date
from {{ ref('fct_cla_month_end') }} as looked_after
inner join looked_back
    on
        looked_after.la_code = looked_back.la_code
        and looked_after.person_id = looked_back.person_id
        and looked_after.month_index = looked_back.month_index
        and looked_back.is_month_end
left join plan_month
    on
        looked_after.la_code = plan_month.la_code
        and looked_after.person_id = plan_month.person_id
        and looked_after.month_index = plan_month.month_index
left join life_story
    on
        looked_after.la_code = life_story.la_code
        and looked_after.person_id = life_story.person_id
