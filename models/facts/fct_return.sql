-- What a return says of a month, in the words that every table of the promise uses: the one place that makes them.
with latest as (
    -- of two rows for days of one month the later day counts
    select
        returned.*,
        {{ month_index('returned.period_end') }} as month_index,
        indicator.unit
    from {{ ref('stg_local__return') }} as returned
    inner join {{ ref('dim_indicator') }} as indicator
        on
            returned.indicator_code = indicator.indicator_code
            and indicator.feeds = 'local_returns'
    where returned.period_end is not null
    qualify row_number() over (
        partition by returned.la_code, returned.indicator_code, last_day(returned.period_end)
        order by returned.period_end desc
    ) = 1
),

judged as (
    select
        *,
        coalesce(
            status is null
            and case unit
                when 'text' then remark is not null
                when 'count' then numerator is not null
                else numerator is not null and denominator is not null
            end,
            false
        ) as has_content
    from latest
)

select
    la_code,
    indicator_code,
    month_index,
    last_day(period_end) as period_end,
    has_content and unit <> 'text' as has_figure,
    case when has_content and unit <> 'text' then numerator end as numerator,
    case when has_content and unit not in ('text', 'count') then denominator end as denominator,
    case
        when has_content and unit = 'text' then 'text'
        when has_content then 'ok'
        when status = 'tbd' then 'tbd'
        when status = 'due' then 'due' || coalesce(' ' || cast(due_date as varchar), '')
        when status = 'requested' then 'requested' || coalesce(' from ' || requested_from, '')
        else 'not reported'
    end as status,
    case when has_content and unit = 'text' then remark end as status_text,
    case when not has_content then due_date end as due_date,
    has_content and confirmed_by is not null and confirmed_date is not null as is_confirmed
from judged
