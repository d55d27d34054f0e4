with point as (
    select
        *,
        -- no rule fires without limits
        case when upper_limit is not null then {{ side_of('value', 'mean') }} end as side,
        case when upper_limit is not null then {{ side_of('step', '0') }} end as direction,
        coalesce(
            {{ side_of('value', 'upper_limit') }} > 0 or {{ side_of('value', 'lower_limit') }} < 0, false
        ) as is_outside,
        coalesce(
            {{ side_of('value', 'upper_near_limit') }} > 0 or {{ side_of('value', 'lower_near_limit') }} < 0, false
        ) as is_past_near_limit
    from {{ ref('kpi_signal_limits') }}
),

turned as (
    select
        *,
        case when side = lag(side) over by_month then 0 else 1 end as side_turns,
        case when direction = lag(direction) over by_month then 0 else 1 end as direction_turns,
        case
            when
                abs(sum(side) over last_three) = 3
                and sum(case when is_past_near_limit and not is_outside then 1 else 0 end) over last_three >= 2
                then 1
            else 0
        end as closes_two_in_three
    from point
    window
        by_month as (partition by la_code, indicator_code, run_number order by period_end),
        last_three as (
            partition by la_code, indicator_code, run_number
            order by period_end rows between 2 preceding and current row
        )
),

numbered as (
    select
        *,
        sum(side_turns) over by_month as side_number,
        sum(direction_turns) over by_month as direction_number,
        max(closes_two_in_three) over with_two_after as in_two_in_three
    from turned
    window
        by_month as (partition by la_code, indicator_code, run_number order by period_end),
        with_two_after as (
            partition by la_code, indicator_code, run_number
            order by period_end rows between current row and 2 following
        )
),

counted as (
    select
        *,
        count(*) over (partition by la_code, indicator_code, run_number, side_number) as months_on_side,
        count(*) over (partition by la_code, indicator_code, run_number, direction_number) as steps_one_way
    from numbered
),

trending as (
    -- seven months are six steps; the month before the first step belongs to the trend too
    select
        *,
        case when direction <> 0 and steps_one_way >= spc_trend_points - 1 then direction end as trend,
        lead(case when direction <> 0 and steps_one_way >= spc_trend_points - 1 then direction end) over (
            partition by la_code, indicator_code, run_number order by period_end
        ) as next_trend
    from counted
),

ruled as (
    select
        *,
        -- the peak between two trends is named after the one that it ends: the later was not known then
        coalesce(trend, next_trend) as trend_direction,
        in_two_in_three = 1 and is_past_near_limit and not is_outside as is_two_in_three,
        coalesce(side <> 0 and months_on_side >= spc_shift_points, false) as is_shift
    from trending
),

named as (
    select
        ruled.la_code,
        ruled.indicator_code,
        ruled.period_end,
        ruled.view,
        ruled.value,
        ruled.baseline_number,
        ruled.is_rebased,
        ruled.baseline_points,
        ruled.is_trial,
        ruled.mean,
        ruled.lower_limit,
        ruled.upper_limit,
        ruled.lower_near_limit,
        ruled.upper_near_limit,
        ruled.is_outside,
        ruled.trend_direction is not null as is_trend,
        ruled.is_two_in_three,
        ruled.is_shift,
        indicator.polarity,
        indicator.sign is null as is_never_negative,
        -- a share of a whole; where one has been above 100 (two flows of one month) it is not limited to it
        indicator.unit = 'percent' and indicator.sign is null and indicator.counting_window <> 'average_base'
        and max(round(ruled.value, 9)) over (partition by ruled.la_code, ruled.indicator_code) <= 100 as is_share,
        case
            when ruled.is_outside then 'outside'
            when ruled.trend_direction is not null then 'trend'
            when ruled.is_two_in_three then 'two_in_three'
            when ruled.is_shift then 'shift'
        end as signal,
        case
            when not ruled.is_outside and ruled.trend_direction is not null then ruled.trend_direction
            else ruled.side
        end as points_to,
        coalesce(ruled.value is not null and ruled.denominator < threshold.minimum_denominator, false) as has_few_cases,
        target.operator as target_operator,
        -- a mean or a share is the same measure in a month and in a year; a number, a rate or leavers over staff is not
        case
            when
                indicator.polarity <> 'neutral'
                and (target.by_date is null or ruled.period_end >= target.by_date)
                and (
                    ruled.view = indicator.headline_view
                    or (indicator.unit in ('percent', 'days') and indicator.counting_window <> 'average_base')
                )
                then target.value
        end as target_value
    from ruled
    inner join {{ ref('dim_indicator') }} as indicator
        on ruled.indicator_code = indicator.indicator_code
    left join {{ ref('kpi_targets_in_force') }} as target
        on
            ruled.la_code = target.la_code
            and ruled.indicator_code = target.indicator_code
            and ruled.period_end = target.period_end
    left join {{ ref('kpi_thresholds_in_force') }} as threshold
        on
            ruled.la_code = threshold.la_code
            and ruled.indicator_code = threshold.indicator_code
            and ruled.period_end = threshold.period_end
),

directed as (
    select
        *,
        case when signal is not null and points_to > 0 then 'high' when signal is not null then 'low' end
            as signal_direction,
        case when is_never_negative and lower_limit < 0 then 0 else lower_limit end as lower_limit_drawn,
        case when is_share and upper_limit > 100 then 100 else upper_limit end as upper_limit_drawn,
        {{ side_of('target_value', 'upper_limit') }} > 0 as is_target_above,
        {{ side_of('target_value', 'lower_limit') }} < 0 as is_target_below
    from named
)

select
    la_code,
    indicator_code,
    period_end,
    view,
    value,
    baseline_number,
    is_rebased,
    baseline_points,
    is_trial,
    has_few_cases,
    mean,
    lower_limit,
    upper_limit,
    lower_near_limit,
    upper_near_limit,
    lower_limit_drawn,
    upper_limit_drawn,
    coalesce(lower_limit_drawn > lower_limit or upper_limit_drawn < upper_limit, false) as is_clipped,
    is_outside,
    is_trend,
    is_two_in_three,
    is_shift,
    signal,
    signal_direction,
    case
        when value is null or upper_limit is null then 'none'
        when signal is null then 'common_cause'
        when polarity = 'neutral' then 'neutral_' || signal_direction
        when (signal_direction = 'high') = (polarity = 'high_is_good') then 'improvement_' || signal_direction
        else 'concern_' || signal_direction
    end as variation,
    target_value,
    case
        when target_value is null or upper_limit is null then 'none'
        when not is_target_above and not is_target_below then 'hit_or_miss'
        when target_operator in ('>=', '>') and is_target_below then 'pass'
        when target_operator in ('<=', '<') and is_target_above then 'pass'
        else 'fail'
    end as assurance
from directed
order by la_code, indicator_code, period_end
