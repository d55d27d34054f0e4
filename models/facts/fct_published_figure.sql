select
    la_code,
    indicator_code,
    period_end,
    view,
    slice_type,
    slice_value,
    numerator,
    denominator,
    value,
    status,
    definition_version,
    population_vintage,
    edition_id,
    as_of
from {{ ref('stg_published_figure') }}
order by la_code, indicator_code, period_end, view, slice_type, slice_value
