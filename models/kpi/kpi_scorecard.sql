with whole as (
    select * from {{ ref('kpi_measures') }}
    where slice_type = 'all'
),

headline as (
    select
        whole.*,
        indicator.unit,
        indicator.polarity,
        indicator.kind
    from whole
    inner join {{ ref('dim_indicator') }} as indicator
        on
            whole.indicator_code = indicator.indicator_code
            and whole.view = indicator.headline_view
),

other_views as (
    select
        la_code,
        indicator_code,
        period_end,
        max(value) filter (where view = 'month') as month_value,
        max(value) filter (where view = 'ytd') as ytd_value,
        max(value) filter (where view = 'rolling12') as rolling12_value
    from whole
    group by la_code, indicator_code, period_end
),

compared as (
    -- every month has a row, so the row before is last month and the twelfth before is the same month last year
    select
        *,
        lag(period_end) over by_month as previous_period_end,
        lag(value) over by_month as previous_value,
        lag(value, 12) over by_month as last_year_value
    from headline
    window by_month as (partition by la_code, indicator_code order by period_end)
),

judged as (
    select
        compared.la_code,
        compared.indicator_code,
        compared.period_end,
        compared.view,
        compared.unit,
        compared.polarity,
        compared.kind,
        compared.numerator,
        compared.denominator,
        compared.value,
        compared.status,
        compared.previous_period_end,
        compared.previous_value,
        compared.last_year_value,
        other_views.month_value,
        other_views.ytd_value,
        other_views.rolling12_value,
        month.population,
        month.population_mid_year,
        month.population_vintage,
        month.young_population,
        month.young_population_mid_year,
        month.young_population_vintage,
        target.operator as target_operator,
        target.value as target_value,
        target.unit as target_unit,
        target.by_date as target_by_date,
        target.target_text,
        target.source as target_source,
        target.target_population,
        threshold.amber_tolerance,
        threshold.minimum_denominator,
        said.provisional_reason,
        said.status_text,
        said.due_date,
        coalesce(said.is_overdue, false) as is_overdue,
        council.as_at,
        case target.operator
            when '>=' then compared.value >= target.value
            when '>' then compared.value > target.value
            when '<=' then compared.value <= target.value
            when '<' then compared.value < target.value
            when '=' then compared.value = target.value
        end as is_target_met
    from compared
    inner join other_views
        on
            compared.la_code = other_views.la_code
            and compared.indicator_code = other_views.indicator_code
            and compared.period_end = other_views.period_end
    inner join {{ ref('dim_council_month') }} as month
        on
            compared.la_code = month.la_code
            and compared.period_end = month.period_end
    inner join {{ ref('dim_council') }} as council
        on compared.la_code = council.la_code
    left join {{ ref('kpi_targets_in_force') }} as target
        on
            compared.la_code = target.la_code
            and compared.indicator_code = target.indicator_code
            and compared.period_end = target.period_end
    left join {{ ref('kpi_thresholds_in_force') }} as threshold
        on
            compared.la_code = threshold.la_code
            and compared.indicator_code = threshold.indicator_code
            and compared.period_end = threshold.period_end
    left join {{ ref('kpi_states_in_force') }} as said
        on
            compared.la_code = said.la_code
            and compared.indicator_code = said.indicator_code
            and compared.period_end = said.period_end
)

select
    la_code,
    indicator_code,
    period_end,
    view,
    numerator,
    denominator,
    value,
    status,
    case unit
        when 'rate_per_10000' then population_mid_year
        when 'rate_per_1000' then young_population_mid_year
    end as population_mid_year,
    case unit
        when 'rate_per_10000' then population_vintage
        when 'rate_per_1000' then young_population_vintage
    end as population_vintage,
    month_value,
    ytd_value,
    rolling12_value,
    previous_period_end,
    previous_value,
    value - previous_value as change,
    case
        when value > previous_value then 'increase'
        when value < previous_value then 'decrease'
        when value = previous_value then 'no change'
    end as direction,
    case
        when polarity = 'neutral' then null
        when value = previous_value then 'unchanged'
        when (value > previous_value) = (polarity = 'high_is_good') then 'improved'
        when previous_value is not null and value is not null then 'worsened'
    end as performance,
    last_year_value,
    value - last_year_value as change_on_year,
    target_operator,
    target_value,
    target_unit,
    target_by_date,
    target_text,
    target_source,
    value - target_value as variance,
    -- the same variance in children or events: what there is, less what the target needs of the same cases
    case
        when value is null then null
        when unit = 'percent' then numerator - denominator * target_value / 100
        when unit = 'rate_per_10000' then numerator - coalesce(target_population, population) * target_value / 10000
        when unit = 'rate_per_1000' then numerator - coalesce(target_population, young_population) * target_value / 1000
        when unit = 'count' then value - target_value
    end as variance_count,
    case
        when
            value is null or provisional_reason is not null or target_value is null or amber_tolerance is null
            or denominator < minimum_denominator
            or (target_by_date is not null and period_end < target_by_date and not is_target_met)
            then 'grey'
        when is_target_met then 'green'
        when abs(value - target_value) <= amber_tolerance then 'amber'
        else 'red'
    end as rating,
    case
        when value is null then status
        when provisional_reason is not null then provisional_reason
        when target_value is null then 'no target'
        when amber_tolerance is null then 'no threshold'
        when denominator < minimum_denominator
            then 'fewer than ' || cast(minimum_denominator as varchar) || ' cases'
        when target_by_date is not null and period_end < target_by_date and not is_target_met
            then 'target is for ' || cast(target_by_date as varchar)
        when is_target_met then 'target met'
        when abs(value - target_value) <= amber_tolerance then 'target missed within tolerance'
        else 'target missed'
    end as rating_reason,
    as_at,
    provisional_reason is not null as is_provisional,
    provisional_reason,
    status_text,
    due_date,
    is_overdue
from judged
order by la_code, indicator_code, period_end
