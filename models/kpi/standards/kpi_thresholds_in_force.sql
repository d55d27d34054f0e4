select
    month.la_code,
    indicator.indicator_code,
    month.period_end,
    threshold.amber_tolerance,
    threshold.minimum_denominator
from {{ ref('thresholds') }} as threshold
inner join {{ ref('dim_indicator') }} as indicator
    on
        threshold.indicator_code = indicator.indicator_code
        or (threshold.indicator_code is null and threshold.unit = indicator.unit)
inner join {{ ref('dim_council_month') }} as month
    on
        coalesce(threshold.la_code, month.la_code) = month.la_code
        and threshold.valid_from <= month.period_end
        and month.is_reported
-- the indicator's own row wins over its unit's, then the council's over the national one, then the latest
qualify row_number() over (
    partition by month.la_code, indicator.indicator_code, month.period_end
    order by
        case when threshold.indicator_code is null then 1 else 0 end asc,
        case when threshold.la_code is null then 1 else 0 end asc,
        threshold.valid_from desc
) = 1
