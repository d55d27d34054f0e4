select
    la_code,
    indicator_code,
    period_end,
    numerator,
    denominator,
    status,
    due_date,
    requested_from,
    text as remark,
    confirmed_by,
    confirmed_date
from {{ source('raw', 'local_returns') }}
