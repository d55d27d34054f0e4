select
    la_code,
    as_at,
    prof_professional_id as professional_id,
    prof_agency_worker_flag as agency_flag,
    prof_professional_department as department,
    prof_full_time_equivalency as full_time_equivalent
from {{ source('raw', 'ssd_professionals') }}
