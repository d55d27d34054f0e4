select
    la_code,
    audit_id,
    team,
    scheduled_date,
    completed_date,
    grade
from {{ source('raw', 'local_audits') }}
