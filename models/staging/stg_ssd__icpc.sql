select
    la_code,
    icpc_icpc_id as icpc_id,
    icpc_s47_enquiry_id as s47_enquiry_id,
    icpc_person_id as person_id,
    icpc_icpc_date as icpc_date,
    icpc_icpc_team as team_id,
    icpc_icpc_meeting_id as meeting_id
from {{ source('raw', 'ssd_initial_cp_conference') }}
