with current_delivery as (
    select
        la_code,
        max(as_at) as as_at
    from {{ ref('stg_delivery') }}
    where is_current
    group by la_code
),

history as (
    -- the months to look back; a council's own row wins over the national default
    select
        delivery.la_code,
        cast(
            coalesce(
                max_by(parameter.value, parameter.valid_from) filter (where parameter.la_code is not null),
                max_by(parameter.value, parameter.valid_from) filter (where parameter.la_code is null)
            ) as integer
        ) as history_months
    from current_delivery as delivery
    inner join {{ ref('parameters') }} as parameter
        on
            parameter.parameter = 'history_months'
            and delivery.as_at >= parameter.valid_from
            and (parameter.la_code is null or delivery.la_code = parameter.la_code)
    group by delivery.la_code
),

reach as (
    select
        delivery.la_code,
        delivery.as_at,
        history.history_months,
        -- a month is reported when its last day is not after the extract date
        case
            when delivery.as_at = last_day(delivery.as_at) then {{ month_index('delivery.as_at') }}
            else {{ month_index('delivery.as_at') }} - 1
        end as last_month_index,
        {{ month_index('first_event.first_event_date') }} as first_event_month_index
    from current_delivery as delivery
    inner join history
        on delivery.la_code = history.la_code
    left join {{ ref('int_first_events') }} as first_event
        on delivery.la_code = first_event.la_code
),

bounded as (
    select
        la_code,
        as_at,
        cast(last_month_index as integer) as last_month_index,
        cast(
            least(
                last_month_index,
                greatest(
                    last_month_index - history_months + 1, coalesce(first_event_month_index, last_month_index)
                )
            ) as integer
        ) as first_month_index
    from reach
)

select
    bounded.la_code,
    coalesce(council.council_name, 'Council ' || bounded.la_code) as council_name,
    council.region,
    coalesce(council.is_fictional, false) as is_fictional,
    bounded.as_at,
    bounded.first_month_index,
    bounded.last_month_index,
    last_day({{ month_start('bounded.first_month_index') }}) as first_period_end,
    last_day({{ month_start('bounded.last_month_index') }}) as last_period_end
from bounded
left join {{ ref('councils') }} as council
    on bounded.la_code = council.la_code
order by bounded.la_code
