select
    la_code,
    as_at,
    source_row,
    indicator_code,
    period_end,
    analysis,
    response,
    response_owner,
    response_due,
    author,
    written_on,
    board_group,
    board_group_reason
from {{ source('raw', 'local_commentary') }}
