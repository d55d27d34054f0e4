-- What is said beside a figure: that people have not agreed on it or confirmed it yet, or what stands in its place.
with need as (
    select
        indicator_code,
        {{ split_to_rows('feeds', ' ') }} as need
    from {{ ref('dim_indicator') }}
),

alternative as (
    select
        indicator_code,
        {{ split_to_rows('need', '|') }} as alternative
    from need
),

needed as (
    select distinct
        indicator_code,
        split_part(alternative, '.', 1) as feed
    from alternative
),

-- a row for an indicator, or for all that need a feed
declared as (
    select distinct
        month.la_code,
        needed.indicator_code,
        month.period_end,
        case status.state when 'definition_not_agreed' then 1 when 'unconfirmed' then 2 else 3 end as rank,
        replace(status.state, '_', ' ') || ': ' || status.reason as provisional_reason
    from {{ ref('data_status') }} as status
    inner join needed
        on coalesce(status.indicator_code = needed.indicator_code, status.feed = needed.feed)
    inner join {{ ref('dim_council_month') }} as month
        on
            status.la_code = month.la_code
            and month.period_end between status.valid_from and coalesce(status.valid_to, month.period_end)
            and month.is_reported
),

returned as (
    select
        returned.la_code,
        returned.indicator_code,
        returned.period_end,
        case
            when (returned.has_figure or returned.status = 'text') and not returned.is_confirmed
                then 'provisional: the return does not say who confirmed it and when'
        end as provisional_reason,
        returned.status_text,
        returned.due_date,
        coalesce(returned.due_date < run.as_of, false) as is_overdue
    from {{ ref('fct_return') }} as returned
    cross join {{ ref('dim_run') }} as run
),

said as (
    select
        la_code,
        indicator_code,
        period_end,
        rank,
        provisional_reason,
        cast(null as varchar) as status_text,
        cast(null as date) as due_date,
        false as is_overdue
    from declared
    union all
    select
        la_code,
        indicator_code,
        period_end,
        case when provisional_reason is not null then 4 end as rank,
        provisional_reason,
        status_text,
        due_date,
        is_overdue
    from returned
)

select
    la_code,
    indicator_code,
    period_end,
    -- of several the weightiest: what is not agreed, before what is not confirmed, before what may still change
    min_by(provisional_reason, rank) as provisional_reason,
    max(status_text) as status_text,
    max(due_date) as due_date,
    bool_or(is_overdue) as is_overdue
from said
group by la_code, indicator_code, period_end
