-- A month without events is a row with zero, an unreported one a row with its reason; a gap would be read as neither.
-- Counts rows per council and indicator, so it also fails when a SELECT writes a code that the registry does not have.
with expected as (
    select
        council.la_code,
        indicator.indicator_code,
        council.last_month_index - council.first_month_index + 1 as months,
        case when indicator.kind = 'stock' then 1 else 3 end as views
    from {{ ref('dim_council') }} as council
    cross join {{ ref('dim_indicator') }} as indicator
),

measured as (
    select
        la_code,
        indicator_code,
        count(*) as row_count
    from {{ ref('kpi_measures') }}
    where slice_type = 'all'
    group by la_code, indicator_code
),

scored as (
    select
        la_code,
        indicator_code,
        count(*) as row_count
    from {{ ref('kpi_scorecard') }}
    group by la_code, indicator_code
)

select
    expected.la_code,
    expected.indicator_code
from expected
left join measured
    on
        expected.la_code = measured.la_code
        and expected.indicator_code = measured.indicator_code
left join scored
    on
        expected.la_code = scored.la_code
        and expected.indicator_code = scored.indicator_code
where
    coalesce(measured.row_count, 0) <> expected.months * expected.views
    or coalesce(scored.row_count, 0) <> expected.months
