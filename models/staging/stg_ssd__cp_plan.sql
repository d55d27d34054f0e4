select
    la_code,
    cppl_cp_plan_id as cp_plan_id,
    cppl_person_id as person_id,
    cppl_cp_plan_start_date as start_date,
    cppl_cp_plan_end_date as end_date,
    cppl_cp_plan_ola as other_authority_flag
from {{ source('raw', 'ssd_cp_plans') }}
