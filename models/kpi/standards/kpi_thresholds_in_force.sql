select
    month.la_code,
    threshold.indicator_code,
    month.period_end,
    threshold.amber_tolerance,
    threshold.minimum_denominator
from {{ ref('thresholds') }} as threshold
inner join {{ ref('dim_council_month') }} as month
    on
        coalesce(threshold.la_code, month.la_code) = month.la_code
        and threshold.valid_from <= month.period_end
        and month.is_reported
-- the council's own row wins over the national one, then the latest
qualify row_number() over (
    partition by month.la_code, threshold.indicator_code, month.period_end
    order by case when threshold.la_code is null then 1 else 0 end, threshold.valid_from desc
) = 1
