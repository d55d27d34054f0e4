-- The chart of single figures behind kpi_signals: which months belong together, their mean, and the limits around it.
-- A figure of twelve months or of the year to date shares months with the one before; a month's own does not.
with rebased as (
    select distinct
        month.la_code,
        indicator.indicator_code,
        month.period_end
    from {{ ref('dim_process_event') }} as event
    inner join {{ ref('dim_council_month') }} as month
        on
            coalesce(event.la_code, month.la_code) = month.la_code
            and event.event_date between month.month_start and month.period_end
    -- before the first month reported there is nothing to part from
    inner join {{ ref('dim_council') }} as council
        on
            month.la_code = council.la_code
            and month.period_end > council.first_period_end
    inner join {{ ref('dim_indicator') }} as indicator
        on coalesce(event.indicator_code, indicator.indicator_code) = indicator.indicator_code
    where event.rebases
),

-- a chart is read by one rule, that of the council's newest month
rule as (
    select
        council.la_code,
        -- the newest months and no others: a level of years ago is no yardstick, and 0 takes all; limits fixed on the
        -- first months of a baseline would move with each night if those slid out of view
        case
            when month.spc_window_months > 0 and month.spc_baseline_points = 0
                then {{ months_before('month.month_start', 'month.spc_window_months - 1') }}
        end as first_day,
        month.spc_screen_ranges,
        month.spc_baseline_points,
        month.spc_trend_points,
        month.spc_shift_points,
        month.spc_trial_points
    from {{ ref('dim_council') }} as council
    inner join {{ ref('dim_council_month') }} as month
        on
            council.la_code = month.la_code
            and council.last_period_end = month.period_end
),

figure as (
    select
        measure.la_code,
        measure.indicator_code,
        measure.period_end,
        measure.view,
        measure.denominator,
        measure.value,
        rebased.period_end is not null as is_rebased,
        rule.spc_screen_ranges,
        rule.spc_baseline_points,
        rule.spc_trend_points,
        rule.spc_shift_points,
        rule.spc_trial_points,
        count(rebased.period_end) over by_month as rebases,
        sum(case when measure.value is null then 1 else 0 end) over by_month as gaps
    from {{ ref('kpi_measures') }} as measure
    inner join {{ ref('dim_indicator') }} as indicator
        on
            measure.indicator_code = indicator.indicator_code
            and measure.view = case indicator.headline_view when 'snapshot' then 'snapshot' else 'month' end
    inner join rule
        on measure.la_code = rule.la_code
    left join rebased
        on
            measure.la_code = rebased.la_code
            and measure.indicator_code = rebased.indicator_code
            and measure.period_end = rebased.period_end
    where
        measure.slice_type = 'all'
        and (rule.first_day is null or measure.period_end >= rule.first_day)
    window by_month as (partition by measure.la_code, measure.indicator_code order by measure.period_end)
),

-- every month has a row: a new baseline or a month without a figure begins a new run, and both only ever count up
run as (
    select
        *,
        cast(rebases + gaps as integer) as run_number,
        value - lag(value) over (
            partition by la_code, indicator_code, rebases + gaps order by period_end
        ) as step,
        count(value) over (partition by la_code, indicator_code, rebases order by period_end) as position
    from figure
),

baseline as (
    select * from run
    where value is not null and (spc_baseline_points = 0 or position <= spc_baseline_points)
),

averaged as (
    select
        la_code,
        indicator_code,
        rebases,
        cast(count(*) as integer) as baseline_points,
        {{ steady_mean('value') }} as mean,
        {{ steady_mean('abs(step)') }} as average_range
    from baseline
    group by la_code, indicator_code, rebases
),

screened as (
    select
        baseline.la_code,
        baseline.indicator_code,
        baseline.rebases,
        {{ steady_mean('abs(baseline.step)') }} as average_range
    from baseline
    inner join averaged
        on
            baseline.la_code = averaged.la_code
            and baseline.indicator_code = averaged.indicator_code
            and baseline.rebases = averaged.rebases
    where
        baseline.spc_screen_ranges = 0
        or {{ side_of('abs(baseline.step)', 'baseline.spc_screen_ranges * averaged.average_range') }} < 0
    group by baseline.la_code, baseline.indicator_code, baseline.rebases
),

spread as (
    select
        averaged.*,
        -- where hardly a month differs, screening would leave nothing and every month would lie outside
        2.66 * coalesce(nullif(screened.average_range, 0), averaged.average_range) as reach
    from averaged
    left join screened
        on
            averaged.la_code = screened.la_code
            and averaged.indicator_code = screened.indicator_code
            and averaged.rebases = screened.rebases
)

select
    run.la_code,
    run.indicator_code,
    run.period_end,
    run.view,
    run.denominator,
    run.value,
    run.step,
    run.run_number,
    cast(run.rebases + 1 as integer) as baseline_number,
    run.is_rebased,
    coalesce(spread.baseline_points, 0) as baseline_points,
    coalesce(spread.baseline_points, 0) < run.spc_trial_points as is_trial,
    run.spc_trend_points,
    run.spc_shift_points,
    spread.mean,
    spread.mean - spread.reach as lower_limit,
    spread.mean + spread.reach as upper_limit,
    spread.mean - spread.reach * 2 / 3 as lower_near_limit,
    spread.mean + spread.reach * 2 / 3 as upper_near_limit
from run
left join spread
    on
        run.la_code = spread.la_code
        and run.indicator_code = spread.indicator_code
        and run.rebases = spread.rebases
