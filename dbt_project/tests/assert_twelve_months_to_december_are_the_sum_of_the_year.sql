-- Ratios add up: twelve months are the sum of their parts over the sum of their wholes, never a mean of percentages.
-- Only years reported whole, and only indicators whose months add up; December needs no window: it is its own witness.
with by_month as (
    select
        measure.*,
        indicator.unit,
        extract(year from measure.period_end) as calendar_year
    from {{ ref('kpi_measures') }} as measure
    inner join {{ ref('dim_indicator') }} as indicator
        on
            measure.indicator_code = indicator.indicator_code
            and indicator.counting_window = 'sum'
    where measure.status not like 'feed missing%'
),

year_summed as (
    select
        la_code,
        indicator_code,
        slice_type,
        slice_value,
        calendar_year,
        sum(numerator) as numerator,
        sum(denominator) as denominator
    from by_month
    where view = 'month'
    group by la_code, indicator_code, slice_type, slice_value, calendar_year
    having count(*) = 12
)

select
    december.indicator_code,
    count(*) as row_count
from by_month as december
inner join year_summed
    on
        december.la_code = year_summed.la_code
        and december.indicator_code = year_summed.indicator_code
        and december.slice_type = year_summed.slice_type
        and december.slice_value = year_summed.slice_value
        and december.calendar_year = year_summed.calendar_year
where
    december.view = 'rolling12'
    and extract(month from december.period_end) = 12
    and (
        abs(december.numerator - year_summed.numerator) > 1e-6
        or (
            december.unit not in ('rate_per_10000', 'rate_per_1000')
            and abs(december.denominator - year_summed.denominator) > 1e-6
        )
    )
group by december.indicator_code
