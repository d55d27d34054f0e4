with involvement as (
    select
        involvement.la_code,
        involvement.professional_id,
        -- some case systems tie a worker to the referral and leave the child out
        coalesce(involvement.person_id, referral.person_id) as person_id,
        involvement.start_date,
        involvement.end_date
    from {{ ref('stg_ssd__involvement') }} as involvement
    left join {{ ref('stg_ssd__referral') }} as referral
        on
            involvement.la_code = referral.la_code
            and involvement.referral_id = referral.referral_id
    where
        involvement.professional_id is not null
        and involvement.start_date is not null
        -- who left on the day of coming was never involved
        and (involvement.end_date is null or involvement.end_date > involvement.start_date)
),

longest_window as (
    select
        la_code,
        max(worker_change_months) as months
    from {{ ref('dim_council_month') }}
    group by la_code
),

-- unrolled over its own months and the months after it whose window can still reach back to it
reached_month as (
    select
        involvement.la_code,
        involvement.person_id,
        involvement.professional_id,
        involvement.end_date,
        {{ unrolled(
            'greatest(' ~ month_index('involvement.start_date') ~ ', council.first_month_index)',
            'least(coalesce(' ~ month_index('involvement.end_date')
            ~ ' + longest_window.months, council.last_month_index), council.last_month_index)'
        ) }} as month_index
    from involvement
    inner join {{ ref('dim_council') }} as council
        on involvement.la_code = council.la_code
    inner join longest_window
        on involvement.la_code = longest_window.la_code
    where involvement.person_id is not null
)

select
    reached_month.la_code,
    reached_month.person_id,
    reached_month.month_index,
    council_month.period_end,
    cast(count(distinct reached_month.professional_id) as integer) as workers_in_window
from reached_month
inner join {{ ref('dim_council_month') }} as council_month
    on
        reached_month.la_code = council_month.la_code
        and reached_month.month_index = council_month.month_index
inner join {{ ref('dim_child') }} as child
    on
        reached_month.la_code = child.la_code
        and reached_month.person_id = child.person_id
where
    -- a missing birth date counts as under 18
    coalesce({{ age_in_years('child.birth_date', 'council_month.period_end') }}, 0) < 18
    -- open on a day after the window's opening day: it must end after the first of those days
    and (
        reached_month.end_date is null
        or {{ days_between(
            months_before('council_month.period_end', 'council_month.worker_change_months'), 'reached_month.end_date'
        ) }} > 1
    )
group by reached_month.la_code, reached_month.person_id, reached_month.month_index, council_month.period_end
having bool_or(reached_month.end_date is null or reached_month.end_date > council_month.period_end)
