-- The target set for the headline view; a percentage means the same in every view, a count or rate does not.
with candidate as (
    select
        month.la_code,
        month.period_end,
        target.indicator_code,
        target.operator,
        target.value,
        target.unit,
        target.by_date,
        target.target_text,
        target.target_population,
        target.source,
        target.valid_from,
        coalesce(target.view, indicator.headline_view) = indicator.headline_view as is_for_headline
    from {{ ref('targets') }} as target
    inner join {{ ref('dim_indicator') }} as indicator
        on target.indicator_code = indicator.indicator_code
    inner join {{ ref('dim_council_month') }} as month
        on
            target.la_code = month.la_code
            and target.valid_from <= month.period_end
            and (target.valid_to is null or target.valid_to >= month.period_end)
            and month.is_reported
    where
        target.value is not null
        and (target.unit = 'percent' or coalesce(target.view, indicator.headline_view) = indicator.headline_view)
)

select
    la_code,
    indicator_code,
    period_end,
    operator,
    value,
    unit,
    by_date,
    target_text,
    target_population,
    source
from candidate
qualify row_number() over (
    partition by la_code, indicator_code, period_end
    order by case when is_for_headline then 0 else 1 end asc, valid_from desc, source asc
) = 1
