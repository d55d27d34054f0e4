select
    la_code,
    employee_id,
    team,
    start_date,
    leave_date,
    is_permanent as permanent_flag,
    is_agency as agency_flag,
    fte as full_time_equivalent,
    leaving_reason
from {{ source('raw', 'local_hr_staff') }}
