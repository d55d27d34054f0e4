-- Where a benchmark is of another definition or another year than the figure, or there is none.
with published as (
    select
        la_code,
        indicator_code,
        period_end,
        conversion,
        vintage,
        case comparator
            when 'own_outturn' then 'own outturn'
            when 'statistical_neighbours' then 'statistical neighbours'
            when 'england' then 'England'
            when 'chat' then 'ChAT'
            else comparator
        end as comparator_words
    from {{ ref('kpi_benchmarks') }}
),

found as (
    select distinct
        la_code,
        indicator_code,
        period_end,
        'benchmark_other_definition' as note_code,
        '' as subject,
        cast(null as double) as counted,
        cast(null as double) as out_of,
        cast(null as varchar) as detail
    from published
    where conversion like 'published on another definition%'
    union all
    select
        la_code,
        indicator_code,
        period_end,
        'benchmark_vintages' as note_code,
        '' as subject,
        count(distinct vintage) as counted,
        cast(null as double) as out_of,
        string_agg(comparator_words || ' ' || vintage, '; ' order by comparator_words) as detail
    from published
    where vintage is not null
    group by la_code, indicator_code, period_end
    having count(distinct vintage) > 1
    union all
    select
        score.la_code,
        score.indicator_code,
        score.period_end,
        'benchmark_not_available' as note_code,
        benchmark.comparator as subject,
        cast(null as double) as counted,
        cast(null as double) as out_of,
        replace(benchmark.comparator, '_', ' ') || ', from ' || split_part(benchmark.source, ' (', 1) as detail
    from {{ ref('kpi_scorecard') }} as score
    inner join {{ ref('benchmarks') }} as benchmark
        on
            score.indicator_code = benchmark.indicator_code
            and coalesce(benchmark.la_code, score.la_code) = score.la_code
            and benchmark.value is null
)

select
    la_code,
    indicator_code,
    period_end,
    note_code,
    subject,
    cast(counted as double) as counted,
    cast(out_of as double) as out_of,
    detail
from found
