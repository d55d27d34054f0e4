select
    commentary.la_code,
    commentary.indicator_code,
    commentary.period_end,
    commentary.analysis,
    commentary.response,
    commentary.response_owner,
    commentary.response_due,
    commentary.author,
    commentary.written_on
from {{ ref('fct_commentary') }} as commentary
-- words stand beside a figure: those on a month that is not reported yet wait for it
inner join {{ ref('dim_council_month') }} as council_month
    on
        commentary.la_code = council_month.la_code
        and commentary.month_index = council_month.month_index
        and council_month.is_reported
-- a row may do no more than choose a group for the front page
where coalesce(commentary.analysis, commentary.response) is not null
order by commentary.la_code, commentary.indicator_code, commentary.period_end
