-- Children still open in the system after their adoption order, and each figure they are in with and without them.
with still_open as (
    {{ open_at_month_ends(ref('fct_cla_period'), 'adoption_order_date', 'ceased_date', ['person_id']) }}
),

counted_month as (
    select
        la_code,
        month_index,
        count(distinct person_id) as children
    from still_open
    group by la_code, month_index
),

-- what they add to a share of which they are part
added as (
    select
        observation.la_code,
        observation.indicator_code,
        still_open.month_index,
        sum(observation.numerator) as numerator,
        sum(observation.denominator) as denominator
    from {{ ref('obs_looked_after_care') }} as observation
    inner join still_open
        on
            observation.la_code = still_open.la_code
            and observation.person_id = still_open.person_id
            and {{ month_index('observation.observed_on') }} = still_open.month_index
    where observation.indicator_code in ('cla_visits_in_timescale_pct', 'cla_dental_check_pct')
    group by observation.la_code, observation.indicator_code, still_open.month_index
),

figure as (
    select
        score.la_code,
        score.indicator_code,
        score.period_end,
        counted_month.children,
        month.adopted_still_open,
        score.numerator - coalesce(added.numerator, counted_month.children) as numerator,
        score.denominator - added.denominator as denominator
    from {{ ref('kpi_scorecard') }} as score
    inner join {{ ref('data_notes') }} as note
        on
            note.note_code = 'adopted_still_open'
            and {{ names_code('note.indicators', 'score.indicator_code') }}
    inner join {{ ref('dim_council_month') }} as month
        on
            score.la_code = month.la_code
            and score.period_end = month.period_end
    inner join counted_month
        on
            month.la_code = counted_month.la_code
            and month.month_index = counted_month.month_index
    left join added
        on
            month.la_code = added.la_code
            and score.indicator_code = added.indicator_code
            and month.month_index = added.month_index
)

select
    la_code,
    indicator_code,
    period_end,
    'adopted_still_open' as note_code,
    '' as subject,
    cast(children as double) as counted,
    cast(null as double) as out_of,
    case
        when adopted_still_open = 'leave_out' then 'They are left out of the figure.'
        when indicator_code = 'cla_count'
            then 'They are counted; without them there would be ' || {{ whole_number('numerator') }} || '.'
        when denominator > 0
            then
                'They are counted; without them it would be '
                || cast(cast(round(100 * numerator / denominator, 1) as decimal(9, 1)) as varchar)
                || '% ('
                || {{ whole_number('numerator') }}
                || ' of '
                || {{ whole_number('denominator') }}
                || ').'
        else 'None of them is in the figure.'
    end as detail
from figure
