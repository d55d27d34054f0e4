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
    missing_columns,
    format,
    known_from,
    state_from,
    known_until,
    snapshots,
    rows_earlier,
    rows_ended,
    rows_removed
from {{ ref('dim_feed_status') }}
order by la_code, feed
