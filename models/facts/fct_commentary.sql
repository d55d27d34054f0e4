-- The newest words for each indicator and month, whichever delivery brought them.
with newest as (
    select
        *,
        {{ month_index('period_end') }} as month_index
    from {{ ref('stg_local__commentary') }}
    -- the latest written wins; of two of one day the later delivery, and in it the later day of the month
    qualify row_number() over (
        partition by la_code, indicator_code, last_day(period_end)
        order by written_on desc nulls last, as_at desc, period_end desc, source_row desc
    ) = 1
)

select
    newest.la_code,
    newest.indicator_code,
    newest.month_index,
    last_day(newest.period_end) as period_end,
    -- a spreadsheet of Windows ends its lines in two characters
    replace(newest.analysis, chr(13) || chr(10), chr(10)) as analysis,
    replace(newest.response, chr(13) || chr(10), chr(10)) as response,
    newest.response_owner,
    newest.response_due,
    newest.author,
    newest.written_on,
    newest.board_group,
    replace(newest.board_group_reason, chr(13) || chr(10), chr(10)) as board_group_reason
from newest
inner join {{ ref('dim_indicator') }} as indicator
    on newest.indicator_code = indicator.indicator_code
-- a row without words takes back what was said before
where coalesce(newest.analysis, newest.response, newest.board_group) is not null
order by newest.la_code, newest.indicator_code, newest.month_index
