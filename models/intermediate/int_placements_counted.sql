-- Temporary placements, and those that end on the day they start, are not moves.
with lasting as (
    select
        la_code,
        person_id,
        start_date,
        end_date
    from {{ ref('stg_ssd__cla_placement') }}
    where
        start_date is not null
        and person_id is not null
        and coalesce(placement_type, '') not in ('T0', 'T1', 'T2', 'T3', 'T4')
        and (end_date is null or end_date > start_date)
),

longest_window as (
    select
        la_code,
        max(placements_months) as months
    from {{ ref('dim_council_month') }}
    group by la_code
),

-- unrolled over its own months and the months after it whose window can still reach back to it
reached_month as (
    select
        lasting.la_code,
        lasting.person_id,
        lasting.end_date,
        {{ unrolled(
            'greatest(' ~ month_index('lasting.start_date') ~ ', council.first_month_index)',
            'least(coalesce(' ~ month_index('lasting.end_date')
            ~ ' + longest_window.months, council.last_month_index), council.last_month_index)'
        ) }} as month_index
    from lasting
    inner join {{ ref('dim_council') }} as council
        on lasting.la_code = council.la_code
    inner join longest_window
        on lasting.la_code = longest_window.la_code
)

select
    reached_month.la_code,
    reached_month.person_id,
    reached_month.month_index,
    count(*) as placements
from reached_month
inner join {{ ref('dim_council_month') }} as council_month
    on
        reached_month.la_code = council_month.la_code
        and reached_month.month_index = council_month.month_index
where
    -- open on a day after the window's opening day: it must end after the first of those days
    reached_month.end_date is null
    or {{ days_between(
        months_before('council_month.period_end', 'council_month.placements_months'), 'reached_month.end_date'
    ) }} > 1
group by reached_month.la_code, reached_month.person_id, reached_month.month_index
