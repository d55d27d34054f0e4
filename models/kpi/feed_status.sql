select
    la_code,
    feed,
    as_at,
    status,
    reason,
    file_name,
    file_hash,
    rows_in,
    rows_loaded,
    rows_quarantined,
    rows_ignored,
    missing_columns
from {{ ref('dim_feed_status') }}
order by la_code, feed
