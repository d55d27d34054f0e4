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

checked_month as (
    select
        la_code,
        person_id,
        {{ month_index('check_date') }} as month_index,
        max(check_date) filter (where lower(check_type) = 'dental check') as dental_date,
        max(check_date) filter (where lower(check_type) <> 'dental check') as other_check_date
    from {{ ref('stg_ssd__cla_health_check') }}
    where
        lower(check_status) = 'completed'
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
    {% for relation, event in [
        ('visited_month', 'seen_date'), ('checked_month', 'check_dates'), ('review_month', 'review_outcome'),
        (ref('int_cla_open_month_ends'), none)
    ] -%}
        select
            la_code,
            person_id,
            month_index,
            {{ 'seen_date' if event == 'seen_date' else 'cast(null as date)' }} as seen_date,
            {{ 'dental_date' if event == 'check_dates' else 'cast(null as date)' }} as dental_date,
            {{ 'other_check_date' if event == 'check_dates' else 'cast(null as date)' }} as other_check_date,
            {{ 'review_outcome' if event == 'review_outcome' else 'cast(null as varchar)' }} as review_outcome,
            {{ 'false' if event else 'true' }} as is_month_end
        from {{ relation }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

looked_back as (
    select
        la_code,
        person_id,
        month_index,
        is_month_end,
        max(seen_date) over last_known as last_seen_date,
        max(dental_date) over last_known as last_dental_date,
        max(other_check_date) over last_known as last_other_check_date,
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
    last_other_check_date,
    last_due_review
from looked_back
where is_month_end
