-- Where a target or a benchmark is of another size than the figure: a number that is not its rate, or not scaled.
with score as (
    select
        headline.la_code,
        headline.indicator_code,
        headline.period_end,
        headline.view,
        headline.target_value,
        indicator.unit,
        -- a count and its rate are two indicators whose codes differ in the ending
        replace(replace(headline.indicator_code, '_count', ''), '_rate', '') as stem,
        month.population
    from {{ ref('kpi_scorecard') }} as headline
    inner join {{ ref('dim_indicator') }} as indicator
        on headline.indicator_code = indicator.indicator_code
    inner join {{ ref('dim_council_month') }} as month
        on
            headline.la_code = month.la_code
            and headline.period_end = month.period_end
),

paired as (
    select
        numbers.la_code,
        numbers.period_end,
        numbers.indicator_code as count_code,
        rates.indicator_code as rate_code,
        numbers.target_value as target_count,
        rates.target_value as target_rate,
        rates.population,
        rates.target_value * rates.population / 10000 as count_of_rate
    from score as numbers
    inner join score as rates
        on
            numbers.la_code = rates.la_code
            and numbers.period_end = rates.period_end
            and numbers.stem = rates.stem
            and numbers.view = rates.view
    where numbers.unit = 'count' and rates.unit = 'rate_per_10000'
),

-- one row for each of the two indicators that a pair of targets concerns
disagreeing as (
    {% for code in ['count_code', 'rate_code'] -%}
        select
            paired.la_code,
            paired.{{ code }} as indicator_code,
            paired.period_end,
            paired.target_count,
            paired.target_rate,
            paired.count_of_rate
        from paired
        inner join {{ ref('data_notes') }} as note
            on note.note_code = 'target_count_and_rate'
        where 100 * abs(paired.target_count - paired.count_of_rate) > note.edge * paired.count_of_rate
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- an average number of other councils, and what their rate would be here where a rate is published too
unscaled as (
    select
        benchmark.la_code,
        benchmark.indicator_code,
        benchmark.period_end,
        benchmark.comparator,
        benchmark.published_value,
        ' Their rate would be '
        || {{ whole_number('rate.comparable_value * paired.population / 10000') }}
        || ' here.' as scaled
    from {{ ref('kpi_benchmarks') }} as benchmark
    inner join {{ ref('dim_indicator') }} as indicator
        on
            benchmark.indicator_code = indicator.indicator_code
            and indicator.unit = 'count'
    left join paired
        on
            benchmark.la_code = paired.la_code
            and benchmark.indicator_code = paired.count_code
            and benchmark.period_end = paired.period_end
    left join {{ ref('kpi_benchmarks') }} as rate
        on
            paired.la_code = rate.la_code
            and paired.rate_code = rate.indicator_code
            and paired.period_end = rate.period_end
            and benchmark.comparator = rate.comparator
    where benchmark.comparator not in ('own_outturn', 'local')
),

found as (
    select
        la_code,
        indicator_code,
        period_end,
        'target_count_and_rate' as note_code,
        '' as subject,
        target_count as counted,
        count_of_rate as out_of,
        {{ whole_number('target_rate') }} || ' per 10,000' as detail
    from disagreeing
    union all
    select
        score.la_code,
        score.indicator_code,
        score.period_end,
        'target_not_scaled' as note_code,
        '' as subject,
        score.target_value as counted,
        cast(null as double) as out_of,
        unscaled.scaled as detail
    from score
    inner join unscaled
        on
            score.la_code = unscaled.la_code
            and score.indicator_code = unscaled.indicator_code
            and score.period_end = unscaled.period_end
            and score.target_value = unscaled.published_value
            and unscaled.comparator = 'statistical_neighbours'
    union all
    select
        la_code,
        indicator_code,
        period_end,
        'benchmark_not_scaled' as note_code,
        comparator as subject,
        published_value as counted,
        cast(null as double) as out_of,
        scaled as detail
    from unscaled
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
