-- The last visit, dental check and due review that each month end can look back on.
with visited_month as (
    select
        la_code,
        person_id,
        {{ month_index('visit_date') }} as month_index,
        max(visit_date) as seen_date
    from {{ ref('stg_ssd__cla_visit') }}
    where seen_flag = 'Y' and visit_date is not null
    group by la_code, person_id, {{ month_index('visit_date') }}
),

dental_month as (
    select
        la_code,
        person_id,
        {{ month_index('check_date') }} as month_index,
        max(check_date) as dental_date
    from {{ ref('stg_ssd__cla_health_check') }}
    where
        lower(check_type) = 'dental check'
        and lower(check_status) = 'completed'
        and check_date is not null
    group by la_code, person_id, {{ month_index('check_date') }}
),

review_month as (
    select
        la_code,
        person_id,
        {{ month_index('due_date') }} as month_index,
        case when review_date <= due_date then 'on time' else 'late' end as review_outcome
    from {{ ref('stg_ssd__cla_review') }}
    where due_date is not null and coalesce(cancelled_flag, 'N') <> 'Y'
    qualify row_number() over (
        partition by la_code, person_id, {{ month_index('due_date') }}
        order by due_date desc, cla_review_id desc
    ) = 1
),

-- one line of time per child: events first, month ends last within a month
timeline as (
    select la_code, person_id, month_index, seen_date,
        cast(null as date) as dental_date, cast(null as varchar) as review_outcome, false as is_month_end
    from visited_month
    union all
    select la_code, person_id, month_index, cast(null as date), dental_date, cast(null as varchar), false
    from dental_month
    union all
    select la_code, person_id, month_index, cast(null as date), cast(null as date), review_outcome, false
    from review_month
    union all
    select la_code, person_id, month_index, cast(null as date), cast(null as date), cast(null as varchar), true
    from {{ ref('int_cla_open_month_ends') }}
),

looked_back as (
    select
        la_code,
        person_id,
        month_index,
        is_month_end,
        max(seen_date) over last_known as last_seen_date,
        max(dental_date) over last_known as last_dental_date,
        last_value(review_outcome ignore nulls) over last_known as last_due_review
    from timeline
    window last_known as (
        partition by la_code, person_id
        order by month_index, is_month_end
        rows between unbounded preceding and current row
    )
)

select
    la_code,
    person_id,
    month_index,
    last_seen_date,
    last_dental_date,
    last_due_review
from looked_back
where is_month_end
