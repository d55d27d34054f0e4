select
    la_code,
    indicator_code,
    event_date,
    rebases,
    system,
    title,
    note,
    source
from {{ ref('process_events') }}
order by la_code, event_date, indicator_code
