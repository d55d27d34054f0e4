with open_plan as (
    {{ open_at_month_ends(ref('fct_cp_plan'), 'start_date', 'end_date', ['person_id', 'start_date']) }}
),

-- a child with two open plans is one child; "an open plan that has lasted" is then the one that started first
child_month as (
    select
        la_code,
        person_id,
        month_index,
        min(start_date) as plan_start_date
    from open_plan
    group by la_code, person_id, month_index
),

visited_month as (
    select
        la_code,
        person_id,
        {{ month_index('visit_date') }} as month_index,
        max(visit_date) filter (where seen_flag = 'Y') as seen_date
    from {{ ref('stg_ssd__cp_visit') }}
    where visit_date is not null
    group by la_code, person_id, {{ month_index('visit_date') }}
),

last_visit_in_month as (
    select
        la_code,
        person_id,
        {{ month_index('visit_date') }} as month_index,
        coalesce(seen_alone_flag, 'not recorded') as seen_alone_flag
    from {{ ref('stg_ssd__cp_visit') }}
    where visit_date is not null
    qualify row_number() over (
        partition by la_code, person_id, {{ month_index('visit_date') }}
        order by visit_date desc, cp_visit_id desc
    ) = 1
),

-- visits and month ends in one line of time per child: each month end then looks back with a window, not a join
timeline as (
    select
        visited_month.la_code,
        visited_month.person_id,
        visited_month.month_index,
        visited_month.seen_date,
        last_visit_in_month.seen_alone_flag,
        false as is_month_end,
        cast(null as date) as plan_start_date
    from visited_month
    inner join last_visit_in_month
        on
            visited_month.la_code = last_visit_in_month.la_code
            and visited_month.person_id = last_visit_in_month.person_id
            and visited_month.month_index = last_visit_in_month.month_index
    union all
    select
        la_code,
        person_id,
        month_index,
        cast(null as date) as seen_date,
        cast(null as varchar) as seen_alone_flag,
        true as is_month_end,
        plan_start_date
    from child_month
),

looked_back as (
    select
        la_code,
        person_id,
        month_index,
        is_month_end,
        plan_start_date,
        max(seen_date) over last_known as last_seen_date,
        last_value(seen_alone_flag ignore nulls) over last_known as last_visit_seen_alone
    from timeline
    window last_known as (
        partition by la_code, person_id
        order by month_index, is_month_end
        rows between unbounded preceding and current row
    )
)

select
    looked_back.la_code,
    looked_back.person_id,
    looked_back.month_index,
    council_month.period_end,
    looked_back.plan_start_date,
    {{ days_between('looked_back.plan_start_date', 'council_month.period_end') }} as days_on_plan,
    council_month.working_day_number - started.working_day_number as working_days_on_plan,
    looked_back.last_seen_date,
    council_month.working_day_number - seen.working_day_number as working_days_since_seen,
    coalesce(looked_back.last_visit_seen_alone = 'Y', false) as is_last_visit_alone,
    coalesce(looked_back.last_visit_seen_alone in ('Y', 'N'), false) as is_seen_alone_recorded
from looked_back
inner join {{ ref('dim_council_month') }} as council_month
    on
        looked_back.la_code = council_month.la_code
        and looked_back.month_index = council_month.month_index
left join {{ ref('dim_date') }} as started
    on looked_back.plan_start_date = started.calendar_date
left join {{ ref('dim_date') }} as seen
    on looked_back.last_seen_date = seen.calendar_date
where looked_back.is_month_end
