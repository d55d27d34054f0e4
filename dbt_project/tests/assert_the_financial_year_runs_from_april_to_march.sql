-- In April the year to date is the month alone, in March the twelve months: a year that starts in January fails both.
-- Holds for indicators that count a child once as well, because the two windows are then the same days.
with pair as (
    select
        indicator_code,
        extract(month from period_end) as calendar_month,
        max(numerator) filter (where view = 'ytd') as ytd,
        max(numerator) filter (where view = 'month') as one_month,
        max(numerator) filter (where view = 'rolling12') as twelve_months
    from {{ ref('kpi_measures') }}
    where
        extract(month from period_end) in (3, 4)
        and view <> 'snapshot'
    group by la_code, indicator_code, period_end, slice_type, slice_value
)

select
    indicator_code,
    count(*) as row_count
from pair
where abs(ytd - case when calendar_month = 4 then one_month else twelve_months end) > 1e-6
group by indicator_code
