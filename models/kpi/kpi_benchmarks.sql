with candidate as (
    select
        score.la_code,
        score.indicator_code,
        score.period_end,
        benchmark.comparator,
        score.view,
        score.value,
        benchmark.value as published_value,
        benchmark.basis,
        indicator.unit,
        benchmark.vintage,
        benchmark.source,
        benchmark.note,
        benchmark.la_code as benchmark_la_code,
        benchmark.period_end as benchmark_period_end
    from {{ ref('kpi_scorecard') }} as score
    inner join {{ ref('dim_indicator') }} as indicator
        on score.indicator_code = indicator.indicator_code
    inner join {{ ref('benchmarks') }} as benchmark
        on
            score.indicator_code = benchmark.indicator_code
            and score.la_code = coalesce(benchmark.la_code, score.la_code)
            and (benchmark.period_end is null or score.period_end >= benchmark.period_end)
            and benchmark.value is not null
),

chosen as (
    -- what the council's own paper prints wins over the national table, then the latest year that had ended
    select * from candidate
    qualify row_number() over (
        partition by la_code, indicator_code, period_end, comparator
        order by
            case when benchmark_la_code is null then 1 else 0 end asc,
            benchmark_period_end desc nulls last,
            vintage desc,
            source asc
    ) = 1
),

converted as (
    select
        *,
        case
            when basis = 'other_definition' then 'published on another definition, not comparable'
            when unit not in ('count', 'rate_per_10000', 'rate_per_1000') then 'as published'
            when basis = 'annual' and view = 'month' then 'annual figure divided by 12'
            when basis = 'annual' and view = 'ytd' then 'annual figure, not comparable with the year to date'
            when basis = 'monthly' and view = 'rolling12' then 'monthly figure times 12'
            when basis = 'monthly' and view = 'ytd' then 'monthly figure, not comparable with the year to date'
            else 'as published'
        end as conversion
    from chosen
),

comparable as (
    select
        *,
        case conversion
            when 'as published' then published_value
            when 'annual figure divided by 12' then published_value / 12
            when 'monthly figure times 12' then published_value * 12
        end as comparable_value
    from converted
)

select
    la_code,
    indicator_code,
    period_end,
    comparator,
    view,
    value,
    published_value,
    comparable_value,
    conversion,
    value - comparable_value as difference,
    vintage,
    source,
    note
from comparable
order by la_code, indicator_code, period_end, comparator
