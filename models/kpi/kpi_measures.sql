with month as (
    select * from {{ ref('dim_council_month') }}
),

council_indicator as (
    select
        council.la_code,
        indicator.indicator_code,
        indicator.unit,
        indicator.kind,
        indicator.counting_window,
        indicator.slices,
        coalesce(indicator.feeds = 'local_returns', false) as is_returned,
        availability.missing_feeds,
        availability.known_from,
        availability.known_from_feed
    from {{ ref('dim_council') }} as council
    cross join {{ ref('dim_indicator') }} as indicator
    left join {{ ref('dim_indicator_availability') }} as availability
        on
            council.la_code = availability.la_code
            and indicator.indicator_code = availability.indicator_code
),

slice as (
    select
        council_indicator.la_code,
        council_indicator.indicator_code,
        fixed.slice_type,
        fixed.slice_value
    from council_indicator
    inner join {{ fixed_slices() }} as fixed (slice_type, slice_value)
        on council_indicator.slices = 'child' or fixed.slice_type = 'all'
    where council_indicator.missing_feeds is null or fixed.slice_type = 'all'
    union
    select
        la_code,
        indicator_code,
        slice_type,
        slice_value
    from {{ ref('kpi_observations') }}
    where {{ is_open_slice('slice_type') }}
    union
    select
        la_code,
        indicator_code,
        slice_type,
        slice_value
    from {{ ref('kpi_distinct_children') }}
    where {{ is_open_slice('slice_type') }}
),

-- a row for every month, so that a month with no events is a row with zero
grid as (
    select
        slice.la_code,
        slice.indicator_code,
        slice.slice_type,
        slice.slice_value,
        month.month_index,
        month.financial_year,
        coalesce(observation.numerator, 0) as numerator,
        coalesce(observation.denominator, 0) as denominator,
        -- of an indicator returned by hand: the month's own word, and whether it stands where a figure should
        coalesce(returned.status, 'not reported') as month_status,
        case when returned.has_figure then 0 else 1 end as month_gaps
    from slice
    inner join month
        on slice.la_code = month.la_code
    left join {{ ref('kpi_observations') }} as observation
        on
            slice.la_code = observation.la_code
            and slice.indicator_code = observation.indicator_code
            and slice.slice_type = observation.slice_type
            and slice.slice_value = observation.slice_value
            and month.month_index = observation.month_index
    left join {{ ref('fct_return') }} as returned
        on
            slice.la_code = returned.la_code
            and slice.indicator_code = returned.indicator_code
            and month.month_index = returned.month_index
),

windowed as (
    select
        *,
        numerator as month_numerator,
        denominator as month_denominator,
        1 as month_months,
        sum(numerator) over year_to_date as ytd_numerator,
        sum(denominator) over year_to_date as ytd_denominator,
        count(*) over year_to_date as ytd_months,
        sum(month_gaps) over year_to_date as ytd_gaps,
        sum(numerator) over twelve_months as rolling12_numerator,
        sum(denominator) over twelve_months as rolling12_denominator,
        count(*) over twelve_months as rolling12_months,
        sum(month_gaps) over twelve_months as rolling12_gaps
    from grid
    window
        year_to_date as (
            partition by la_code, indicator_code, slice_type, slice_value, financial_year
            order by month_index rows between unbounded preceding and current row
        ),
        twelve_months as (
            partition by la_code, indicator_code, slice_type, slice_value
            order by month_index rows between 11 preceding and current row
        )
),

viewed as (
    {% for view, window in [('month', 'month'), ('ytd', 'ytd'), ('rolling12', 'rolling12'), ('snapshot', 'month')] -%}
        select
            windowed.la_code,
            windowed.indicator_code,
            windowed.month_index,
            '{{ view }}' as view,
            windowed.slice_type,
            windowed.slice_value,
            windowed.{{ window }}_numerator as numerator,
            case council_indicator.counting_window
                when 'average_base' then windowed.{{ window }}_denominator / windowed.{{ window }}_months
                else windowed.{{ window }}_denominator
            end as denominator,
            case
                when council_indicator.unit = 'text' then windowed.month_status
                when not council_indicator.is_returned then null
                when windowed.month_gaps > 0 then windowed.month_status
                -- a share may stand on the months there are, a number may not: it would be too small
                when council_indicator.unit = 'count' and windowed.{{ window }}_gaps > 0 then 'not reported'
            end as returned_as
        from windowed
        inner join council_indicator
            on
                windowed.la_code = council_indicator.la_code
                and windowed.indicator_code = council_indicator.indicator_code
                and council_indicator.kind {{ '=' if view == 'snapshot' else '<>' }} 'stock'
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- what each figure is divided by: its own cases, the population, or nothing
divided as (
    select
        viewed.la_code,
        viewed.indicator_code,
        month.period_end,
        viewed.view,
        viewed.slice_type,
        viewed.slice_value,
        council_indicator.unit,
        case
            when council_indicator.counting_window = 'distinct' then coalesce(children.numerator, 0)
            else viewed.numerator
        end as numerator,
        case
            when council_indicator.unit = 'count' then null
            when council_indicator.unit = 'rate_per_10000' then cast(month.population as double)
            when council_indicator.unit = 'rate_per_1000' then cast(month.young_population as double)
            else viewed.denominator
        end as denominator,
        case
            when council_indicator.missing_feeds is not null then council_indicator.missing_feeds
            -- before the first delivery of such a feed a ratio has no cases, but a count of nought would be untrue
            when council_indicator.unit = 'count' and month.period_end < council_indicator.known_from
                then council_indicator.known_from_feed
            when council_indicator.unit = 'rate_per_10000' and month.population is null then 'local_populations'
            when council_indicator.unit = 'rate_per_1000' and month.young_population is null then 'local_populations'
            when viewed.slice_type = 'disability' and disability_feed.status <> 'loaded' then 'ssd_disability'
        end as missing_feeds,
        viewed.returned_as,
        not_held.status as not_held
    from viewed
    inner join month
        on
            viewed.la_code = month.la_code
            and viewed.month_index = month.month_index
            and month.is_reported
    inner join council_indicator
        on
            viewed.la_code = council_indicator.la_code
            and viewed.indicator_code = council_indicator.indicator_code
    left join {{ ref('kpi_windows_not_held') }} as not_held
        on
            viewed.la_code = not_held.la_code
            and viewed.indicator_code = not_held.indicator_code
            and viewed.month_index = not_held.month_index
            and viewed.view = not_held.view
    left join {{ ref('dim_feed_status') }} as disability_feed
        on
            viewed.la_code = disability_feed.la_code
            and disability_feed.feed = 'ssd_disability'
    left join {{ ref('kpi_distinct_children') }} as children
        on
            viewed.la_code = children.la_code
            and viewed.indicator_code = children.indicator_code
            and viewed.view = children.view
            and viewed.month_index = children.month_index
            and viewed.slice_type = children.slice_type
            and viewed.slice_value = children.slice_value
),

-- why there is no figure, in the words of the promise; null where there is one or nothing was looked at
worded as (
    select
        *,
        coalesce(not_held, 'feed missing: ' || missing_feeds, returned_as) as unreported
    from divided
)

select
    la_code,
    indicator_code,
    period_end,
    view,
    slice_type,
    slice_value,
    case when unreported is null then numerator end as numerator,
    case when unreported is null then denominator end as denominator,
    case
        when unreported is not null then null
        when unit = 'count' then numerator
        when unit = 'percent' then 100 * numerator / nullif(denominator, 0)
        when unit = 'rate_per_10000' then 10000 * numerator / nullif(denominator, 0)
        when unit = 'rate_per_1000' then 1000 * numerator / nullif(denominator, 0)
        else numerator / nullif(denominator, 0)
    end as value,
    case
        when unreported is not null then unreported
        when unit <> 'count' and denominator = 0 then 'no cases'
        else 'ok'
    end as status
from worded
order by la_code, indicator_code, period_end, view, slice_type, slice_value
