-- Files of other formats hold a window of time: what reaches before its first day is not known, not nought.
with bounded as (
    select
        availability.la_code,
        availability.indicator_code,
        availability.held_from,
        availability.held_from_feed,
        indicator.kind = 'stock' as is_stock,
        month.month_index,
        month.period_end,
        calendar.financial_month,
        case availability.looks_back
            when 'rereferral_months' then month.rereferral_months
            when 'rereferral_closure_months' then month.rereferral_closure_months
            when 'placements_months' then month.placements_months
            else 0
        end as months_looked_back
    from {{ ref('dim_indicator_availability') }} as availability
    inner join {{ ref('dim_indicator') }} as indicator
        on availability.indicator_code = indicator.indicator_code
    inner join {{ ref('dim_council_month') }} as month
        on availability.la_code = month.la_code
    inner join {{ ref('dim_month') }} as calendar
        on month.month_index = calendar.month_index
    where availability.held_from is not null and availability.missing_feeds is null
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
            held_from,
            held_from_feed,
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
    'known since ' || cast(held_from as varchar) || ': ' || held_from_feed as status
from viewed
where first_day < held_from
