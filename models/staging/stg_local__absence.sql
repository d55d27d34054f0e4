select
    la_code,
    absence_id,
    employee_id,
    team,
    start_date,
    end_date
from {{ source('raw', 'local_hr_absence') }}
