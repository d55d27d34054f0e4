-- Files of other formats hold a window of time: what reaches before its first day, or past its last, is not known,
-- not nought.
with bounded as (
    select
        availability.la_code,
        availability.indicator_code,
        availability.held_from,
        availability.held_from_feed,
        availability.held_until,
        availability.held_until_feed,
        indicator.kind = 'stock' as is_stock,
        month.month_index,
        month.period_end,
        calendar.financial_month,
        -- a name that is not here gives no first day, which a test finds
        case
            when availability.looks_back is null then 0
            when availability.looks_back = 'rereferral_months' then month.rereferral_months
            when availability.looks_back = 'rereferral_closure_months' then month.rereferral_closure_months
            when availability.looks_back = 'placements_months' then month.placements_months
            when availability.looks_back = 'worker_change_months' then month.worker_change_months
        end as months_looked_back
    from {{ ref('dim_indicator_availability') }} as availability
    inner join {{ ref('dim_indicator') }} as indicator
        on availability.indicator_code = indicator.indicator_code
    inner join {{ ref('dim_council_month') }} as month
        on availability.la_code = month.la_code
    inner join {{ ref('dim_month') }} as calendar
        on month.month_index = calendar.month_index
    where
        (availability.held_from is not null or availability.held_until is not null)
        and availability.missing_feeds is null
),

viewed as (
    {% for view, months_before in [
        ('month', '0'), ('ytd', 'financial_month - 1'), ('rolling12', '11'), ('snapshot', '0')
    ] -%}
        select
            la_code,
            indicator_code,
            month_index,
            '{{ view }}' as view,
            period_end,
            held_from,
            held_from_feed,
            held_until,
            held_until_feed,
            -- a stock knows what was open on its own day, and looks back on months that end with that day
            case
                when is_stock and months_looked_back = 0 then period_end
                when is_stock then {{ month_start('month_index + 1 - months_looked_back') }}
                else {{ month_start('month_index - (' ~ months_before ~ ') - months_looked_back') }}
            end as first_day
        from bounded
        where is_stock = {{ 'true' if view == 'snapshot' else 'false' }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    la_code,
    indicator_code,
    month_index,
    view,
    first_day,
    -- of both bounds the later one is told: the next return lifts it
    case
        when period_end > held_until then 'known until ' || cast(held_until as varchar) || ': ' || held_until_feed
        else 'known since ' || cast(held_from as varchar) || ': ' || held_from_feed
    end as status
from viewed
where period_end > held_until or first_day < held_from or first_day is null
