-- What a figure says about itself: it stands still, rests on few cases, or leaves cases out of its parts.
with figure as (
    select
        measure.la_code,
        measure.indicator_code,
        measure.period_end,
        measure.view,
        measure.slice_type,
        measure.slice_value,
        measure.numerator,
        measure.denominator,
        measure.value,
        indicator.unit,
        indicator.clock,
        -- small means, such as workers per child, are compared as finely as they are shown
        round(measure.value, greatest(indicator.decimals, 1)) as shown,
        measure.view = indicator.headline_view as is_headline,
        measure.view in ('month', 'snapshot') as is_of_one_month,
        -- what the parts of a split are parts of
        case when indicator.unit in ('percent', 'days', 'average') then measure.denominator else measure.numerator end
            as cases
    from {{ ref('kpi_measures') }} as measure
    inner join {{ ref('dim_indicator') }} as indicator
        on measure.indicator_code = indicator.indicator_code
    where measure.slice_type = 'all' or measure.slice_value = 'unknown'
),

looked_back as (
    -- every month has a row, so the rows before are the months before; 0 and 100 may well stand still
    select
        *,
        lag(denominator, 2) over by_month as denominator_before,
        shown = lag(shown) over by_month
        and shown = lag(shown, 2) over by_month
        and value not in (0, 100) as is_same,
        denominator <> lag(denominator) over by_month
        or denominator <> lag(denominator, 2) over by_month as is_moving
    from figure
    where is_of_one_month and slice_type = 'all' and unit in ('percent', 'days', 'average')
    window by_month as (partition by la_code, indicator_code order by period_end)
),

holidays as (
    select
        extract(year from holiday_date) as calendar_year,
        count(*) as bank_holidays
    from {{ ref('bank_holidays') }}
    group by extract(year from holiday_date)
),

found as (
    select
        la_code,
        indicator_code,
        period_end,
        'stale_value' as note_code,
        '' as subject,
        denominator as counted,
        denominator_before as out_of,
        cast(null as varchar) as detail,
        cast(null as varchar) as severity
    from looked_back
    where is_same and is_moving
    union all
    select
        figure.la_code,
        figure.indicator_code,
        figure.period_end,
        'small_cohort' as note_code,
        '' as subject,
        figure.denominator as counted,
        threshold.minimum_denominator as out_of,
        case
            when figure.unit = 'percent'
                then
                    'One case more or less moves it by about '
                    || {{ whole_number('100 / figure.denominator') }} || ' percentage points.'
            else 'One unusual case can move it a long way.'
        end as detail,
        cast(null as varchar) as severity
    from figure
    inner join {{ ref('kpi_thresholds_in_force') }} as threshold
        on
            figure.la_code = threshold.la_code
            and figure.indicator_code = threshold.indicator_code
            and figure.period_end = threshold.period_end
    where
        figure.is_headline
        and figure.slice_type = 'all'
        and figure.unit in ('percent', 'days', 'average')
        and figure.denominator > 0
        and figure.denominator < threshold.minimum_denominator
    union all
    select
        part.la_code,
        part.indicator_code,
        part.period_end,
        'part_unknown' as note_code,
        part.slice_type as subject,
        part.cases as counted,
        whole.cases as out_of,
        case part.slice_type
            when 'age_band' then 'Age'
            else upper(substr(part.slice_type, 1, 1)) || replace(substr(part.slice_type, 2), '_', ' ')
        end as detail,
        case when 100 * part.cases >= note.edge * whole.cases then 'caution' end as severity
    from figure as part
    inner join figure as whole
        on
            part.la_code = whole.la_code
            and part.indicator_code = whole.indicator_code
            and part.period_end = whole.period_end
            and part.view = whole.view
    inner join {{ ref('data_notes') }} as note
        on note.note_code = 'part_unknown'
    where
        part.is_headline
        -- a team is not always named and not always in a locality: that says nothing of the case
        and part.slice_type not in ('all', 'team', 'locality')
        and whole.slice_type = 'all'
        and part.cases > 0
        -- a split that knows nobody is not one of this figure, except those that every child's record has
        and (part.cases < whole.cases or part.slice_type in ('age_band', 'sex', 'ethnic_group'))
    union all
    select
        figure.la_code,
        figure.indicator_code,
        figure.period_end,
        'calendar_short' as note_code,
        '' as subject,
        coalesce(holidays.bank_holidays, 0) as counted,
        note.edge as out_of,
        cast(null as varchar) as detail,
        cast(null as varchar) as severity
    from figure
    inner join {{ ref('data_notes') }} as note
        on note.note_code = 'calendar_short'
    left join holidays
        on extract(year from figure.period_end) = holidays.calendar_year
    where
        figure.is_headline
        and figure.slice_type = 'all'
        and figure.value is not null
        and lower(figure.clock) like '%working day%'
        and coalesce(holidays.bank_holidays, 0) < note.edge
    union all
    select
        figure.la_code,
        figure.indicator_code,
        figure.period_end,
        'audit_list' as note_code,
        '' as subject,
        figure.numerator as counted,
        cast(null as double) as out_of,
        cast(null as varchar) as detail,
        cast(null as varchar) as severity
    from figure
    inner join {{ ref('data_notes') }} as note
        on note.note_code = 'audit_list'
    where
        figure.is_of_one_month
        and figure.slice_type = 'all'
        and figure.numerator > 0
        and {{ names_code('note.indicators', 'figure.indicator_code') }}
)

select
    la_code,
    indicator_code,
    period_end,
    note_code,
    subject,
    cast(counted as double) as counted,
    cast(out_of as double) as out_of,
    detail,
    severity
from found
