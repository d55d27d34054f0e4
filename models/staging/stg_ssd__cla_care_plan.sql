select
    la_code,
    lacp_person_id as person_id,
    lacp_cla_care_plan_start_date as start_date,
    lacp_cla_care_plan_end_date as end_date
from {{ source('raw', 'ssd_cla_care_plan') }}
