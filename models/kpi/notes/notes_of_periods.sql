-- What a reader must know of the period itself: changes that fall in it, its working days, the extract behind it.
with month as (
    select
        spine.month_index,
        spine.month_start,
        spine.period_end,
        spine.month_name,
        spine.financial_month,
        calendar.working_day_number - lag(calendar.working_day_number) over (order by spine.month_index)
            as working_days
    from {{ ref('dim_month') }} as spine
    inner join {{ ref('dim_date') }} as calendar
        on spine.period_end = calendar.calendar_date
),

score as (
    select
        headline.la_code,
        headline.indicator_code,
        headline.period_end,
        headline.view,
        headline.as_at,
        headline.provisional_reason,
        indicator.unit,
        indicator.kind,
        month.month_index,
        month.working_days,
        case headline.view
            when 'ytd' then {{ month_start('month.month_index - month.financial_month + 1') }}
            when 'rolling12' then {{ month_start('month.month_index - 11') }}
            else month.month_start
        end as window_start
    from {{ ref('kpi_scorecard') }} as headline
    inner join {{ ref('dim_indicator') }} as indicator
        on headline.indicator_code = indicator.indicator_code
    inner join month
        on headline.period_end = month.period_end
    where headline.value is not null
),

-- an event without a council or an indicator touches all of them; the words are as short as a footnote
touched as (
    select
        score.la_code,
        score.indicator_code,
        score.period_end,
        event.title || ' ' || cast(event.event_date as varchar) as subject,
        event.title || ', ' || {{ day_words('event.event_date', 'month.month_name') }} as detail,
        event.source,
        case
            when event.event_date > score.window_start then 'event_in_window'
            -- nothing lies before the change when it falls on the first day of a window, but last month does
            when event.event_date = score.window_start and score.view in ('month', 'snapshot') then 'event_in_window'
            else 'event_since_last_year'
        end as note_code
    from score
    inner join {{ ref('dim_process_event') }} as event
        on
            coalesce(event.la_code, score.la_code) = score.la_code
            and coalesce(event.indicator_code, score.indicator_code) = score.indicator_code
            and score.period_end >= event.event_date
            and event.event_date > {{ months_before('score.period_end', '12') }}
    inner join month
        on {{ month_index('event.event_date') }} = month.month_index
),

found as (
    select
        la_code,
        indicator_code,
        period_end,
        note_code,
        subject,
        cast(null as double) as counted,
        cast(null as double) as out_of,
        detail,
        'List of changes' || coalesce(': ' || source, '') as source
    from touched
    union all
    select
        score.la_code,
        score.indicator_code,
        score.period_end,
        'working_days' as note_code,
        '' as subject,
        score.working_days as counted,
        last_year.working_days as out_of,
        cast(null as varchar) as detail,
        cast(null as varchar) as source
    from score
    inner join month as last_year
        on score.month_index - 12 = last_year.month_index
    where score.kind = 'flow' and score.unit not in ('percent', 'days', 'average')
    union all
    select
        score.la_code,
        score.indicator_code,
        score.period_end,
        'counted_at' as note_code,
        '' as subject,
        cast(null as double) as counted,
        cast(null as double) as out_of,
        {{ day_words('score.as_at', 'month.month_name') }} as detail,
        cast(null as varchar) as source
    from score
    inner join month
        on {{ month_index('score.as_at') }} = month.month_index
    where score.kind = 'stock'
    union all
    select
        la_code,
        indicator_code,
        period_end,
        'provisional' as note_code,
        '' as subject,
        cast(null as double) as counted,
        cast(null as double) as out_of,
        upper(substr(provisional_reason, 1, 1)) || substr(provisional_reason, 2) as detail,
        cast(null as varchar) as source
    from score
    where provisional_reason is not null
    union all
    select
        score.la_code,
        score.indicator_code,
        score.period_end,
        'late_entries' as note_code,
        '' as subject,
        {{ days_between('score.period_end', 'score.as_at') }} as counted,
        cast(null as double) as out_of,
        cast(null as varchar) as detail,
        cast(null as varchar) as source
    from score
    inner join {{ ref('data_notes') }} as note
        on
            note.note_code = 'late_entries'
            and {{ names_code('note.indicators', 'score.indicator_code') }}
            and {{ days_between('score.period_end', 'score.as_at') }} < note.edge
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
    source
from found
