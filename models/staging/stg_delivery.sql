select
    la_code,
    as_at,
    feed,
    status,
    reason,
    file_name,
    file_hash,
    rows_in,
    rows_loaded,
    rows_quarantined,
    rows_ignored,
    missing_columns,
    is_current
from {{ source('raw', 'deliveries') }}
